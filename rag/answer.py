"""What a question yields: snapshots of an `Answer`, the last of which is the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["searching", "answering", "answered", "not_found"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A footnote: the exact characters of a document that a sentence of the answer rests on."""

    number: int
    document_id: int
    source: str
    title: str
    date: str | None
    page: int | None
    heading: str
    start: int
    end: int
    quote: str
    """Verbatim: `document.text[start:end] == quote`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A found passage as it is put on screen, before and beside the answer."""

    document_id: int
    source: str
    title: str
    date: str | None
    page: int | None
    heading: str
    start: int
    end: int
    text: str
    highlights: tuple[tuple[int, int], ...] = ()
    """Half-open ranges in `text`: likely evidence at first, the cited sentences at the end."""
    score: float = 0.0
    span: tuple[int, int] | None = None
    """Where in `text` the likeliest answer stands, if this passage holds the likeliest sentence."""


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of the answer and the numbers of its footnotes (never none)."""

    text: str
    citations: tuple[int, ...]
    quoted: bool = False
    """The document's own sentence, shown since what the model wrote did not pass the check."""
    brief: tuple[int, int] | None = None
    """Half-open range in `text` of the few words that answer, where they can be told."""
    signals: Mapping[str, float] = field(default_factory=dict, repr=False)
    """What its probability was estimated from, for records of runs."""


@dataclass(frozen=True, slots=True)
class Version:
    """What one document says where documents disagree."""

    value: str
    citation: int
    """Number of the footnote that shows the sentence."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something asked for that documents state differently."""

    about: str
    """For example "the number of soldiers"."""
    versions: tuple[Version, ...]
    newest: int | None = None
    """Footnote of the newest document's version, where the question asks for the present."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall-clock seconds from the question; None while it has not happened."""

    evidence: float | None = None
    first_sentence: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What the answer model did, for records of runs. Counts are tokens."""

    prompt_sha256: str
    """Hash of the whole conversation it was given, of the last one if a question has parts."""
    read: int
    kept: int
    """Of the tokens read: known from the last question, so that they cost nothing."""
    not_found_probability: float
    """Of refusing, as the first word of the answer."""
    raw: str = ""
    """Everything it wrote, before any check."""
    written: int = 0

    def __add__(self, more: "Work") -> "Work":
        """Return the work on two parts of one question; it doubts as on the part it doubts most."""
        return Work(
            more.prompt_sha256,
            self.read + more.read,
            self.kept + more.kept,
            max(self.not_found_probability, more.not_found_probability),
            f"{self.raw}\n{more.raw}",
            self.written + more.written,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One snapshot. Errors are exceptions (`FootnoteError`), never a status here."""

    question: str
    status: Status
    understood: str = ""
    """The question as it was asked of the documents, where that is not `question` itself."""
    evidence: tuple[Passage, ...] = ()
    """Best passage first. With `not_found` these are the nearest passages."""
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    dropped: tuple[str, ...] = ()
    """What the model wrote and the check did not let through."""
    explanation: str = ""
    """What to know beside the answer, if it is certain: what the question names and the documents
    do not, which part of it is not answered, what a summary leaves out, another language."""
    confidence: float | None = None
    """0 to 1: how sure Footnote is that the documents answer the question."""
    seconds: Seconds = field(default_factory=Seconds)
    scope: str = ""
    """What the question was limited to, in plain words; empty for all documents."""
    work: Work | None = None
    """None until the answer model is done, and where it was not asked."""

    @property
    def text(self) -> str:
        """The answer as plain text with footnote numbers in brackets: `… on Monday.[1][2]`."""
        parts = [s.text + "".join(f"[{n}]" for n in s.citations) for s in self.sentences]
        return " ".join(parts)

    @property
    def short(self) -> str:
        """The few words that answer, of each part of the question; empty if they are not known."""
        return "; ".join(s.text[slice(*s.brief)] for s in self.sentences if s.brief)
