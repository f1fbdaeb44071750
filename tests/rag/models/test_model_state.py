"""The state of models on disk: found, marked, altered, verified, removed."""

import dataclasses
import hashlib
import os

import pytest

from index.errors import ModelError, UsageError
from rag import models
from rag.model_catalogue import ModelFile
from rag.model_stamp import stamp_path
from rag.models import State


def test_an_unknown_name_is_a_usage_error_that_lists_the_known_ones(shelf):
    with pytest.raises(UsageError, match="no model called 'gpt'; choose one of one, many"):
        models.model_path("gpt", shelf)


def test_a_missing_model_names_the_command_that_brings_it(toys, shelf):
    assert models.state(toys.one, shelf) is State.ABSENT
    assert models.ready(toys.one, shelf) is False
    with pytest.raises(ModelError, match="not here yet; run: footnote models fetch one"):
        models.model_path("one", shelf)


def test_a_whole_model_is_found_and_marked(toys, shelf):
    toys.write(shelf, toys.file)
    toys.write(shelf / "many-v2", toys.folder)
    assert models.model_path("one", shelf) == shelf / "one.gguf"
    assert models.model_path("many", shelf) == shelf / "many-v2"
    assert stamp_path(toys.one, shelf).stat().st_mode & 0o777 == 0o600
    assert [(row.name, row.state, row.size) for row in models.listing(shelf)] == [
        ("one", State.READY, 250_000),
        ("many", State.READY, 50_004),
    ]


def test_a_marked_model_is_not_read_again(toys, shelf, monkeypatch):
    toys.write(shelf, toys.file)
    assert models.ready(toys.one, shelf)
    monkeypatch.setattr(models, "require_model", lambda *_: pytest.fail("read again"))
    assert models.ready(toys.one, shelf)
    assert models.listing(shelf)[0].state is State.READY


def test_a_touched_model_is_read_again_and_marked_again(toys, shelf):
    toys.write(shelf, toys.file)
    assert models.ready(toys.one, shelf)
    before = stamp_path(toys.one, shelf).read_text()
    os.utime(shelf / "one.gguf", ns=(1, 1))
    assert models.ready(toys.one, shelf)
    assert stamp_path(toys.one, shelf).read_text() != before


@pytest.mark.parametrize("mark", ["no mark", "marked"])
def test_a_truncated_file_is_refused(toys, shelf, mark):
    toys.write(shelf, toys.file)
    if mark == "marked":
        assert models.ready(toys.one, shelf)
    with (shelf / "one.gguf").open("r+b") as file:
        file.truncate(249_999)
    with pytest.raises(
        ModelError, match=r"one\.gguf has 249,999 bytes instead of 250,000"
    ) as caught:
        models.model_path("one", shelf)
    assert "footnote models fetch one" in str(caught.value)
    assert "footnote models verify one" in str(caught.value)
    assert models.state(toys.one, shelf) is State.ALTERED


def test_one_flipped_bit_is_refused(toys, shelf):
    toys.write(shelf / "many-v2", toys.folder)
    assert models.ready(toys.many, shelf)
    weights = bytearray(toys.folder["model.safetensors"])
    weights[25_000] ^= 1
    (shelf / "many-v2/model.safetensors").write_bytes(weights)
    found = hashlib.sha256(weights).hexdigest()
    with pytest.raises(ModelError, match=f"model.safetensors has the SHA-256 {found} instead of"):
        models.ready(toys.many, shelf)
    assert models.state(toys.many, shelf) is State.ALTERED


def test_verify_finds_what_size_and_time_hide(toys, shelf):
    toys.write(shelf, toys.file)
    assert models.ready(toys.one, shelf)
    path = shelf / "one.gguf"
    times = path.stat()
    path.write_bytes(toys.altered)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert models.ready(toys.one, shelf)  # what a start cannot see
    verdict = models.verify(toys.one, shelf)
    assert not verdict.ok
    assert verdict.reason.startswith("one.gguf has the SHA-256 ")
    assert models.state(toys.one, shelf) is State.ALTERED  # the mark was withdrawn


def test_verify_reports_its_progress_and_what_is_missing(toys, shelf):
    toys.write(shelf / "many-v2", toys.folder)
    seen = []
    verdict = models.verify(toys.many, shelf, lambda *step: seen.append(step))
    assert verdict == models.Verdict(ok=True, reason="")
    assert seen[-1] == (50_004, 50_004, "checking many")
    (shelf / "many-v2/1_Pooling/config.json").unlink()
    assert models.verify(toys.many, shelf).reason == "1_Pooling/config.json is missing"
    assert models.verify(toys.one, shelf).reason == "one.gguf is not here"


def test_a_mark_of_another_catalogue_entry_does_not_count(toys, shelf):
    toys.write(shelf, toys.file)
    assert models.ready(toys.one, shelf)
    newer = dataclasses.replace(toys.one, files=(ModelFile("one.gguf", 250_000, "f" * 64),))
    assert models.state(newer, shelf) is State.ALTERED


def test_remove_takes_everything_of_one_model_and_nothing_of_another(toys, shelf):
    toys.write(shelf, toys.file)
    toys.write(shelf / "many-v2", toys.folder)
    assert models.ready(toys.one, shelf)
    assert models.ready(toys.many, shelf)
    toys.write(models.staging_folder(toys.many, shelf), {"joined": b"part"})
    assert models.remove(toys.many, shelf) is True
    assert models.remove(toys.many, shelf) is False
    assert models.state(toys.many, shelf) is State.ABSENT
    assert sorted(p.name for p in shelf.iterdir() if not p.name.startswith(".")) == [
        "one.gguf",
        "one.gguf.verified.json",
    ]
