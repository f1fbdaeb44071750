"""What stands between the browser and the page: nobody else may ask, and nothing may leave.

The page listens on this machine only, but every web site that is open in the same browser can
send requests to this machine. So a request must name this machine as its host (a foreign name
that leads here is the trick called DNS rebinding) and must come from the page itself. The
Content-Security-Policy makes the browser refuse whatever lies beyond this address.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_RULES = (
    "default-src 'self'",
    # Gradio starts from scripts in the page and compiles its HTML templates
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
POLICY = "; ".join(_RULES)

HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


class Guard:
    """An ASGI application around another one."""

    def __init__(self, application: Application, port: int) -> None:
        self._application = application
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with status 403."""
        if scope["type"] == "lifespan":
            await self._application(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if scope["type"] != "http" or not self._allows(headers):
            await _refuse(send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._application(scope, receive, send_with_headers)

    def _allows(self, headers: dict[bytes, str]) -> bool:
        if headers.get(b"host") not in self._hosts:
            return False
        origin = headers.get(b"origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            return False
        # a link or a bookmark may lead here from anywhere; images and scripts may not
        elsewhere = headers.get(b"sec-fetch-site") in ("cross-site", "same-site")
        return not elsewhere or headers.get(b"sec-fetch-mode") == "navigate"


async def _refuse(send: Send) -> None:
    head = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": head})
    body = b"Footnote answers only to its own page on this computer."
    await send({"type": "http.response.body", "body": body})
