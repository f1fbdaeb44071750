"""How long a summary is asked to be."""

import re

WORDS_A_SENTENCE = 20
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "hundred": 100, "a few": 3, "a couple of": 2, "a single": 1,
    "ein": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "zwanzig": 20, "vierzig": 40, "wenigen": 3,
    "ein paar": 3, "einigen": 3,
}  # fmt: skip
_NUMBER = rf"(?P<n>\d{{1,4}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_LENGTH = re.compile(
    rf"(?i),? ?\b(?:in|with|using|within|mit)(?: (?:at most|no more than|up to|about|around|exactly"
    rf"|under|less than|maximal|höchstens|etwa))? {_NUMBER} (?:short |brief |bullet |kurzen )*"
    r"(?P<unit>sentences?|lines?|points?|bullets?|words?|paragraphs?|pages?|sätzen|satz|zeilen"
    r"|punkten|stichpunkten|worten|wörtern|absatz|absätzen)\b,?"
)
_ADJECTIVE = re.compile(
    rf"(?i)(?:(?<=\ba )|(?<=\ban )){_NUMBER}[- ](?P<unit>sentence|line|point|word) "
)


def without_length(text: str) -> tuple[str, int | None]:
    """Cut "in 40 sentences" out of a request; return the rest and how many sentences that are."""
    for pattern in (_LENGTH, _ADJECTIVE):
        match = pattern.search(text)
        if match:
            rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
            number = int(match["n"]) if match["n"].isdigit() else _WORDS[match["n"].lower()]
            unit = match["unit"].lower()
            if unit.startswith(("wo", "wö")):
                number = number // WORDS_A_SENTENCE
            elif unit.startswith(("para", "page", "abs")):
                return rest, None
            return rest, max(1, number)
    return text, None
