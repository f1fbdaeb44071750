"""Zip packages: limits that hold before anything is expanded."""

import io
import struct
import zipfile

import pytest

from index.errors import DocumentError
from rag.readers import archive as module
from rag.readers.archive import Allowance, archive, member, parse_xml


def package(members, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return target.getvalue()


def test_members_are_read():
    with archive(package({"a": "one", "b/c": "two"}), "a book") as opened:
        assert member(opened, "b/c") == b"two"
        assert member(opened, opened.getinfo("a")) == b"one"


@pytest.mark.parametrize("data", [b"x", package({"a": b"x"})[:40]])
def test_damage_is_told_in_words(data):
    with (
        pytest.raises(DocumentError, match=r"^it is damaged, or not a book at all$"),
        archive(data, "a book"),
    ):
        pass


def test_a_missing_member_and_bad_xml_are_damage_too():
    data = package({"a": b"<x>"})
    for use in (lambda file: member(file, "b"), lambda file: parse_xml(member(file, "a"))):
        with (
            pytest.raises(DocumentError, match=r"^it is damaged, or not a book at all$"),
            archive(data, "a book") as opened,
        ):
            use(opened)


def test_too_many_members():
    data = package(dict.fromkeys(map(str, range(module.MEMBERS + 1)), b""))
    with (
        pytest.raises(DocumentError, match=r"^it holds 10,001 files, more than Footnote opens"),
        archive(data, "a book"),
    ):
        pass


def stated_sizes(data, size):
    """Let the directory of a zip state other sizes than its members have."""
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", changed, place + 24, size)
        place = changed.find(b"PK\x01\x02", place + 1)
    return bytes(changed)


def test_what_would_grow_too_much_in_all_is_refused_before_it_is_expanded():
    data = stated_sizes(package(dict.fromkeys("abcdef", b"x")), 200 * 1024**2)
    with (
        pytest.raises(DocumentError, match=r"^it would unpack to 1\.2 GB, more than Footnote"),
        archive(data, "a book"),
    ):
        pass


def test_a_member_that_would_grow_too_much_is_refused_before_it_is_expanded():
    data = stated_sizes(package({"a": b"x"}), 300 * 1024**2)
    with (
        archive(data, "a book") as opened,
        pytest.raises(DocumentError, match=r"^a part of it would unpack to 300 MB, more"),
    ):
        member(opened, "a")


def test_a_directory_that_lies_gains_nothing():
    data = stated_sizes(package({"a": b"x" * 100_000}), 10)
    with (
        pytest.raises(DocumentError, match=r"^it is damaged"),
        archive(data, "a book") as opened,
    ):
        member(opened, "a")


def test_films_in_a_slide_show_are_not_counted(monkeypatch):
    monkeypatch.setattr(module, "MEMBER_GROWTH", 100)
    data = package({"film": b"x" * 10_000}, zipfile.ZIP_STORED)
    with archive(data, "a book", Allowance(growth=100)) as opened:
        assert len(member(opened, "film")) == 10_000


def test_an_allowance_is_spent_by_all_that_share_it():
    allowance = Allowance(members=3, growth=15_000)
    data = package({"a": b"x" * 10_000, "b": b""})
    with archive(data, "a book", allowance):
        pass
    assert allowance.members == 1
    with (
        pytest.raises(DocumentError, match=r"^it holds 2 files"),
        archive(data, "a book", allowance),
    ):
        pass
    allowance.members = 3
    with (
        pytest.raises(DocumentError, match=r"^it would unpack to 0 MB"),
        archive(data, "a book", allowance),
    ):
        pass


def test_entities_are_not_expanded():
    root = parse_xml(b'<!DOCTYPE x [<!ENTITY a "ha">]><x>one &a;</x>')
    assert "".join(root.itertext()).replace("&a;", "") == "one "
