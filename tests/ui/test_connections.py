"""The check that nothing leaves this computer: it sees what is open, here and beyond."""

import socket
import subprocess
import sys

import psutil
import pytest

from index.errors import ResourceError
from ui.connections import connections
from ui.web.language import language
from ui.web.render_settings import render_connections

EN = language("en")


def test_a_connection_within_this_computer_is_counted_and_is_no_alarm():
    before = connections()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        found = connections()
    assert found.here == before.here + 1
    assert found.beyond == before.beyond == ()
    shown = render_connections(found, EN)
    assert "Nothing leaves this computer." in shown
    assert "fn-note-error" not in shown


def test_what_is_open_to_other_computers_is_named():
    with socket.socket() as listener:
        listener.bind(("0.0.0.0", 0))  # noqa: S104  # what must not be, so that it is seen
        listener.listen()
        port = listener.getsockname()[1]
        found = connections()
    assert found.beyond == (f"0.0.0.0, port {port}",)
    shown = render_connections(found, EN)
    assert f"0.0.0.0, port {port}" in shown
    assert "1 place beyond this computer" in shown


def test_processes_that_footnote_started_are_looked_at_too():
    code = (
        "import socket; s = socket.socket(); s.bind(('0.0.0.0', 0)); s.listen(); "
        "print(s.getsockname()[1], flush=True); input()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        port = int(child.stdout.readline())
        while not (found := connections()).beyond:
            assert child.poll() is None
        assert found.beyond == (f"0.0.0.0, port {port}",)
        assert found.processes >= 2
    finally:
        child.communicate("\n", timeout=20)


def test_where_the_system_does_not_tell_that_is_said(monkeypatch):
    def refuse(*_, **__):
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil.Process, "net_connections", refuse)
    with pytest.raises(ResourceError, match="disconnect from the network and ask a question"):
        connections()
