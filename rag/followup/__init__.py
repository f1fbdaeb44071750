"""Follow-ups ("and when was that?") rewritten to stand alone, by plain code.

The result is shown as what was understood, and it is what is searched for.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.followup import ellipsis, german
from rag.followup.grammar import capital, content_words, is_content, is_verb, tokens
from rag.followup.pronouns import resolve
from rag.followup.topics import Context, about, with_note_of, without_note
from rag.question import LONGEST

NEWEST = 4
"""Turns that are looked back on: the forms understood carry a topic from turn to turn."""
FEWEST_WORDS = 1
"""A question without a name and with at most so many content words is about the last topic."""
MOST_WORDS = 3
"""The same for one that speaks of "the contract" where a contract was spoken of."""

_BARE_NOUN = re.compile(
    r"\b(?:the|any|some|are there)\s+(?:\w+ly |main |other |important |major )?([\w-]+)\b"
    r"(?!\s+(?:[\w-]+\s+)?(?:of|for|in|on|at|to|from|between|about|that|which|who|by|under|with)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|or|ok|okay|well|also|then|thanks|thank you|great|interesting)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:else|others?|another|more|further|same|both|former|latter|the two|there)\W*$|"
    r"\b(?:which|the|this|that|any|second|\w+est) ones?\b|"
    r"\b(?:anything|something|what|who|where|anyone) else\b|\b(?:the|any|some) others?\b|"
    r"\bthe (?:former|latter|same)\b",
    re.IGNORECASE,
)
_INCOMPLETE = re.compile(
    r"\b(?:needed|required|necessary|involved|included|available|allowed|permitted|affected)\W*$|"
    r"^(?:are|is|were|was) there (?:(?!\b(?:of|for|in|on|at|to|from|between|about|with)\b).)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked, the stand-alone form that was answered, and the answer."""

    question: str
    understood: str
    answer: str
    """Plain text as shown, empty where nothing was found."""
    cited: tuple[tuple[int, int], ...] = ()
    """What the answer rests on: id of the document, character where the sentence begins."""


def rewrite(
    question: str, history: Sequence[Turn], occurs: Callable[[str], bool] = lambda _: True
) -> str:
    """Return `question` as it stands alone after `history`, or itself where it already does.

    The newest turn is the last. `occurs(word)` tells whether the library holds a word: of several
    referents those it holds are taken. The result has at most `rag.question.LONGEST` characters; a
    question that would become longer comes back as it is.
    """
    newest = [turn for turn in reversed(history[-NEWEST:]) if turn.understood.strip()]
    if not newest or not question.strip():
        return question
    context = Context.of([(turn.understood, turn.answer) for turn in newest], occurs)
    if german.is_german(question):
        result = german.rewrite(question, context)
    else:
        result = _english(question, context)
    return result if len(result) <= LONGEST else question


def _english(question: str, context: Context) -> str:
    lead = _LEAD.match(question)
    text = question[lead.end() :] if lead else question
    if not any(character.isalnum() for character in text):
        return question
    filled = ellipsis.fill(text, without_note(context.previous), led=lead is not None)
    if filled is not None:
        return capital(with_note_of(filled, context.previous))
    resolved, unsure = resolve(text, context)
    if unsure or (resolved == text and (_VAGUE.search(text) or _says_little(text, context))):
        resolved = about(resolved, context.topic())
    elif resolved != text and not _named(resolved):
        resolved = about(resolved, context.running())
    return question if resolved == text else capital(resolved)


def _says_little(text: str, context: Context) -> bool:
    if _named(text):
        return False
    words = [word for word in content_words(text) if not is_verb(word)]
    if not words:
        return len(content_words(text)) <= FEWEST_WORDS
    bare = _BARE_NOUN.findall(text)
    if len(words) <= 2 and _INCOMPLETE.search(text):
        return True
    if len(words) <= FEWEST_WORDS and len(words) == len(content_words(text)):
        return bool(bare)
    return len(words) <= MOST_WORDS and any(context.mentions(noun) for noun in bare)


def _named(text: str) -> bool:
    return any(
        word[0].isupper() or word[0].isdigit() for word in tokens(text)[1:] if is_content(word)
    )
