"""Hand-made answers of two systems: judged, counted, put into the table."""

import pytest

from eval.peers.score import judged, scores
from eval.peers.table import markdown

GOLD = "The bridge in Lindau cost 48,000 euros."
OTHER = "The hall was opened in May."


def record(system="footnote", key="a", text="It cost 48,000 euros [1].", **more):
    place = {"source": "/somewhere/town.md", "quote": GOLD}
    return {
        "system": system,
        "id": key,
        "kind": "number",
        "question": "How much?",
        "answerable": True,
        "gold": {
            "answers": ["48000"],
            "required": [],
            "evidence": [{"source": "town.md", "quote": GOLD}],
        },
        "error": "",
        "text": text,
        "citations": [place],
        "retrieved": [place],
        "first_seconds": 1.0,
        "total_seconds": 2.0,
        "memory_bytes": 10**9,
        **more,
    }


def unanswerable(**more):
    gold = {"answers": [], "required": [], "evidence": []}
    return record(**{"answerable": False, "gold": gold, "citations": [], **more})


def test_a_right_answer_with_its_evidence():
    verdict = judged(record())
    assert (verdict.right, verdict.refused, verdict.found) == (True, False, True)
    assert (verdict.citations.hit, verdict.citations.precision) == (True, 1)


def test_the_number_of_a_source_is_no_answer():
    gold = {"answers": ["2"], "required": [], "evidence": []}
    assert not judged(record(text="It is said in Source 2 [2].", gold=gold)).right
    assert judged(record(text="There were 2 of them [3].", gold=gold)).right


def test_a_sentence_that_refuses_states_nothing():
    gold = {"answers": ["no"], "required": [], "evidence": []}
    verdict = judged(record(text="There is no information about it.", gold=gold))
    assert (verdict.right, verdict.refused) == (False, True)
    verdict = judged(record(text="No. The sources do not say why.", gold=gold))
    assert (verdict.right, verdict.refused) == (True, False)


def test_every_required_part_is_required():
    gold = {"answers": [], "required": [["Lindau"], ["48,000", "48 thousand"]], "evidence": []}
    assert judged(record(text="In Lindau, for 48 thousand.", gold=gold)).right
    assert not judged(record(text="In Lindau.", gold=gold)).right
    assert not judged(record(text="", gold=gold)).right


def test_an_error_is_neither_right_nor_a_refusal():
    verdict = judged(record(text="", error="ValueError: too long"))
    assert (verdict.right, verdict.refused) == (False, False)


def test_an_unanswerable_question_is_refused_or_not():
    assert judged(unanswerable(text="")).refused
    assert judged(unanswerable(text="It was 5. The sources do not say when.")).refused
    assert not judged(unanswerable(text="It was 5.")).refused
    assert not judged(unanswerable(text="It was 5.")).right


def test_a_citation_of_another_place_or_of_none_holds_no_evidence():
    elsewhere = [{"source": "town.md", "quote": OTHER}]
    wrong = judged(record(citations=elsewhere, retrieved=elsewhere))
    assert (wrong.citations.hit, wrong.citations.precision, wrong.found) == (False, 0, False)
    none = judged(record(citations=[]))
    assert (none.citations.hit, none.citations.precision) == (False, None)


def two_systems():
    elsewhere = [{"source": "town.md", "quote": OTHER}]
    both = [{"source": "town.md", "quote": GOLD}, *elsewhere]
    slow = {"first_seconds": 3.0, "total_seconds": 8.0, "memory_bytes": 3 * 10**9}
    return [
        record(key="a"),
        record(key="b", text="", first_seconds=2.0, total_seconds=2.0),
        unanswerable(key="c", text=""),
        record("peer", "a", citations=both, **slow),
        record("peer", "b", citations=[], retrieved=elsewhere, text="It cost 5 euros.", **slow),
        unanswerable(system="peer", key="c", text="It was red.", **slow),
    ]


def test_figures_of_two_systems():
    figures = scores(two_systems(), ["footnote", "peer"])
    own, peer = figures["footnote"], figures["peer"]
    assert (own.asked, peer.asked, peer.failed) == (3, 3, 0)
    assert (own.right.mean, peer.right.mean) == (0.5, 0.5)
    assert (own.refused_wrongly.mean, peer.refused_wrongly.mean) == (0.5, 0)
    assert (own.refused_rightly.mean, peer.refused_rightly.mean) == (1, 0)
    # of what was answered: Footnote one of one; the peer one of two, with one citation of two
    assert (own.cited.mean, own.cited.cases) == (1, 1)
    assert (peer.cited.mean, peer.cited.cases) == (0.5, 2)
    assert (own.citation_precision.mean, peer.citation_precision.mean) == (1, 0.5)
    assert (own.citation_words, peer.citation_words) == (7, 6.5)
    assert (own.found.mean, peer.found.mean) == (1, 0.5)
    assert (own.first, peer.first, own.total, peer.total) == (1, 3, 2, 8)
    # question by question 3/1, 3/2, 3/1 and 8/2 three times
    assert (peer.first_ratio, peer.total_ratio, peer.memory_ratio) == (3, 4, 3)
    assert (own.first_ratio, own.total_ratio, own.memory_ratio) == (1, 1, 1)
    assert own.against is None
    assert (peer.against.verdict, peer.against.difference.mean) == ("not told apart", 0)


def test_errors_have_no_time_and_cite_nothing():
    records = two_systems()
    records[3] |= {"error": "ValueError: x", "text": "", "first_seconds": None,
                   "total_seconds": None, "citations": []}  # fmt: skip
    peer = scores(records, ["footnote", "peer"])["peer"]
    assert (peer.failed, peer.cited.cases, peer.right.mean) == (1, 1, 0)
    assert (peer.first, peer.first_ratio) == (3, 2.25)  # 3/2 and 3/1


def test_better_and_worse_are_told_of_the_peer():
    keys = [f"case {n}" for n in range(8)]
    wrong = {"text": "It cost 5 euros."}
    both = [record(key=k) for k in keys] + [record("peer", k, **wrong) for k in keys]
    against = scores(both, ["footnote", "peer"])["peer"].against
    assert (against.verdict, against.difference.mean) == ("worse", -1)
    both = [record(key=k, **wrong) for k in keys] + [record("peer", k) for k in keys]
    against = scores(both, ["footnote", "peer"])["peer"].against
    assert (against.verdict, against.difference.mean) == ("better", 1)


def test_without_known_evidence_nothing_is_found_or_missed():
    gold = {"answers": ["48000"], "required": [], "evidence": []}
    verdict = judged(record(gold=gold))
    assert (verdict.right, verdict.found, verdict.citations.hit) == (True, None, None)


def test_a_run_without_unanswerable_questions_has_a_dash_there():
    records = [r for r in two_systems() if r["answerable"]]
    assert scores(records, ["footnote", "peer"])["peer"].refused_rightly is None


@pytest.fixture
def report():
    told = {
        "cases": 3, "suite": "seeds", "split": "test", "sample": 0, "seed": 0, "model": "m",
        "embedding": "e", "threads": 2, "context": 4096, "machine": "2 cores of a machine",
        "systems": {
            "footnote": {"versions": {"a": "1"}, "settings": {"chunks": "200", "prompt": "own"}},
            "peer": {"versions": {"b": "2", "c": "3"}, "settings": {"chunks": "10|20"}},
        },
    }  # fmt: skip
    return markdown(told, scores(two_systems(), ["footnote", "peer"])).splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "| figure | footnote | peer |",
        "| questions asked | 3 | 3 |",
        "| … against Footnote | – | not told apart, p 1.000 |",
        "| words in a citation, median | 7 | 6 |",
        "| first words, median | 1.0 s | 3.0 s |",
        "| whole answer, median | 2.0 s | 8.0 s |",
        "| memory, peak | 1.00 GB | 3.00 GB |",
        "| … ratio | 1.00 | 4.00 |",
        "| chunks | 200 | 10\\|20 |",
        "| prompt | own | – |",
        "- peer: b 2, c 3",
    ],
)
def test_the_table_has(report, line):
    assert line in report


def test_the_table_has_every_share_with_its_interval(report):
    rows = {row.split(" | ")[0].strip("| "): row for row in report if row.startswith("| ")}
    assert rows["answerable: right"].count("50 %") == 2
    assert "100 %" in rows["without an answer: refused"]
    assert "(" in rows["answerable: right"]
