"""What the tests of durability share.

Each tries a few times what `scripts/durability.py` tries in full: it sets how often.
"""

import os

from conftest import FINGERPRINT, cut, vectors

from index.library import Library

DOCUMENTS = 30
CHUNKS = 8


def times(few):
    """How often to try: `few`, or what the script says."""
    return int(os.environ.get("DURABILITY_TIMES", few))


def version(number, name=None):
    """A document in eight chunks, every sentence of which holds its number."""
    pairs = [
        (f"Part {part}", [f"v{number} stands at {part * 7} of the row.", f"So does x{number}."] * 5)
        for part in range(CHUNKS)
    ]
    name = name or f"d{number % DOCUMENTS}.txt"
    return cut(name, *pairs, seed=number, sha256=str(number), date="2021-08-05", pages=CHUNKS)


def fill(folder):
    """Make a library of thirty such documents, with its FAISS file."""
    library = Library(folder, FINGERPRINT)
    for number in range(DOCUMENTS):
        library.store.replace(*version(number))
    library.save_index()
    library.close()


def cited(library):
    """All that a citation can show, by chunk and by document; the list of documents is not."""
    store = library.store
    with store.database.reading():
        hits = store.hits([(number, 0.0, None) for number in range(1, DOCUMENTS * CHUNKS + 9)])
        seen = {("chunk", h.chunk_id): (shown(h.document), h.chunk, h.sentences) for h in hits}
        for number in range(1, DOCUMENTS + 1):
            if (document := store.document(number)) is not None:
                seen["document", number] = document
            if sentences := store.sentences(number):
                seen["sentences", number] = sentences
    return seen


def shown(document):
    """What a citation names of a document."""
    d = document
    return (d.id, d.source, d.title, d.date, d.outlet, d.pages, d.kind, d.ocr)


def found(library):
    """What dense and lexical search find."""
    with library.store.database.reading():
        near = [[number for number, _ in library.nearest(q, 10)] for q in vectors(5, 99)]
        words = [library.store.lexical(f'"v{number}"', 20) for number in range(DOCUMENTS)]
    return near, words
