"""`footnote doctor`: whether this machine is fit, and models and library are whole."""

import os
import platform
import shlex
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from index.errors import FootnoteError
from rag.config import Settings, home, library_folder, thread_count
from ui.lines import counted
from ui.options import models_folder, settings, settings_options
from ui.setup import answer_model, embedding_model

MEMORY_MB = 8 * 1000
"""What the README asks for; machines sold as 8 GB show a little less than 8 x 1024 MB."""
DISK_MB = 3000
VERSIONS = ("footnote-qa", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu",
            "gradio")  # fmt: skip
Finding = tuple[bool, str]
"""Whether it is well, and what was found, with the mend where it is not."""


@click.command(short_help="Check this machine, the models and the library.")
@settings_options("library", "model", "threads")
def doctor(**flags: object) -> None:
    """Check this machine, the models and the library, in plain words.

    Exit codes: 0 everything is fit, 1 something is not.
    """
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
    try:
        yield True, ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    except PackageNotFoundError as error:
        yield False, f"{error.name} is not installed: install Footnote again as the README says"


def _processor(chosen: Settings) -> Iterator[Finding]:
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:  # its library does not fit this machine
        yield False, f"llama-cpp-python cannot be loaded ({error}): install it as the README says"
        return
    told = llama_cpp.llama_print_system_info().decode()
    parts = [part.split("=") for part in told.replace("CPU : ", "").split("|")]
    features = [name.strip() for name, *value in parts if value and value[0].strip() == "1"]
    fast = any(name in features for name in ("AVX2", "NEON"))
    advice = "" if fast else ": without AVX2 or NEON answers take several times as long"
    yield (
        fast,
        f"Processor: {counted(thread_count(chosen), 'core')} used; {', '.join(features)}{advice}",
    )


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
    from rag.models import State, state

    for model in (embedding_model(chosen), answer_model(chosen)):
        found = state(model, models_folder())
        fine = found is State.READY
        advice = "" if fine else f": run 'footnote models fetch {model.name}'"
        yield fine, f"Model {model.name} ({model.title}): {found}{advice}"


def _library(chosen: Settings) -> Iterator[Finding]:
    from index.database import DATABASE
    from index.examine import examine
    from rag.models import State, state
    from rag.opening import open_existing, open_library

    folder = library_folder(chosen)
    if not Path(folder, DATABASE).exists():
        yield True, f"Library: none yet in {folder}; 'footnote start' makes one"
        return
    # without its model, how the library was built cannot be compared; that was told above
    known = state(embedding_model(chosen), models_folder()) is State.READY
    library = open_library(chosen) if known else open_existing(chosen)
    try:
        index = "in step" if library.agrees() else "will be rebuilt at the next search"
        limit = ", can only be read" if library.store.database.read_only else ""
        count = counted(library.store.count(), "document")
    finally:
        library.close()
    yield True, f"Library: {count} in {folder}; search index {index}{limit}"
    for problem in examine(folder)[:1]:
        yield False, f"Library: it is damaged ({problem}): run 'footnote repair'"
    if os.name != "nt" and _open_to_others(folder):
        yield False, f"Library: others can read it: run 'chmod -R go= {shlex.quote(str(folder))}'"


def _open_to_others(folder: Path) -> bool:
    """Tell whether somebody else who uses this machine can read the documents' text."""
    if folder.stat().st_mode & 0o077 == 0:
        return False
    return any(path.stat().st_mode & 0o077 for path in folder.iterdir())
