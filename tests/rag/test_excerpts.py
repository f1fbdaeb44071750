"""Ranked sentences become the short runs of text that the model reads."""

from dataclasses import replace

from rag.excerpts import excerpts, runs


def ranked(found, *order):
    """The sentences of `found` with those in `order` first."""
    rest = [i for i in range(len(found)) if i not in order]
    return [found[i] for i in (*order, *rest)]


def texts(passages):
    return [p.text for p in passages]


def test_each_of_the_best_brings_its_neighbours(fakes):
    found = fakes.evidence("A.", "B.", "C.", "D.", "E.", "F.", "G.")
    assert texts(excerpts(runs(ranked(found, 2), best=1))) == ["B. C. D."]
    assert texts(excerpts(runs(ranked(found, 0), best=1))) == ["A. B."]
    assert texts(excerpts(runs(ranked(found, 6), best=1))) == ["F. G."]
    assert texts(excerpts(runs(ranked(found, 4, 1), best=2))) == ["A. B. C. D. E. F."]


def test_a_neighbour_that_was_not_found_is_not_there(fakes):
    found = fakes.evidence("A.", "B.", "C.")
    assert texts(excerpts(runs([found[0], found[2]], best=1))) == ["A."]


def test_another_heading_is_another_excerpt(fakes):
    found = fakes.evidence("A.", "B.", "C.", "D.")
    headed = [
        replace(e, sentence=replace(e.sentence, heading=heading))
        for e, heading in zip(found, ("One", "One", "Two", "Two"), strict=True)
    ]
    found = excerpts(runs(ranked(headed, 2, 1), best=2))
    assert [(p.heading, p.text) for p in found] == [("Two", "C. D."), ("One", "A. B.")]


def test_documents_are_kept_apart_and_the_best_comes_first(fakes):
    one = fakes.evidence("A.", "B.", number=1)
    two = fakes.evidence("C.", "D.", number=2, title="Other", date="2020-01-01")
    found = excerpts(runs([two[1], one[0], one[1], two[0]], best=2))
    assert [(p.document_id, p.title, p.date, p.text) for p in found] == [
        (2, "Other", "2020-01-01", "C. D."),
        (1, "Notes", None, "A. B."),
    ]
    assert (found[0].start, found[0].end) == (two[0].sentence.start, two[1].sentence.end)


def test_five_sentences_are_taken_unless_told_otherwise(fakes):
    sets = [fakes.evidence("Only.", number=n) for n in range(8)]
    assert len(runs([found[0] for found in sets])) == 5
    assert runs([]) == []


def test_sentences_far_less_likely_than_the_best_are_left_out_but_two_stay(fakes):
    def taken(*scores):
        sets = [fakes.evidence("Only.", number=n) for n in range(len(scores))]
        ranked = [replace(e[0], score=score) for e, score in zip(sets, scores, strict=True)]
        return len(runs(ranked))

    assert taken(2.0, 1.0, 0.5, 0.49, 0.0, -3.0) == 3
    assert taken(2.0, -3.0, -3.1, -3.2) == 2
    assert taken(2.0) == 1
