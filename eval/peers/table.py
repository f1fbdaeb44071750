"""The comparison as Markdown: one table of figures, one of settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.peers.score import Scores
from eval.report import percent

GB = 10**9
NOTES = """\
Right: the answer states an accepted answer; sentences that refuse state nothing. Refused: some \
part of the answer says that the documents do not answer (eval/peers/refusals.py), and it is not \
right; to deny what a question wrongly takes for granted is an answer, for every system. A \
citation holds the evidence if it is of the gold sentence's document and shares its words. That \
is counted over the answerable questions that the system answered; an answer without a citation \
has none that holds it. Read it beside the length: a citation of a whole section holds each of \
its sentences. Intervals are 95 %; "against Footnote" is a paired permutation test. First words: \
what a system shows first, see the settings. Ratios are a system's figure divided by Footnote's, \
for times the median over the questions. Memory: the most that all processes of a system had at \
once, the model file in full for each."""


def markdown(told: Mapping[str, Any], scores: Mapping[str, Scores]) -> str:
    """Write the report of a comparison from its manifest and the scores by system."""
    names = list(scores)
    systems = told["systems"]
    keys = dict.fromkeys(key for name in names for key in systems[name]["settings"])
    figures = [(label, [show(scores[name]) for name in names]) for label, show in ROWS]
    settings = [(k, [systems[name]["settings"].get(k, "–") for name in names]) for k in keys]
    lines = [
        f"# The same questions to {', '.join(names)}",
        "",
        _setting(told),
        "",
        *_table("figure", names, figures),
        "",
        NOTES,
        "",
        "## Settings",
        "",
        *_table("setting", names, settings),
        "",
        "## Versions",
        "",
        *(f"- {name}: {_versions(systems[name]['versions'])}" for name in names),
    ]
    return "\n".join(lines) + "\n"


def _versions(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{package} {version}" for package, version in versions.items())


def _setting(told: Mapping[str, Any]) -> str:
    return (
        f"{told['cases']} questions of the suite {told['suite']} (split {told['split'] or 'all'}, "
        f"sample {told['sample'] or 'all'}, seed {told['seed']}; without follow-ups), asked of "
        f"each system in turn. Model `{told['model']}`, embeddings `{told['embedding']}`, "
        f"{told['threads']} threads, {told['context']} tokens of context; {told['machine']}."
    )


def _table(
    corner: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]
) -> list[str]:
    return [
        f"| {' | '.join([corner, *names])} |",
        "|" + "---|" * (len(names) + 1),
        *(f"| {' | '.join([label, *map(_cell, cells)])} |" for label, cells in rows),
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _against(scores: Scores) -> str:
    return f"{scores.against.verdict}, p {scores.against.p_value:.3f}" if scores.against else "–"


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


ROWS: Sequence[tuple[str, Callable[[Scores], str]]] = (
    ("questions asked", lambda s: str(s.asked)),
    ("ended with an error", lambda s: str(s.failed)),
    ("answerable: right", lambda s: percent(s.right)),
    ("… against Footnote", _against),
    ("answerable: refused", lambda s: percent(s.refused_wrongly)),
    ("without an answer: refused", lambda s: percent(s.refused_rightly)),
    ("a citation holds the evidence", lambda s: percent(s.cited)),
    ("citations that hold it", lambda s: percent(s.citation_precision)),
    ("words in a citation, median", lambda s: _number(s.citation_words, "{:.0f}")),
    ("a gold sentence retrieved", lambda s: percent(s.found)),
    ("first words, median", lambda s: _number(s.first, "{:.1f} s")),
    ("… ratio", lambda s: _number(s.first_ratio, "{:.2f}")),
    ("whole answer, median", lambda s: _number(s.total, "{:.1f} s")),
    ("… ratio", lambda s: _number(s.total_ratio, "{:.2f}")),
    ("memory, peak", lambda s: f"{s.memory / GB:.2f} GB"),
    ("… ratio", lambda s: _number(s.memory_ratio, "{:.2f}")),
)
