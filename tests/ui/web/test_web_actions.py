"""The buttons under an answer: which there are, what they copy, save and keep."""

import base64
import re
from dataclasses import replace

import pytest
from web_fakes import EN, HOSTILE, answered, hostile

from ui.web.actions import download, rated
from ui.web.conversation import Turn, broken
from ui.web.keeper import Keeper
from ui.web.render_actions import plain, render_actions
from ui.web.words import safe

DONE = Turn(3, "Who chairs the board?", answered(), ended=True)
EMPTY = replace(
    answered(), status="not_found", sentences=(), citations=(), explanation="No word of it."
)
ELSEWHERE = ["only", "only", "only", "choose"]
LINK = re.compile(
    r'<a download="([^"<>]*)" data-mark="([^"]*)" tabindex="-1" '
    r'href="data:application/octet-stream;base64,([A-Za-z0-9+/=]*)">Save</a>'
)


@pytest.fixture
def keeper(tmp_path):
    keeper = Keeper(tmp_path)
    yield keeper
    keeper.close()


def does(html):
    return re.findall(r'data-do="(\w+)"', html)


def test_an_answer_can_be_copied_saved_and_rated():
    html = render_actions(DONE, EN)
    assert does(html) == ["copy", "edit", *ELSEWHERE, *["save"] * 8, *["rate"] * 2, "word"]
    formats = [("docx", "Word"), ("pdf", "PDF"), ("html", "Web page"), ("md", "Markdown")]
    assert re.findall(r'data-format="(\w+)">([^<]*)<', html) == formats * 2
    assert re.findall(r'"save" data-turn="(\w+)"', html) == ["3"] * 4 + ["all"] * 4
    assert set(re.findall(r'data-turn="(\d+)"', html)) == {"3"}
    alone = render_actions(replace(DONE, number=1), EN)  # it is the whole conversation
    assert re.findall(r'"save" data-turn="(\w+)"', alone) == ["1"] * 4
    assert does(render_actions(replace(DONE, answer=EMPTY), EN)) == does(html)


@pytest.mark.parametrize(
    ("turn", "buttons"),
    [
        (replace(DONE, ended=False), []),
        (broken(DONE), ["again", "edit", *ELSEWHERE]),
        (replace(DONE, error="x"), ["again", "edit", *ELSEWHERE]),
        (replace(DONE, stopped=True), ["again", "edit", *ELSEWHERE]),
        (Turn(1, "?", ended=True), ["again", "edit", "choose"]),
        (replace(DONE, refused="Too long."), ["edit"]),
    ],
)
def test_what_is_no_answer_offers_only_what_helps(turn, buttons):
    assert does(render_actions(turn, EN)) == buttons


@pytest.mark.parametrize(
    ("verdict", "pressed"), [(0, "false false"), (1, "true false"), (-1, "false true")]
)
def test_the_verdict_that_was_given_is_pressed(verdict, pressed):
    html = render_actions(replace(DONE, verdict=verdict), EN)
    assert re.findall(r'data-verdict="(-?\d)" aria-pressed="(\w+)"', html) == list(
        zip(("1", "-1"), pressed.split(), strict=True)
    )


def test_plain_text_has_the_footnotes_and_their_sources():
    assert plain("Who?", answered(), EN) == (
        "Who?\n\n"
        "Anna chairs the board. [1] [2] Nobody objected to her. [2] [3]\n\n"
        "Sources\n"
        "[1] People: “Anna has led the board since 2020.”\n"
        "[2] Minutes of the board, 3 August 2021, page 4: “It chose Anna as chair.”\n"
        "[3] Minutes of the board, 3 August 2021, page 4: “Nobody objected.”"
    )
    assert plain("Who?", EMPTY, EN) == "Who?\n\nYour documents do not say.\n\nNo word of it."


def test_a_quotation_is_copied_in_quotation_marks_and_a_source_in_one_line():
    answer = answered()
    said = replace(answer.sentences[0], quoted=True)
    cited = replace(answer.citations[0], quote="Anna has  led\nthe board.")
    text = plain("Who?", replace(answer, sentences=(said,), citations=(cited,)), EN)
    assert text == (
        "Who?\n\n“Anna chairs the board.” [1] [2]\n\nSources\n[1] People: “Anna has led the board.”"
    )


def test_nothing_hostile_leaves_the_text_that_is_copied():
    html = render_actions(Turn(1, HOSTILE, hostile(), ended=True), EN)
    inside = html.split("<textarea", 1)[1].split("</textarea>")[0].split(">", 1)[1]
    assert inside.startswith(safe(HOSTILE))
    assert "<" not in inside
    assert '"' not in inside


def test_an_answer_is_saved_under_its_question_and_twice_where_asked_twice():
    link = LINK.fullmatch(download([DONE], [3, "md"], EN))
    again = LINK.fullmatch(download([DONE], [3, "md"], EN))
    assert link[1] == "Who chairs the board.md"
    assert link[2] != again[2]
    text = base64.b64decode(link[3]).decode()
    assert "Anna chairs the board." in text
    assert "Anna has led the board since 2020." in text


@pytest.mark.parametrize(
    ("kind", "begins"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")]
)
def test_each_kind_of_file_begins_as_such_files_do(kind, begins):
    link = LINK.fullmatch(download([DONE], [3, kind], EN))
    assert link[1] == f"Who chairs the board.{kind}"
    assert base64.b64decode(link[3])[: len(begins)].lower() == begins.lower()


def test_a_hostile_question_names_no_other_file():
    link = LINK.fullmatch(download([Turn(1, HOSTILE, hostile(), ended=True)], [1, "html"], EN))
    assert link is not None
    assert not set(link[1]) & set("/\\<>|*?:")


@pytest.mark.parametrize(
    "wanted",
    [None, "", [], [3], [3, "exe"], ["3", "md"], [4, "md"], [3, "md", 1], [3, None], {"3": "md"}],
)
def test_what_no_button_sends_saves_nothing(wanted):
    assert download([DONE], wanted, EN) == ""


def test_what_has_not_ended_is_not_saved():
    assert download([replace(DONE, ended=False)], [3, "md"], EN) == ""
    assert download([Turn(3, "?", ended=True)], [3, "md"], EN) == ""


def test_a_verdict_is_kept_and_shown(keeper):
    first = replace(DONE, number=1)
    name = keeper.save("", [first])
    turns = [first, replace(DONE, number=2)]
    keeper.save(name, turns)
    for verdict in (1, -1, 0):
        shown = rated(turns, name, [2, verdict], keeper)
        assert [turn.verdict for turn in shown] == [0, verdict]
        assert keeper.turns(name) == shown


@pytest.mark.parametrize("given", [None, [1], [1, 2], [1, "1"], ["1", 1], [1, 1, 1], "11"])
def test_what_no_button_sends_is_no_verdict(keeper, given):
    first = replace(DONE, number=1)
    name = keeper.save("", [first])
    assert rated([first], name, given, keeper) == [first]
    assert keeper.turns(name) == [first]


def test_a_verdict_in_a_conversation_that_is_not_kept_is_shown_all_the_same(keeper):
    assert [turn.verdict for turn in rated([DONE], "", [3, -1], keeper)] == [-1]
    assert [turn.verdict for turn in rated([DONE], "99", [3, -1], keeper)] == [-1]
