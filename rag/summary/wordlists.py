"""Words that tell nothing about a text's topic, in English and German, and those that do."""

from rag.words import stems

_FUNCTION = frozenset(
    """
    about after again against all also although among another any because before being between both
    but can cannot could during each either else even ever every few further get had her here hers
    him himself his however into itself just last least less may me might more most must my near new
    next no nor not now off often once one only other our out over own per rather said same say says
    she should since so some still such than them themselves then these those though three through
    thus together too two under until up upon us very via was we well within without would yet you
    your yours
    aber alle allem allen aller alles als also am an auch auf aus bei beim bis da damit dann das
    dass dem den denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch
    dort durch ein eine einem einen einer eines er es etwa für gegen haben hat hatte hatten ich ihm
    ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist jede jedem jeden jeder jedes jedoch kann
    kein keine keinen können konnte man mehr mit muss müssen nach nicht noch nun nur ob oder ohne
    sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sowie über um und uns
    unter vom von vor war waren was weil weiter wenn werden wer wie wieder wird wo wurde wurden zu
    zum zur zwischen
    """.split()  # noqa: SIM905  (a list of strings would take two hundred lines)
)
_CUT = frozenset(word[:6] for word in _FUNCTION)


def telling(text: str) -> set[str]:
    """Return the stems of the words of a text that say what it is about."""
    return {stem for stem in stems(text) if stem not in _CUT and len(stem) > 1}
