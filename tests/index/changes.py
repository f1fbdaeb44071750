"""A row of changes to a library, and what it must hold after each."""

from conftest import FINGERPRINT, brute_force, vectors
from durability import version

from index.examine import examine
from index.library import Library

# each step and what the library holds after it: the version of each document
STEPS = [
    (lambda library: library.store.replace(*version(31)), {0: 0, 1: 31, 2: 2}),
    (lambda library: library.store.replace(*version(3)), {0: 0, 1: 31, 2: 2, 3: 3}),
    (lambda library: library.save_index(), {0: 0, 1: 31, 2: 2, 3: 3}),
    (lambda library: remove(library, "/docs/d2.txt"), {0: 0, 1: 31, 3: 3}),
    (lambda library: library.store.erase(), {0: 0, 1: 31, 3: 3}),
    (lambda library: library.save_index(), {0: 0, 1: 31, 3: 3}),
    (lambda library: library.store.replace(*version(62, "d2.txt")), {0: 0, 1: 31, 2: 62, 3: 3}),
]
BEFORE = {0: 0, 1: 1, 2: 2}


def remove(library, source):
    for document in library.store.documents():
        if document.source == source:
            library.store.remove(document.id)


def state(done):
    return STEPS[done - 1][1] if done else BEFORE


def make(folder):
    library = Library(folder, FINGERPRINT)
    for number in BEFORE:
        library.store.replace(*version(number))
    library.save_index()
    library.close()


def require(folder, allowed):
    """Require that the library is whole and holds one of the allowed states."""
    assert examine(folder) == [], examine(folder)
    library = Library(folder, FINGERPRINT)
    try:
        require_open(library, allowed)
        library.save_index()
        assert library.agrees()
    finally:
        library.close()


def require_open(library, allowed):
    held = {int(d.source[7:-4]): int(d.sha256) for d in library.store.documents()}
    assert held in allowed, (held, allowed)
    ids, rows = library.store.vectors()
    for query in vectors(3, 77):
        assert [n for n, _ in library.nearest(query, 10)] == brute_force(ids, rows, query, 10)
    for number in held.values():
        hits = library.store.hits([(n, 0.0, None) for n in library.store.lexical(f"v{number}", 99)])
        assert len(hits) == 8, (number, len(hits))
        assert all(hit.sentences[0].text.startswith(f"v{number} ") for hit in hits)
