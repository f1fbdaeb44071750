"""What a person typed -> a question that can be asked."""

import unicodedata

from index.errors import UsageError

LONGEST = 2000
"""Characters; a page of text is not a question, and would push the evidence out of the prompt."""


def clean(question: str) -> str:
    """Return `question` in one line without control characters.

    Raises `UsageError` for one that is empty or too long.
    """
    if len(question) > LONGEST:
        raise UsageError(
            f"Your question has {len(question):,} characters; ask it in at most {LONGEST:,}."
        )
    kept = "".join(" " if _is_control(c) else c for c in unicodedata.normalize("NFC", question))
    text = " ".join(kept.split())
    if not any(c.isalnum() for c in text):
        raise UsageError("Your question is empty: type what you want to know.")
    return text


def _is_control(character: str) -> bool:
    # Cc: controls; Cf: invisible ones such as direction marks; Cs and Co: no characters at all
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}
