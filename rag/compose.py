"""Putting an `Answer` together: footnotes, highlights, confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.records import Hit
from rag import disagree
from rag.answer import Answer, AnswerSentence, Citation, Conflict, Passage, Version
from rag.comparing import Decided
from rag.evidence import Evidence, passage
from rag.language import other_language
from rag.partial import missing_part
from rag.phrases import Occurs
from rag.premise import explain
from rag.risk import Shown

SURE = 0.95
"""How sure a comparison by plain code is: 54 of 54 were right on questions not seen before."""
LIKELY = 3
"""Sentences highlighted before the model has read a word."""


def passages(hits: Sequence[Hit], ranked: Sequence[Evidence]) -> tuple[Passage, ...]:
    """Show the hits, the one with the likeliest sentence first, its likeliest highlighted.

    Before anything is ranked they are shown in the order in which they were found.
    """
    places: dict[tuple[int, int], int] = {}
    for place, e in enumerate(ranked):
        places.setdefault((e.document.id, e.sentence.ordinal), place)

    def best(hit: Hit) -> int:
        # those of other texts, where only the newest is asked about, stand at the end
        return min(places.get((hit.document.id, s.ordinal), len(ranked)) for s in hit.sentences)

    if not ranked:
        return tuple(passage(hit, ()) for hit in hits)
    return tuple(passage(hit, ranked[:LIKELY]) for hit in sorted(hits, key=best))


def joined(one: Sequence[Passage], other: Sequence[Passage]) -> tuple[Passage, ...]:
    """Put the passages of a question's parts one after the other, each passage once."""
    there = {(p.document_id, p.start) for p in one}
    return (*one, *(p for p in other if (p.document_id, p.start) not in there))


def comparison(answer: Answer, decided: Decided, hits: Sequence[Hit]) -> Answer:
    """Make the answer to a question that compares two things, with the passages it stands on."""
    begin = decided.text.find(decided.answer)
    place = (begin, begin + len(decided.answer)) if begin >= 0 else None
    shown = Shown(decided.text, decided.cited)
    answer = replace(answer, evidence=passages(hits, ()))
    return finished(with_sentence(answer, shown, SURE, place=place))


def hidden(answer: Answer) -> Answer:
    """Return a snapshot without its sentences, which are not the answer yet."""
    return replace(answer, sentences=(), citations=(), confidence=None)


def within(scope: str, answer: Answer) -> Answer:
    """Say what the question was limited to, and speak of those documents only."""
    told = answer.explanation.replace("Your documents", "The documents chosen")
    return replace(answer, scope=scope, explanation=told)


def with_sentence(
    answer: Answer,
    shown: Shown,
    sure: float,
    signals: Mapping[str, float] | None = None,
    place: tuple[int, int] | None = None,
) -> Answer:
    """Append a checked sentence, with a footnote for each document sentence it rests on.

    `sure` is the probability that it is right, estimated from `signals`; the answer is as sure as
    its least sure sentence. `place` is where the few words stand that answer.
    """
    answer, numbers = _cite(answer, shown.cited)
    cited = tuple(sorted(numbers))
    sentence = AnswerSentence(shown.text, cited, shown.quoted, place, dict(signals or {}))
    return replace(
        answer,
        sentences=(*answer.sentences, sentence),
        confidence=sure if answer.confidence is None else min(sure, answer.confidence),
    )


def with_conflicts(answer: Answer, question: str, ranked: Sequence[Evidence]) -> Answer:
    """Add where documents differ in what `question` asks for, with footnotes to each version."""
    cited = [e for e in ranked if any(_is_for(c, e) for c in answer.citations)]
    for found in disagree.disagreements(question, cited, ranked):
        answer, numbers = _cite(answer, [version.evidence for version in found.versions])
        newest = disagree.newest(found) if disagree.wants_present(question) else None
        stated = zip(found.versions, numbers, strict=True)
        conflict = Conflict(
            found.about,
            tuple(Version(version.value, number) for version, number in stated),
            numbers[found.versions.index(newest)] if newest else None,
        )
        answer = replace(answer, conflicts=(*answer.conflicts, conflict))
    return answer


def _cite(answer: Answer, evidence: Sequence[Evidence]) -> tuple[Answer, list[int]]:
    """Give each sentence a footnote, the one that it has or a new one."""
    citations, numbers = list(answer.citations), []
    for e in evidence:
        number = next((c.number for c in citations if _is_for(c, e)), None)
        if number is None:
            number = len(citations) + 1
            citations.append(_citation(number, e))
        numbers.append(number)
    return replace(answer, citations=tuple(citations)), numbers


def finished(answer: Answer) -> Answer:
    """Make the last snapshot of an answer that has sentences: what they cite is highlighted."""
    marked = [_marked(p, answer.citations) for p in answer.evidence]
    # stable: what is cited comes first, otherwise the order stays
    marked.sort(key=lambda p: not p.highlights)
    return replace(answer, status="answered", evidence=tuple(marked))


def explained(answer: Answer, question: str, ranked: Sequence[Evidence], occurs: Occurs) -> Answer:
    """Add what to know beside an ended answer; `occurs(word)` asks the library for a word.

    That the documents are in another language comes first: it may be why nothing was found.
    """
    told = other_language(question, [p.text for p in answer.evidence])
    if not told and answer.status == "not_found":
        told = explain(question, ranked, occurs)
    elif not told:
        cited = [e for e in ranked if any(_is_for(c, e) for c in answer.citations)]
        told = missing_part(question, [s.text for s in answer.sentences], cited, ranked, occurs)
    return replace(answer, explanation=told)


def _marked(shown: Passage, citations: Sequence[Citation]) -> Passage:
    ranges = sorted(
        (c.start - shown.start, c.end - shown.start)
        for c in citations
        if c.document_id == shown.document_id and shown.start <= c.start and c.end <= shown.end
    )
    return replace(shown, highlights=tuple(ranges))


def _is_for(citation: Citation, evidence: Evidence) -> bool:
    place = (evidence.document.id, evidence.sentence.start)
    return (citation.document_id, citation.start) == place


def _citation(number: int, evidence: Evidence) -> Citation:
    d, s = evidence.document, evidence.sentence
    return Citation(
        number, d.id, d.source, d.title, d.date, s.page, s.heading, s.start, s.end, s.text
    )
