"""What became of the files of a folder since the library last looked, by stamps and hashes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import DocumentError
from index.records import FileStamp, KnownFile
from rag.folder import Aside, as_text, printable, walk
from rag.ingest import Progress, Report, reader_version
from rag.stamps import digest, look, trusted


@dataclass(frozen=True, slots=True)
class Move:
    """A document whose file has another path now."""

    old: KnownFile
    path: Path
    stamp: FileStamp


@dataclass(slots=True)
class Changes:
    """What has to be done; what needs nothing is in the report already."""

    read: list[Path] = field(default_factory=list)
    """New and changed files."""
    moves: list[Move] = field(default_factory=list)
    gone: list[KnownFile] = field(default_factory=list)
    """Documents whose bytes are nowhere in the folder any more."""
    same: list[tuple[str, FileStamp]] = field(default_factory=list)
    """Files that had to be hashed and were as they are known."""
    forgotten: list[str] = field(default_factory=list)
    """Files that gave no document and are gone."""
    empty: bool = False
    """There is no file at all in the folder, not even one of another kind."""


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    stamp: FileStamp
    known: KnownFile | None


def changes(
    folder: Path, known: Mapping[str, KnownFile], library: Path, report: Report, tell: Progress
) -> Changes:
    """Compare the files of `folder` with what is `known` of them; the bytes only where need be.

    `library` is the library's own folder, whose files are not looked for. Files that cannot be
    read, and have not changed since that was found, are reported as failed with that reason.
    """
    aside = Aside(report.skipped, report.failed)
    paths = {printable(path): path for path in walk(folder, aside, library)}
    made = Changes(empty=not paths and not aside.skipped and not aside.closed)
    absent = []
    for source, each in known.items():
        if source in paths:
            continue
        if not _is_gone(Path(source)):
            if not any(Path(source).is_relative_to(shut) for shut, _ in aside.closed):
                paths[source] = Path(source)  # added by its own name: of a hidden file, say
        elif each.document_id is None:
            made.forgotten.append(source)
        else:
            absent.append(each)
    _compare(list(_untrusted(paths, known, report)), absent, made, report, tell)
    return made


def _is_gone(path: Path) -> bool:
    """Tell whether there is surely nothing at `path`; a place out of reach is not known to be."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _untrusted(
    paths: Mapping[str, Path], known: Mapping[str, KnownFile], report: Report
) -> Iterator[_Found]:
    """Yield the files whose bytes have to be looked at; report all others."""
    reader = reader_version()
    for source, path in paths.items():
        before = known.get(source)
        try:
            stamp = look(path)
        except DocumentError as error:
            report.failed.append((source, str(error)))
            continue
        except OSError as error:
            report.failed.append((source, f"it cannot be opened ({error.strerror})"))
            continue
        if before is None or before.stamp is None or not trusted(before.stamp, stamp):
            yield _Found(path, stamp, before)
        elif before.reason is None:
            report.unchanged.append(source)
        elif before.reader == reader:
            report.failed.append((source, before.reason))
        else:
            yield _Found(path, stamp, before)


def _compare(
    found: list[_Found], absent: list[KnownFile], made: Changes, report: Report, tell: Progress
) -> None:
    """Hash what has to be hashed: known files, and new ones that may be known by another name."""
    arrived: list[tuple[_Found, str | None]] = []
    displaced = list(absent)
    asked = [each for each in found if each.known and each.known.document_id]
    for done, each in enumerate(asked):
        tell(done, len(asked), as_text(each.path.name))
        sha256 = _digest(each, report)
        if each.known and sha256 == each.known.sha256:
            made.same.append((each.known.source, each.stamp))
            report.unchanged.append(each.known.source)
        elif each.known and sha256:
            displaced.append(each.known)
            arrived.append((each, sha256))
    sizes = {each.stamp.size if each.stamp else None for each in displaced}
    for each in found:
        if each.known is None or each.known.document_id is None:
            may_be_known = each.stamp.size in sizes or None in sizes
            sha256 = _digest(each, report) if may_be_known else None
            if sha256 or not may_be_known:
                arrived.append((each, sha256))
    _match(arrived, displaced, made)
    stayed = {each.source for each in absent} | {printable(move.path) for move in made.moves}
    moved = {move.old.document_id for move in made.moves}
    made.gone += [d for d in displaced if d.document_id not in moved and d.source in stayed]


def _digest(each: _Found, report: Report) -> str | None:
    try:
        return digest(each.path)
    except (DocumentError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        report.failed.append((printable(each.path), f"it cannot be opened ({reason})"))
        return None


def _match(
    arrived: list[tuple[_Found, str | None]], displaced: list[KnownFile], made: Changes
) -> None:
    """Give documents that lost their file to files with the same bytes, by name where two fit."""
    by_hash: defaultdict[str, list[KnownFile]] = defaultdict(list)
    for document in displaced:
        by_hash[document.sha256 or ""].append(document)
    for each, sha256 in arrived:
        fitting = by_hash.get(sha256 or "", [])
        if not fitting:
            made.read.append(each.path)
            continue
        named = [d for d in fitting if Path(d.source).name == each.path.name]
        old = (named or fitting)[0]
        fitting.remove(old)
        made.moves.append(Move(old, each.path, each.stamp))
