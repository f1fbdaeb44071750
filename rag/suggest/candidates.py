"""What a document could be asked: questions made of its sentences, rows, headings and title.

None of them is checked here; `rag.suggest` keeps those that the documents do answer.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from index.records import Sentence, StoredDocument
from rag.language import language_of
from rag.suggest import english, german
from rag.suggest.english_words import inside
from rag.summary.whole import leans, whole
from rag.summary.wordlists import telling
from rag.words import words

LONGEST_TITLE = 90
LONGEST_BESIDE = 45
"""Characters of a title that stands in a question beside something else."""
LONGEST_HEADING = 40
"""Characters; longer ones make a question that nobody reads."""
MOST_HEADINGS = 20
SHORTEST_SUMMARISED = 8
"""Sentences of a document that is worth a summary."""

_LANGUAGES = {"": "en", "en": "en", "de": "de"}
_TURNED: Mapping[str, Callable[[str], str]] = {
    "en": english.question,
    "de": german.question,
}
_NAMED: Mapping[str, Callable[[str], str]] = {"en": english.of_name, "de": lambda _text: ""}
_ABOUT = {"en": "What does “{}” say about {}?", "de": "Was steht in „{}“ zu „{}“?"}
_SUMMARISE = {"en": "Summarise “{}”", "de": "Fasse „{}“ zusammen"}
_GENERAL = frozenset(
    """
    introduction contents content overview summary conclusion conclusions background general notes
    note appendix annex references abstract preface misc miscellaneous other details scope
    einleitung inhalt inhaltsverzeichnis übersicht zusammenfassung fazit allgemeines anhang
    hinweise hinweis sonstiges vorwort literatur details verschiedenes
    """.split()  # noqa: SIM905  (a list of strings would take ten lines)
)
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|§ ?\d+|[IVX]+\.|[a-z]\))\s+")
_UNFIT = re.compile(r"[<>{}\[\]|\\`]|://|www\.|\w@\w")
"""Markup and addresses: a document must not put them before people as a suggestion."""
_FIELD = re.compile(r"^(?P<key>[^:;]{2,30}): (?P<value>[^;]+)$")
_HEADERS = {
    "en": (
        (re.compile(r"(?i)(?:\w+ )?(?:price|cost|costs|fee)"), "What does “{}” cost?"),
        (re.compile(r"(?i)responsible|owner|who|assigned to"), "Who is responsible for “{}”?"),
        (re.compile(r"(?i)due|due date|deadline|by when"), "When is “{}” due?"),
    ),
    "de": (
        (re.compile(r"(?i)(?:\w*preis|kosten|gebühr)"), "Was kostet „{}“?"),
        (re.compile(r"(?i)zuständig|verantwortlich|wer"), "Wer ist für „{}“ zuständig?"),
        (re.compile(r"(?i)frist|termin|fällig|bis wann"), "Bis wann ist „{}“ fällig?"),
    ),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question and where its answer must stand."""

    question: str
    document_id: int
    ordinals: frozenset[int]
    """Sentences that may answer; empty for a summary."""
    kind: str
    """What kind of question it is: several of one kind are dull."""

    @property
    def first(self) -> int:
        """Ordinal of the first sentence that may answer."""
        return min(self.ordinals, default=0)


def candidates(document: StoredDocument, sentences: Sequence[Sentence]) -> list[Candidate]:
    """Return what could be asked of `sentences` of a document: facts, rows, headings, a summary.

    In English or in the document's German; nothing for documents in other languages.
    """
    text = " ".join(sentence.text for sentence in sentences[:100])
    language = _LANGUAGES.get(language_of(text), "")
    if not language:
        return []
    made = [*_facts(document, sentences, language), *_headings(document, sentences, language)]
    if _is_title(document.title) and len(sentences) >= SHORTEST_SUMMARISED:
        summarise = _SUMMARISE[language].format(document.title)
        made.append(Candidate(summarise, document.id, frozenset(), "summary"))
    once: dict[str, Candidate] = {}
    for candidate in made:
        if candidate.question.isprintable() and not _UNFIT.search(candidate.question):
            once.setdefault(candidate.question, candidate)
    return list(once.values())


def _facts(
    document: StoredDocument, sentences: Sequence[Sentence], language: str
) -> Iterator[Candidate]:
    for sentence in sentences:
        asked, kind = _of_row(sentence.text, language), "row"
        if not asked and whole(sentence.text):
            # what a name is can be told by "He met Ann Roe, the mayor of Ulm" as well
            turn = _TURNED[language] if not leans(sentence.text) else _NAMED[language]
            asked = turn(sentence.text)
            kind = " ".join(words(asked)[:2])
        if asked:
            yield Candidate(asked, document.id, frozenset({sentence.ordinal}), kind)


def _of_row(text: str, language: str) -> str:
    """Ask for the price or the person in a row of a table: `Product: Flyers; Price: 12 EUR`."""
    fields = [_FIELD.match(part) for part in " ".join(text.split()).split("; ")]
    if len(fields) < 2 or not all(fields) or fields[0] is None:
        return ""
    thing = fields[0]["value"]
    if len(thing) > LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", thing):
        return ""
    # of a price list without a sentence only the headers tell the language
    forms = [*_HEADERS[language], *chain.from_iterable(_HEADERS.values())]
    for field in filter(None, fields[1:]):
        for header, form in forms:
            if header.fullmatch(field["key"]):
                return form.format(thing)
    return ""


def _headings(
    document: StoredDocument, sentences: Sequence[Sentence], language: str
) -> Iterator[Candidate]:
    under: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        under.setdefault(sentence.heading, []).append(sentence)
    for heading, held in islice(under.items(), MOST_HEADINGS):
        plain = _NUMBERED.sub("", heading).strip()
        told = frozenset(s.ordinal for s in held if s.text.strip() != heading)
        if not plain or plain == document.title or not told:
            continue
        if plain.endswith("?") and 3 <= len(plain.split()) <= english.LONGEST:
            yield Candidate(plain, document.id, told, "question")
        elif _is_title(document.title, LONGEST_BESIDE) and _is_topic(plain, document.title):
            topic = _topic(plain, sentences) if language == "en" else plain
            asked = _ABOUT[language].format(document.title, topic)
            yield Candidate(asked, document.id, told, "heading")


def _is_title(title: str, longest: int = LONGEST_TITLE) -> bool:
    plain = "_" not in title and not title.isupper()
    return len(title) <= longest and plain and _letters(title) >= 0.7


def _is_topic(heading: str, title: str) -> bool:
    """Tell whether a heading names something of its own, in words that can stand in a sentence."""
    own = telling(heading) - telling(title) and heading.lower() not in _GENERAL
    shouted = re.search(r"[A-Z]{4}", heading) or re.search(r"[:;?!.|]", heading)
    return bool(own) and not shouted and len(heading) <= LONGEST_HEADING and _letters(heading) > 0.8


def _letters(text: str) -> float:
    return sum(c.isalpha() or c == " " for c in text) / max(1, len(text))


def _topic(heading: str, sentences: Sequence[Sentence]) -> str:
    """Write a heading within a sentence, in small letters where the text has its words so.

    A single word that it has not may be a name, and stands in quotation marks.
    """
    said = {word for s in sentences for word in re.findall(r"\b[a-z][\w-]+", s.text)}
    said |= {"how", "why", "what", "who", "when", "where"}
    first, *rest = heading.split()
    if not first[1:].islower():
        return heading
    if rest and rest[0].islower():
        plain = first.lower() if first.lower() in said else inside(heading).split()[0]
        return " ".join((plain, *rest))
    capitals = re.findall(r"[A-Z][\w-]*", heading)
    if all(word.lower() in said and word[1:].islower() for word in capitals):
        return heading.lower()
    plain = inside(heading)
    return heading if rest else plain if plain != heading else f"“{heading}”"
