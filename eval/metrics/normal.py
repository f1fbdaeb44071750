"""Text as the text measures compare it."""

import re
import string
import unicodedata

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("ʼ´`‘’", "'"),
        **dict.fromkeys("‐‑‒–−", "-"),  # the dashes that join, and the minus sign
        **dict.fromkeys("—―", " "),  # the dashes that part
        "\u00ad": None,  # a soft hyphen is not part of its word
    }
)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def plain(text: str) -> str:
    """Return `text` in Unicode form NFKC with one kind of apostrophe, hyphen and space."""
    return unicodedata.normalize("NFKC", text.translate(_SIGNS)).replace("\u2044", "/")


def _is_punctuation(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character).startswith("P")


def normalise(text: str) -> str:
    """Return `text` as SQuAD's official script compares it.

    Lowercase; punctuation removed without a space, so that "Tom's" is "toms" and "10,000" is
    "10000"; the articles a, an and the removed; one space between words. Source: `normalize_answer`
    of evaluate-v2.0.py (Rajpurkar et al., 2018). The same on ASCII text; beyond it the script
    keeps typographic punctuation, this takes it for what it stands for.
    """
    lowered = plain(text).lower()
    kept = "".join(character for character in lowered if not _is_punctuation(character))
    return " ".join(_ARTICLES.sub(" ", kept).split())
