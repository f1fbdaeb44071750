"""A scripted assistant runs a small suite: what is asked, recorded, scored and reported."""

import json

import pytest

from eval.cases import Case
from eval.metrics.citations import Place
from eval.records import RunFolder, manifest
from eval.run import run, write_report
from eval.score import right
from eval.suites import path_of
from index.errors import UsageError
from rag.answer import Answer, AnswerSentence, Citation, Passage, Seconds
from rag.config import Settings

SENTENCE = "The bridge cost 48,000 euros."
PLACE = {"document_id": 1, "source": "/lib/x.md", "title": "X", "date": None, "page": None,
         "heading": "", "start": 0, "end": 29}  # fmt: skip
CASES = [
    Case("a", "How much?", True, "number", answers=("48000",), evidence=(Place("x.md", SENTENCE),)),
    Case("b", "Which two?", True, "list", required=(("bridge",), ("euros",)),
         evidence=(Place("x.md", SENTENCE),)),
    Case("c", "Who?", False, "near_miss"),
]  # fmt: skip
TOLD = {"suite": "small", "model": "m", "embedding": "e", "passages": 6, "threads": 2,
        "machine": "here"}  # fmt: skip


class Scripted:
    """Answers everything with one sentence, or refuses everything."""

    def __init__(self, *refused):
        self.refused = refused
        self.asked = []

    def ask(self, question):
        self.asked.append(question)
        seconds = Seconds(0.2, 1.0, 3.0)
        evidence = (Passage(text=SENTENCE, **PLACE),)
        if question in self.refused:
            return Answer(question, "not_found", evidence, seconds=seconds)
        sentence, citation = AnswerSentence(SENTENCE, (1,)), Citation(1, **PLACE, quote=SENTENCE)
        return Answer(question, "answered", evidence, (sentence,), (citation,), seconds=seconds)


def silent(*_):
    pass


@pytest.fixture
def scores_of(tmp_path):
    def scores(assistant):
        folder = RunFolder(tmp_path / "run", TOLD)
        run(assistant, CASES, folder, silent)
        return write_report(folder, TOLD)[0]

    return scores


def test_a_perfect_answerer_scores_100(scores_of):
    scores = scores_of(Scripted("Who?"))
    shares = (scores.answerable_right, scores.refused_rightly, scores.citation_precision,
              scores.citation_recall, scores.evidence_found)  # fmt: skip
    assert [share.mean for share in shares] == [1, 1, 1, 1, 1]
    assert (scores.refused_wrongly.mean, scores.refusal.f1) == (0, 1)
    assert {kind: share.mean for kind, share in scores.by_kind.items()} == {
        "list": 1, "near_miss": 1, "number": 1,
    }  # fmt: skip
    assert (scores.seconds_evidence, scores.seconds_total) == (0.2, 3.0)


def test_one_that_always_refuses_scores_what_it_should(scores_of):
    scores = scores_of(Scripted("How much?", "Which two?", "Who?"))
    assert (scores.answerable_right.mean, scores.refused_wrongly.mean) == (0, 1)
    assert scores.refused_rightly.mean == 1
    # refused 3, of them 1 rightly: precision 1/3, recall 1, F1 = 2 * (1/3) / (4/3) = 1/2
    assert (scores.refusal.precision, scores.refusal.recall) == (pytest.approx(1 / 3), 1)
    assert scores.refusal.f1 == pytest.approx(0.5)
    assert scores.citation_precision is None
    assert scores.evidence_found.mean == 1


@pytest.mark.parametrize("status", ["not_found", "answering"])
def test_only_a_finished_answer_can_be_right(status):
    record = {"answerable": True, "status": status, "text": "It cost 48,000 euros.",
              "gold": {"required": [], "answers": ["48,000"]}}  # fmt: skip
    assert not right(record)
    assert right({**record, "status": "answered"})


def test_a_run_that_was_killed_goes_on_and_asks_nothing_twice(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    run(Scripted("Who?"), CASES[:2], folder, silent)
    records = tmp_path / "run" / "records.jsonl"
    whole = records.read_bytes()
    records.write_bytes(whole[:-20])  # killed while it wrote the second record
    again, told = Scripted("Who?"), []
    run(again, CASES, RunFolder(tmp_path / "run", TOLD), lambda *args: told.append(args))
    assert again.asked == ["Which two?", "Who?"]
    assert [json.loads(line)["id"] for line in records.read_text().splitlines()] == ["a", "b", "c"]
    assert records.read_bytes().startswith(whole)
    assert told == [(0, 3, "a"), (1, 3, "b"), (2, 3, "c"), (3, 3, "")]


def test_another_run_in_the_folder_is_refused(tmp_path):
    RunFolder(tmp_path / "run", TOLD)
    with pytest.raises(UsageError, match=r"Another run lies in .* \(other model\)"):
        RunFolder(tmp_path / "run", {**TOLD, "model": "small"})


def test_the_report_names_what_went_wrong(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    run(Scripted("How much?"), CASES, folder, silent)
    scores, report = write_report(folder, TOLD)
    text = report.read_text()
    assert "| answerable: right | 50 % (0 to 100) |" in text
    assert "- **a** (number) How much?\n  Expected: 48000. Answered: the documents do" in text
    assert (
        f"- **c** (near_miss) Who?\n  Expected: the documents do not say. Answered: {SENTENCE}"
        in text
    )
    assert "**b**" not in text
    figures = json.loads((tmp_path / "run" / "scores.json").read_text())
    assert figures["answerable_right"]["mean"] == scores.answerable_right.mean == 0.5


def test_the_manifest_tells_runs_apart():
    suite = path_of("seeds")
    told = manifest(suite, CASES, Settings(threads=2))
    assert told == manifest(suite, CASES, Settings(threads=2))
    for other in (
        manifest(suite, CASES[:2], Settings(threads=2)),
        manifest(suite, CASES, Settings(threads=2, model="small")),
        manifest(suite, CASES, Settings(threads=2, passages=3)),
    ):
        assert other != told
