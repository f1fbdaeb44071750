"""A row of a table is one sentence: a part of it would lack the names of its columns."""

from rag.readers import read
from rag.sentences import split


def test_full_stops_in_cells_do_not_cut_a_row(tmp_path):
    path = tmp_path / "bills.csv"
    path.write_text("Supplier,Month,Note\nArden Ltd.,May,Paid in full. No dispute. Thanks.\n")
    rows = [sentence.text for sentence in split(read(path))]
    wanted = "Supplier: Arden Ltd.; Month: May; Note: Paid in full. No dispute. Thanks."
    assert rows == [wanted]
    path = tmp_path / "page.html"
    path.write_text("<table><tr><th>A<th>B<tr><td>One. Two. Three.<td>Four. Five.</table>")
    assert [each.text for each in split(read(path))] == ["A: One. Two. Three.; B: Four. Five."]
