"""The support check on its own: claims with given references, judged as the assistant would.

The claim takes the place of what the answer model wrote and the references that of what was found.
Everything between is the product's own code, in the same order: the claim is cut and cleaned by
`rag.stream`, the references are read as text files and cut into sentences, all are embedded, and
each sentence of the claim goes through `rag.check.check`.

The claim's own question is asked, since the check needs one: it drops a sentence that only repeats
the question, wants the part that the question does not say to be there, and drops what is about
something else. People judged the claims against the references alone, so where a reference leaves
out a name or number of the question, the check may reject what people call supported. That is what
the product does, and the figures count it against the product. The references of a claim are the
whole library: a name of the question "occurs" if it stands in one of them.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.adapters.attributionbench import Claim
from eval.judge import Record
from eval.metrics import support
from eval.metrics.intervals import mean_interval, statistic_interval
from index.errors import DocumentError
from index.records import StoredDocument
from rag.check import Verdict, check
from rag.embed import Embedder
from rag.evidence import Evidence
from rag.question import clean
from rag.reader import EvidenceReader
from rag.readers.assemble import Reading, assemble
from rag.readers.assemble import clean as clean_text
from rag.readers.text import paragraphs
from rag.rules import asked
from rag.sentences import split
from rag.stream import sentences_of
from rag.words import same_name, words

if TYPE_CHECKING:
    from eval.measures import Unit
    from eval.score import Figure

_FILE = Path("reference.txt")  # the same for all: its name becomes the title, which is evidence
NOTHING = "there is nothing to check it against"

_Measure = Callable[[Sequence[support.Judgement]], float | None]


def judge(claim: Claim, embedder: Embedder, reader: EvidenceReader) -> Record:
    """Check one claim and return its record.

    It is accepted if each of its sentences would be shown. `strength` is that of the weakest
    sentence, 0 to 1 and None where there is nothing to check; `reason` says why it was rejected;
    `seconds` includes the embedding of the references.
    """
    begun = time.perf_counter()
    verdicts = _verdicts(claim, embedder, reader)
    reasons = [verdict.reason for verdict in verdicts] or [NOTHING]
    return {
        "id": claim.id,
        "kind": claim.kind,
        "question": claim.question,
        "claim": claim.claim,
        "supported": claim.supported,
        "accepted": not any(reasons),
        "reason": next(filter(None, reasons), ""),
        "strength": min((verdict.strength for verdict in verdicts), default=None),
        "seconds": time.perf_counter() - begun,
    }


def _verdicts(claim: Claim, embedder: Embedder, reader: EvidenceReader) -> list[Verdict]:
    found = _evidence(claim.references)
    if not found:
        return []
    text = clean(claim.question)
    there = {word for reference in claim.references for word in words(reference)}
    question = asked(text, lambda name: any(same_name(name, word) for word in there))
    vectors = embedder.encode([evidence.sentence.text for evidence in found])
    return [
        check(sentence, embedder.encode([sentence])[0], question, found, vectors, reader.supports)
        for sentence in sentences_of([claim.claim])
    ]


def _evidence(references: Sequence[str]) -> list[Evidence]:
    """Read each reference as a text file; one without any text gives no evidence."""
    found: list[Evidence] = []
    for number, reference in enumerate(references, start=1):
        reading = Reading(paragraphs(clean_text(reference)))
        try:
            document = assemble(reading, path=_FILE, sha256="", kind="txt")
        except DocumentError:
            continue
        stored = StoredDocument(
            number, document.source, "", "txt", document.title, None, None, None,
            len(document.text), 0, "",
        )  # fmt: skip
        found += [Evidence(stored, sentence) for sentence in split(document)]
    return found


def score_support(records: Sequence[Record], seed: int = 0) -> "tuple[Figure, ...]":
    """Return the figures of judged claims: agreement with people, over all and by source.

    `seed` draws the bootstrap samples: the same seed gives the same intervals.
    """
    from eval.score import Figure

    rows = [(bool(r["accepted"]), bool(r["supported"])) for r in records]
    strengths = [(r["strength"], r["supported"]) for r in records if r["strength"] is not None]
    measures: tuple[tuple[str, str, Unit, _Measure], ...] = (
        ("accuracy", "judged as people did", "share", support.accuracy),
        ("macro_f1", "macro-F1", "score", support.macro_f1),
        ("precision", "accepted claims that are supported", "share", support.precision),
        ("recall", "supported claims accepted", "share", support.recall),
        ("let_through", "unsupported claims accepted", "share", support.let_through),
    )
    figures = [
        Figure(name, label, unit, statistic_interval(rows, measure, seed=seed))
        for name, label, unit, measure in measures
    ]
    area = statistic_interval(strengths, support.auroc, seed=seed)
    figures.append(Figure("auroc", "strength: area under ROC", "score", area))
    for kind in sorted({r["kind"] for r in records}):
        own = [row for row, r in zip(rows, records, strict=True) if r["kind"] == kind]
        value = statistic_interval(own, support.macro_f1, seed=seed)
        figures.append(Figure(f"macro_f1_{kind}", f"macro-F1, {kind}", "score", value))
    seconds = mean_interval([r["seconds"] for r in records], seed=seed)
    return (*figures, Figure("seconds", "seconds a claim", "seconds", seconds))
