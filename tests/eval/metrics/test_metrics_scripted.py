"""Is the instrument right? A perfect answerer scores 1, an always-refusing one what it should."""

from dataclasses import dataclass

import pytest

from eval.metrics.citations import Place, place_scores, supported_share
from eval.metrics.intervals import mean_interval
from eval.metrics.paired import compare
from eval.metrics.ranking import as_run, score_rankings
from eval.metrics.refusal import coverage_at_risk, refusal_scores, risk_coverage
from eval.metrics.text import contains, exact_match, matches_required, states, token_f1


@dataclass(frozen=True)
class Case:
    golds: tuple[str, ...]
    gold: tuple[Place, ...] = ()
    page: int = 1


CASES = {
    "troops": Case(("10,000",), (Place("a.md", "As many as 10,000 soldiers came."),)),
    "days": Case(("July 8 to 19",), (Place("b.md", "It ran from July 8 to 19."),), 2),
    "general": Case(("Liu Xiaowu",), (Place("a.md", "Liu Xiaowu leads them."),), 3),
    "price": Case(()),  # the documents do not say
}


@dataclass(frozen=True)
class Reply:
    text: str
    confidence: float
    cited: tuple[Place, ...] = ()
    ranking: tuple[str, ...] = ()


def perfect(case):
    if not case.golds:
        return Reply("", 0.0)
    return Reply(case.golds[0], 0.9, case.gold, (case.gold[0].source, "other.md"))


def refusing(_case):
    return Reply("", 0.0)


def measure(answerer):
    """Return every measure of an answerer, the means over the cases that have one."""
    replies = {name: answerer(case) for name, case in CASES.items()}
    pairs = [(replies[name], case) for name, case in CASES.items()]
    shown = {name: place_scores(reply.cited, CASES[name].gold) for name, reply in replies.items()}
    pages = {
        name: place_scores(
            [Place(quote.source, page=CASES[name].page) for quote in reply.cited],
            [Place(quote.source, page=CASES[name].page) for quote in CASES[name].gold],
        )
        for name, reply in replies.items()
    }
    refusal = refusal_scores(
        [not reply.text for reply, _ in pairs], [not case.golds for _, case in pairs]
    )
    ranking = score_rankings(
        {name: {quote.source: 1 for quote in case.gold} for name, case in CASES.items()},
        {name: as_run(reply.ranking) for name, reply in replies.items()},
    )

    def mean(values):
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None

    return {
        "exact": mean(exact_match(reply.text, case.golds) for reply, case in pairs),
        "f1": mean(token_f1(reply.text, case.golds) for reply, case in pairs),
        "contains": mean(contains(reply.text, case.golds) for reply, case in pairs),
        "states": mean(states(reply.text, case.golds) for reply, case in pairs),
        "required": mean(
            matches_required(reply.text, [case.golds]) for reply, case in pairs if case.golds
        ),
        "refusal precision": refusal.precision,
        "refusal recall": refusal.recall,
        "refusal f1": refusal.f1,
        "citation precision": mean(scores.precision for scores in shown.values()),
        "citation recall": mean(scores.recall for scores in shown.values()),
        "page precision": mean(scores.precision for scores in pages.values()),
        "page recall": mean(scores.recall for scores in pages.values()),
        "supported": supported_share([True for reply, _ in pairs if reply.text]),
        **ranking.means,
    }


RANKING = ("recall@5", "recall@10", "MRR@10", "nDCG@10", "MAP")


def test_perfect_scores_one_everywhere():
    scores = measure(perfect)
    assert len(scores) == 13 + len(RANKING)
    assert scores == dict.fromkeys(scores, 1.0)


def test_always_refusing_scores_exactly_what_it_should():
    # 4 cases, 1 without an answer: "" is right there, so 1/4; of 4 refusals 1 is right: P = 1/4,
    # R = 1, F1 = 2*1 / (4 + 1) = 2/5; nothing cited, so no precision; nothing found, so 0
    assert measure(refusing) == {
        "exact": 0.25,
        "f1": 0.25,
        "contains": 0.25,
        "states": 0.25,
        "required": 0.0,
        "refusal precision": 0.25,
        "refusal recall": 1.0,
        "refusal f1": pytest.approx(0.4),
        "citation precision": None,
        "citation recall": 0.0,
        "page precision": None,
        "page recall": 0.0,
        "supported": None,
        **dict.fromkeys(RANKING, 0.0),
    }


def test_confidence_of_the_perfect_answerer():
    replies = {name: perfect(case) for name, case in CASES.items()}
    curve = risk_coverage(
        (reply.confidence, exact_match(reply.text, CASES[name].golds))
        for name, reply in replies.items()
    )
    assert (curve.aurc, curve.excess, coverage_at_risk(curve, 0.0)) == (0.0, 0.0, 1.0)


def test_perfect_is_better_than_refusing_only_where_enough_cases_show_it():
    def exact(answerer, times):
        return {
            f"{name}{i}": float(exact_match(answerer(case).text, case.golds))
            for name, case in CASES.items()
            for i in range(times)
        }

    few = compare(exact(refusing, 1), exact(perfect, 1))
    assert few.verdict == "not told apart"  # 3 differences of 1: p = 2/8
    assert few.p_value == 0.25
    assert compare(exact(refusing, 5), exact(perfect, 5)).verdict == "better"
    assert compare(exact(perfect, 5), exact(refusing, 5)).verdict == "worse"
    assert mean_interval(list(exact(perfect, 5).values())).low == 1
