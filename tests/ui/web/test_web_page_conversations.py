"""Conversations that are kept, in a real browser: found, opened, renamed, deleted for good."""

import pytest
from web_fakes import HOSTILE
from web_process import Server
from web_window import Window

TEXT = "The board met on Monday. It chose Anna as chair."
ROW = "#fn-conversations li"


def open_page(chromium, folder):
    """Return a server with one document in its library."""
    server = Server(folder, "scripted")
    first = Window(chromium, server.address)
    first.open_documents()
    first.drop(("minutes.txt", TEXT))
    first.context.close()
    return server


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("conversations") / "library"


@pytest.fixture(scope="module")
def server(chromium, folder):
    server = open_page(chromium, folder)
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    """Return a function that opens a window on that page."""
    opened = []

    def open_window():
        opened.append(Window(chromium, server.address))
        opened[-1].page.wait_for_selector("#fn-ask-button:enabled")
        return opened[-1]

    yield open_window
    for each in opened:
        assert each.beyond_this_machine() == []
        assert each.complaints == []
        each.context.close()


def ask(w, *questions):
    for question in questions:
        w.ask(question)
        w.finish()


def row(w, title):
    """Return the row of a conversation, in the tab that lists them."""
    if not w.page.is_visible("#fn-find"):
        w.open_tab("Conversations")
    found = w.page.locator(ROW).filter(has=w.page.get_by_role("button", name=title, exact=True))
    found.wait_for()
    return found


def titles(w):
    return w.page.locator(f"{ROW} .fn-kept-title").all_inner_texts()


def questions(w):
    return w.page.locator(".fn-turn .fn-question").all_inner_texts()


def on_disk(folder, text):
    """Name the files of the library that hold the text, in any case of its letters."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert folder / "conversations.sqlite" in files
    return [path.name for path in files if text.lower().encode() in path.read_bytes().lower()]


def test_a_conversation_stays_when_the_page_is_loaded_anew_and_each_window_has_its_own(window):
    one, two = window(), window()
    ask(one, "Who kept the first window?")
    ask(two, "Who kept the second window?")
    for w, name in ((one, "first"), (two, "second")):
        w.page.reload()
        w.page.wait_for_selector("#t1")
        assert questions(w) == [f"Who kept the {name} window?"]
        assert w.text("#t1 .fn-status") == "Answer from your documents"
    ask(one, "And since when?")
    assert one.text("#t2 .fn-understood").endswith("And since when? Who kept the first window?")
    one.page.reload()
    one.page.wait_for_selector("#t2")
    assert questions(one) == ["Who kept the first window?", "And since when?"]
    assert not one.page.is_visible("#t1 .fn-passages")
    one.page.click("#t1-r1")
    one.wait_for_focus("t1-d1")


def test_what_comes_after_a_refused_question_takes_no_other_place(window):
    w = window()
    ask(w, "Who is one?", "refuse this", "Who is three?")
    w.page.reload()
    w.page.wait_for_selector("#t3")
    assert questions(w) == ["Who is one?", "Who is three?"]
    w.page.fill("#fn-question textarea", "Who is four?")
    w.page.press("#fn-question textarea", "Enter")
    w.page.wait_for_selector("#t4")
    w.finish()
    w.page.reload()
    w.page.wait_for_selector("#t4")
    assert questions(w) == ["Who is one?", "Who is three?", "Who is four?"]


def test_a_deleted_conversation_is_gone_from_the_page_and_from_the_disk(window, folder):
    w = window()
    ask(w, "Which heron nests here?", "Which heron flies away?")
    w.page.click("#t2 .fn-save:has([data-do=save]) summary")
    with w.page.expect_download():
        w.page.click("#t2 .fn-save-this button:has-text('Markdown')")
    assert on_disk(folder, "heron") != []
    there = row(w, "Which heron nests here?")
    assert "2 questions" in there.inner_text()
    there.get_by_text("Delete", exact=True).click()
    there.get_by_text("No, keep").click()
    there.get_by_text("Delete", exact=True).click()
    there.get_by_text("Yes, delete").click()
    there.wait_for(state="detached")
    assert "Which heron nests here?" not in titles(w)
    assert on_disk(folder, "heron") == []
    w.open_tab("Ask")
    w.page.wait_for_selector(".fn-welcome")
    assert "heron" not in w.page.content()
    w.page.reload()
    w.page.wait_for_selector(".fn-welcome")
    assert "heron" not in w.page.content()


def test_a_title_is_changed_and_words_are_found(window):
    w = window()
    ask(w, "Where do otters live?")
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    ask(w, "Where do badgers live?")
    there = row(w, "Where do otters live?")
    there.get_by_text("Rename", exact=True).first.click()
    field = there.locator("input")
    assert field.input_value() == "Where do otters live?"
    there.locator("form button[type=submit]").click()  # the same again changes nothing
    field.wait_for(state="hidden")
    there.get_by_text("Rename", exact=True).first.click()
    field.fill("Rivers and banks")
    field.press("Enter")
    row(w, "Rivers and banks")
    assert "Where do otters live?" not in titles(w)

    w.page.fill("#fn-find textarea, #fn-find input", "otters")
    w.page.wait_for_function(f"document.querySelectorAll('{ROW}').length === 1")
    assert titles(w) == ["Rivers and banks"]
    w.open_tab("Ask")
    w.open_tab("Conversations")
    w.page.wait_for_timeout(300)
    assert titles(w) == ["Rivers and banks"]
    w.page.fill("#fn-find textarea, #fn-find input", "walruses <b>")
    w.page.wait_for_selector("#fn-conversations .fn-empty")
    assert w.text("#fn-conversations") == "No conversation holds “walruses <b>”."
    w.page.fill("#fn-find textarea, #fn-find input", "")
    row(w, "Rivers and banks").locator(".fn-kept-title").click()
    w.page.wait_for_selector("#t1")
    assert questions(w) == ["Where do otters live?"]


def test_words_that_were_typed_and_not_meant_are_forgotten(window):
    w = window()
    ask(w, "Is the lower row an eel?")
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    ask(w, "Is the upper row a pike?")
    upper = row(w, "Is the upper row a pike?")
    upper.get_by_text("Rename", exact=True).first.click()
    upper.locator("input").fill("typed and not meant")
    upper.get_by_text("Cancel").click()
    upper.get_by_text("Rename", exact=True).first.click()
    assert upper.locator("input").input_value() == "Is the upper row a pike?"
    upper.locator("input").fill("typed and not meant")
    upper.get_by_text("Cancel").click()
    upper.get_by_text("Delete", exact=True).click()
    upper.get_by_text("Yes, delete").click()
    upper.wait_for(state="detached")
    lower = row(w, "Is the lower row an eel?")
    assert not lower.get_by_text("Yes, delete").is_visible()
    lower.get_by_text("Rename", exact=True).first.click()
    assert lower.locator("input").input_value() == "Is the lower row an eel?"


def test_hostile_words_stay_words_in_the_list(window):
    w = window()
    w.page.on("dialog", lambda dialog: w.complaints.append(f"dialog {dialog.message}"))
    ask(w, f"hostile {HOSTILE}")
    w.open_tab("Conversations")
    w.page.wait_for_selector(ROW)
    first = w.page.locator(ROW).first
    assert first.locator(".fn-kept-title").inner_text().startswith("hostile <script>alert(1)</scr")
    first.get_by_text("Rename", exact=True).first.click()
    first.locator("input").fill('"><img src=x onerror=alert(1)>')
    first.locator("input").press("Enter")
    w.page.wait_for_selector(f"{ROW} .fn-kept-title:has-text('onerror')")
    assert first.locator(".fn-kept-title").inner_text() == '"><img src=x onerror=alert(1)>'
    w.page.fill("#fn-find textarea, #fn-find input", HOSTILE)
    w.page.wait_for_timeout(300)
    inside = "script, img, b:not(.fn-empty b), [onerror]"
    assert w.page.locator("#fn-conversations").locator(inside).count() == 0


def test_a_new_conversation_ends_the_answer_that_is_being_written(window, server):
    w = window()
    ask(w, "Who was asked before?")
    w.ask("slow question that is left")
    w.page.wait_for_selector("#t2.fn-answering .fn-passages")
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    while server.line() != "ENDED slow question that is left":
        pass
    w.page.wait_for_timeout(500)
    assert w.page.locator(".fn-turn").count() == 0
    assert w.page.is_disabled("#fn-stop-button")
    ask(w, "Who is asked now?")
    assert questions(w) == ["Who is asked now?"]
    assert "1 question" in row(w, "Who is asked now?").inner_text()


def test_opening_another_ends_the_answer_that_is_being_written(window, server):
    w = window()
    ask(w, "Who waits to be opened?")
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    w.ask("slow question that is left for another")
    w.page.wait_for_selector("#t1.fn-answering .fn-passages")
    row(w, "Who waits to be opened?").locator(".fn-kept-title").click()
    while server.line() != "ENDED slow question that is left for another":
        pass
    w.page.wait_for_timeout(500)
    assert questions(w) == ["Who waits to be opened?"]
    w.page.wait_for_selector("#fn-ask-button:enabled")


def test_what_is_still_being_answered_is_not_deleted(window):
    w = window()
    ask(w, "Who holds on?")
    w.ask("slow question about it")
    w.page.wait_for_selector("#t2.fn-answering .fn-passages")
    there = row(w, "Who holds on?")
    there.get_by_text("Delete", exact=True).click()
    there.get_by_text("Yes, delete").click()
    w.page.wait_for_selector("#fn-kept-note:has-text('still being answered')")
    assert "Who holds on?" in titles(w)
    w.open_tab("Ask")
    w.page.click("#fn-stop-button")
    w.finish()
    row(w, "Who holds on?")


def test_a_damaged_file_of_conversations_is_told_and_the_page_works(chromium, tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "conversations.sqlite").write_bytes(b"no database at all" * 500)
    server = open_page(chromium, folder)
    w = Window(chromium, server.address)
    w.page.wait_for_selector("#fn-trouble .fn-note")
    told = w.text("#fn-trouble")
    assert "This conversation is not kept. The conversations in" in told
    assert "are damaged" in told
    assert "move that file away and start Footnote again; your documents are unharmed." in told
    ask(w, "Who chairs the board?", "And since when?")
    assert questions(w) == ["Who chairs the board?", "And since when?"]
    with w.page.expect_response("**/gradio_api/**"):
        w.page.click("#t1 [data-verdict='1']")
    w.open_tab("Conversations")
    w.page.wait_for_selector("#fn-conversations .fn-empty")
    assert "are damaged" in w.text("#fn-kept-note")
    w.page.reload()
    w.page.wait_for_selector(".fn-welcome")
    assert (folder / "conversations.sqlite").read_bytes() == b"no database at all" * 500
    assert w.beyond_this_machine() == []
    assert w.complaints == []
    w.context.close()
    _, errors = server.end()
    assert errors == ""
