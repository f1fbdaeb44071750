"""Which sentences are likely to answer, before a model has read a word."""

import dataclasses
import re

import numpy as np

from index.records import Chunk, Hit
from rag.evidence import candidates, passage, passage_text, rank
from rag.reader import Reading


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


def reading(text, answers, *, best=""):
    """What a reader made of `text`: the words of `best` are likelier to answer than the others."""
    words = list(re.finditer(r"\S+", text))
    scores = np.array([4.0 if w[0] in best.split() else -3.0 for w in words], dtype=np.float32)
    return Reading(answers, np.array([w.span() for w in words]), scores, scores)


def read(hit, answers, best=""):
    return reading(passage_text(hit)[0], answers, best=best)


def test_the_reader_is_told_the_title_and_the_heading(fakes):
    found = fakes.evidence("It fell.", title="News", heading="Bridge")
    assert passage_text(hit_of(found, 0, 1)) == ("News. Bridge. It fell.", len("News. Bridge. "))
    found = fakes.evidence("It fell.", title="News", heading="News")
    assert passage_text(hit_of(found, 0, 1)) == ("News. It fell.", len("News. "))


def test_the_sentence_with_the_likeliest_answer_comes_first_with_its_place(fakes):
    found = fakes.evidence("The bridge fell.", "The price was 12 euros.", "Nothing.", number=3)
    hit = hit_of(found, 0, 3)
    ranked = rank("What was the price?", [hit], [read(hit, 2.0, "12 euros.")])
    assert ranked[0].sentence.ordinal == 1
    text = " ".join(e.sentence.text for e in found)
    start, end = ranked[0].span
    assert text[start:end] == "12"  # the first of equals
    assert [e.score for e in ranked] == sorted((e.score for e in ranked), reverse=True)


def test_the_nearer_passage_lifts_its_sentences(fakes):
    one = fakes.evidence("The bridge fell.", number=1)
    two = fakes.evidence("The bridge fell.", number=2)
    hits = [hit_of(one, 0, 1), hit_of(two, 0, 1)]
    hits[1] = dataclasses.replace(hits[1], cosine=0.9)
    ranked = rank("What fell?", hits, [read(hit, 0.0) for hit in hits])
    assert [e.document.id for e in ranked] == [2, 1]


def test_a_sentence_of_two_passages_has_the_better_score(fakes):
    found = fakes.evidence("The bridge fell.", "It was old.")
    hits = [hit_of(found, 0, 1), hit_of(found, 0, 2)]
    readings = [read(hits[0], 3.0, "bridge"), read(hits[1], -4.0)]
    apart = rank("What fell?", hits[:1], readings[:1])
    both = rank("What fell?", hits, readings)
    assert [e.sentence.ordinal for e in both] == [0, 1]
    assert both[0].score == apart[0].score


def test_nothing_to_rank():
    assert rank("What?", [], []) == []


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
