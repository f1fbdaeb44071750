"""CSV and TSV as programs and people write them."""

import pytest

from index.errors import DocumentError
from rag.readers.delimited import read_delimited

ROWS = ["Supplier: Arden, Ltd; Price: 1,5", "Supplier: Bäcker; Price: 2,5"]


def texts(data):
    return [piece.text for piece in read_delimited(data).pieces]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_in_any_encoding(delimiter, encoding):
    table = [["Supplier", "Price"], ["Arden, Ltd", "1,5"], ["Bäcker", "2,5"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in table)
    assert texts(text.encode(encoding)) == ROWS


def test_decimal_commas_are_no_delimiter():
    assert texts(b"Supplier;Price;Sum\nArden, Ltd;1,5;3,5\nBeech;2,5;4,5\n") == [
        "Supplier: Arden, Ltd; Price: 1,5; Sum: 3,5",
        "Supplier: Beech; Price: 2,5; Sum: 4,5",
    ]


def test_a_stated_delimiter_is_believed_and_not_read():
    assert texts(b"sep=:\r\nName:Age:Site\r\nAnn:45:UK\r\n") == ["Name: Ann; Age: 45; Site: UK"]


def test_a_line_break_in_a_cell_and_an_empty_line():
    data = b'Name,Note\nAnn,"Paid,\nthen left."\n\nBob,\n'
    assert texts(data) == ["Name: Ann; Note: Paid, then left.", "Bob"]


def test_a_quotation_mark_that_is_never_closed_costs_no_rows():
    lines = ["Item,Size", 'Pipe,"5 inch', *(f"Bolt {i},{i} mm" for i in range(100))]
    found = texts("\n".join(lines).encode())
    assert len(found) == 101
    assert found[0] == 'Item: Pipe; Size: "5 inch'
    assert found[-1] == "Item: Bolt 99; Size: 99 mm"


def test_rows_of_other_lengths():
    assert texts(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n") == [
        "a: 1; b: 2; c: 3",
        "a: 4; b: 5",
        "a: 6; b: 7; c: 8; 9",
    ]


def test_a_list_of_one_column():
    assert texts(b"Oak\nElm\n") == ["Oak", "Elm"]


def test_a_table_of_25_000_rows_says_what_was_left_out():
    data = b"Id,Sum\n" + b"".join(b"%d,%d\n" % (i, i) for i in range(25_000))
    found = texts(data)
    assert len(found) == 20_000
    assert found[-2] == "Id: 19998; Sum: 19998"
    assert found[-1].startswith("Footnote left out about 5,002 rows below: it reads at most 20,000")


def test_what_is_no_text():
    with pytest.raises(DocumentError, match=r"^this is not a text file$"):
        read_delimited(bytes(range(256)) * 10)
