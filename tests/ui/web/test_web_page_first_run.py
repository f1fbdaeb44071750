"""The first minutes with the page, in a real browser: samples, settings, removing and undoing."""

import pytest
from web_process import Server
from web_window import Window

from ui.web.settings_tab import SURE


@pytest.fixture
def server(tmp_path):
    """Serve a page without any document."""
    server = Server(tmp_path / "library", "scripted")
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    window = Window(chromium, server.address)
    yield window
    assert window.beyond_this_machine() == []
    assert window.complaints == []
    window.context.close()


def tab(window, name):
    window.page.click(f"button[role=tab]:visible:has-text('{name}')")


def test_from_nothing_to_an_answer_in_two_clicks(window):
    assert window.page.locator(".fn-begin-steps li").count() == 3
    assert window.page.is_disabled("#fn-ask-button")
    window.page.click("#fn-samples")
    window.page.wait_for_selector("text=looks through 5 documents", timeout=30_000)
    assert not window.page.is_visible("#fn-samples")
    offered = window.page.locator("#fn-offers button")
    offered.first.wait_for()
    assert offered.count() == 4
    question = offered.first.inner_text()
    offered.first.click()
    window.page.wait_for_selector("#t1")
    window.finish()
    assert window.text("#t1 .fn-question") == question
    tab(window, "Documents")
    window.page.wait_for_selector("text=5 documents")


def test_how_sure_is_chosen_for_every_window_and_nothing_leaves(chromium, server, window):
    tab(window, "Settings")
    keys = list(SURE)
    assert window.page.is_checked(f"#fn-how-sure input[value='{keys[0]}']")
    window.page.check(f"#fn-how-sure input[value='{keys[1]}']")
    window.page.wait_for_timeout(500)
    other = Window(chromium, server.address)
    tab(other, "Settings")
    other.page.wait_for_selector(f"#fn-how-sure input[value='{keys[1]}']:checked")
    other.context.close()
    window.page.click("button:has-text('Check that nothing leaves')")
    window.page.wait_for_selector("#fn-leaves .fn-note")
    assert "Nothing leaves this computer." in window.text("#fn-leaves")
    assert "library" in window.text(".fn-setting code")


def test_what_was_removed_comes_back(window):
    window.open_documents()
    window.drop(("minutes.txt", "The board met on Monday. It chose Anna as chair."))
    window.page.check("#fn-documents tbody input")
    window.page.click(".fn-remove")
    window.page.click("button:has-text('Yes, remove')")
    window.page.wait_for_selector("text=Removed 1 document")
    window.page.click("#fn-undo")
    window.page.wait_for_selector("#fn-report >> text=Added 1")
    assert "minutes" in window.text("#fn-documents tbody")
    assert not window.page.is_visible("#fn-undo")


def test_a_question_is_asked_again_or_changed_with_one_click(window):
    window.page.click("#fn-samples")
    window.page.wait_for_selector("text=looks through 5 documents", timeout=30_000)
    window.ask("fail now")
    window.finish()
    window.page.click("#t1 [data-do=again]")
    window.page.wait_for_selector("#t2.fn-error [data-do=again]")
    assert window.text("#t2 .fn-question") == "fail now"
    window.page.click("#t2 [data-do=edit]")
    window.page.wait_for_function(
        "document.querySelector('#fn-question textarea').value === 'fail now'"
    )
    assert window.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
