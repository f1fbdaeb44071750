"""CACM: titles and abstracts of Communications of the ACM 1958 to 1979, and 64 topics.

Source: Fox, 1983; as packed by Anserini.
"""

import gzip
import html
import io
import re
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from eval.adapters.files import read_text, write_document
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError

_ARCHIVE, _TOPICS, _JUDGEMENTS = "cacm.tar.gz", "topics.cacm.txt", "qrels.cacm.txt"
_PAGE = re.compile(r"(CACM-\d{4})\.html")
_CONTENT = re.compile(r"<pre>(.*)</pre>", re.DOTALL)
_TOPIC = re.compile(r"<DOC>\s*<DOCNO>\s*(\d+)\s*</DOCNO>(.*?)</DOC>", re.DOTALL)
_LARGEST = 100_000_000  # bytes unpacked; it has 5 million


def cases(data: Path) -> list[Case]:
    """Return the topics that have a relevant document (52); they have no answers.

    The question is the whole topic, with names of authors and addresses, as Anserini asks it.
    `evidence` are the relevant documents, whole: of the judgements some name a document without
    leading zeros (CACM-46), which here is the one that is meant (CACM-0046).
    """
    known = {name for name, _, _ in texts(data)}
    judged, found = judgements(data), []
    for name, question in _topics(data):
        relevant = [document for document, grade in judged.pop(name, {}).items() if grade > 0]
        meant = [f"CACM-{document.removeprefix('CACM-').zfill(4)}" for document in relevant]
        for document in meant:
            if document not in known:
                raise UsageError(f"{data / _JUDGEMENTS}: there is no document {document!r}.")
        if meant:
            evidence = tuple(Place(f"{document}.md") for document in dict.fromkeys(meant))
            found.append(Case(name, question, answerable=True, kind="topic", evidence=evidence))
    if judged:
        raise UsageError(f"{data / _JUDGEMENTS}: there is no topic {next(iter(judged))!r}.")
    return found


def documents(data: Path, folder: Path) -> list[Path]:
    """Write every page into `folder`, named by its id; return the paths."""
    return [write_document(folder, *page) for page in texts(data)]


def texts(data: Path) -> Iterator[tuple[str, str, str]]:
    """Yield id, title and text of every page, by id.

    The title is the first paragraph. The text is the whole rest, also the authors and the table of
    citations in numbers: the published figures are for those.
    """
    for name, page in sorted(_pages(data / _ARCHIVE)):
        content = _CONTENT.search(page)
        if not content:
            raise UsageError(
                f"{data / _ARCHIVE}: {name}.html has no text between <pre> and </pre>."
            )
        title, *rest = re.split(r"\n\s*\n", html.unescape(content[1]).strip(), maxsplit=1)
        yield name, " ".join(title.split()), "".join(rest)


def judgements(data: Path) -> dict[str, dict[str, int]]:
    """Return the relevance (0 for none) of the judged documents by topic, named as in the file."""
    path = data / _JUDGEMENTS
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        parts = line.split()
        if parts and (len(parts) != 4 or not re.fullmatch(r"\d+", parts[3])):
            raise UsageError(f"{path}, line {number}: a line is topic, 0, document and relevance.")
        if parts:
            judged.setdefault(parts[0], {})[parts[2]] = int(parts[3])
    return judged


def _topics(data: Path) -> Iterator[tuple[str, str]]:
    content = read_text(data / _TOPICS)
    topics = _TOPIC.findall(content)
    if not topics or len(topics) != content.count("<DOC>"):
        raise UsageError(
            f"{data / _TOPICS}: {content.count('<DOC>')} topics begin with <DOC>, and "
            f"{len(topics)} are whole (<DOCNO> 1 </DOCNO>, text, </DOC>)."
        )
    return ((name, " ".join(question.split())) for name, question in topics)


def _pages(path: Path) -> list[tuple[str, str]]:
    """Return name and content of the pages, read in memory: nothing is unpacked to the disk."""
    pages = []
    try:
        with gzip.open(path) as packed:
            content = packed.read(_LARGEST)  # to its end, where the checksum is
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                if member.isdir():
                    continue
                name = _PAGE.fullmatch(member.name.removeprefix("./"))
                file = archive.extractfile(member) if name and member.isreg() else None
                if not name or not file:
                    raise UsageError(
                        f"{path}: {member.name!r} is not a page such as CACM-0001.html."
                    )
                pages.append((name[1], file.read().decode("utf-8")))
    except (OSError, EOFError, UnicodeDecodeError, tarfile.TarError, zlib.error) as error:
        raise UsageError(f"{path} cannot be read ({error}): is --data the right folder?") from error
    return pages
