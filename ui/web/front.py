"""Brings everybody to the page in their own language, and tells the browser which one that is.

The page exists once for each language, at `/en/`, `/de/` and so on. So no answer, however it is
computed, can come in the language of another window. `/` leads to the one that was chosen on the
page before (`/?language=de`, kept in a cookie), else to the one that the browser asks for.
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import parse_qs

from ui.web.guard import Application, Message, Receive, Send
from ui.web.language import chosen

COOKIE = "footnote_language"
_YEAR = 365 * 24 * 3600
_HTML = re.compile(rb'<html\s+lang="[^"]*"')
_HEAD = b"<head>"
# Gradio's own few words go by what the browser says of itself
_SAY = (
    "<script>Object.defineProperties(navigator, {{language: {{get: () => {code}}}, "
    "languages: {{get: () => [{code}]}}}});</script>"
)


class Front:
    """An ASGI application around the site that holds the pages of all `languages`."""

    def __init__(self, application: Application, languages: Sequence[str]) -> None:
        self._application = application
        self._pages = {f"/{code}/": code for code in languages}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or lead it to the page of its language."""
        path = scope.get("path") if scope["type"] == "http" else None
        if path == "/":
            await self._lead(scope, send)
        elif path in self._pages:
            await self._page(self._pages[path], scope, receive, send)
        else:
            await self._application(scope, receive, send)

    async def _lead(self, scope: Message, send: Send) -> None:
        headers = dict(scope["headers"])
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("language", [""])[0]
        known = asked in self._pages.values()
        kept = asked if known else _cookie(headers.get(b"cookie", b"").decode("latin-1"))
        code = chosen(kept, headers.get(b"accept-language", b"").decode("latin-1"))
        answer = [(b"location", f"/{code}/".encode()), (b"cache-control", b"no-store")]
        if known:
            cookie = f"{COOKIE}={asked}; Path=/; Max-Age={_YEAR}; SameSite=Lax; HttpOnly"
            answer.append((b"set-cookie", cookie.encode()))
        await send({"type": "http.response.start", "status": 307, "headers": answer})
        await send({"type": "http.response.body", "body": b""})

    async def _page(self, code: str, scope: Message, receive: Receive, send: Send) -> None:
        # as it stands, not compressed: something is written into it
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        started: list[Message] = []
        body = b""

        async def send_in_language(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            written = _spoken(body, code)
            start = started[0]
            rest = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
            # a HEAD request has a length, but nothing to write into
            length = [(b"content-length", str(len(written)).encode())] if body else []
            await send({**start, "headers": [*rest, *length]})
            await send({**message, "body": written})

        await self._application({**scope, "headers": headers}, receive, send_in_language)


def _spoken(html: bytes, code: str) -> bytes:
    """Return Gradio's page in a language: it is `en` in its file, whatever it says."""
    script = _SAY.format(code=json.dumps(code)).encode()
    named = _HTML.sub(f'<html lang="{code}"'.encode(), html, count=1)
    return named.replace(_HEAD, _HEAD + script, 1)


def _cookie(header: str) -> str:
    """Return what is kept; by hand, because other programs' cookies for this machine come too."""
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for name, _, value in pairs if name == COOKIE), "")
