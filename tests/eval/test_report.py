"""The Markdown report, and how figures are written in both reports."""

import pytest

from eval.metrics.intervals import Interval
from eval.metrics.refusal import RiskCoverage
from eval.report import (
    expected,
    figure_text,
    markdown,
    percent,
    said,
    seconds_text,
    setting,
    summary,
)
from eval.score import Figure, Scores

TOLD = {"suite": "small", "mode": "answer", "model": "m", "embedding": "e", "passages": 6,
        "threads": 2, "machine": "Linux", "split": "dev", "sample": 0, "seed": 7}  # fmt: skip
ALL = "Model m, embeddings e, 6 passages, 2 threads"
SENTENCE = "The bridge cost 48,000 euros."
GOLD = {"answers": ["48,000"], "required": [], "reference": "", "attack": "",
        "evidence": [{"source": "bridge.md", "text": SENTENCE, "page": None}]}  # fmt: skip
PASSAGE = {"source": "/lib/bridge.md", "page": None, "start": 0, "end": 29, "text": SENTENCE}


def case(name, **changes):
    record = {
        "id": name, "kind": "number", "question": "What did it cost?", "history": [],
        "answerable": True, "gold": GOLD, "status": "answered", "text": SENTENCE, "sentences": [],
        "citations": [{"number": 1, "source": "/lib/bridge.md", "page": None, "quote": SENTENCE}],
        "dropped": [], "confidence": None, "passages": [PASSAGE], "hits": [], "model": None,
        "memory_bytes": None,
        "seconds": {"evidence": None, "first_sentence": None, "total": None},
    }  # fmt: skip
    return record | changes


def scores_of(cases, figures=(), by_kind=None):
    return Scores(cases, tuple(figures), by_kind or {}, RiskCoverage((), None, None))


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (None, "–"),
        (Interval(0.4848, 0.3636, 0.606, 66, "BCa"), "48 % (36 to 61)"),
        (Interval(1.0, 0.29, 1.0, 3, "exact"), "100 % (29 to 100)"),
        (Interval(1.0, None, None, 1, "none"), "100 %"),
        (Interval(0.5, 0.5, 0.5, 4, "percentile"), "50 %"),
    ],
)
def test_a_share_is_a_percentage_with_its_interval(interval, text):
    assert percent(interval) == text
    assert figure_text(Figure("x", "x", "share", interval)) == text


@pytest.mark.parametrize(
    ("unit", "values", "text"),
    [
        ("score", (0.634, 0.511, 0.736), "0.63 (0.51 to 0.74)"),
        ("seconds", (4.86, None, None), "4.9 s"),
        ("seconds", (0.208, 0.19, 0.246), "0.21 s (0.19 to 0.25)"),
        ("seconds", (0.0312, 0.02, 0.04), "0.031 s (0.020 to 0.040)"),
        ("seconds", (0.996, 0.9, 1.25), "1.0 s (0.9 to 1.2)"),
        ("seconds", (1234.5, None, None), "1,234 s"),
        ("tokens", (1234.4, 900, 1500), "1,234 (900 to 1,500)"),
        ("bytes", (3_140_000_000, None, None), "3.1 GB"),
        ("bytes", (412_000_000, 400_000_000, 420_000_000), "0.41 GB (0.40 to 0.42)"),
    ],
)
def test_a_figure_is_written_in_its_unit(unit, values, text):
    assert figure_text(Figure("x", "x", unit, Interval(*values, 5, "percentile"))) == text


def test_seconds_alone_are_written_like_figures():
    assert [seconds_text(s) for s in (0.208, 4.86, 100.2)] == ["0.21 s", "4.9 s", "100 s"]


def test_the_summary_stands_before_the_first_second_level_heading():
    share = Interval(0.5, 0.1, 0.9, 4, "BCa")
    figures = [Figure("right", "right | wrong", "share", share), Figure("f1", "F1", "score", None)]
    kinds = {"fact": None, "list": share, "date": Interval(0.75, 0.3, 1.0, 4, "BCa")}
    text = markdown(TOLD, scores_of(1234, figures, kinds), [case("a")])
    assert text.split("\n## ")[0] == (
        "# small: 1,234 cases\n"
        "\n"
        "Model m, embeddings e, 6 passages, 2 threads. Linux. Split dev. Intervals are 95 %.\n"
        "\n"
        "| what | figure | cases |\n"
        "|---|---|---|\n"
        "| right \\| wrong | 50 % (10 to 90) | 4 |\n"
        "| F1 | – | 0 |\n"
        "\n"
        "| kind | right | cases |\n"
        "|---|---|---|\n"
        "| date | 75 % (30 to 100) | 4 |\n"
        "| list | 50 % (10 to 90) | 4 |\n"
    )


def test_failures_stand_by_reason_in_the_order_of_the_reasons():
    elsewhere = [{"number": 1, "source": "/lib/road.md", "page": None, "quote": SENTENCE}]
    records = [
        case("a"),
        case("b", citations=elsewhere),
        case("c", text="It cost 9 euros."),
        case("d", answerable=False, gold={**GOLD, "evidence": []}, dropped=["It is red."]),
    ]
    text = markdown(TOLD, scores_of(4), records)
    assert text.split("\n## ")[1] == (
        "What went wrong\n"
        "\n"
        "2 of 4 cases went wrong; 1 more only in what they cite.\n"
        "\n"
        "### Answered, though the documents do not say (1)\n"
        "\n"
        "- **d** (number) What did it cost?\n"
        f"  Expected: the documents do not say. Answered: {SENTENCE} Withheld: It is red.\n"
        "\n"
        "### Wrong answer from the right passages (1)\n"
        "\n"
        "- **c** (number) What did it cost?\n"
        "  Expected: 48,000. Answered: It cost 9 euros.\n"
        "\n"
        "### Right, but cites the wrong place (1)\n"
        "\n"
        "- **b** (number) What did it cost?\n"
        f"  Expected: 48,000. Answered: {SENTENCE}\n"
    )


def test_nothing_in_a_text_is_read_as_markup():
    hostile = "![x](http://192.0.2.1/)\n\n# <script>alert(1)</script> `*"
    text = markdown(TOLD, scores_of(1), [case("a", question=hostile, text="no")])
    assert r"\!" not in text
    assert r"!\[x\](http://192.0.2.1/) # \<script>alert(1)\</script> \`\*" in text
    assert "\n# <" not in text


def test_a_search_alone_has_no_answers_in_its_report():
    missed = case("a", status="found", text="", citations=[], passages=[])
    text = markdown({**TOLD, "mode": "retrieval"}, scores_of(1), [missed])
    assert "### Evidence not found (1)" in text
    assert "What did it cost?\n  Expected: bridge.md\n" in text
    assert "Answered" not in text


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({"sample": 50}, f"{ALL}. Linux. Split dev, a sample drawn with seed 7. "),
        ({"mode": "retrieval", "split": ""}, "Embeddings e, 6 passages. Linux. Only the search"),
        ({"mode": "no model", "model": None}, "Embeddings e, 6 passages. Linux. No model wrote"),
        ({"mode": "gold evidence"}, f"{ALL}. Linux. The gold evidence was given"),
    ],
)
def test_the_setting_says_what_was_run(changes, start):
    assert setting(TOLD | changes).startswith(start)
    assert setting(TOLD | changes).endswith(". Intervals are 95 %.")


def test_what_is_expected_and_what_was_said():
    assert expected(case("a", gold={**GOLD, "answers": ["9", "nine", "9"]})) == "9 / nine"
    parts = {**GOLD, "required": [["9", "nine"], ["June"]]}
    assert expected(case("a", gold=parts)) == "9 / nine + June"
    prose = {**GOLD, "answers": [], "reference": "It was dear."}
    assert expected(case("a", gold=prose)) == "It was dear."
    assert expected(case("a", answerable=False)) == "the documents do not say"
    assert said(case("a", status="not_found", text="")) == "the documents do not say"
    assert said(case("a", status="error", error="It died.", text="")) == "an error: It died."
    assert said(case("a", status="answering", text="It")) == "It (stopped)"


def test_the_summary_counts_citation_failures_apart():
    assert summary([None, None]) == "0 of 2 cases went wrong."
    reasons = [None, "an error", "right, but cites nothing", "right, but cites the wrong place"]
    assert summary(reasons) == "1 of 4 cases went wrong; 2 more only in what they cite."
