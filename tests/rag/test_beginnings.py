"""Fixed beginnings of prompts are read once, also after the next start."""

import os

import pytest

from rag.beginnings import MOST_FILES, Beginnings
from rag.generate import Generator, Read
from rag.models import find

MODEL = ["model.gguf", 7, 1]
RULES = "You tell stories. " * 20


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "states"


def test_what_is_kept_is_there_again(folder):
    Beginnings(folder, MODEL).keep((1, 2), b"state")
    again = Beginnings(folder, MODEL)
    assert again.state((1, 2)) == b"state"
    assert again.state((1, 2, 3)) is None
    assert Beginnings(folder, ["model.gguf", 7, 2]).state((1, 2)) is None
    assert Beginnings(None, MODEL).state((1, 2)) is None


def test_without_a_folder_it_is_kept_for_this_process():
    made = Beginnings(None, MODEL)
    made.keep((1,), b"state")
    assert made.state((1,)) == b"state"


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_a_damaged_file_is_not_used(folder, damage):
    Beginnings(folder, MODEL).keep((1,), b"state")
    [file] = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    made = Beginnings(folder, MODEL)
    assert made.state((1,)) is None
    made.keep((1,), b"state")
    assert Beginnings(folder, MODEL).state((1,)) == b"state"


def test_the_files_are_for_this_user_and_few(folder):
    for token in range(MOST_FILES + 3):
        Beginnings(folder, MODEL).keep((token,), b"state")
        newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (token, token))  # older than all that follow
    assert len(list(folder.iterdir())) == MOST_FILES
    assert Beginnings(folder, MODEL).state((0,)) is None
    assert Beginnings(folder, MODEL).state((MOST_FILES + 2,)) == b"state"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path):
    (tmp_path / "states").write_text("a file")
    made = Beginnings(tmp_path / "states", MODEL)
    made.keep((1,), b"state")
    assert made.state((1,)) == b"state"


def test_a_new_process_does_not_read_the_beginning_again(tiny, folder):
    def ask():
        template = find("tiny").chat_template_sha256
        made = Generator(tiny, template, threads=1, context=1024, states=folder)
        try:
            messages = [("system", RULES), ("user", "Tell one of a bridge.")]
            read, *said = made.write(messages, 4, fixed=1)
        finally:
            made.close()
        assert isinstance(read, Read)
        return read, said

    first, said = ask()
    second, same = ask()
    assert first.kept == 0
    assert 60 < second.kept < second.tokens - 5
    assert same == said
    [file] = folder.iterdir()
    file.write_bytes(file.read_bytes()[1:])
    third, same = ask()
    assert (third.kept, same) == (0, said)
