"""A way to run commands, and one library of the sample documents that many tests copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from rag.answer import Answer, AnswerSentence, Citation, Conflict, Passage, Seconds, Version

ROOT = Path(__file__).parents[2]

QUESTION = "When does the canteen open?"
PASSAGE = Passage(
    1, "/notes/canteen.md", "Canteen rules", "2021-08-05", 3, "Hours", 20, 67,
    "The canteen opens at noon. It closes at two. Soup is free on Mondays.", ((0, 26), (27, 44)),
    span=(21, 25),
)  # fmt: skip
FIRST = Citation(
    1, 1, "/notes/canteen.md", "Canteen rules", "2021-08-05", 3, "Hours", 20, 46,
    "The canteen opens at noon.",
)  # fmt: skip
SECOND = Citation(2, 2, "/notes/tea.txt", "Tea", None, None, "Tea", 0, 16, "Tea is served 1.")
ANSWERED = Answer(
    QUESTION,
    "answered",
    evidence=(PASSAGE,),
    sentences=(
        AnswerSentence("It opens at noon.", (1,)),
        AnswerSentence("Tea is served at one.", (1, 2)),
    ),
    citations=(FIRST, SECOND),
    confidence=0.87654321,
    seconds=Seconds(0.12345, 1.00049, 2.5),
)
READING = Answer(QUESTION, "answering", evidence=(PASSAGE,))
NOT_FOUND = Answer(QUESTION, "not_found", evidence=(PASSAGE,), seconds=Seconds(0.1, None, 0.2))
CONFLICT = Conflict("the time", (Version("noon", 1), Version("1 o'clock", 2)), newest=1)


@pytest.fixture
def run():
    """Run a command in this process: `run("ask", "Why?")`; what breaks, breaks the test."""
    from ui.cli import main

    def run(*arguments):
        options = {"prog_name": "footnote", "terminal_width": 80, "catch_exceptions": False}
        return CliRunner().invoke(main, [str(a) for a in arguments], **options)

    return run


@pytest.fixture
def begin():
    """Begin a command in a process of its own; it is killed if the test forgets it."""
    begun = []

    def begin(*arguments, **environment):
        command = [sys.executable, "-c", "from ui.cli import main; main(prog_name='footnote')"]
        process = subprocess.Popen(
            [*command, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


@pytest.fixture(scope="session")
def _indexed(models_folder, tmp_path_factory):
    """Index the sample documents once, as the first question does."""
    from rag.config import Settings
    from rag.opening import open_embedder, open_library
    from ui.setup import add_samples

    home = tmp_path_factory.mktemp("samples")
    (home / "models").symlink_to(models_folder, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTNOTE_HOME", str(home))
        library = open_library(Settings())
        add_samples(Settings(), library, open_embedder(Settings()))
        library.close()
    return home / "libraries"


@pytest.fixture
def samples(home_with_models, _indexed):
    """Return FOOTNOTE_HOME with the small models and the five sample documents."""
    shutil.copytree(_indexed, home_with_models / "libraries")
    return home_with_models


@pytest.fixture
def notes(tmp_path):
    """Return a folder with two short texts."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "meeting.txt").write_text("The meeting is on Monday at nine. Bring your own cup.")
    (folder / "canteen.md").write_text("# Canteen\n\nThe canteen opens at noon.")
    return folder


class FakeAssistant:
    """Answers every question with the same snapshots."""

    def __init__(self, snapshots):
        self.snapshots = snapshots
        self.asked = []
        self.closed = False

    def stream(self, question):
        self.asked.append(question)
        yield from self.snapshots

    def close(self):
        self.closed = True


@pytest.fixture
def scripted(monkeypatch):
    """Put a `FakeAssistant` in place of the real one: `scripted(*snapshots)`."""

    def script(*snapshots):
        assistant = FakeAssistant(snapshots)

        def ready(settings, _say):
            assistant.settings = settings
            return assistant

        monkeypatch.setattr("ui.ask.require_library", lambda _settings: None)
        monkeypatch.setattr("ui.ask.ready_assistant", ready)
        return assistant

    return script


@pytest.fixture(scope="session")
def canteen():
    """A question, what was found for it, and answers at every stage, as attributes."""
    return SimpleNamespace(
        question=QUESTION,
        passage=PASSAGE,
        first=FIRST,
        reading=READING,
        answered=ANSWERED,
        not_found=NOT_FOUND,
        conflict=CONFLICT,
    )
