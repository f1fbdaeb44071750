"""Whether a question is in another language than the passages found for it.

Counts the commonest words of a few languages. The embedding model, the evidence reader and the
default answer model are made for English, and words are matched as they are written, so a question
finds most in the language of the documents.
"""

import re
from collections.abc import Sequence

IN_A_QUESTION = 2
"""Lead over English from which on a question is in another language; also the least of English."""
IN_A_TEXT = 4
"""Lead over every other language from which on a passage is sure to be in one."""

# telling words (two points): no English question and hardly a name has them
_TELLING = {
    "en": "the who what when where which why how does did were",
    "de": """
        wer wem wessen wann warum wieso weshalb worum wofür wohin woher welche welcher welches
        welchen welchem wieviel ist sind wurde wurden nicht gibt gib nenne nennt heißt sich zwischen
        für über werden können kann muss darf haben viele kostet liegt beginnt endet""",
    "fr": """
        quel quelle quels quelles quand combien pourquoi comment où qui est-ce qu avec dans sont
        été était avez donnez une aux ont cette ces""",
    "es": """
        quién quiénes cuándo cuánto cuánta cuántos cuántas cuál cuáles dónde cómo quien cuando
        cuanto cuantos cuantas cual donde qué está están hay fue dijo hizo según también""",
    "it": """
        cosa perché quanti quante quanto quale quali qual sono gli dell della delle degli dello
        nell nella dall dalla sull sulla è c'è più città dammi elenca viene vengono che hanno""",
    "nl": """
        wanneer waarom hoeveel waar welke hoe een het zijn werd wordt worden heeft hebben niet
        naar voor deze noem er""",
    "pt": """
        quem onde quantos quantas quais não são uma foi em você os ao pelo pela também
        há""",
}  # fmt: skip
_COMMON = {
    "en": """
        of to and is are was has have had do for from by with at about be been that this these his
        her its their if can could would should will most many much any than first name list in on
        or a an i as it not no there after before between during whose whom give tell me all
        come con den die door era over per plus son van""",
    "de": """
        der die das den dem des ein eine einen einem einer wie was hat und oder von vom zu zum zur
        mit auf aus bei beim nach im am es sie er war waren als auch alle in an mir wird wo""",
    "fr": """
        le la les l d de du des un en et ou que qu est a au sur pour par plus il elle on ce se s t
        pas y tous moi si""",
    "es": """
        el la los las de del un una y o en que por para con sobre se su es son al no a como todos
        todas entre""",
    "it": """
        il lo la i le l un uno una di del dei da in con su per tra fra e o a che come quando dove si
        non ha era al alla nel ci tutti c chi""",
    "nl": """
        de is in van op met aan door bij uit over om te en of die dat wie als ook was tot alle per
        dan nog gaat wat""",
    "pt": """
        o a os as de do da dos das no na um e ou que por para com se é em como quando ao qual sobre
        todos""",
}
_POINTS = [
    {language: frozenset(words.split()) for language, words in table.items()}
    for table in (_TELLING, _COMMON)
]
_WORD = re.compile(r"[^\W\d_]+")
_IN_NAMES = frozenset(
    """
    al da dal das de del dell della den der des di do dos du e el et in la las le les los o of und
    van von y
    """.split()  # noqa: SIM905  (a list of strings would take twenty lines)
)
_QUOTED = re.compile('"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|‘[^’]*’')

_ORDER = ("en", "de", "fr", "es", "it", "nl", "pt")
_NAMES = {
    "en": "English German French Spanish Italian Dutch Portuguese",
    "de": "Englisch Deutsch Französisch Spanisch Italienisch Niederländisch Portugiesisch",
    "fr": "anglais allemand français espagnol italien néerlandais portugais",
    "es": "inglés alemán francés español italiano neerlandés portugués",
    "it": "inglese tedesco francese spagnolo italiano olandese portoghese",
    "nl": "Engels Duits Frans Spaans Italiaans Nederlands Portugees",
}
_TOLD = {
    "en": (
        "Your question is in {asked}, the passages found are in {found}; "
        "Footnote finds more if you ask in {found}."
    ),
    "de": (
        "Ihre Frage ist auf {asked}, die gefundenen Stellen sind auf {found}; "
        "Footnote findet mehr, wenn Sie auf {found} fragen."
    ),
    "fr": (
        "Votre question est en {asked}, les passages trouvés sont en {found}\u00a0; "
        "Footnote trouve davantage si vous la posez en {found}."
    ),
    "es": (
        "Su pregunta está en {asked} y los pasajes encontrados están en {found}; "
        "Footnote encuentra más si pregunta en {found}."
    ),
    "it": (
        "La domanda è in {asked}, i passaggi trovati sono in {found}; "
        "Footnote trova di più se la domanda è in {found}."
    ),
    "nl": (
        "Uw vraag is in het {asked}, de gevonden passages zijn in het {found}; "
        "Footnote vindt meer als u uw vraag in het {found} stelt."
    ),
}
_OTHER_SCRIPT = (
    "Your question is not in {found}, the language of the passages found; "
    "Footnote finds more if you ask in {found}."
)


def other_language(question: str, texts: Sequence[str]) -> str:
    """Return that `question` is in another language than `texts`, the passages found for it.

    One plain sentence in the question's language, in English if that is none of German, French,
    Spanish, Italian and Dutch. Empty where the languages are one or not certain.
    """
    languages = {language for text in texts if (language := language_of(text))}
    if len(languages) != 1:
        return ""
    found = languages.pop()
    if _is_other_script(question):
        return _OTHER_SCRIPT.format(found=_name(found, "en"))
    asked = _of_question(question)
    if not asked or asked == found:
        return ""
    spoken = asked if asked in _TOLD else "en"
    return _TOLD[spoken].format(asked=_name(asked, spoken), found=_name(found, spoken))


def _name(language: str, spoken: str) -> str:
    return _NAMES[spoken].split()[_ORDER.index(language)]


def _of_question(question: str) -> str:
    points = _points(question)
    first, second = sorted(points, key=lambda language: -points[language])[:2]
    lead = points[first] - (points["en"] if first != "en" else 0)
    return first if lead >= IN_A_QUESTION and points[first] > points[second] else ""


def language_of(text: str) -> str:
    """Return the language a text is in, as `en` or `de`; empty where that is not certain."""
    points = _points(text)
    first, second = sorted(points, key=lambda language: -points[language])[:2]
    return first if points[first] >= points[second] + IN_A_TEXT else ""


def _points(text: str) -> dict[str, int]:
    """Two points for a telling word, one for a common one; none for words of names and quotes.

    A word with a capital counts only if it begins the text, and one point at most before another
    (Che Guevara); the "de" of Tour de France does not count at all.
    """
    matches = list(_WORD.finditer(_QUOTED.sub(" ", text)))
    points = dict.fromkeys(_ORDER, 0)
    points["es"] += 2 * ("¿" in text)
    capitals = [match[0][0].isupper() for match in matches]
    for i, match in enumerate(matches):
        if capitals[i] and i:
            continue
        word = match[0].lower()
        if word in _IN_NAMES and all(capitals[max(0, i - 1) : i] + capitals[i + 1 : i + 2]) and i:
            continue
        most = 1 if capitals[i] and capitals[i + 1 : i + 2] == [True] else 2
        for language in _ORDER:
            telling, common = (words[language] for words in _POINTS)
            points[language] += min(2 * (word in telling) or (word in common), most)
    return points


def _is_other_script(question: str) -> bool:
    """Tell whether most letters are none of the Latin alphabet (Cyrillic, Greek, Chinese …)."""
    letters = [c for c in question if c.isalpha()]
    latin = sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters)
    return latin * 4 < len(letters)
