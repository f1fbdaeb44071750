import json
import signal
import socket
import urllib.error
import urllib.request

import pytest
from web_fakes import ScriptedAssistant

from index.errors import UsageError
from ui.web.app import require_port, serve


def fetch(address, **headers):
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  # our own page
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
        return reply.read().decode(), reply.headers


def test_a_taken_port_is_said_with_the_way_out(library):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = []
        with pytest.raises(UsageError, match="already in use"):
            require_port(port)
        with pytest.raises(UsageError) as error:
            serve(ScriptedAssistant(library), port, False, told.append)
    assert str(error.value) == (
        f"Port {port} is already in use on this machine: close the other program or choose "
        f"another port with --port {port + 1}."
    )
    assert told == []
    require_port(port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_closes_cleanly_with_a_window_open(start, number):
    server = start("scripted")
    address = f"{server.address}/en/gradio_api/heartbeat/w"
    with urllib.request.urlopen(address, timeout=10) as beat:  # noqa: S310
        assert beat.readline() == b"data: ALIVE\n"
        said, errors = server.end(number)
    assert said == "CLOSED\n"
    assert errors == ""
    assert server.process.returncode == 0


def test_the_page_asks_nobody_else(start):
    server = start("scripted")
    page, headers = fetch(server.address)
    assert "<title>" in page or "gradio_config" in page
    assert "connect-src 'self'" in headers["Content-Security-Policy"]
    for outside in ("fonts.googleapis", "cdnjs", "jsdelivr", "api.gradio.app"):
        assert outside not in page
    theme, _ = fetch(f"{server.address}/en/theme.css")
    assert theme.count("url(") == theme.count('url("data:')
    with pytest.raises(urllib.error.HTTPError, match="403"):
        fetch(server.address, Host="evil.example")


def test_there_is_no_api_beside_the_page(start):
    server = start("scripted")
    for path in ("docs", "redoc", "openapi.json", "en/docs", "en/redoc", "en/openapi.json"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{server.address}/{path}")
    listed, _ = fetch(f"{server.address}/de/gradio_api/info")
    assert json.loads(listed) == {"named_endpoints": {}, "unnamed_endpoints": {}}
