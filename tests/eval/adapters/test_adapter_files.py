"""What an adapter writes is read back, character by character, by the real reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.adapters import folder_of
from eval.adapters.files import field, json_lines, read_json, write_document
from index.errors import UsageError
from rag.readers import read

TRICKY = (
    "# 1. *Not* a [list](x) <b>or</b> `code`\n\n- a_b_c & d | 2 * 3 ~~x~~ \\ &amp; http://x.y"
    "\n\n> q\n\n1) two\n\n---\n\n    indented"
)


def test_markup_is_read_as_it_stands(tmp_path):
    document = read(write_document(tmp_path, "a", 'A "b": #c', TRICKY, "2021-08-05"))
    assert (document.title, document.date) == ('A "b": #c', "2021-08-05")
    assert document.text.split() == TRICKY.split()
    assert {block.level for block in document.blocks} == {0}


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=60))
def test_any_line_is_read_as_it_stands(tmp_path_factory, text):
    path = write_document(tmp_path_factory.mktemp("d"), "a", "T", f"First. {text}")
    assert read(path).text.split() == ["First.", *text.split()]


def test_bad_files_are_named(tmp_path):
    path = tmp_path / "x.jsonl"
    with pytest.raises(UsageError, match=r"x\.jsonl cannot be read .* --data"):
        list(json_lines(path))
    path.write_text('{"a": 1}\n\n[2]\n')
    lines = json_lines(path)
    where, fields = next(lines)
    assert (where, field(fields, "a", where)) == (f"{path}, line 1", 1)
    with pytest.raises(UsageError, match="line 1: the field 'b' is missing"):
        field(fields, "b", where)
    with pytest.raises(UsageError, match="line 3: this is not a JSON object"):
        next(lines)
    path.write_text("{")
    with pytest.raises(UsageError, match="line 1: this is not JSON"):
        list(json_lines(path))
    with pytest.raises(UsageError, match="is not JSON"):
        read_json(path)


def test_the_folder_of_a_set(tmp_path):
    (tmp_path / "squad2").mkdir()
    assert folder_of("squad2", tmp_path) == tmp_path / "squad2"
    assert folder_of("squad2", tmp_path / "squad2") == tmp_path / "squad2"
    with pytest.raises(UsageError, match="add --data FOLDER"):
        folder_of("squad2", None)
    with pytest.raises(UsageError, match="There is no folder"):
        folder_of("squad2", tmp_path / "nix")
