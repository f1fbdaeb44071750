"""What `footnote eval SUITE` does: the documents, the questions, the report, each with a bar."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from eval import collection
from eval.adapters import attributionbench
from eval.ask import Asker, Mode
from eval.cases import choose, sampled
from eval.manifest import manifest
from eval.records import RunFolder
from eval.report_support import write_support_report
from eval.run import go_through, run, write_report
from eval.suites import Suite, hash_of
from eval.support import judge
from rag.config import Settings
from rag.opening import open_assistant, open_embedder, open_library, open_reader
from ui.bars import bar
from ui.setup import answer_model, embedding_model, fetch_missing

ASKING = ("answer", "gold evidence")
"""Ways that need the answer model."""


def ask_suite(
    suite: Suite, mode: Mode, choice: Mapping[str, object], folder: Path, chosen: Settings
) -> Path:
    """Ask a suite, or what is left of it; return the path of the report."""
    mode = "retrieval" if suite.only_finds else mode
    cases = choose(
        suite.cases, str(choice["split"]), int(str(choice["sample"])), int(str(choice["seed"]))
    )
    if mode == "gold evidence":
        cases = [case for case in cases if case.evidence]
    ids = [case.id for case in cases]
    told = manifest(suite.name, suite.sha256(), ids, chosen, mode, **choice)
    records = RunFolder(folder, told)
    fetch_missing(embedding_model(chosen))
    if mode in ASKING:
        fetch_missing(answer_model(chosen))
    place = collection.folder_for(suite.name, suite.where, chosen)
    asker = _asker(mode, replace(chosen, library=str(place / "library")))
    try:
        _fill(asker, suite, place / "documents", records)
        with bar(unit="question") as tell:
            run(asker, cases, records, tell)
    finally:
        (asker.assistant or asker.library).close()
    return write_report(records)[1]


def _asker(mode: Mode, chosen: Settings) -> Asker:
    if mode in ASKING:
        assistant = open_assistant(chosen)
        return Asker(
            mode,
            assistant.library,
            assistant.embedder,
            assistant.reader,
            chosen.passages,
            assistant,
        )
    library, embedder = open_library(chosen), open_embedder(chosen)
    reader, errors = open_reader(chosen), chosen.errors / 100
    return Asker(mode, library, embedder, reader, chosen.passages, errors=errors)


def _fill(asker: Asker, suite: Suite, folder: Path, records: RunFolder) -> None:
    with suite.documents(folder) as files, bar() as tell:
        report = collection.fill(asker.library, asker.embedder, files, tell)
    failed = collection.failed(report)
    for line in failed:
        click.echo(f"Not read: {line}", err=True)
    records.tell(
        corpus_sha256=collection.sha256(asker.library),
        documents=asker.library.store.count(),
        documents_failed=failed,
    )


def judge_claims(data: Path, sample: int, seed: int, folder: Path, chosen: Settings) -> Path:
    """Judge the claims of AttributionBench; return the path of the report."""
    every = attributionbench.claims(data)
    claims = sampled(every, sample, seed)
    ids = [claim.id for claim in claims]
    choice = {"sample": sample, "seed": seed}
    told = manifest(data.name, hash_of(every), ids, chosen, "support check", **choice)
    records = RunFolder(folder, told)
    fetch_missing(embedding_model(chosen))
    embedder, reader = open_embedder(chosen), open_reader(chosen)
    with bar(unit="claim") as tell:
        go_through(claims, records, lambda claim: judge(claim, embedder, reader), tell)
    return write_support_report(records)
