"""What an answer carries beyond its sentences, in a real browser."""

import pytest
from web_window import Window

TEXT = "The board met on Monday. It chose Anna as chair."


@pytest.fixture
def window(chromium, start):
    w = Window(chromium, start("scripted").address)
    w.open_documents()
    w.drop(("minutes.txt", TEXT))
    w.page.click("button[role=tab]:visible:has-text('Ask')")
    w.page.wait_for_selector("#fn-ask-button:enabled")
    yield w
    assert w.beyond_this_machine() == []
    assert w.complaints == []
    w.context.close()


def test_a_follow_up_is_understood_until_another_conversation_begins(window):
    w = window
    w.ask("Who chairs the board?")
    w.finish()
    w.ask("And since when?")
    w.finish()
    understood = "Understood as: And since when? Who chairs the board?"
    assert w.text("#t2 .fn-understood") == understood
    assert w.page.locator("#t1 .fn-understood").count() == 0
    w.page.reload()
    w.page.wait_for_selector("#t2")
    w.ask("And until when?")
    w.finish()
    assert w.text("#t3 .fn-understood").startswith("Understood as: And until when? And since when?")
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    w.ask("And since when?")
    w.finish()
    assert w.page.locator(".fn-understood").count() == 0


def test_how_sure_footnote_is_unfolds(window):
    w = window
    w.ask("Who chairs the board?")
    w.finish()
    assert w.text("#t1 .fn-sure summary").startswith("Fairly sure: about 82 of 100")
    assert not w.page.is_visible("#t1 .fn-sure p")
    w.page.click("#t1 .fn-sure summary")
    assert w.page.is_visible("#t1 .fn-sure p")


@pytest.mark.parametrize("width", [1280, 320])
def test_documents_that_disagree_lead_to_their_sources(window, width):
    w = window
    w.page.set_viewport_size({"width": width, "height": 800})
    w.ask("Differ?")
    w.finish()
    assert w.text("#t1 .fn-conflict > p") == "Your documents disagree about the <year>:"
    one, two = (w.page.locator(f"#t1 .fn-versions li >> nth={n}").bounding_box() for n in (0, 1))
    assert (one["y"] == two["y"]) == (width == 1280)
    assert not w.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    w.page.click("#t1 .fn-versions .fn-ref >> nth=1")
    w.wait_for_focus("t1-d3")
    assert w.text("#t1-d3") == "Nobody objected."


def test_why_the_documents_do_not_say(window):
    w = window
    w.ask("Nothing there?")
    w.finish()
    assert w.text("#t1 .fn-explanation") == "Your documents do not mention “there”."
