"""Ask Footnote and the peers the same questions in turn, and write the table.

    python -m eval.peers.run --out DIR --python PEERS_VENV/bin/python

Leaves `records.jsonl` (one line a question and system, on the disk before the next is asked),
`manifest.json` with settings and versions, `peers.md` and a log of each system in DIR. Killed, it
goes on where it stopped.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.cases import Case, choose
from eval.machine import machine
from eval.peers import PEERS, SYSTEMS
from eval.peers.job import Job
from eval.peers.process import Worker, environment
from eval.peers.score import scores
from eval.peers.table import markdown
from eval.records import RunFolder
from eval.suites import open_suite
from index.errors import FootnoteError
from rag.config import load, models_folder, thread_count
from rag.models import find, model_path

SUITE = "seeds"
WARM_UP = "What are these documents about?"
"""Asked of each system before the first question; no case asks it."""

Commands = Mapping[str, Sequence[str]]
"""By name of the system: how its worker is started."""


def main() -> None:
    """Read the command line, compare, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--cases", type=int, default=0, help="sample of so many; 0 asks all")
    parser.add_argument("--seed", type=int, default=0, help="draws the sample and the intervals")
    parser.add_argument("--split", default="test", help="dev, test, or '' for both")
    parser.add_argument("--model", help="answer model, a name of 'footnote models list'")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=PEERS)
    parser.add_argument("--python", default=sys.executable, help="of the peers' environment")
    options = parser.parse_args()
    try:
        print(run(options))
    except FootnoteError as error:
        print(error, file=sys.stderr)
        raise SystemExit(error.exit_code) from error


def run(options: argparse.Namespace) -> str:
    """Ask what is not yet recorded; return the report, which is in `peers.md` too."""
    names = [name for name in SYSTEMS if name == "footnote" or name in options.peers]
    suite = open_suite(SUITE)
    alone = [case for case in suite.cases if not case.history]
    cases = choose(alone, options.split, options.cases, options.seed)
    with (
        tempfile.TemporaryDirectory() as scratch,
        suite.documents(Path(scratch) / "documents") as documents,
    ):
        job = _job(options.model, documents, scratch)
        told = _told(options, job, cases, names)
        folder = RunFolder(options.out, told)
        job_file = Path(scratch) / "job.json"
        job.save(job_file)
        commands = {
            name: [
                sys.executable if name == "footnote" else options.python,
                "-P", "-m", "eval.peers.worker", name, str(job_file),
            ]
            for name in names
        }  # fmt: skip
        ask_all(folder, cases, commands, environment(job.threads))
    report = markdown(folder.told, scores(folder.records(), names, options.seed))
    folder.write("peers.md", report)
    return report


def _job(model: str | None, documents: Sequence[Path], scratch: str) -> Job:
    settings = load({"model": model})
    return Job(
        documents=[str(path.absolute()) for path in documents],
        folder=scratch,
        model=str(model_path(settings.model, models_folder())),
        model_name=settings.model,
        embedding=str(model_path(settings.embedding, models_folder())),
        embedding_name=settings.embedding,
        threads=thread_count(settings),
        context=settings.context,
    )


def _told(
    options: argparse.Namespace, job: Job, cases: Sequence[Case], names: Sequence[str]
) -> dict[str, Any]:
    asked = json.dumps([asdict(case) for case in cases], sort_keys=True)
    return {
        "names": list(names),
        "suite": SUITE,
        "split": options.split,
        "sample": options.cases,
        "seed": options.seed,
        "cases": len(cases),
        "cases_sha256": sha256(asked.encode()).hexdigest(),
        "documents": {
            Path(path).name: sha256(Path(path).read_bytes()).hexdigest() for path in job.documents
        },
        "model": job.model_name,
        "model_sha256": find(job.model_name).sha256,
        "embedding": job.embedding_name,
        "embedding_sha256": find(job.embedding_name).sha256,
        "threads": job.threads,
        "context": job.context,
        "machine": machine(),
    }


def turns(names: Sequence[str], cases: Sequence[Case]) -> Iterator[tuple[str, Case]]:
    """Yield who is asked what: each question of each system, another system first each time."""
    for number, case in enumerate(cases):
        shift = number % len(names)
        for name in (*names[shift:], *names[:shift]):
            yield name, case


def ask_all(
    folder: RunFolder, cases: Sequence[Case], commands: Commands, variables: dict[str, str]
) -> None:
    """Ask what is not yet recorded in `folder`; its manifest tells versions and settings.

    Raises `UsageError` if a system is not the one that answered before.
    """
    done = {(record["system"], record["id"]) for record in folder.records()}
    todo = [turn for turn in turns(list(commands), cases) if (turn[0], turn[1].id) not in done]
    if not todo:
        return
    with ExitStack() as stack:
        workers, systems = {}, {}
        for name, command in commands.items():  # one after the other: building is work too
            log = folder.folder / f"{name}.log"
            workers[name] = stack.enter_context(Worker(name, command, log, variables))
            systems[name] = workers[name].ready()
            _tell(f"{name} is ready")
        folder.tell(systems=systems)
        for worker in workers.values():
            worker.ask(WARM_UP)
        for number, (name, case) in enumerate(todo, start=1):
            reply = workers[name].ask(case.question)
            folder.append(record(name, case, reply, workers[name].peak.bytes))
            _tell(f"{number} of {len(todo)}: {name}, {case.id}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def record(name: str, case: Case, reply: Mapping[str, Any], memory: int) -> dict[str, Any]:
    """Make the record of one answer. `memory`: the system's peak so far, in bytes."""
    places = [{"source": place.source, "quote": place.text} for place in case.evidence]
    return {
        "system": name,
        "id": case.id,
        "kind": case.kind,
        "question": case.question,
        "answerable": case.answerable,
        "gold": {"answers": case.answers, "required": case.required, "evidence": places},
        "error": reply.get("error", ""),
        "text": reply.get("text", ""),
        "citations": reply.get("citations", []),
        "retrieved": reply.get("retrieved", []),
        "first_seconds": reply.get("first_seconds"),
        "total_seconds": reply.get("total_seconds"),
        "memory_bytes": memory,
    }


if __name__ == "__main__":
    main()
