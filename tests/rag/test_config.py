"""Flags over environment over config.toml over defaults."""

from pathlib import Path

import pytest

from index.errors import UsageError
from rag.config import Settings, home, library_folder, load, models_folder, thread_count


@pytest.fixture
def toml(home):
    home.mkdir()

    def write(text):
        (home / "config.toml").write_text(text, encoding="utf-8")

    return write


def test_the_defaults():
    assert load() == Settings()
    assert load() == Settings(
        library="default", model="default", embedding="minilm", threads=0, context=4096,
        passages=6, port=7860,
    )  # fmt: skip


def test_each_source_wins_over_the_one_below(toml, monkeypatch):
    toml('library = "toml"\nmodel = "toml"\nembedding = "toml"\nport = 1')
    monkeypatch.setenv("FOOTNOTE_MODEL", "environment")
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "environment")
    monkeypatch.setenv("FOOTNOTE_PORT", "")  # as if it were not set
    found = load({"embedding": "flag", "library": None})
    assert (found.library, found.model, found.embedding) == ("toml", "environment", "flag")
    assert (found.port, found.passages) == (1, 6)


def test_numbers_come_from_text_too(toml, monkeypatch):
    toml('threads = "3"\ncontext = 2048')
    monkeypatch.setenv("FOOTNOTE_PASSAGES", "7")
    found = load()
    assert (found.threads, found.context, found.passages) == (3, 2048, 7)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("modle = 'x'", r"There is no setting 'modle' \(in .*config.toml\); known: library, model"),
        ("port = 'high'", r"'port' \(in .*config.toml\) must be a whole number, not 'high'"),
        ("port = 80.5", "must be a whole number, not 80.5"),
        ("port = true", "must be a whole number, not True"),
        ("port = '--5'", "must be a whole number, not '--5'"),
        (f"port = '{'9' * 5000}'", "must be a whole number"),
        ("port = ''", "must be a whole number, not ''"),
        ("port = 65536", "must lie between 0 and 65535"),
        ("port = -1", "must lie between 0 and 65535"),
        ("context = 1023", "must lie between 1024 and 131072"),
        ("passages = 0", "must lie between 1 and 20"),
        ("threads = 257", "must lie between 0 and 256"),
        ("model = 5", "must be a text, not 5"),
        ("[model]\nx = 1", "must be a text"),
        ("port = ", "is not valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(toml, text, words):
    toml(text)
    with pytest.raises(UsageError, match=words):
        load()


def test_a_file_that_is_no_text_or_no_file(home):
    home.mkdir()
    (home / "config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="is not valid TOML"):
        load()
    (home / "config.toml").unlink()
    (home / "config.toml").mkdir()
    with pytest.raises(UsageError, match=r"config.toml cannot be read"):
        load()


def test_what_is_wrong_elsewhere_is_named(monkeypatch):
    with pytest.raises(UsageError, match=r"'port' \(on the command line\)"):
        load({"port": 99999})
    monkeypatch.setenv("FOOTNOTE_PORT", "x")
    with pytest.raises(UsageError, match=r"'port' \(in the environment \(FOOTNOTE_…\)\)"):
        load()


def test_home(home, monkeypatch):
    from rag import config

    assert config.home() == home
    assert models_folder() == home / "models"
    monkeypatch.setenv("FOOTNOTE_HOME", "some/where")
    assert config.home() == Path.cwd() / "some" / "where"
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("FOOTNOTE_HOME", "~/x")
    assert config.home() == Path("/home/someone/x")
    monkeypatch.delenv("FOOTNOTE_HOME")
    assert config.home().name == "footnote"


def test_a_library_is_a_name_or_a_path(monkeypatch):
    def folder(name):
        return library_folder(Settings(library=name))

    assert folder("reports") == home() / "libraries" / "reports"
    assert folder("my reports") == home() / "libraries" / "my reports"
    assert folder("./reports") == Path.cwd() / "reports"
    assert folder(".") == Path.cwd()
    assert folder("..") == Path.cwd() / ".."
    assert folder("/srv/reports") == Path("/srv/reports")
    monkeypatch.setenv("HOME", "/home/someone")
    assert folder("~/reports") == Path("/home/someone/reports")


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "a/\0"])
def test_a_library_needs_a_name(name):
    with pytest.raises(UsageError, match="A library needs a name, for example: --library reports"):
        library_folder(Settings(library=name))


def test_threads(monkeypatch):
    assert thread_count(Settings(threads=5)) == 5
    usable, cores = 8, 4
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: set(range(usable)), raising=False)
    monkeypatch.setattr("psutil.cpu_count", lambda logical: None if logical else cores)
    assert thread_count(Settings()) == 4
    usable = 2
    assert thread_count(Settings()) == 2
    usable, cores = 8, 1  # a virtual machine that does not tell
    assert thread_count(Settings()) == 2
    usable = 1
    assert thread_count(Settings()) == 1
    cores = None
    assert thread_count(Settings()) == 1
