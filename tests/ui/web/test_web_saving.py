"""Whole conversations and ratings as files, and a word with a verdict."""

import base64
import json
import re
from dataclasses import replace

import pytest
from web_fakes import EN, answered

from eval.cases import load_cases
from index.errors import LibraryError
from ui.web.actions import download, rated
from ui.web.conversation import Turn, broken
from ui.web.keeper import Keeper
from ui.web.language import language
from ui.web.ratings import offered
from ui.web.render_actions import LONGEST_WORD, render_actions
from ui.web.saving import conversation_link

ONE = Turn(1, "Who chairs the board?", answered(), ended=True)
TWO = replace(ONE, number=2, question="And since when?")
LINK = re.compile(r'download="([^"]*)" data-mark="[^"]*" tabindex="([^"]*)" href="[^,]*,([^"]*)">')


@pytest.fixture
def keeper(tmp_path):
    keeper = Keeper(tmp_path)
    yield keeper
    keeper.close()


def files(html):
    return {name: base64.b64decode(data).decode() for name, _, data in LINK.findall(html)}


def text_of(turns):
    (text,) = files(conversation_link(turns, "The board", "md", EN)).values()
    return text


def test_a_conversation_is_one_file_with_numbers_that_run_on():
    html = conversation_link([ONE, TWO], "The board", "md", EN)
    assert list(files(html)) == ["The board.md"]
    text = text_of([ONE, TWO])
    assert text.startswith("# The board\n\n*2 questions · ")
    assert re.findall("(?m)^## (.*)$", text) == [
        "Who chairs the board?", "And since when?", "Sources",
    ]  # fmt: skip
    assert re.findall(r"(?m)^\[(\d)\]", text) == ["1", "2", "3"]


def test_what_broke_off_is_left_out_and_what_was_stopped_says_so():
    stopped = replace(TWO, question="Slowly?", stopped=True)
    text = text_of([broken(TWO), ONE, replace(TWO, ended=False), stopped])
    assert re.findall("(?m)^## (.*)$", text) == ["Who chairs the board?", "Slowly?", "Sources"]
    assert text.count("This answer was stopped before it was complete.") == 1
    assert conversation_link([broken(ONE), Turn(2, "?", ended=True)], "x", "pdf", EN) == ""


def test_the_page_saves_the_conversation_that_it_shows():
    html = download([ONE, TWO], ["all", "md"], EN)
    assert list(files(html)) == ["Who chairs the board.md"]
    assert "And since when?" in files(html)["Who chairs the board.md"]
    assert download([], ["all", "md"], EN) == ""
    assert download([ONE], ["all", "exe"], EN) == ""


def test_answers_rated_right_are_a_file_that_the_evaluation_reads(keeper, tmp_path):
    name = keeper.save("", [ONE])
    keeper.save(name, [ONE, TWO])
    assert "No answer is rated yet" in offered(keeper, EN)
    keeper.rate(name, 1, 1, "well put")
    keeper.rate(name, 2, -1, "since June")
    html = offered(keeper, EN)
    (right, ready), (wrong, open_) = files(html).items()
    assert re.fullmatch(r"questions \d{4}-\d\d-\d\d\.jsonl", right)
    assert wrong.startswith("questions to complete ")
    assert [each[1] for each in LINK.findall(html)] == ["0", "0"]
    assert "1 answer rated right: ready to use." in html
    (tmp_path / "mine.jsonl").write_text(ready, encoding="utf-8")
    (case,) = load_cases(tmp_path / "mine.jsonl")
    assert (case.question, case.answerable) == ("Who chairs the board?", True)
    assert json.loads(ready)["note"] == "well put"
    assert json.loads(open_)["note"].endswith("since June")
    assert "Fragen zum Ausfüllen" in offered(keeper, language("de"))


def test_ratings_that_cannot_be_read_are_told(keeper, monkeypatch):
    def fail():
        raise LibraryError("The disk is full: make room.")

    monkeypatch.setattr(keeper, "suites", fail)
    assert "The disk is full: make room." in offered(keeper, EN)


def test_a_word_is_kept_with_its_verdict_and_goes_with_it(keeper):
    name = keeper.save("", [ONE])
    (shown,) = rated([ONE], name, [1, -1, "  since\nJune "], keeper)
    assert (shown.verdict, shown.word) == (-1, "since June")
    assert keeper.turns(name) == [shown]
    assert 'value="since June"' in render_actions(shown, EN)
    (long,) = rated([ONE], name, [1, 1, "x" * 999], keeper)
    assert len(long.word) == LONGEST_WORD
    assert rated([long], name, [1, 1], keeper)[0].word == ""
    assert keeper.turns(name)[0].word == ""


@pytest.mark.parametrize("given", [[1, 0, "word"], [1, 1, 2], [1, 1, "a", "b"], [1, 1, None]])
def test_what_no_field_sends_is_no_word(keeper, given):
    name = keeper.save("", [ONE])
    assert rated([ONE], name, given, keeper) == [ONE]
    assert keeper.turns(name) == [ONE]


def test_a_hostile_word_is_text():
    html = render_actions(replace(ONE, verdict=1, word='"><script>'), EN)
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
