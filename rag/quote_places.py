"""Where a quote stands in the characters of a PDF page, which are broken into lines.

The reader joined the lines, mended divided words and cleaned the text, so letters and digits alone
are compared. A quote whose place is not certain has none: a wrong mark is worse than no mark.
"""

import re
import unicodedata

Place = tuple[int, int]
"""Index of the first and of the last character."""

_LINE_END = re.compile("[\r\n\x02\ufffe\0]")  # \x02 and U+FFFE: a hyphen that divides a word
_NO_INK = re.compile(r"[\s\0]")
_BLANK = re.compile("[\\s\0\x02\ufffe]")


def place_of(text: str, quote: str, before: str = "", after: str = "") -> Place | None:
    """Return where the quote stands on a page, None where it is not there or could be anywhere.

    Of several places it is the one whose neighbours agree longest with `before` and `after`.
    """
    letters, at = _letters(text)
    wanted, _ = _letters(quote)
    found = _all(text, letters, at, wanted)
    if len(found) > 1:
        ends, begins = _letters(before)[0][::-1], _letters(after)[0]
        agree = [
            _alike(letters[:start][::-1], ends) + _alike(letters[start + len(wanted) :], begins)
            for start in found
        ]
        found = [start for start, count in zip(found, agree, strict=True) if count == max(agree)]
    if len(found) != 1:
        return None
    return _widened(text, quote, at[found[0]], at[found[0] + len(wanted) - 1])


def over_break(text: str, following: str, quote: str) -> Place | None:
    """Return where a quote begins that ends on the `following` page, None where it does not.

    Both parts must be found, once each, and the page break must be at the end of a line.
    """
    wanted, places = _letters(quote)
    above, below = _letters(text)[0], _letters(following)[0]
    if len(wanted) > len(above) + len(below):
        return None
    for length in range(len(wanted) - 1, 0, -1):
        if wanted[:length] not in above or wanted[length:] not in below:
            continue
        if places[length] == places[length - 1]:  # two letters of one character: ß
            continue
        head = place_of(text, quote[: places[length]].rstrip(" -"))
        tail = place_of(following, quote[places[length] :])
        if head and tail and _ends_line(text, head[1]) and _starts_line(following, tail[0]):
            return head
    return None


def runs(text: str, place: Place) -> list[Place]:
    """Return the lines of a place, each without the blanks around it."""
    first, last = place
    found = []
    start = first
    for end in [m.end() for m in _LINE_END.finditer(text, first, last + 1)] + [last + 1]:
        inked = [index for index in range(start, end) if not _NO_INK.match(text[index])]
        if inked:
            found.append((inked[0], inked[-1]))
        start = end
    return found


def _letters(text: str) -> tuple[str, list[int]]:
    """Return letters and digits in their plainest form, and the index of each in the text.

    The point in a number stays: 1.5 is not 15.
    """
    letters: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        between = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
        if character in ".," and len(between) == 2 and between.isdecimal():
            plain = character
        else:
            plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character)))
        for letter in plain.casefold():
            letters.append(letter)
            at.append(index)
    return "".join(letters), at


def _all(text: str, letters: str, at: list[int], wanted: str) -> list[int]:
    """Return every place among the letters where the wanted ones stand as whole words."""
    found = []
    start = letters.find(wanted) if wanted else -1
    while start >= 0:
        first, last = at[start], at[start + len(wanted) - 1]
        if not (_one_word(text, first - 1) or _one_word(text, last)):
            found.append(start)
        start = letters.find(wanted, start + 1)
    return found


def _one_word(text: str, index: int) -> bool:
    """Whether a character and the next are of one word, or of one number."""
    pair = text[index : index + 2] if index >= 0 else ""
    return len(pair) == 2 and (pair.isalpha() or pair.isdecimal())


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common from the beginning."""
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def _widened(text: str, quote: str, first: int, last: int) -> Place:
    """Take in the brackets before and the stops after, as many as the quote has."""
    signs = len(quote) - len(quote.lstrip("\"'“‘„«([¿¡"))
    while signs and first and not (_BLANK.match(text[first - 1]) or text[first - 1].isalnum()):
        first, signs = first - 1, signs - 1
    signs = next((n for n, sign in enumerate(reversed(quote.strip())) if sign.isalnum()), 0)
    while signs and last + 1 < len(text):
        if _BLANK.match(text[last + 1]) or text[last + 1].isalnum():
            break
        last, signs = last + 1, signs - 1
    return first, last


def _ends_line(text: str, index: int) -> bool:
    """Whether only blanks and hyphens stand between a character and the end of its line."""
    return not _LINE_END.split(text[index + 1 :], maxsplit=1)[0].strip(" -\u00ad")


def _starts_line(text: str, index: int) -> bool:
    return not _LINE_END.split(text[:index])[-1].strip()
