"""A way to run commands, and one library of the sample documents that many tests copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parents[2]


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
