"""The page: four tabs over one assistant, served to this machine and to nothing else."""

import errno
import os
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.errors import UsageError
from rag.assistant import Assistant
from rag.config import Settings
from rag.watch import Watching
from ui.web.adding import Adding
from ui.web.answer_models import AnswerModels
from ui.web.conversation import Conversations
from ui.web.front import Front
from ui.web.guard import Guard
from ui.web.keeper import Keeper
from ui.web.language import ENGLISH, Texts, language, languages
from ui.web.room import Room
from ui.web.shelf import Shelf

HOST = "127.0.0.1"
_HERE = Path(__file__).parent
_HEADER = '<header class="fn-header"><h1>Footnote<sup>1</sup></h1><p>{motto}</p></header>'
_STYLES = (
    "style.css", "library.css", "document.css", "actions.css", "limit.css", "settings.css",
    "gradio.css",
)  # fmt: skip
# each browser window has its own conversation, and keeps it when the page is loaded anew
_KEPT_HERE = "() => [sessionStorage.getItem('fn-kept') || '']"
_KEEP_HERE = "(kept) => { sessionStorage.setItem('fn-kept', kept); }"


def build(
    assistant: Assistant,
    conversations: Conversations,
    keeper: Keeper,
    models: AnswerModels,
    text: Texts,
    adding: Adding,
    watching: Watching | None = None,
) -> Any:  # noqa: ANN401
    """Return the page in one language as `gr.Blocks`, ready to be served."""
    _keep_gradio_quiet()
    import gradio as gr

    from ui.web.ask_parts import AT_ONCE
    from ui.web.ask_tab import AskTab
    from ui.web.conversations_tab import ConversationsTab
    from ui.web.documents_tab import DocumentsTab
    from ui.web.settings_tab import SettingsTab

    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_HEADER.format(motto=text("page.motto")), apply_default_css=False)
        with gr.Tabs(elem_classes="fn-tabs") as tabs:
            with gr.Tab(text("tabs.ask"), id="ask"):
                ask = AskTab(assistant, conversations, keeper, text)
            with gr.Tab(text("tabs.conversations"), id="conversations") as kept_tab:
                kept = ConversationsTab(keeper, conversations, ask, tabs, text)
            with gr.Tab(text("tabs.documents"), id="documents") as documents_tab:
                follows = ask.follows_library
                documents = DocumentsTab(
                    assistant, ask.turns, follows, ask.follow_library, text, adding, watching
                )
            with gr.Tab(text("tabs.settings"), id="settings") as settings_tab:
                settings = SettingsTab(assistant, models, text)

        def closed(request: gr.Request) -> None:
            conversations.stop(str(request.session_hash))

        page.unload(closed)
        page.load(ask.follow_library, ask.turns, follows, **AT_ONCE).then(
            ask.show, ask.kept, ask.shows, js=_KEPT_HERE, **AT_ONCE
        )
        ask.kept.change(None, ask.kept, None, js=_KEEP_HERE)
        settings.restore_length(page)
        settings_tab.select(settings.refresh, None, settings.outputs, **AT_ONCE)
        kept_tab.select(kept.refresh, kept.words, kept.outputs, **AT_ONCE)
        for event in (page.load, documents_tab.select):
            event(documents.refresh, documents.view, documents.outputs, **AT_ONCE)
    return page.queue(api_open=False)


def serve(
    assistant: Assistant,
    port: int,
    open_browser: bool,  # noqa: FBT001  # the command line passes its flag on
    ready: Callable[[str], None],
    settings: Settings | None = None,
    watching: Watching | None = None,
) -> None:
    """Serve the page on this machine until Ctrl-C, then close it. Port 0 takes any free one.

    `settings` are those that the assistant was opened with, the default ones where none are given;
    `watching` is what keeps up with folders, so that the page can tell what it has done.

    Calls `ready` with the page's address once it can be opened. The assistant stays open. Call it
    from the main thread. Raises `UsageError` when the port is taken.
    """
    conversations = Conversations(assistant)
    keeper = Keeper(assistant.library.store.folder)
    models = AnswerModels(assistant, settings or Settings())
    with (
        closing(keeper),
        closing(Adding(assistant.embedder)) as adding,
        _listening(port) as listener,
        TemporaryDirectory(prefix="footnote-") as uploads,
    ):
        # read by Gradio while the page is built: files wait there until they are kept or refused
        os.environ["GRADIO_TEMP_DIR"] = uploads
        port = listener.getsockname()[1]
        texts = [language(code) for code in languages()]
        site = _site(
            [
                (build(assistant, conversations, keeper, models, each, adding, watching), each)
                for each in texts
            ]
        )
        server = _server(site, port, conversations.stop_all)
        address = f"http://{HOST}:{port}"
        ready(address)
        if open_browser:
            webbrowser.open(address)
        with _ended_by_signals():
            server.run(sockets=[listener])
        Shelf(assistant.library, assistant.embedder, language(ENGLISH)).forget()


def require_port(port: int) -> None:
    """Raise `UsageError` where the port is taken: before minutes of loading, not after."""
    with _listening(port):
        pass


def _keep_gradio_quiet() -> None:
    """Set what Gradio reads when it is imported: it must call nobody."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        if os.name == "posix":  # elsewhere it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except OSError as error:
            raise UsageError(_refusal(port, error)) from error
        yield listener


def _refusal(port: int, error: OSError) -> str:
    other = port + 1 if 1024 <= port < 65535 else 7861
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is already in use on this machine: close the other program or choose "
            f"another port with --port {other}."
        )
    return f"Port {port} cannot be opened ({error.strerror}): choose another with --port {other}."


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C, and a polite request to end, come back here after the server has closed."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _server(site: Any, port: int, stop: Callable[[], None]) -> Any:  # noqa: ANN401
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # open pages hold connections that would never end by themselves
            stop()
            for route in site.routes:
                if event := getattr(getattr(route, "app", None), "stop_event", None):
                    event.set()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        Guard(Front(Room(site), languages()), port), log_level="warning", access_log=False,
        ws="none", server_header=False, timeout_graceful_shutdown=5,
    )  # fmt: skip
    return Server(config)


def _site(pages: Sequence[tuple[Any, Texts]]) -> Any:  # noqa: ANN401
    """Return the pages as one application, each below the code of its language."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import FileResponse

    # the real fonts are named in gradio.css; a theme would quote system-ui, and fetch others
    plain = {"font": gr.themes.Font("sans-serif"), "font_mono": gr.themes.Font("monospace")}
    # in the head, because Gradio rewrites what is passed as css and breaks :root and @media
    style = "".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES)
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    site = FastAPI(openapi_url=None)
    site.get("/favicon.ico")(lambda: FileResponse(_HERE / "favicon.svg"))
    for page, text in pages:
        words = f':root {{ --fn-drop: "{text("documents.drop")}"; }}'
        gr.mount_gradio_app(
            site, page, path=f"/{text.code}", server_name=HOST, footer_links=[],
            run_history=False, app_kwargs={"openapi_url": None}, show_error=False, ssr_mode=False,
            enable_monitoring=False, pwa=False, mcp_server=False,
            theme=gr.themes.Base(**plain), head=f"<style>{words}{style}</style>", js=script,
        )  # fmt: skip
    return site
