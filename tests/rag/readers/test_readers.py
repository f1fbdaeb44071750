"""`read()`: from the file's name and bytes to the document."""

import hashlib
import os
from pathlib import Path

import pytest

from index.errors import DocumentError
from index.records import Block
from rag.readers import SUFFIXES, kind_of, read


def test_a_file_becomes_a_document(tmp_path):
    path = tmp_path / "the_plan.MD"
    data = b"---\ndate: 2021-08-05\noutlet: BBC\n---\n# Head\n\nOne. Two.\n"
    path.write_bytes(data)
    document = read(path)
    assert document.source == str(path)
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.kind, document.title, document.date, document.outlet, document.pages) == (
        "md",
        "Head",
        "2021-08-05",
        "BBC",
        None,
    )
    assert document.text == "Head\n\nOne. Two."
    assert document.blocks == (Block(0, 4, level=1), Block(6, 15))


def test_the_path_is_made_absolute(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert read(Path("a.txt")).source == str(tmp_path / "a.txt")


@pytest.mark.parametrize(("suffix", "kind"), SUFFIXES.items())
def test_every_suffix_has_a_reader(tmp_path, suffix, kind):
    path = tmp_path / f"a{suffix.upper()}"
    assert kind_of(path) == kind
    path.write_bytes(b"\xd0\xcf\x11\xe0" if kind == "docx" else b"x")
    if kind in {"txt", "md", "html", "csv"}:
        assert (read(path).kind, read(path).text) == (kind, "x")
    else:
        with pytest.raises(DocumentError, match=r"^it is "):
            read(path)


@pytest.mark.parametrize("name", ["a.mp4", "a", ".txt", "a.txt.bak"])
def test_other_files_are_refused_with_what_can_be_read(tmp_path, name):
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / name)
    assert str(caught.value) == (
        "Footnote cannot read this kind of file; "
        "it reads .txt, .md, .markdown, .html, .htm, .pdf, .docx, .pptx, .pptm, .ppsx, .xlsx, "
        ".xlsm, .csv, .tsv, .tab, .odt, .ods, .odp, .rtf, .epub, .eml, .msg, .zip, .png, .jpg, "
        ".jpeg, .tif, .tiff, .bmp, .webp"
    )


def test_an_empty_file(tmp_path):
    path = tmp_path / "a.txt"
    path.touch()
    with pytest.raises(DocumentError, match=r"^it is empty$"):
        read(path)


def test_a_file_of_white_space(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(" \n\n\t ")
    with pytest.raises(DocumentError, match=r"^there is no text in it$"):
        read(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(DocumentError, match=r"^it is not there any more; check the path$"):
        read(tmp_path / "a.txt")


def test_a_folder(tmp_path):
    path = tmp_path / "a.txt"
    path.mkdir()
    with pytest.raises(DocumentError, match=r"^it is not a regular file$"):
        read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_opened(tmp_path):
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    with pytest.raises(DocumentError, match=r"^it is not a regular file$"):
        read(path)


def test_a_file_without_permission(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read whatever the mode says
    with pytest.raises(DocumentError, match=r"^you have no permission to open it$"):
        read(path)


def test_an_impossible_path(tmp_path):
    with pytest.raises(DocumentError, match=r"^it cannot be opened \(its path is not valid\)$"):
        read(tmp_path / "a\0.txt")
    with pytest.raises(DocumentError, match=r"^it cannot be opened \("):
        read(tmp_path / ("x" * 5000 + ".txt"))
