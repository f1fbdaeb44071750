"""How an answer over the collection is worded, in English and German."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.records import StoredDocument
from rag.collection.dates import Span
from rag.collection.forms import Language
from rag.collection.question import Asked, Topic
from rag.words import words as words_of


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one language; pairs are singular and plural."""

    holds: tuple[str, str]
    chosen: tuple[str, str]
    """What a library holds of which only some documents are asked about."""
    count: str
    mention: tuple[str, str]
    dated: tuple[str, str]
    outlet: tuple[str, str]
    newest: str
    oldest: str
    that: str
    none: str
    no_date: str
    left_out: tuple[str, str]
    more: str
    rest: str
    together: str
    forms: str
    both: str
    either: str
    periods: tuple[str, str, str]
    """From … to, since, until."""
    quotes: str

    def summary(
        self, asked: Asked, count: int, total: int, words: AbstractSet[str], date: str
    ) -> str:
        """Say how many documents meet what was asked, and how that was counted."""
        parts = []
        if asked.span:
            parts.append(_of(self.dated, count).format(self._period(asked.span)))
        if asked.outlet:
            parts.append(_of(self.outlet, count).format(asked.outlet))
        if asked.topics:
            parts.append(_of(self.mention, count).format(self._topics(asked, words)))
        if asked.end and count:
            which = self.newest if asked.end == "newest" else self.oldest
            that = self.that.format(f" {self.both} ".join(parts)) if parts else ""
            return which.format(that, date)
        if not parts and asked.end:
            return self.none
        if not parts:
            return _of(self.holds, total).format(total)
        return self.count.format(count, total, f" {self.both} ".join(parts))

    def document(self, document: StoredDocument, file: str) -> str:
        """Name a document, with its date or that it has none."""
        return f"{self.name(document, file)} ({document.date or self.no_date})"

    def name(self, document: StoredDocument, file: str) -> str:
        """Name a document by its title, and its file where one is given."""
        return self._quoted(document.title) + (f", {file}" if file else "")

    def undated(self, names: Sequence[str], count: int) -> str:
        """Name the documents that could not be counted."""
        rest = [self.more.format(count - len(names))] if count > len(names) else []
        return f"{_of(self.left_out, count).format(count)} {'; '.join([*names, *rest])}."

    def _topics(self, asked: Asked, words: AbstractSet[str]) -> str:
        joined = f" {self.either if asked.either else self.both} ".join(
            self._topic(topic) for topic in asked.topics
        )
        said = {word for topic in asked.topics for word in words_of(topic.text)}
        others = sorted(word for word in words if not said.issuperset(words_of(word)))
        quoted = ", ".join(self._quoted(word) for word in others[:5])
        return joined + (self.forms.format(quoted) if others else "")

    def _topic(self, topic: Topic) -> str:
        several = len(topic.text.split()) > 1 and not topic.exact
        return self._quoted(topic.text) + (self.together if several else "")

    def _quoted(self, text: str) -> str:
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def _period(self, span: Span) -> str:
        between, since, until = self.periods
        if not span.last:
            return since.format(span.first)
        if not span.first:
            return until.format(span.last)
        return span.whole or between.format(span.first, span.last)


def _of(pair: tuple[str, str], count: int) -> str:
    return pair[0] if count == 1 else pair[1]


WORDING: dict[Language, Wording] = {
    "en": Wording(
        holds=("The library holds {} document.", "The library holds {} documents."),
        chosen=("{} document is chosen.", "{} documents are chosen."),
        count="{} of {} documents {}.",
        mention=("mentions {}", "mention {}"),
        dated=("is dated {}", "are dated {}"),
        outlet=("is from {}", "are from {}"),
        newest="The newest dated document{} is from {}.",
        oldest="The oldest dated document{} is from {}.",
        that=" that {}",
        none="No document states a date.",
        no_date="no date",
        left_out=(
            "{} more document states no date and is not counted:",
            "{} more documents state no date and are not counted:",
        ),
        more="and {} more",
        rest="The first {} are listed here, and {} more match.",
        together=" (all its words in one sentence or heading)",
        forms=" (also as {})",
        both="and",
        either="or",
        periods=("{} to {}", "{} or later", "{} or earlier"),
        quotes="“”",
    ),
    "de": Wording(
        holds=("Die Bibliothek enthält {} Dokument.", "Die Bibliothek enthält {} Dokumente."),
        chosen=("{} Dokument ist ausgewählt.", "{} Dokumente sind ausgewählt."),
        count="{} von {} Dokumenten {}.",
        mention=("erwähnt {}", "erwähnen {}"),
        dated=("ist datiert {}", "sind datiert {}"),
        outlet=("ist von {}", "sind von {}"),
        newest="Das neueste Dokument mit Datum{} ist vom {}.",
        oldest="Das älteste Dokument mit Datum{} ist vom {}.",
        that=" ({})",
        none="Kein Dokument nennt ein Datum.",
        no_date="ohne Datum",
        left_out=(
            "{} weiteres Dokument nennt kein Datum und ist nicht mitgezählt:",
            "{} weitere Dokumente nennen kein Datum und sind nicht mitgezählt:",
        ),
        more="und {} weitere",
        rest="Die ersten {} stehen hier, {} weitere passen auch.",
        together=" (alle Wörter in einem Satz oder einer Überschrift)",
        forms=" (auch als {})",
        both="und",
        either="oder",
        periods=("{} bis {}", "{} oder später", "{} oder früher"),
        quotes="„“",
    ),
}
