"""Zip files of documents."""

import io
import struct
import zipfile

import pytest

from index.errors import DocumentError
from rag.readers import read
from rag.readers.process import ReaderProcess
from rag.readers.progress import listening
from rag.readers.zipped import read_zip


def package(members, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return target.getvalue()


def locked(data):
    """Mark every member as encrypted, as the directory of a protected zip does."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = changed.find(mark)
        while start >= 0:
            flags = struct.unpack_from("<H", changed, start + place)[0]
            struct.pack_into("<H", changed, start + place, flags | 1)
            start = changed.find(mark, start + 1)
    return bytes(changed)


def found(data):
    return [(piece.text, piece.level) for piece in read_zip(data).pieces]


def test_members_are_sections_in_the_order_of_their_names():
    data = package(
        {
            "b/größe.html": "<title>The sizes</title><h2>Wide</h2><p>Two metres.</p>",
            "a.txt": "First words.",
            "../../etc/c.md": "# Top\n\nThird words.\n\n### Low\n\nLast words.",
        }
    )
    assert found(data) == [
        ("../../etc/c.md", 2),
        ("c.md › Top", 3),
        ("Third words.", 0),
        ("c.md › Low", 5),
        ("Last words.", 0),
        ("a.txt", 2),
        ("First words.", 0),
        ("b/größe.html", 2),
        ("Title: The sizes", 0),
        ("größe.html › Wide", 3),
        ("Two metres.", 0),
    ]


def test_what_cannot_be_read_is_named_first_with_its_reason():
    data = package({"z.txt": "Words.", "film.mp4": "x", "empty.txt": "", "old.docx": "x"})
    assert found(data) == [
        ("File empty.txt was not read: it is empty.", 0),
        ("File film.mp4 was not read: Footnote cannot read this kind of file.", 0),
        ("File old.docx was not read: it is damaged, or not a Word document at all.", 0),
        ("z.txt", 2),
        ("Words.", 0),
    ]


def test_what_systems_leave_behind_is_not_mentioned():
    names = ("__MACOSX/._a.txt", ".DS_Store", "b/Thumbs.db", "b/~$a.docx", ".git/HEAD")
    assert found(package({**dict.fromkeys(names, "x"), "a.txt": "Words."})) == [
        ("a.txt", 2),
        ("Words.", 0),
    ]


def test_a_zip_in_a_zip_is_read_and_one_in_that_is_named():
    innermost = package({"c.txt": "Too deep."})
    inner = package({"b.txt": "Deep.", "z.zip": innermost})
    assert found(package({"a.zip": inner})) == [
        ("a.zip", 2),
        (
            (
                "File z.zip was not read: nothing in it can be read, beginning with c.txt: it lies "
                "too deep inside other files; save it by itself and add that."
            ),
            0,
        ),
        ("a.zip › b.txt", 3),
        ("Deep.", 0),
    ]


def test_bombs_in_bombs_share_one_allowance():
    inner = package({str(number): b"\0" * 10_000_000 for number in range(20)})
    data = package({f"{number}.zip": inner for number in range(10)} | {"a.txt": "Words."})
    assert len(data) < 3_000_000
    lines = [text for text, _ in found(data)]
    refused = [line for line in lines if "was not read: it would unpack to 191 MB" in line]
    assert len(refused) == 5


def test_protected_files():
    data = locked(package({"a.txt": "Words.", "b.txt": "More."}))
    with pytest.raises(DocumentError) as caught:
        read_zip(data)
    assert str(caught.value) == "it is protected by a password: unpack it and add the files"
    inside = package({"locked.zip": data, "a.txt": "Words."})
    assert found(inside)[0][0] == (
        "File locked.zip was not read: it is protected by a password: unpack it and add the files."
    )


def test_a_member_without_a_name():
    data = package({"Xa.txt": "Lost.", "b.txt": "Words."}).replace(b"Xa.txt", b"\0a.txt")
    assert found(data)[0][0] == (
        "File without a name was not read: Footnote cannot read this kind of file."
    )


def test_one_damaged_member_costs_only_itself():
    data = package({"a.txt": "A" * 50, "b.txt": "Kept."}, zipfile.ZIP_STORED)
    assert found(data.replace(b"A" * 50, b"B" * 50)) == [
        ("File a.txt was not read: it is damaged.", 0),
        ("b.txt", 2),
        ("Kept.", 0),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x", "it is damaged, or not a zip file at all"),
        (package({}), "there are no files in it"),
        (package({"folder/": ""}), "there are no files in it"),
        (
            package({"a.mp4": "x"}),
            (
                "nothing in it can be read, beginning with a.mp4: "
                "Footnote cannot read this kind of file"
            ),
        ),
    ],
)
def test_reasons(data, reason):
    with pytest.raises(DocumentError) as caught:
        read_zip(data)
    assert str(caught.value) == reason


def test_each_file_is_told_so_that_the_time_limit_is_for_each():
    told = []
    inner = package({"d.txt": "Deep.", "e.txt": "Deep too."})
    data = package({"a.txt": "One.", "b.mp4": "Two.", "c.zip": inner})
    with listening(lambda *numbers: told.append(numbers)):
        read_zip(data)
    assert told == [(1, 3), (2, 3)]


def test_names_in_utf8_of_programs_that_do_not_say_so():
    data = package({"größe.txt": "Words."})
    changed = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 9), (b"PK\x03\x04", 7)):
        changed[changed.find(mark) + place] &= ~0x08
    assert found(bytes(changed))[0] == ("größe.txt", 2)


def test_the_document_is_called_by_its_own_name_and_nothing_is_unpacked(tmp_path):
    path = tmp_path / "old_papers.zip"
    path.write_bytes(package({"a.md": "# Head\n\nWords.", "../b.txt": "More."}))
    with ReaderProcess() as process:
        document = process.read(path)
    assert document == read(path)
    assert (document.kind, document.title, document.pages) == ("zip", "Old papers", None)
    assert document.text == "../b.txt\n\nMore.\n\na.md\n\na.md › Head\n\nWords."
    assert list(tmp_path.iterdir()) == [path]


def test_damaged_files_are_read_or_refused(damaged):
    members = {"a.txt": "Some words to read.", "b.html": "<h1>Head</h1><p>Text</p>"}
    data = package({**members, "c.zip": package(members)})
    outcomes = [_outcome(each) for each in damaged(data, 100)]
    assert {True, False} == set(outcomes)


def _outcome(data):
    try:
        return bool(read_zip(data).pieces)
    except DocumentError:
        return False
