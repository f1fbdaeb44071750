"""A file that takes long, page by page: its clock, its hard limit, and who hears of it."""

import io
import json
import threading
import time
from types import SimpleNamespace

import pytest

from index.errors import DocumentError
from rag.readers.process import ReaderProcess
from rag.readers.progress import listening, page_done


def test_pages_are_heard_within_the_block_alone():
    heard = []
    with listening(lambda page, of: heard.append((page, of))):
        page_done(1, 2)
        with listening(lambda page, of: heard.append(("inner", page, of))):
            page_done(2, 2)
    page_done(3, 3)
    assert heard == [(1, 2), ("inner", 2, 2)]


@pytest.fixture
def scripted(monkeypatch):
    """Have a reader hear lines with pauses, in seconds, instead of starting a child."""

    def script(lines, **limits):
        reader = ReaderProcess(**limits)
        child = SimpleNamespace(stdin=io.StringIO())
        monkeypatch.setattr(reader, "_running", lambda: child)

        def say():
            for pause, line in lines:
                time.sleep(pause)
                reader._replies.put(json.dumps(line) + "\n")

        threading.Thread(target=say, daemon=True).start()
        return reader

    return script


def pages(count, pause):
    return [(pause, {"page": number, "of": 9}) for number in range(1, count + 1)]


END = {"reason": "the end"}


def test_every_page_starts_the_clock_anew(scripted, note):
    heard = []
    reader = scripted(
        [*pages(4, 0.2), (0.2, END)], seconds=0.6, listener=lambda *page: heard.append(page)
    )
    with pytest.raises(DocumentError, match=r"^the end$"):
        reader.read(note)
    assert heard == [(1, 9), (2, 9), (3, 9), (4, 9)]


def test_a_page_that_takes_too_long_ends_it(scripted, note):
    reader = scripted([*pages(2, 0.0), (3.0, END)], seconds=0.3)
    with pytest.raises(DocumentError, match=r"^what comes after page 2 took longer than 0.3 sec"):
        reader.read(note)


def test_many_quick_pages_do_not_go_on_for_ever(scripted, note):
    reader = scripted(pages(40, 0.1), seconds=2.0, most_seconds=0.5)
    start = time.monotonic()
    with pytest.raises(DocumentError) as caught:
        reader.read(note)
    assert str(caught.value) == (
        "it took longer than 0.5 seconds to read: split it into smaller files"
    )
    assert time.monotonic() - start < 1.5
