"""The page in a real browser: every look it can have, and that it asks only this machine."""

import re

import pytest
from web_fakes import HOSTILE
from web_process import Server
from web_window import Window

TEXT = "The board met on Monday. It chose Anna as chair."


@pytest.fixture(scope="module")
def server(chromium, tmp_path_factory):
    """One page with one document, for every test that only asks."""
    server = Server(tmp_path_factory.mktemp("page") / "library", "scripted")
    first = Window(chromium, server.address)
    first.open_documents()
    first.drop(("minutes.txt", TEXT))
    first.context.close()
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    """Return a function that opens a window on that page."""
    opened = []

    def open_window(**options):
        opened.append(Window(chromium, server.address, **options))
        return opened[-1]

    yield open_window
    for each in opened:
        assert each.beyond_this_machine() == []
        each.context.close()


def test_every_look_of_an_answer(window):
    w = window()
    for question, look in [
        ("Who chairs the board?", "answered"),
        ("nothing there?", "not-found"),
        ("fail now", "error"),
        ("break now", "error"),
        ("refuse this", "refused"),
    ]:
        w.ask(question)
        w.finish()
        assert f"fn-{look}" in w.page.get_attribute("#fn-current .fn-turn", "class"), question
    assert w.page.input_value("#fn-question textarea") == "refuse this"
    assert w.page.locator("#fn-history .fn-turn").count() == 4
    assert "this should not happen" in w.text("#t4 .fn-status")
    assert w.complaints == []


def test_footnotes_open_their_documents_and_sources_lead_back(window):
    w = window()
    w.ask("Who chairs the board?")
    w.finish()
    w.page.click("#t1 .fn-ref >> nth=1")
    w.wait_for_focus("t1-d2")
    assert w.text("#t1-d2") == "It chose Anna as chair."
    w.page.keyboard.press("Escape")
    w.wait_for_focus("t1-r2")
    assert w.text("#t1-s3") == "3Nobody objected."
    w.page.click("#t1-s3 .fn-back")
    assert w.focused() == "t1-r3"
    w.ask("nothing there?")
    w.finish()
    assert not w.page.is_visible("#t1-s3")
    w.page.click("#t1 .fn-past > summary")
    w.page.click("#t1-s3 .fn-back")
    assert w.focused() == "t1-r3"


def test_hostile_text_is_text(window):
    w = window()
    w.page.on("dialog", lambda dialog: w.complaints.append(f"dialog {dialog.message}"))
    w.ask(f"hostile {HOSTILE}")
    w.finish()
    assert HOSTILE in w.text("#t1 .fn-question")
    assert HOSTILE in w.text("#t1 .fn-title")
    assert HOSTILE in w.text("#t1 .fn-answer")
    assert w.page.locator(".fn-turn script, .fn-turn img, .fn-turn b").count() == 0
    assert w.complaints == []


def test_stop_and_a_second_window(window):
    one, two = window(), window()
    one.ask("slow question")
    one.page.wait_for_selector("#t1.fn-answering .fn-passages")
    assert "Reading 3 passages…" in one.text("#t1 .fn-status")
    two.ask("Who chairs the board?")
    two.finish()
    assert two.text("#t1 .fn-status") == "Answer from your documents"
    assert one.page.is_disabled("#fn-ask-button")
    one.page.click("#fn-stop-button")
    one.finish()
    assert one.text("#t1 .fn-status") == "You stopped this answer"
    assert one.text("#fn-stop-button") == "Stop"
    assert one.page.is_disabled("#fn-stop-button")


def test_closing_a_window_ends_its_answer(window, server):
    w = window()
    w.ask("slow question in a window that is closed")
    w.page.wait_for_selector("#t1 .fn-passages")
    w.context.close()
    while server.line() != "ENDED slow question in a window that is closed":
        pass


def test_documents_come_and_go(chromium, start, tmp_path):
    w = Window(chromium, start("scripted").address)
    w.open_documents()
    w.drop(("minutes.txt", TEXT))
    with w.page.expect_file_chooser():
        w.page.click("#fn-drop button")
    files = tmp_path / "library" / "files"
    w.drop(("notes <b>.txt", "# x"), ("sheet.xyz", "PK"), ("minutes.txt", TEXT))
    w.page.wait_for_selector("#fn-report p:has-text('Added 1, already known 1.')")
    assert "sheet.xyz: Footnote cannot read this kind of file" in w.text(".fn-failed")
    assert w.text(".fn-bar h2") == "2 documents"
    assert sorted(path.suffix for path in files.iterdir()) == [".txt", ".txt"]

    w.page.check("tr:has-text('minutes.txt') input")
    w.page.click(".fn-remove")
    assert "Footnote's own copy is removed too" in w.text(".fn-ask")
    w.page.click("button:has-text('No, keep')")
    w.page.wait_for_selector(".fn-ask", state="hidden")
    assert w.text(".fn-bar h2") == "2 documents"

    w.page.click(".fn-remove")
    w.page.click("button:has-text('Yes, remove')")
    w.page.wait_for_selector(".fn-bar h2:has-text('1 document')")
    assert "Removed 1 document" in w.text("#fn-report")
    assert not (files / "minutes.txt").exists()
    # the row below moved up, its tick must not
    assert w.page.locator(".fn-tick input:checked").count() == 0
    assert w.page.is_disabled(".fn-remove")
    assert w.beyond_this_machine() == []
    assert w.complaints == []
    w.context.close()


def test_an_empty_library_says_what_to_do(chromium, start):
    w = Window(chromium, start("scripted").address)
    assert "No documents yet" in w.text(".fn-welcome")
    assert w.page.is_disabled("#fn-ask-button")
    w.open_documents()
    assert "No documents yet" in w.text(".fn-empty")
    w.drop(("minutes.txt", TEXT))
    w.page.click("button[role=tab]:visible:has-text('Ask')")
    w.page.wait_for_selector("#fn-ask-button:enabled")
    assert "1 document" in w.text(".fn-welcome")
    w.context.close()


def test_a_narrow_window_never_scrolls_sideways(window):
    w = window(width=320)
    wide = "document.documentElement.scrollWidth > innerWidth"
    w.ask("hostile question")
    w.finish()
    assert not w.page.evaluate(wide)
    w.open_documents()
    w.page.wait_for_selector(".fn-table")
    assert not w.page.evaluate(wide)


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_with_real_models(chromium, start):
    w = Window(chromium, start("real").address)
    w.open_documents()
    w.drop(("brest.txt", "The city of Brest lies 8 kilometers from the Polish border."))
    assert w.text("#fn-report .fn-note p >> nth=0") == "Added 1."
    w.page.click("button[role=tab]:visible:has-text('Ask')")
    w.ask("How far is Brest from the Polish border?")
    w.page.wait_for_selector("#t1 .fn-passages")
    assert "8 kilometers" in w.text("#t1 .fn-evidence")
    w.finish(timeout=120_000)
    assert re.search(
        "fn-(answered|not-found)", w.page.get_attribute("#fn-current .fn-turn", "class")
    )
    w.open_documents()
    w.page.check(".fn-tick input")
    w.page.click(".fn-remove")
    w.page.click("button:has-text('Yes, remove')")
    w.page.wait_for_selector(".fn-empty")
    assert w.beyond_this_machine() == []
    assert w.complaints == []
    w.context.close()
