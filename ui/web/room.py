"""Says in plain words that a disk is full, where a file that is dropped on the page must wait.

Gradio writes what the browser sends into a folder for files in passing; a full disk there would be
"HTTP 500: Internal Server Error" on the page, and a long trace in the terminal.
"""

import errno
import tempfile

from ui.web.guard import Application, Message, Receive, Send
from ui.web.language import ENGLISH, language, languages

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UPLOADS = "/gradio_api/upload"
NO_ROOM = 507  # Insufficient Storage: RFC 4918, 11.5


class Room:
    """An ASGI application around the site that holds the pages of all languages."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on; answer a file that found no room with `NO_ROOM` and the reason."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.endswith(_UPLOADS):
            await self._application(scope, receive, send)
            return
        answer: list[Message] = []
        read: list[Message] = [{}]

        async def keep(message: Message) -> None:
            answer.append(message)

        async def listen() -> Message:
            read[0] = await receive()
            return read[0]

        try:
            await self._application(scope, listen, keep)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            answer = _no_room(path)
            while read[0].get("more_body"):  # a browser hears nothing before it has said all
                await listen()
        for message in answer:
            await send(message)


def _no_room(path: str) -> list[Message]:
    code = path.split("/")[1]
    text = language(code if code in languages() else ENGLISH)
    told = text("documents.disk_full", folder=tempfile.gettempdir())
    head = [(b"content-type", b"text/plain; charset=utf-8")]
    return [
        {"type": "http.response.start", "status": NO_ROOM, "headers": head},
        {"type": "http.response.body", "body": told.encode()},
    ]
