"""Documents read again from their files."""

from pathlib import Path

import pytest

from rag.ingest import ingest
from rag.reread import reread


@pytest.fixture
def three(library, embedder, tmp_path):
    for name in ("same", "changed", "gone"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} one says something.")
    ingest(library, embedder, [tmp_path / f"{n}.txt" for n in ("same", "changed", "gone")])
    library.store.tag(library.store.documents()[0].id, ["kept"])
    return tmp_path


def test_files_are_read_even_if_they_are_the_same(library, embedder, three):
    (three / "changed.txt").write_text("The changed one says no more.")
    (three / "gone.txt").unlink()
    before = library.store.documents()
    told = []
    embedder.encoded.clear()
    report = reread(library, embedder, before, lambda *step: told.append(step))
    assert sorted(Path(p).name for p in report.replaced) == ["changed.txt", "same.txt"]
    ((source, reason),) = report.failed
    assert (Path(source).name, reason) == ("gone.txt", "it is not a regular file")
    assert len(embedder.encoded) == report.chunks == 2
    assert told[0] == (0, 3, "changed.txt")
    assert told[-1] == (3, 3, "")
    after = library.store.documents()
    assert [d.id for d in after] == [d.id for d in before]
    assert after[0].tags == ("kept",)
    assert library.store.document(after[0].id).text.strip() == "The changed one says no more."
    assert library.agrees()
