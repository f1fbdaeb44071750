"""Two that write and one that searches, at the same time, in one library."""

import subprocess
import sys
from pathlib import Path

from conftest import brute_force, vectors
from durability import times

from index.examine import examine

HERE = Path(__file__).parent

# stores versions of five documents of its own, one of both, and the FAISS file, until it is told
# to stop; then says the last version
WRITER = """
import select, sys
from itertools import count
from pathlib import Path
from conftest import FINGERPRINT
from durability import version
from index.library import Library

library, name = Library(Path(sys.argv[1]), FINGERPRINT), sys.argv[2]
for number in count(1):
    # no two have the same vectors, so that there is one order of the ten best
    own = number + (name == "b") * 100_000
    library.store.replace(*version(own, f"{name}{number % 5}.txt"))
    library.store.replace(*version(own + 1_000_000, "both.txt"))
    if number % 7 == 0:
        library.save_index()
    if number >= 5 and select.select([sys.stdin], [], [], 0)[0]:
        break
library.save_index()
print(number)
"""


def test_searches_beside_two_writers(opened, record_property):
    library, tried = opened(), times(300)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, library.store.folder, name],
            cwd=HERE.parents[1],
            env={"PYTHONPATH": f"{HERE}:{HERE.parents[1]}", "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    while not library.store.count():
        pass
    seen = set()
    for query in vectors(tried, 3):
        with library.store.database.reading():
            seen.add(library.store.database.generation())
            found = [number for number, _ in library.nearest(query, 10)]
            assert found == brute_force(*library.store.vectors(), query, 10)
            hits = library.store.hits([(number, 0.0, None) for number in found])
            assert [hit.chunk_id for hit in hits] == found
    assert len(seen) > 5
    last = {name: said(writer) for name, writer in zip("ab", writers, strict=True)}
    expected = {
        f"/docs/{name}{number % 5}.txt": str(number + (name == "b") * 100_000)
        for name in "ab"
        for number in range(last[name] - 4, last[name] + 1)
    }
    held = {d.source: d.sha256 for d in library.store.documents()}
    both = {str(last["a"] + 1_000_000), str(last["b"] + 1_100_000)}
    assert held.pop("/docs/both.txt") in both
    assert held == expected
    assert examine(library.store.folder) == []
    record_property("tried", tried)
    record_property("result", f"no error, {len(seen)} generations, {sum(last.values())} versions")


def said(writer):
    told, _ = writer.communicate("stop\n")
    assert writer.returncode == 0
    return int(told)
