"""Words, names and numbers of a text, in forms that can be compared."""

import re

# words that stand in every text and say nothing about what it is about
STOP_WORDS = frozenset(
    """
    a an and are as at be been by did do does for from had has have how if in is it its many much of
    on or that the their there they this to was were what when where which who whom whose why will
    with
    """.split()  # noqa: SIM905  (a list of strings would take forty lines)
)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[,.'\u00a0\u202f]\d{3})*(?!\d)(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,.'\u00a0\u202f](?=\d{3}(?!\d))")
_SMALL = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
""".split()  # noqa: SIM905  (a list of strings would take twenty lines)
TIMES = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905  (a list of strings would take twenty lines)
)
_IN_WORDS = {word: str(number) for number, word in enumerate(_SMALL, start=2)}


def words(text: str) -> list[str]:
    """All words in lower case, in order."""
    return _WORD.findall(text.lower())


def stems(text: str) -> set[str]:
    """Content words cut to their first six letters, so that inflections meet."""
    joined = _THOUSANDS.sub("", text)  # 10,000 is one word, as 10000 is
    return {word[:6] for word in words(joined) if word not in STOP_WORDS}


def digits(text: str) -> set[str]:
    """All numbers in digits, without separators of thousands."""
    return {_THOUSANDS.sub("", n) for n in _NUMBER.findall(text)}


def numbers(text: str) -> set[str]:
    """All numbers, in digits or, if small, spelt out."""
    return digits(text) | {_IN_WORDS[word] for word in words(text) if word in _IN_WORDS}


def names(text: str) -> set[str]:
    """Words written with a capital, other than the first of a sentence, in lower case."""
    found = set()
    for match in _WORD.finditer(text):
        word = match[0]
        before = text[: match.start()].rstrip(" \"'“‘«([")
        starts = not before or before[-1] in ".!?:\n"
        if word[0].isupper() and not (starts and not word.isupper()) and len(word) > 1:
            found.add(word.lower())
    return found


def same_name(one: str, other: str) -> bool:
    """Tell whether two names may be forms of one: China and Chinese, Belarus and Belarusian.

    Numbers have no forms: 10000 is not 10001.
    """
    if one == other or one.isdigit() or other.isdigit():
        return one == other
    shortest = min(len(one), len(other))
    shared = max(4, shortest - 1)
    return shortest >= 4 and one[:shared] == other[:shared]
