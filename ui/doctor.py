"""`footnote doctor`: whether this machine is fit, and models and library are whole."""

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from index.errors import FootnoteError
from rag.config import Settings, home, library_folder, models_folder, thread_count
from ui.options import settings, settings_options

MEMORY_MB = 8 * 1000
"""What the README asks for; machines sold as 8 GB show a little less than 8 x 1024 MB."""
DISK_MB = 3000
VERSIONS = ("footnote-qa", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu",
            "gradio")  # fmt: skip
Finding = tuple[bool, str]
"""Whether it is well, and what was found, with the mend where it is not."""


@click.command()
@settings_options("library", "model", "threads")
def doctor(**flags: object) -> None:
    """Check this machine, the models and the library, in plain words. Exit code 1: not fit."""
    chosen = settings(**flags)
    well = True
    for check in (_python, _processor, _memory, _disk, _models, _library):
        try:
            for fine, text in check(chosen):
                click.echo(f"{'ok  ' if fine else 'NOT '} {text}")
                well &= fine
        except FootnoteError as error:
            click.echo(f"NOT  {error}")
            well = False
    click.echo("Everything is fit." if well else "Mend what is marked NOT, from the top.")
    click.get_current_context().exit(0 if well else 1)


def _python(_chosen: Settings) -> Iterator[Finding]:
    yield True, f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield True, ", ".join(f"{name} {version(name)}" for name in VERSIONS)


def _processor(chosen: Settings) -> Iterator[Finding]:
    import llama_cpp

    told = llama_cpp.llama_print_system_info().decode()
    parts = [part.split("=") for part in told.replace("CPU : ", "").split("|")]
    features = [name.strip() for name, *value in parts if value and value[0].strip() == "1"]
    fast = any(name in features for name in ("AVX2", "NEON"))
    advice = "" if fast else ": without AVX2 or NEON answers take several times as long"
    yield fast, f"Processor: {thread_count(chosen)} cores used; {', '.join(features)}{advice}"


def _memory(_chosen: Settings) -> Iterator[Finding]:
    import psutil

    memory = psutil.virtual_memory()
    total, free = memory.total // 10**6, memory.available // 10**6
    fine = total >= MEMORY_MB * 0.9
    advice = "" if fine else ": 8 GB are needed; take '--model small'"
    yield fine, f"Memory: {total:,} MB, {free:,} MB free{advice}"


def _disk(_chosen: Settings) -> Iterator[Finding]:
    folder = home()
    existing = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(existing).free // 10**6
    fine = free >= DISK_MB
    advice = "" if fine else f": make room for {DISK_MB:,} MB, or set FOOTNOTE_HOME"
    yield fine, f"Disk: {free:,} MB free for {folder}{advice}"


def _models(chosen: Settings) -> Iterator[Finding]:
    from rag.models import State, find, state

    for name in (chosen.embedding, chosen.model):
        model = find(name)
        found = state(model, models_folder())
        fine = found is State.READY
        advice = "" if fine else f": run 'footnote models fetch {name}'"
        yield fine, f"Model {name} ({model.title}): {found}{advice}"


def _library(chosen: Settings) -> Iterator[Finding]:
    from index.database import DATABASE
    from rag.opening import open_library

    folder = library_folder(chosen)
    if not Path(folder, DATABASE).exists():
        yield True, f"Library: none yet in {folder}; 'footnote start' makes one"
        return
    library = open_library(chosen)
    try:
        state = "in step" if library.agrees() else "will be rebuilt at the next search"
        limit = ", can only be read" if library.store.database.read_only else ""
        count = library.store.count()
    finally:
        library.close()
    yield True, f"Library: {count} documents in {folder}; search index {state}{limit}"
