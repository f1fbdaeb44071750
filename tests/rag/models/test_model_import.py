"""Taking in the files of a model that were brought, by hand or from another machine."""

import hashlib
import zipfile

import pytest

from index.errors import ModelError, UsageError
from rag import models
from rag.model_import import import_file
from rag.models import State


@pytest.fixture
def bring(toys, shelf):
    def bring(path, progress=None):
        return import_file(path, shelf, progress, (toys.one, toys.many))

    return bring


def test_a_file_is_known_by_its_content_whatever_its_name(toys, bring, tmp_path, shelf):
    (tmp_path / "download (1).bin").write_bytes(toys.data)
    seen = []
    assert bring(tmp_path / "download (1).bin", lambda *step: seen.append(step)) == toys.one
    assert (shelf / "one.gguf").read_bytes() == toys.data
    assert (shelf / "one.gguf").stat().st_mode & 0o777 == 0o600
    assert (250_000, 250_000, "copying One") in seen
    assert seen[-1] == (250_000, 250_000, "checking one")
    assert (tmp_path / "download (1).bin").exists()
    assert list((shelf / ".staging").iterdir()) == []


@pytest.mark.parametrize("above", ["", "snapshot/abc/"])
def test_a_folder_is_known_by_its_files(toys, bring, tmp_path, shelf, above):
    toys.write(tmp_path / "brought" / above, toys.folder | {"README.md": b"more"})
    assert bring(tmp_path / "brought") == toys.many
    place = models.model_path("many", shelf)
    found = {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*.*")}
    assert found == toys.folder


@pytest.mark.parametrize(("name", "kind"), [("one", "file"), ("many", "folder")])
def test_a_zip_or_wheel_is_only_unzipped(toys, bring, tmp_path, shelf, name, kind):
    model, contents = getattr(toys, name), getattr(toys, kind)
    with zipfile.ZipFile(tmp_path / "package.whl", "w", zipfile.ZIP_DEFLATED) as zipped:
        for path, data in (contents | {"../outside.txt": b"no"}).items():
            zipped.writestr("package/data/" + path, data)
    assert bring(tmp_path / "package.whl") == model
    assert models.state(model, shelf) is State.READY
    assert list(tmp_path.rglob("outside.txt")) == []


def test_an_altered_model_is_replaced_by_a_good_one(toys, bring, tmp_path, shelf):
    toys.write(shelf / "many-v2", toys.folder | {"config.json": b"{ "})
    assert models.state(toys.many, shelf) is State.ALTERED
    bring(toys.write(tmp_path / "good", toys.folder))
    assert models.state(toys.many, shelf) is State.READY
    assert (shelf / "many-v2/config.json").read_bytes() == b"{}"


def test_a_file_of_the_right_size_with_other_bytes_is_refused(toys, bring, tmp_path, shelf):
    (tmp_path / "one.gguf").write_bytes(toys.altered)
    with pytest.raises(ModelError, match="is not in the catalogue") as caught:
        bring(tmp_path / "one.gguf")
    message = str(caught.value)
    found = hashlib.sha256(toys.altered).hexdigest()
    assert f"it looks like one, but one.gguf has the SHA-256 {found} instead of" in message
    assert f"  one: one.gguf, 250,000 bytes, SHA-256 {toys.one.sha256}" in message
    assert f"  many: many-v2, 50,000 bytes, SHA-256 {toys.many.sha256}" in message
    assert models.state(toys.one, shelf) is State.ABSENT
    assert [p for p in shelf.rglob("*") if p.is_file() and p.suffix != ".lock"] == []


@pytest.mark.parametrize(
    "kind", ["other size", "damaged zip", "empty folder", "folder short of one"]
)
def test_what_is_no_model_is_refused(toys, bring, tmp_path, shelf, kind):
    path = tmp_path / "it"
    if kind == "other size":
        path.write_bytes(b"x" * 249_999)
    elif kind == "damaged zip":
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("one.gguf", toys.data)
        path.write_bytes(path.read_bytes().replace(toys.data[:8], b"altered!"))
    elif kind == "empty folder":
        path.mkdir()
    else:
        toys.write(path, {key: data for key, data in toys.folder.items() if key != "config.json"})
    with pytest.raises(ModelError, match="is not in the catalogue"):
        bring(path)
    assert models.state(toys.one, shelf) is models.state(toys.many, shelf) is State.ABSENT


def test_nothing_at_the_path_is_a_usage_error(bring, tmp_path):
    with pytest.raises(UsageError, match="There is no file or folder"):
        bring(tmp_path / "nowhere.gguf")


def test_a_place_that_cannot_be_written_is_named(toys, tmp_path):
    # A file where the folder should be: refused to everybody, unlike a mode bit, even to root.
    (tmp_path / "one.gguf").write_bytes(toys.data)
    (tmp_path / "models").write_bytes(b"")
    with pytest.raises(ModelError) as caught:
        import_file(tmp_path / "one.gguf", tmp_path / "models", None, (toys.one,))
    message = str(caught.value)
    assert message.startswith(f"one could not be put into {tmp_path / 'models'} (")
    assert message.endswith("); check the permissions and try again.")
