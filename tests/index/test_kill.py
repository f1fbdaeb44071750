"""A process that is killed at any moment leaves a whole library behind."""

import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KILLS = 10
CHUNKS = 25

# Stores versions of eight documents for ever and says so after each; every sentence of a version
# holds its number, so that a document of two halves would show.
CHILD = """
import sys
from itertools import count
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import FINGERPRINT, cut
from index.library import Library

library = Library(Path(sys.argv[1]), FINGERPRINT)
for version in count(int(sys.argv[3])):
    name = f"d{version % 8}.txt"
    pairs = [(f"Part {n}", [f"v{version} stands here.", "So it does."]) for n in range(25)]
    library.store.replace(*cut(name, *pairs, seed=version, sha256=str(version)))
    print(version, flush=True)
    if version % 3 == 0:
        library.save_index()
"""


def run_and_kill(folder, first, lines):
    """Start the child, kill it after some acknowledged versions; return the last one."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, folder, Path(__file__).parent, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with child.stdout:
        said = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        said += child.stdout.readlines()
    child.wait()
    return int([line for line in said if line.endswith("\n")][-1])


def test_what_was_acknowledged_is_there_and_whole(opened, make, tmp_path):
    folder, chance, last = tmp_path / "library", random.Random(1), -1  # noqa: S311 - a fixed order
    for _ in range(KILLS):
        last = run_and_kill(folder, last + 1, chance.randint(1, 12))
        library = opened(folder)
        stored = {d.source: d for d in library.store.documents()}
        newest = max(int(d.sha256) for d in stored.values())
        assert newest in {last, last + 1}  # the next may be durable before it was said
        expected = {f"/docs/d{v % 8}.txt": v for v in range(newest - 7, newest + 1) if v >= 0}
        assert {source: int(d.sha256) for source, d in stored.items()} == expected
        for source, version in expected.items():
            require_whole(library, stored[source], version)
        require_search(library, make)
        with library.store.database.reading() as run:
            assert run.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            counts = "SELECT (SELECT count(*) FROM words), (SELECT count(*) FROM chunks)"
            assert run.execute(counts).fetchone() == (len(stored) * CHUNKS,) * 2
        library.close()
        last = newest


def require_whole(library, stored, version):
    assert stored.chunks == CHUNKS
    assert library.store.document(stored.id).text.count(f"v{version} ") == CHUNKS
    ids = library.store.lexical(f'"v{version}"', 100)
    hits = library.store.hits([(number, 0.0, None) for number in ids])
    assert sorted(hit.chunk.ordinal for hit in hits) == list(range(CHUNKS))
    for hit in hits:
        assert hit.document == stored
        assert [s.text for s in hit.sentences] == [f"v{version} stands here.", "So it does."]


def require_search(library, make):
    ids, rows = library.store.vectors()
    for query in make.vectors(3, 77):
        found = [number for number, _ in library.nearest(query, 10)]
        assert found == make.brute_force(ids, rows, query, 10)
