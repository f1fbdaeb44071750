"""How fast a model is, what fits this machine, and what the next start remembers."""

import tomllib
from types import SimpleNamespace

import psutil
import pytest

from index.errors import ModelError, UsageError
from rag import fitness, remember, speed
from rag.generate import End, Read, Text


class Timed:
    """A generator that takes the time it is told to, on a clock of its own."""

    def __init__(self, read=260, kept=20, written=30):
        self.now = 0.0
        self._events = Read(read, kept, None), written
        self.asked = []

    def context(self):
        self.now += 9  # loading is not reading
        return 4096

    def write(self, messages, most):
        self.asked.append((messages[0][1], most))
        read, written = self._events
        self.now += 2
        yield read
        for _ in range(written):
            yield Text("word ")
        self.now += 3
        yield End("stop", written)


def test_the_speed_is_what_was_new_by_the_time_it_took():
    model = Timed()
    found = speed.measure(model, lambda: model.now)
    assert (found.read, found.written) == (120.0, 10.0)
    assert found.measured.endswith("+00:00")
    speed.measure(model, lambda: model.now)
    first, second = model.asked
    assert first[1] == second[1] == 32
    assert first[0][:36] != second[0][:36]  # or the second would be known from the first


def test_a_model_that_writes_nothing_has_no_speed():
    model = Timed(written=0)
    with pytest.raises(ModelError, match="measure again"):
        speed.measure(model, lambda: model.now)


def test_speeds_are_remembered_each_by_its_model(home):
    one, two = speed.Speed(212.4, 14.6, "2025-11-21"), speed.Speed(9.0, 1.5, "2025-11-22")
    assert speed.speeds() == {}
    speed.remember("default", two)
    speed.remember("small", two)
    speed.remember("default", one)
    assert home.is_dir()
    assert speed.speeds() == {"default": one, "small": two}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"default": 3}', '{"default": {"read": "x"}}', "\udcff"]
)
def test_what_cannot_be_read_was_not_measured(home, text):
    home.mkdir()
    (home / "speeds.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert speed.speeds() == {}


@pytest.mark.parametrize(
    ("needed", "fits"),
    [(2000, "fits"), (2001, "tight"), (3000, "tight"), (3001, "crowded"), (8001, "too_large")],
)
def test_a_model_fits_by_what_it_needs(needed, fits):
    assert fitness.fitness(needed, fitness.Memory(total=8000, free=3000)) == fits


def test_what_a_model_has_comes_free_when_it_ends(monkeypatch):
    memory = SimpleNamespace(total=8000 * 2**20, available=3000 * 2**20)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    used = SimpleNamespace(rss=1500 * 2**20, shared=1100 * 2**20)
    monkeypatch.setattr(psutil, "Process", lambda _: SimpleNamespace(memory_info=lambda: used))
    assert fitness.memory(SimpleNamespace(pid=7)) == fitness.Memory(8000, 3400)
    assert fitness.memory(SimpleNamespace(pid=None)) == fitness.Memory(8000, 3000)
    assert fitness.memory() == fitness.Memory(8000, 3000)


BEFORE = '# mine\nthreads = 3  # few\nmodel = "tiny"  # "x"\nlibrary = "model = 1"\n'


def test_only_the_line_of_the_setting_changes(home):
    path = remember.remember("model", "small")
    assert (path, path.read_text()) == (home / "config.toml", 'model = "small"\n')
    path.write_text("# mine\nthreads = 3\n")
    remember.remember("model", "small")
    assert path.read_text() == 'model = "small"\n# mine\nthreads = 3\n'
    path.write_text(BEFORE)
    remember.remember("model", "default")
    assert path.read_text() == BEFORE.replace('model = "tiny"  # "x"', 'model = "default"')
    assert [each.name for each in home.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("text", ["model = [\n", 'library = """\nmodel = "x"\n"""\n'])
def test_a_file_that_would_change_otherwise_stays_as_it_is(home, text):
    home.mkdir()
    path = home / "config.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match='write model = "small" there yourself'):
        remember.remember("model", "small")
    assert path.read_text() == text
    assert text.startswith("model") or tomllib.loads(text)
