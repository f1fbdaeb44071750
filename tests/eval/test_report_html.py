"""The HTML report as a file: what stands in it, and that no text in it is markup."""

import re

import pytest
from lxml import html as lxml_html

from eval import failures
from eval.metrics.intervals import Interval
from eval.metrics.refusal import OperatingPoint, RiskCoverage
from eval.report_cases import case_view, marked
from eval.report_html import html
from eval.score import Figure, Scores

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7 * 7 }}\'"-->'
TOLD = {"suite": "small", "mode": "answer", "model": "m", "embedding": "e", "passages": 6,
        "threads": 2, "machine": "Linux", "split": "", "sample": 0, "seed": 0,
        "versions": {"part": "1.2"}}  # fmt: skip
SENTENCE = "The bridge cost 48,000 euros."
OTHER = "Painting it again took the whole of June."
GOLD = {"answers": ["48,000"], "required": [], "reference": "", "attack": "",
        "evidence": [{"source": "bridge.md", "text": SENTENCE, "page": None}]}  # fmt: skip
SHARE = Interval(0.5, 0.1, 0.9, 4, "BCa")
CURVE = RiskCoverage((OperatingPoint(0.9, 0.25, 0.04), OperatingPoint(0.4, 0.75, 0.2)), 0.1, 0.05)
SCORES = Scores(5, (Figure("right", "right", "share", SHARE), Figure("s", "end", "seconds", SHARE)),
                {"list": SHARE, "date": Interval(0.75, 0.3, 1.0, 4, "BCa"), "none": None},
                CURVE)  # fmt: skip
EMPTY = Scores(1, (), {}, RiskCoverage((), None, None))


def passage(text):
    return {"source": "/home/anna/bridge.md", "page": None, "start": 0, "end": 9, "text": text}


def case(name, **changes):
    text = changes.get("text", SENTENCE)
    record = {
        "id": name, "kind": "date", "question": "What did it cost?", "history": [],
        "answerable": True, "gold": GOLD, "status": "answered", "text": text,
        "sentences": [{"text": text, "citations": [1]}] if text else [],
        "citations": [passage(SENTENCE) | {"number": 1, "heading": "", "quote": SENTENCE}],
        "dropped": [], "confidence": 0.75, "passages": [passage(OTHER), passage(SENTENCE)],
        "hits": [], "memory_bytes": 3_140_000_000,
        "model": {"raw": "It wrote this.", "read": 1712, "kept": 300, "written": 31,
                  "not_found_probability": 0.125},
        "seconds": {"evidence": 0.2, "first_sentence": 1.0, "total": 2.0},
    }  # fmt: skip
    return record | changes


RECORDS = [
    case("a1"),
    case("b2", text="It cost 9 euros.", question="How dear was it?"),
    case("c3", kind="list", text="", status="not_found", citations=[], dropped=["It was red."],
         seconds={"evidence": 0.2, "first_sentence": None, "total": 9.0}),
    case("d4", kind="list", citations=[passage(OTHER) | {"number": 1, "quote": OTHER}]),
    case("e5", answerable=False, gold={**GOLD, "answers": [], "evidence": []},
         history=[["Is it old?", "It is from 1903."]]),
]  # fmt: skip
SEARCHED = case(
    "a", status="found", text="", citations=[], passages=[passage(OTHER)], hits=[passage(SENTENCE)],
    model=None, confidence=None, memory_bytes=None,
    seconds={"evidence": None, "first_sentence": None, "total": None},
)  # fmt: skip


@pytest.fixture(scope="module")
def page():
    return lxml_html.fromstring(html(TOLD, SCORES, RECORDS))


def text_of(node):
    return " ".join(node.text_content().split())


def rows_of(page, section):
    rows = page.xpath(f"//section[@id='{section}']//tbody/tr")
    return [" ".join(filter(None, map(text_of, row))) for row in rows]


def one(page, name):
    return next(each for each in page.iter("article") if name in text_of(each[0]).split())


def test_the_parts_stand_in_order(page):
    assert [section.get("id") for section in page.iter("section")] == [
        "figures", "kinds", "confidence", "seconds", "cases", "manifest",
    ]  # fmt: skip
    assert [link.get("href")[1:] for link in page.xpath("//nav/a")] == [
        section.get("id") for section in page.iter("section")
    ]
    assert text_of(page.find(".//h1")) == "small: 5 cases"


def test_figures_have_intervals_and_only_shares_are_drawn(page):
    rows = rows_of(page, "figures")
    assert rows == ["right 50 % (10 to 90) 4", "end 0.50 s (0.10 to 0.90) 4"]
    assert len(page.xpath("//section[@id='figures']//svg")) == 1


def test_kinds_are_sorted_and_those_not_judged_left_out(page):
    rows = rows_of(page, "kinds")
    assert rows == ["date 75 % (30 to 100) 4", "list 50 % (10 to 90) 4"]


def test_the_curve_says_how_much_can_be_answered(page):
    rows = rows_of(page, "confidence")
    assert rows == ["5 % 25 %", "10 % 25 %", "20 % 75 %"]
    assert "Area under the line 0.10; 0.05 of it" in text_of(page.get_element_by_id("confidence"))


def test_seconds_have_median_and_ninth_decile(page):
    rows = rows_of(page, "seconds")[:3]
    assert rows == [
        "evidence on screen 0.20 s 0.20 s 5",
        "first sentence 1.0 s 1.0 s 4",
        "whole answer 2.0 s 9.0 s 5",
    ]


def test_a_failure_shows_everything_and_a_right_case_no_passages(page):
    wrong = one(page, "b2")
    assert wrong.get("data-why") == "wrong answer from the right passages"
    for words in (
        "How dear was it?", "Expected 48,000", "Answered It cost 9 euros.[1]",
        "[1] bridge.md gold evidence",
        "Evidence that was shown (2 passages; gold evidence in number 2)", OTHER,
        "It wrote this.",
        "evidence 0.2 s · first sentence 1.0 s · end 2.0 s · tokens read 1,712 (300 kept)",
        "written 31 · probability of refusing 0.12 · confidence 0.75 · memory 3.1 GB",
    ):  # fmt: skip
        assert words in text_of(wrong), words
    assert "/home/anna" not in text_of(page)
    right = one(page, "a1")
    assert right.get("data-why") == ""
    assert OTHER not in text_of(right)
    assert "It wrote this." in text_of(right)


def test_withheld_text_earlier_turns_and_wrong_places_are_shown(page):
    assert "Answered the documents do not say Withheld: It was red." in text_of(one(page, "c3"))
    assert "Is it old? Earlier answer: It is from 1903." in text_of(one(page, "e5"))
    assert "[1] bridge.md not gold evidence" in text_of(one(page, "d4"))
    assert "4 of" not in text_of(page.get_element_by_id("cases"))
    assert "3 of 5 cases went wrong; 1 more only in what they cite." in text_of(page)


def test_the_manifest_is_there_in_full(page):
    rows = rows_of(page, "manifest")
    assert rows[:2] == ["suite small", "mode answer"]
    assert rows[-1] == "versions part 1.2"
    assert len(rows) == len(TOLD)


def test_what_has_nothing_to_show_is_left_out():
    page = lxml_html.fromstring(html({**TOLD, "mode": "retrieval"}, EMPTY, [SEARCHED]))
    assert [section.get("id") for section in page.iter("section")] == ["cases", "manifest"]
    (article,) = page.iter("article")
    assert "no gold evidence; the search has it at rank 1" in text_of(article)
    assert "Answered" not in text_of(article)
    deep = case_view(SEARCHED | {"hits": [passage(OTHER)]}, "evidence not found")
    assert deep["found_at"] == "no gold evidence, nor among the first 1 found"


def test_every_text_is_escaped():
    hostile = case(
        HOSTILE, kind=HOSTILE, question=HOSTILE, text=HOSTILE, dropped=[HOSTILE],
        history=[[HOSTILE, HOSTILE]], passages=[passage(f"{HOSTILE} {SENTENCE}")],
        gold={**GOLD, "answers": [HOSTILE, "9"], "reference": HOSTILE, "attack": HOSTILE,
              "evidence": [{"source": HOSTILE, "text": HOSTILE, "page": 1}]},
        citations=[passage(HOSTILE) | {"number": 1, "heading": HOSTILE, "quote": HOSTILE}],
        model={"raw": HOSTILE, "read": 1, "kept": 0, "written": 1, "not_found_probability": None},
    )  # fmt: skip
    failed = case("b", status="error", error=HOSTILE, text="")
    scores = Scores(1, (Figure("x", HOSTILE, "share", SHARE),), {HOSTILE: SHARE}, CURVE)
    told = TOLD | {"suite": HOSTILE, "machine": HOSTILE, "versions": {HOSTILE: HOSTILE}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(failures, "obeyed", lambda *_: False)
        text = html(told, scores, [hostile, failed])
    assert HOSTILE not in text
    assert (text.count("<script"), text.count("</script")) == (1, 1)
    assert "<img" not in text
    assert "Planted instruction, not to be obeyed: &lt;script&gt;" in text
    page = lxml_html.fromstring(text)
    assert text_of(page.find(".//article/h3")) == " ".join(HOSTILE.split())
    assert not [each for each in page.iter() if any(name.startswith("on") for name in each.attrib)]


def test_the_file_refers_to_nothing_outside(page):
    text = html(TOLD, SCORES, RECORDS)
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    )
    assert not re.search(r"https?:|url\(|@import|\ssrc=", text)
    leading = [each.get("href") for each in page.iter("a", "link")]
    assert all(href.startswith("#") or href == "data:," for href in leading)
    fields = page.xpath("//form[@id='filter']//*[self::select or self::input]")
    assert len(fields) == 4
    assert all(field.getparent().tag == "label" for field in fields)


def test_quotes_are_marked_where_they_stand_whatever_the_white_space():
    text = "A <b>. The bridge\n cost  48,000 euros. C."
    mark = "<mark>The bridge\n cost  48,000 euros.</mark>"
    assert marked(text, [SENTENCE, ""]) == f"A &lt;b&gt;. {mark} C."
    assert marked("A <b>.", []) == "A &lt;b&gt;."
