"""Print how well rewritten follow-ups of MTRAG find their gold passages, as a Markdown table.

python scripts/followups_table.py MTRAG_FOLDER LIBRARY_FOLDER [STANDALONE.jsonl …]

LIBRARY_FOLDER is what `footnote eval mtrag` has filled: $FOOTNOTE_HOME/eval/mtrag-…/library
STANDALONE.jsonl are stand-alone questions, where the set comes with some (`_id`, the task's, and
`text`); with them a second column says how often a question finds a gold passage where the
stand-alone one does. One thread; no answer model is asked.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.adapters import mtrag
from eval.cases import Case
from index.database import stored_fingerprint
from index.library import Library
from rag import config
from rag.embed import Embedder
from rag.followup import Turn, rewrite
from rag.followup.referents import phrases
from rag.models import model_path
from rag.retrieve import retrieve

HITS = 6
Method = Callable[[str, Sequence[Turn]], str]


def raw(question: str, _history: Sequence[Turn]) -> str:
    return question


def last_question(question: str, history: Sequence[Turn]) -> str:
    return f"{question} {history[-1].question}"


def all_names(question: str, history: Sequence[Turn]) -> str:
    said = [text for turn in history for text in (turn.question, turn.answer)]
    names = dict.fromkeys(p.text for text in said for p in phrases(text) if p.named)
    return " ".join([question, *names])


def rewritten(question: str, history: Sequence[Turn]) -> str:
    return rewrite(question, history)


METHODS: dict[str, Method] = {
    "raw": raw, "last question added": last_question, "all names added": all_names,
    "rewritten": rewritten,
}  # fmt: skip


def turns(case: Case) -> list[Turn]:
    """Replay the conversation: each earlier question as it would have been understood."""
    done: list[Turn] = []
    for question, answer in case.history:
        done.append(Turn(question, rewrite(question, done), answer))
    return done


def standalone(paths: Sequence[str]) -> dict[str, str]:
    lines = [line for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    return {row["_id"]: row["text"].removeprefix("|user|:").strip() for row in rows}


def finds(
    library: Library, embedder: Embedder, queries: dict[str, str], cases: Sequence[Case]
) -> dict[str, bool]:
    """Say for each case that has a query (by id) whether a gold passage is among its hits."""
    asked = [case for case in cases if case.id in queries]
    vectors = embedder.encode([queries[case.id] for case in asked])
    got = {}
    for case, vector in zip(asked, vectors, strict=True):
        hits = retrieve(library, queries[case.id], vector, HITS)
        found = {Path(hit.document.source).name for hit in hits}
        got[case.id] = any(place.source in found for place in case.evidence)
    return got


def main(arguments: list[str]) -> None:
    if len(arguments) < 2:
        sys.exit(__doc__)
    fingerprint = stored_fingerprint(Path(arguments[1]))
    if fingerprint is None:
        sys.exit(f"There is no library in {arguments[1]}.")
    library = Library(Path(arguments[1]), fingerprint)
    embedder = Embedder(model_path("minilm", config.models_folder()), 1)
    follow = [c for c in mtrag.cases(Path(arguments[0])) if c.history and c.evidence]
    known = finds(library, embedder, standalone(arguments[2:]), follow)
    print(
        f"{len(follow)} follow-ups with gold passages; {len(known)} with a stand-alone question\n"
    )
    print(f"| question | gold in top {HITS} | of those that the stand-alone question finds |")
    print("|---|---|---|")
    if known:
        print(f"| stand-alone | {share(list(known.values()))} | |")
    for name, method in METHODS.items():
        queries = {c.id: method(c.question, turns(c)) for c in follow}
        got = finds(library, embedder, queries, follow)
        also = [got[key] for key, found in known.items() if found]
        print(f"| {name} | {share(list(got.values()))} | {share(also)} |", flush=True)
    library.close()


def share(found: Sequence[bool]) -> str:
    return f"{sum(found)}/{len(found)} = {sum(found) / len(found):.1%}" if found else "–"


if __name__ == "__main__":
    main(sys.argv[1:])
