"""The ways to ask, with the real small models."""

import pytest

from eval import collection
from eval.ask import Asker
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.config import Settings
from rag.opening import open_assistant, open_embedder, open_library
from rag.reader import EvidenceReader

pytestmark = pytest.mark.models

BRIDGE = "The bridge in Lindau cost 48,000 euros."
CAT = "The cat of the mayor is called Minka."
CASE = Case("a", "What did the bridge in Lindau cost?", True, answers=("48,000",),
            evidence=(Place("bridge.txt", BRIDGE),))  # fmt: skip


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text(f"{BRIDGE} It is red.")
    (folder / "cat.txt").write_text(f"{CAT} She sleeps all day.")
    (folder / "tax.txt").write_text("Taxes are due in May. Late payers owe a fee.")
    return folder


@pytest.fixture
def settings(home_with_models):
    return Settings(library=f"{home_with_models}/here", model="tiny", threads=2)


@pytest.fixture
def opened(settings, documents):
    library, embedder = open_library(settings), open_embedder(settings)
    report = collection.fill(library, embedder, [documents], lambda *_: None)
    assert not report.failed
    yield library, embedder, EvidenceReader(1)
    library.close()


def test_without_a_model_the_likeliest_sentence_answers(opened):
    asker = Asker("no model", *opened, passages=2, errors=1.0)
    answer = asker.ask(CASE)
    assert (answer.status, answer.text) == ("answered", f"{BRIDGE}[1]")
    assert (answer.citations[0].quote, len(answer.evidence)) == (BRIDGE, 2)
    assert 0 < answer.seconds.evidence <= answer.seconds.first_sentence <= answer.seconds.total
    assert answer.work is None
    assert answer.confidence > asker.ask(Case("b", "Who won the war of 1812?", False)).confidence


def test_where_only_finding_is_judged_nothing_is_answered(opened):
    asker = Asker("retrieval", *opened, passages=2)
    answer = asker.ask(CASE)
    assert (answer.status, answer.sentences) == ("answering", ())
    assert answer.evidence[0].text.startswith(BRIDGE)
    hits = asker.hits(CASE)
    assert len(hits) == 3  # the whole ranking, not the passages shown
    assert hits[0].chunk.text.startswith(BRIDGE)
    with pytest.raises(UsageError, match="question is empty"):
        asker.ask(Case("b", "?", False))


def _asker(mode, assistant):
    return Asker(mode, assistant.library, assistant.embedder, assistant.reader, 2, assistant)


def test_gold_evidence_is_all_that_the_model_gets(settings, documents):
    assistant = open_assistant(settings)
    try:
        collection.fill(assistant.library, assistant.embedder, [documents], lambda *_: None)
        asker = _asker("gold evidence", assistant)
        for gold in (Place("cat.txt", CAT), Place("cat.txt")):
            case = Case("a", "What is the cat of the mayor called?", True, evidence=(gold,))
            answer = asker.ask(case)
            assert [p.source.rsplit("/")[-1] for p in answer.evidence] == ["cat.txt"]
            assert answer.work.read > 0
        nowhere = Case("a", "Why?", True, evidence=(Place("cat.txt", "Dogs bark at night."),))
        with pytest.raises(UsageError, match="of a stands nowhere in the documents"):
            asker.ask(nowhere)
        plain = _asker("answer", assistant)
        assert {p.source.rsplit("/")[-1] for p in plain.ask(CASE).evidence} > {"bridge.txt"}
    finally:
        assistant.close()


def test_a_collection_holds_its_files_and_nothing_else(opened, documents):
    library, embedder, _ = opened
    before = collection.sha256(library)
    (documents / "tax.txt").unlink()
    (documents / "cat.txt").write_text(f"{CAT} She sleeps all night.")
    (documents / "bad.pdf").write_bytes(b"no PDF")
    report = collection.fill(library, embedder, [documents], lambda *_: None)
    names = [document.source.rsplit("/")[-1] for document in library.store.documents()]
    assert sorted(names) == ["bridge.txt", "cat.txt"]
    assert [len(x) for x in (report.unchanged, report.replaced, report.added)] == [1, 1, 0]
    assert collection.failed(report)[0].startswith("bad.pdf: ")
    assert collection.sha256(library) != before


def test_other_files_and_other_embeddings_have_other_collections(settings):
    here = collection.folder_for("squad2", "/data", settings)
    assert here.name.startswith("squad2-")
    assert here == collection.folder_for("squad2", "/data", settings)
    assert here != collection.folder_for("squad2", "/other", settings)
