import builtins
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.ranking import RankingScores, as_run, score_rankings
from index.errors import UsageError


def test_by_hand():
    # relevant: a (1), c (1), x (1). Order: b a d c. Found at ranks 2 and 4, x not at all.
    # So recall@2 is 1/3, recall@10 2/3, MRR@10 1/2, and MAP (1/2 + 2/4 + 0) / 3 or 1/3;
    # DCG is 1/log2(3) + 1/log2(5), that of the best order 1/log2(2) + 1/log2(3) + 1/log2(4).
    scores = score_rankings(
        {"q": {"a": 1, "c": 1, "x": 1, "b": 0}},
        {"q": {"b": 4.0, "a": 3.0, "d": 2.0, "c": 1.0}},
        recall_at=(2, 10),
    )
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert scores.per_query == {
        "q": {
            "recall@2": pytest.approx(1 / 3),
            "recall@10": pytest.approx(2 / 3),
            "MRR@10": 0.5,
            "nDCG@10": pytest.approx(gain / best),
            "MAP": pytest.approx(1 / 3),
        }
    }
    assert scores.means == scores.per_query["q"]


def test_graded_relevance_is_the_gain():
    # order: b (1), a (2). DCG = 1 + 2/log2(3), best = 2 + 1/log2(3)
    scores = score_rankings({"q": {"a": 2, "b": 1}}, {"q": {"b": 2.0, "a": 1.0}})
    expected = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert scores.means["nDCG@10"] == pytest.approx(expected)
    assert scores.means["MAP"] == 1


def test_beyond_the_cutoff_only_map_counts():
    # relevant at rank 11: MAP = 1/11, everything with a cutoff at 10 is 0
    run = {"q": as_run([f"d{i}" for i in range(10)] + ["a"])}
    assert score_rankings({"q": {"a": 1}}, run).means == {
        "recall@5": 0,
        "recall@10": 0,
        "MRR@10": 0,
        "nDCG@10": 0,
        "MAP": pytest.approx(1 / 11),
    }


def test_means_over_queries_with_a_relevant_document_only():
    # p: 1; q: missing from the run, 0; r, s: unanswerable, no score; t: not judged
    qrels = {"p": {"a": 1}, "q": {"a": 1}, "r": {"a": 0}, "s": {}}
    scores = score_rankings(qrels, {"p": {"a": 1.0}, "r": {"a": 1.0}, "t": {"a": 1.0}})
    assert list(scores.per_query) == ["p", "q"]
    assert set(scores.per_query["q"].values()) == {0}
    assert set(scores.means.values()) == {0.5}


def test_nothing_to_measure():
    nothing = RankingScores({}, {})
    assert score_rankings({}, {}) == nothing
    assert score_rankings({"q": {"a": 0}}, {"q": {"a": 1.0}}) == nothing


def test_a_run_that_finds_nothing_has_zero():
    for run in ({}, {"q": {}}, {"q": {"z": 1.0}}):
        assert set(score_rankings({"q": {"a": 1}}, run).means.values()) == {0}


def test_ties_stay_in_the_order_of_the_run():
    for first, second in ("ab", "ba"):
        run = {"q": {first: 1.0, second: 1.0}}
        means = score_rankings({"q": {"a": 1}}, run, recall_at=(1,)).means
        rank = 1 if first == "a" else 2
        assert means["MRR@10"] == means["MAP"] == 1 / rank
        assert means["recall@1"] == (first == "a")


def test_scores_closer_than_float32_tells_are_kept_apart():
    run = {"q": {"b": 1.0, "a": 1.0 + 1e-12}}
    assert score_rankings({"q": {"a": 1}}, run).means["MAP"] == 1


def test_a_score_has_to_be_a_number():
    with pytest.raises(ValueError, match="not a number"):
        score_rankings({"q": {"a": 1}}, {"q": {"a": math.nan}})


def test_as_run_keeps_the_first_place_of_a_document():
    # two chunks of a: the document stands where the better one does
    assert as_run(["a", "b", "a", "c"]) == {"a": 3.0, "b": 2.0, "c": 1.0}
    assert as_run([]) == {}


def test_without_the_library_it_says_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest, **more):
        if name == "ir_measures":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match=r"pip install 'footnote-qa\[eval\]'"):
        score_rankings({"q": {"a": 1}}, {})


RELEVANCE = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), max_size=8)


@settings(max_examples=50, deadline=None)
@given(RELEVANCE, st.permutations("abcdefgh"), st.integers(0, 8))
def test_equals_the_written_out_formulas(relevance, order, length):
    ranking = order[:length]
    scores = score_rankings({"q": relevance}, {"q": as_run(ranking)}, recall_at=(3,)).means
    relevant = [document for document, mark in relevance.items() if mark > 0]
    if not relevant:
        assert scores == {}
        return
    ranks = [rank for rank, document in enumerate(ranking, 1) if document in relevant]
    gains = [relevance.get(document, 0) for document in ranking]

    def dcg(values):
        return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(values, 1))

    assert scores == {
        "recall@3": pytest.approx(sum(rank <= 3 for rank in ranks) / len(relevant)),
        "MRR@10": pytest.approx(1 / ranks[0] if ranks else 0),
        "nDCG@10": pytest.approx(dcg(gains) / dcg(sorted(relevance.values(), reverse=True))),
        "MAP": pytest.approx(sum(n / rank for n, rank in enumerate(ranks, 1)) / len(relevant)),
    }
