"""The settings, whole conversations and ratings in a real browser."""

import pytest
from web_process import Server
from web_window import Window

from eval.cases import load_cases

TEXT = "The board met on Monday. It chose Anna as chair. Nobody objected."


@pytest.fixture(scope="module")
def server(chromium, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("settings") / "library", "scripted")
    first = Window(chromium, server.address)
    first.open_documents()
    first.drop(("minutes.txt", TEXT))
    first.context.close()
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    w = Window(chromium, server.address)
    yield w
    assert w.beyond_this_machine() == []
    assert w.complaints == []
    w.context.close()


def ask(w, question):
    w.ask(question)
    w.finish()


def test_answers_are_as_long_as_this_browser_wants_them(window):
    w = window
    ask(w, "Who chairs the board?")
    sentences = w.page.locator("#t1 .fn-sentence")
    assert [each.is_visible() for each in sentences.all()] == [True, True]
    w.open_tab("Settings")
    w.page.click("#fn-length label:has-text('Short')")
    w.open_tab("Ask")
    assert [each.is_visible() for each in sentences.all()] == [True, False]
    w.page.reload()
    w.page.wait_for_selector("[data-length=short] #t1 .fn-whole")
    w.page.click("#t1 .fn-whole")
    assert [each.is_visible() for each in sentences.all()] == [True, True]
    assert w.focused() == "t1-r1"
    w.open_tab("Settings")
    assert w.page.is_checked("#fn-length input[value=short]")


def test_the_speed_is_measured_and_shown_with_the_model(window):
    w = window
    w.open_tab("Settings")
    w.page.wait_for_selector(".fn-model:has-text('Standard')")
    assert w.page.is_checked("#fn-model-default")
    assert w.page.is_disabled("#fn-model-tiny")  # this home has no models
    w.page.click("#fn-measure")
    w.page.wait_for_selector("#fn-measure:enabled:has-text('Measure')")
    assert "footnote models fetch default" in w.text(".fn-model:has(#fn-model-default)")


def test_a_conversation_and_its_ratings_are_saved_as_files(window, tmp_path):
    w = window
    ask(w, "Who chairs the board?")
    ask(w, "And since when?")
    assert not w.page.is_visible("#t2 .fn-word")
    w.page.click("#t2 [data-verdict='1']")
    w.page.fill("#t2 .fn-word input", "just so")
    w.page.press("#t2 .fn-word input", "Enter")
    w.page.wait_for_selector("#t2 [data-do=word]:has-text('Kept')")
    w.page.reload()
    w.page.wait_for_selector("#t2")
    assert w.page.input_value("#t2 .fn-word input") == "just so"
    w.page.click("#t2 .fn-save:has([data-do=save]) summary")
    with w.page.expect_download() as here:
        w.page.click("#t2 .fn-save-all [data-format=md]")
    here.value.save_as(tmp_path / "here.md")
    w.open_tab("Conversations")
    w.page.click(".fn-kept .fn-save summary >> nth=0")
    with w.page.expect_download() as kept:
        w.page.click(".fn-kept .fn-save[open] [data-format=md]")
    kept.value.save_as(tmp_path / "kept.md")
    text = (tmp_path / "kept.md").read_text(encoding="utf-8")
    assert text == (tmp_path / "here.md").read_text(encoding="utf-8")
    assert "## And since when?" in text
    with w.page.expect_download() as rated:
        w.page.click("#fn-suite")
    rated.value.save_as(tmp_path / "questions.jsonl")
    assert [case.question for case in load_cases(tmp_path / "questions.jsonl")] == [
        "And since when?"
    ]
