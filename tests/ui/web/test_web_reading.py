"""A document opened from the list: its beginning, its parts, its tags."""

from web_fakes import EN, HOSTILE

from rag.ingest import ingest
from ui.web.render_reading import render_reading


def opened(library, embedder, path, part=0):
    ingest(library, embedder, [path])
    (row,) = library.store.documents()
    return render_reading(row, library.store.document(row.id), part, EN)


def test_a_short_document_is_shown_whole(library, embedder, tmp_path):
    path = tmp_path / "minutes.txt"
    path.write_text(f"The board met on Monday.\n\n{HOSTILE}")
    html = opened(library, embedder, path)
    assert "<p>The board met on Monday.</p>" in html
    assert "<script" not in html
    assert "Part " not in html
    assert str(path) in html


def test_a_long_one_is_shown_part_by_part_and_nothing_is_lost(library, embedder, tmp_path):
    path = tmp_path / "long.txt"
    words = [f"Paragraph {i} tells of the year {i}." for i in range(1200)]
    path.write_text("\n\n".join(words))
    first = opened(library, embedder, path)
    (row,) = library.store.documents()
    document = library.store.document(row.id)
    assert "Part 1 of 8" in first
    assert 'data-part="-1" disabled' in first
    assert words[0] in first
    assert words[-1] not in first
    parts = [render_reading(row, document, part, EN) for part in range(8)]
    assert [word for word in words if not any(word in part for part in parts)] == []
    assert "Part 8 of 8" in parts[-1]
    assert 'data-part="8" disabled' in parts[-1]
    assert "Part 8 of 8" in render_reading(row, document, 99, EN)


def test_each_opening_is_new(library, embedder, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The board met on Monday.")
    assert opened(library, embedder, path) != opened(library, embedder, path)
