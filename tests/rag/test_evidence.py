"""Which sentences are likely to answer, before a model has read a word."""

import dataclasses

import numpy as np
import pytest

from index.records import Chunk, Hit
from rag.evidence import WORDS_WEIGHT, candidates, passage, rank


def hit_of(found, first, last, score=0.5):
    sentences = tuple(e.sentence for e in found[first:last])
    start, end = sentences[0].start, sentences[-1].end
    text = " ".join(s.text for s in sentences)
    chunk = Chunk(0, first, last, start, end, text, None, sentences[0].heading)
    return Hit(1, found[0].document, chunk, sentences, score, 0.4)


def test_a_sentence_in_two_overlapping_chunks_is_one_candidate(fakes):
    one = fakes.evidence("First.", "Second.", "Third.", number=1)
    two = fakes.evidence("First.", number=2)
    found = candidates([hit_of(one, 1, 3), hit_of(two, 0, 1), hit_of(one, 0, 2)])
    places = [(e.document.id, e.sentence.text) for e in found]
    assert places == [(1, "Second."), (1, "Third."), (2, "First."), (1, "First.")]


def test_the_score_is_the_cosine_and_the_share_of_the_questions_words(fakes):
    found = fakes.evidence("The bridge fell.", "The price rose.", "Nothing.", heading="Bridge news")
    vectors = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
    question = np.array([0, 1], dtype=np.float32)
    order, ranked = rank("What was the price of the bridge?", question, found, vectors)
    # stems of the question: price, bridge; the heading counts as part of each sentence
    expected = {0: 0.5 * WORDS_WEIGHT, 1: 0.8 + WORDS_WEIGHT, 2: 1 + 0.5 * WORDS_WEIGHT}
    assert order == [2, 1, 0]
    assert [e.sentence for e in ranked] == [found[i].sentence for i in order]
    assert [e.score for e in ranked] == pytest.approx([expected[i] for i in order])


def test_equal_scores_keep_the_order_of_retrieval(fakes):
    found = fakes.evidence("Same here.", "Same here.", "Same here.")
    vectors = np.tile(np.array([1, 0], dtype=np.float32), (3, 1))
    order, _ = rank("What?", vectors[0], found, vectors)
    assert order == [0, 1, 2]


def test_nothing_to_rank():
    empty = np.empty((0, 2), dtype=np.float32)
    assert rank("What?", np.array([1, 0], dtype=np.float32), [], empty) == ([], [])


def test_a_passage_highlights_the_likely_sentences_of_its_own_document(fakes):
    found = fakes.evidence("First.", "Second one.", "Third.", number=1, date="2021-08-05")
    other = fakes.evidence("First.", "Second one.", number=2)
    shown = passage(hit_of(found, 1, 3), [found[0], other[1], found[2]])
    assert [shown.text[a:b] for a, b in shown.highlights] == ["Third."]
    shown = passage(hit_of(found, 1, 3), found)
    assert [shown.text[a:b] for a, b in shown.highlights] == ["Second one.", "Third."]
    assert dataclasses.astuple(shown)[:8] == (
        1, "/docs/1", "Notes", "2021-08-05", None, "", found[1].sentence.start,
        found[2].sentence.end,
    )  # fmt: skip
    assert shown.score == 0.5
