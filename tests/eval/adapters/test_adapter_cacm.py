"""An archive of pages, topics and judgements as TREC writes them, tiny and as they are."""

import io
import tarfile
from pathlib import Path

import pytest

from eval.adapters.cacm import cases, documents, judgements, texts
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

BENCHMARKS = Path(__file__).parents[3] / "../shared/benchmarks"

SORTING = """<html>
<pre>


   Sorting with Two Stacks
(Algorithm 1 & 2)
 \x20
It is shown that (1 <= m &lt; n).

CACM May, 1963

Berg, J.

CA630501 JB March 15, 1978

46\t5\t46
1\t6\t46

</pre>
</html>
"""
PAGES = {
    "./CACM-0046.html": SORTING.encode(),
    "CACM-0001.html": b"<html><pre>\n\nA Title Alone\n\n</pre></html>",
    "CACM-1200.html": b"<html><pre>On Trees\n\nLeaves.</pre></html>",
}
TOPICS = """<DOC>
<DOCNO> 1 </DOCNO>


 I want sorting,
by Berg

Berg, J.

 Hill University
</DOC>
<DOC>
<DOCNO> 2 </DOCNO>
 Nobody judged this.
</DOC>
<DOC>
<DOCNO> 10 </DOCNO>
 Trees

</DOC>
"""
QRELS = "1 0  CACM-46 1\n1 Q0 CACM-1200 1\n1 Q0 CACM-0001 0\n10 Q0 CACM-1200 1\n\n"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    pack(folder, PAGES)
    (folder / "topics.cacm.txt").write_text(TOPICS)
    (folder / "qrels.cacm.txt").write_text(QRELS)
    return folder


def pack(folder, pages, kind=tarfile.REGTYPE):
    with tarfile.open(folder / "cacm.tar.gz", "w:gz") as archive:
        for name, content in pages.items():
            member = tarfile.TarInfo(name)
            member.size, member.type = len(content), kind
            member.linkname = "CACM-0001.html"
            archive.addfile(member, io.BytesIO(content))


def test_topics_with_a_relevant_document_are_the_cases(data):
    sorting, trees = cases(data)
    assert (sorting.id, sorting.kind, sorting.answerable) == ("1", "topic", True)
    assert sorting.question == "I want sorting, by Berg Berg, J. Hill University"
    # judged as CACM-46, which is CACM-0046
    assert sorting.evidence == (Place("CACM-0046.md"), Place("CACM-1200.md"))
    assert judgements(data)["1"] == {"CACM-46": 1, "CACM-1200": 1, "CACM-0001": 0}
    assert (trees.id, trees.evidence) == ("10", (Place("CACM-1200.md"),))


def test_pages_are_written_as_they_are(data, tmp_path):
    paths = documents(data, tmp_path)
    assert [path.name for path in paths] == ["CACM-0001.md", "CACM-0046.md", "CACM-1200.md"]
    document = read(paths[1])
    assert document.title == "Sorting with Two Stacks (Algorithm 1 & 2)"
    assert document.text.startswith("It is shown that (1 <= m < n).\n")
    assert document.text.split()[-6:] == ["46", "5", "46", "1", "6", "46"]
    alone, sorting, _ = texts(data)
    assert alone == ("CACM-0001", "A Title Alone", "")
    assert sorting[:2] == ("CACM-0046", "Sorting with Two Stacks (Algorithm 1 & 2)")


@pytest.mark.parametrize(
    ("pages", "kind", "message"),
    [
        ({"../CACM-0001.html": b""}, tarfile.REGTYPE, r"'\.\./CACM-0001\.html' is not a page"),
        ({"/tmp/CACM-0001.html": b""}, tarfile.REGTYPE, "is not a page"),  # noqa: S108
        ({"CACM-0002.html": b""}, tarfile.SYMTYPE, r"'CACM-0002\.html' is not a page"),
        ({"CACM-0002.html": b"<p>x"}, tarfile.REGTYPE, r"gz: CACM-0002\.html has no text between"),
        ({"CACM-0002.html": b"<pre>\xff</pre>"}, tarfile.REGTYPE, "cannot be read .*utf-8"),
    ],
)
def test_a_bad_page_is_named_and_nothing_unpacked(data, tmp_path, pages, kind, message):
    pack(data, pages, kind)
    with pytest.raises(UsageError, match=message):
        documents(data, tmp_path)
    assert list(tmp_path.iterdir()) == [data]


@pytest.mark.parametrize("length", [0, 30, 200, -20])
def test_a_broken_archive_is_named(data, length):
    path = data / "cacm.tar.gz"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(UsageError, match=r"cacm\.tar\.gz cannot be read .* --data"):
        list(texts(data))


def test_a_damaged_archive_is_named(data):
    path = data / "cacm.tar.gz"
    content = bytearray(path.read_bytes())
    content[40:60] = bytes(20)
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"cacm\.tar\.gz"):
        list(texts(data))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 0 CACM-1200", r"qrels\.cacm\.txt, line 6: a line is topic, 0, document"),
        ("1 0 CACM-1200 x", "line 6: a line is"),
        ("1 0 CACM-7 1", r"qrels\.cacm\.txt: there is no document 'CACM-0007'"),
        ("7 0 CACM-1200 1", r"qrels\.cacm\.txt: there is no topic '7'"),
    ],
)
def test_a_bad_judgement_is_named(data, line, message):
    (data / "qrels.cacm.txt").write_text(QRELS + line)
    with pytest.raises(UsageError, match=message):
        cases(data)


def test_bad_topics_are_named(data):
    (data / "topics.cacm.txt").write_text(TOPICS.replace("<DOCNO> 10 </DOCNO>", "Ten"))
    with pytest.raises(UsageError, match=r"3 topics begin with <DOC>, and 2 are whole"):
        cases(data)
    (data / "topics.cacm.txt").unlink()
    with pytest.raises(UsageError, match=r"topics\.cacm\.txt cannot be read .* --data"):
        cases(data)


def test_the_real_set(tmp_path):
    real = BENCHMARKS / "cacm"
    if not real.is_dir():
        pytest.skip("the set cacm is not beside this checkout, in ../shared/benchmarks")
    found = cases(real)
    assert len(found) == len({case.id for case in found}) == 52
    assert sum(len(case.evidence) for case in found) == 796
    paths = documents(real, tmp_path)
    names = {path.name for path in paths}
    assert len(paths) == len(names) == 3204
    assert all({place.source for place in case.evidence} <= names for case in found)
    judged = [f"{name}.md" for marks in judgements(real).values() for name in marks]
    assert sum(name not in names for name in judged) == 55
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in documents(real, tmp_path)] == first
    for path, (name, title, text) in list(zip(paths, texts(real), strict=True))[3::170]:
        document = read(path)
        assert (path.stem, document.title) == (name, title)
        assert document.text.split() == text.split()
