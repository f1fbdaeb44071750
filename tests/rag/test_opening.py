"""From settings to the running parts, and building a library anew."""

import dataclasses
import json

import pytest

from index.database import stored_fingerprint
from index.errors import LibraryError, ModelError, ResourceError
from rag import opening
from rag.config import Settings, library_folder
from rag.ingest import ingest
from rag.models import find

SETTINGS = Settings(threads=1)
OLD = {"embedding model": "old", "dimension": "64", "chunker": "old"}
NEW = {"embedding model": "new", "dimension": "32", "chunker": "new"}


@pytest.fixture
def parts(monkeypatch, fakes):
    """Fake embedding models in the place of real ones; gives a function that changes them."""

    def use(made):
        embedder = fakes.HashEmbedder(int(made["dimension"]))
        monkeypatch.setattr(opening, "fingerprint", lambda _settings: made)
        monkeypatch.setattr(opening, "open_embedder", lambda _settings: embedder)
        return embedder

    return use


@pytest.fixture
def old(parts, tmp_path):
    """A library of three documents, built the old way and closed."""
    embedder = parts(OLD)
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("ant", "bee", "cow"):
        (folder / f"{name}.md").write_text(f"# Life\n\nThe {name} sleeps. It eats at noon.")
    library = opening.open_library(SETTINGS)
    ingest(library, embedder, [folder])
    found = library.store.documents()
    library.close()
    return found


def documents():
    library = opening.open_existing(SETTINGS)
    try:
        return library.store.documents(), library.agrees()
    finally:
        library.close()


def without_time(found):
    return [dataclasses.replace(d, added="") for d in found]


def test_a_library_built_otherwise_is_refused_until_it_is_rebuilt(old, parts, fakes):
    parts(NEW)
    with pytest.raises(LibraryError, match="built with another embedding model and dimension and"):
        opening.open_library(SETTINGS)
    told = []
    assert opening.rebuild_library(SETTINGS, lambda *call: told.append(call)) == 3
    titles = [d.title for d in old]
    assert told == [*((n, 3, title) for n, title in enumerate(titles)), (3, 3, "")]
    library = opening.open_library(SETTINGS)
    try:
        assert without_time(library.store.documents()) == without_time(old)
        assert library.agrees()
        ids, rows = library.store.vectors()
        assert rows.shape == (3, 32)
        text = f"{titles[1]}. Life\nThe bee sleeps. It eats at noon."
        vector = fakes.HashEmbedder(32).encode([text])[0]
        (number, cosine), *_ = library.nearest(vector, 1)
        assert cosine == pytest.approx(1, abs=2**-11)
        assert library.store.lexical('"bee"', 5) == [number]
        assert len(ids) == 3
    finally:
        library.close()


def test_a_rebuild_that_is_interrupted_leaves_the_old_library(old, parts):
    parts(NEW)

    def stop(done, _all, _title):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opening.rebuild_library(SETTINGS, stop)
    assert stored_fingerprint(library_folder(SETTINGS)) == OLD
    assert documents() == (old, True)
    parts(OLD)
    library = opening.open_library(SETTINGS)
    try:
        assert library.store.vectors()[1].shape == (3, 64)
        assert len(library.store.lexical('"bee"', 5)) == 1
    finally:
        library.close()
    parts(NEW)
    assert opening.rebuild_library(SETTINGS, lambda *_call: None) == 3
    assert stored_fingerprint(library_folder(SETTINGS)) == NEW


def test_a_rebuild_with_nothing_changed_changes_nothing(old):
    assert opening.rebuild_library(SETTINGS, lambda *_call: None) == 3
    found, agrees = documents()
    assert without_time(found) == without_time(old)
    assert agrees


def test_listing_needs_no_model_and_no_matching_one(old, parts):
    parts(NEW)
    assert documents()[0] == old


def test_where_there_is_no_library(parts):
    parts(NEW)
    for run in (opening.open_existing, lambda s: opening.rebuild_library(s, lambda *_call: None)):
        with pytest.raises(LibraryError, match=r"There is no library in .*footnote ingest FOLDER"):
            run(SETTINGS)
    assert not library_folder(SETTINGS).exists()


def test_without_the_embedding_model_there_is_no_library():
    with pytest.raises(ModelError, match="run: footnote models fetch minilm"):
        opening.open_library(SETTINGS)
    assert not library_folder(SETTINGS).exists()


def test_too_little_memory_is_said_before_the_model_is_loaded(monkeypatch, tmp_path):
    class Memory:
        available = 499 * 1024**2

    monkeypatch.setattr("psutil.virtual_memory", Memory)
    path = tmp_path / "model.gguf"
    opening.require_memory(499, path)
    with pytest.raises(ResourceError, match=r"model\.gguf needs 1,500 MB .* and 499 MB are free"):
        opening.require_memory(1500, path)


def test_a_failure_after_the_model_was_started_ends_its_process(monkeypatch, fakes):
    generator = fakes.ScriptedGenerator()
    monkeypatch.setattr(opening, "open_generator", lambda _settings: generator)
    with pytest.raises(ModelError, match="footnote models fetch minilm"):
        opening.open_assistant(SETTINGS)
    assert generator.closed


@pytest.mark.models
def test_what_a_library_is_built_with(home_with_models):
    made = opening.fingerprint(SETTINGS)
    assert made == {
        "embedding model": find("minilm").sha256,
        "dimension": "384",
        "chunker": "sentences-200-40",
    }
    library = opening.open_library(SETTINGS)
    library.close()
    assert stored_fingerprint(library_folder(SETTINGS)) == made
    pooling = home_with_models / "models/all-MiniLM-L6-v2/1_Pooling/config.json"
    assert json.loads(pooling.read_text())["word_embedding_dimension"] == 384


@pytest.mark.models
def test_the_model_process_is_started_with_the_settings(home_with_models):
    generator = opening.open_generator(Settings(model="tiny", threads=1, context=1500))
    try:
        assert generator.pid is not None
        assert generator.context() >= 1500
        assert str(home_with_models / "models") in str(generator._path)
    finally:
        generator.close()
