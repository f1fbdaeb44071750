"""A scripted assistant runs a small suite: what is asked, recorded, scored and reported."""

import json

import pytest
from filelock import FileLock

from eval.cases import Case
from eval.judge import right
from eval.manifest import manifest
from eval.metrics.citations import Place
from eval.records import RunFolder
from eval.run import run, write_report
from eval.score import score
from index.errors import ResourceError, UsageError
from index.records import Chunk, Hit, StoredDocument
from rag.answer import Answer, AnswerSentence, Citation, Passage, Seconds, Work
from rag.config import Settings

SENTENCE = "The bridge cost 48,000 euros."
PLACE = {"document_id": 1, "source": "/lib/x.md", "title": "X", "date": None, "page": None,
         "heading": "", "start": 0, "end": 29}  # fmt: skip
GOLD = (Place("x.md", SENTENCE),)
CASES = [
    Case("a", "How much?", True, "number", answers=("48000",), evidence=GOLD),
    Case("b", "Which two?", True, "list", required=(("bridge",), ("euros",)), evidence=GOLD),
    Case("c", "Who?", False, "near_miss"),
]
DOCUMENT = StoredDocument(1, "/lib/x.md", "0", "md", "X", None, None, None, 29, 1, "")
TOLD = {"suite": "small", "mode": "answer", "model": "m", "embedding": "e", "passages": 6,
        "threads": 2, "machine": "here", "cases": 3}  # fmt: skip


class Scripted:
    """Answers everything with one sentence, or refuses everything."""

    mode = "answer"

    def __init__(self, *refused, broken=()):
        self.refused = refused
        self.broken = broken
        self.asked = []

    def ask(self, case):
        question = case.question
        self.asked.append(question)
        if question in self.broken:
            raise UsageError("Your question is too long.")
        seconds, work = Seconds(0.2, 1.0, 3.0), Work("f00", 500, 400, 0.1, SENTENCE, 8)
        evidence = (Passage(text=SENTENCE, **PLACE),)
        if question in self.refused:
            return Answer(question, "not_found", evidence=evidence, seconds=seconds, work=work)
        sentence, citation = AnswerSentence(SENTENCE, (1,)), Citation(1, **PLACE, quote=SENTENCE)
        return Answer(question, "answered", evidence=evidence, sentences=(sentence,),
                      citations=(citation,), dropped=("It rained. (no source)",), confidence=0.9,
                      seconds=seconds, work=work)  # fmt: skip

    def hits(self, _case):
        chunks = [
            Chunk(0, 0, 1, 40, 50, "Other.", None, ""),
            Chunk(1, 1, 2, 0, 29, SENTENCE, None, ""),
        ]
        return [Hit(n, DOCUMENT, chunk, (), 1 / n, None) for n, chunk in enumerate(chunks, start=1)]


def silent(*_):
    pass


@pytest.fixture
def scores_of(tmp_path):
    def scores(assistant, cases=CASES):
        folder = RunFolder(tmp_path / "run", TOLD)
        run(assistant, cases, folder, silent)
        scores.folder = folder
        return write_report(folder)[0]

    return scores


def means(scores):
    return {figure.name: figure.value.mean for figure in scores.figures}


def test_a_perfect_answerer_scores_100(scores_of):
    scores = scores_of(Scripted("Who?"))
    found = means(scores)
    assert found.pop("memory_peak") > 10e6  # of this process
    assert found == {
        "answerable_right": 1, "right_and_cited": 1, "answerable_refused": 0,
        "unanswerable_refused": 1, "evidence_found": 1, "exact_match": 0,
        "refusal_precision": 1, "refusal_f1": 1, "aurc": 0,
        "coverage_at_risk": pytest.approx(2 / 3),
        # "bridge cost 48000 euros" has four words, gold one of them: 2 * 1 / (4 + 1)
        "token_f1": 0.4,
        "citation_precision": 1, "citation_recall": 1, "supported": 1,
        # gold is the second hit: 1/2, and 1 / log2(3)
        "recall_at_5": 1, "recall_at_10": 1, "mrr_at_10": 0.5, "map": 0.5,
        "ndcg_at_10": pytest.approx(0.63093, abs=1e-5),
        "seconds_evidence": 0.2, "seconds_first": 1.0, "seconds_total": 3.0,
        "tokens_read": 500, "tokens_written": 8,
    }  # fmt: skip
    assert {kind: share.mean for kind, share in scores.by_kind.items()} == {
        "list": 1, "near_miss": 1, "number": 1,
    }  # fmt: skip


def test_one_that_always_refuses_scores_what_it_should(scores_of):
    scores = means(scores_of(Scripted("How much?", "Which two?", "Who?")))
    assert (scores["answerable_right"], scores["answerable_refused"]) == (0, 1)
    assert (scores["right_and_cited"], scores["unanswerable_refused"]) == (0, 1)
    # refused 3, of them 1 rightly: precision 1/3, recall 1, F1 = 2 * (1/3) / (4/3) = 1/2
    assert scores["refusal_precision"] == pytest.approx(1 / 3)
    assert scores["refusal_f1"] == pytest.approx(0.5)
    assert scores["coverage_at_risk"] == 0
    assert not {"citation_precision", "citation_recall", "supported", "aurc"} & scores.keys()


def test_one_that_never_refuses_scores_what_it_should(scores_of):
    scores = scores_of(Scripted())
    found = means(scores)
    assert (found["answerable_right"], found["unanswerable_refused"]) == (1, 0)
    assert found["refusal_f1"] == 0
    assert "refusal_precision" not in found  # nothing was refused
    # three answers of one confidence, one of them wrong: the risk is 1/3 at every coverage
    assert found["aurc"] == pytest.approx(1 / 3)
    assert [(p.coverage, p.risk) for p in scores.curve.points] == [(1, pytest.approx(1 / 3))]


def test_a_question_that_cannot_be_asked_is_an_error_and_no_refusal(scores_of):
    scores = means(scores_of(Scripted("Who?", broken=("How much?",))))
    assert scores["errors"] == pytest.approx(1 / 3)
    assert (scores["answerable_right"], scores["answerable_refused"]) == (0.5, 0)
    record = scores_of.folder.records()[0]
    assert (record["status"], record["error"]) == ("error", "Your question is too long.")


def test_memory_is_the_highest_peak(scores_of):
    scores_of(Scripted())
    records = scores_of.folder.records()
    for number, record in enumerate(records):
        record["memory_bytes"] = [5, 9, None][number]
    figures = {figure.name: figure.value for figure in score(records).figures}
    assert (figures["memory_peak"].mean, figures["memory_peak"].low) == (9, None)


@pytest.mark.parametrize("status", ["not_found", "answering", "error"])
def test_only_a_finished_answer_can_be_right(status):
    record = {"answerable": True, "status": status, "text": "It cost 48,000 euros.",
              "gold": {"required": [], "answers": ["48,000"], "reference": ""}}  # fmt: skip
    assert not right(record)
    assert right({**record, "status": "answered"})


def test_everything_is_recorded(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    run(Scripted("Who?"), CASES, folder, silent)
    first, _, refused = folder.records()
    assert (first["id"], first["kind"], first["question"]) == ("a", "number", "How much?")
    assert first["gold"] == {
        "answers": ["48000"], "required": [], "reference": "", "attack": "",
        "evidence": [{"source": "x.md", "text": SENTENCE, "page": None}],
    }  # fmt: skip
    assert first["model"] == {
        "prompt_sha256": "f00", "raw": SENTENCE, "read": 500, "kept": 400, "written": 8,
        "not_found_probability": 0.1,
    }  # fmt: skip
    shown = {"text": SENTENCE, "citations": [1], "quoted": False, "brief": None, "signals": {}}
    assert first["sentences"] == [shown]
    assert first["short"] == ""
    assert first["citations"][0]["quote"] == first["passages"][0]["text"] == SENTENCE
    assert first["hits"][1] == {"source": "/lib/x.md", "page": None, "start": 0, "end": 29,
                                "score": 0.5, "text": SENTENCE}  # fmt: skip
    assert first["seconds"] == {"evidence": 0.2, "first_sentence": 1.0, "total": 3.0}
    assert first["memory_bytes"] > 10e6
    assert (first["dropped"], refused["dropped"]) == (["It rained. (no source)"], [])
    assert (refused["status"], refused["text"], refused["confidence"]) == ("not_found", "", None)
    assert "text" not in refused["hits"][0]  # without a gold quote there is nothing to find in it


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
    assert records.read_bytes().startswith(whole[: whole.index(b"\n") + 1])
    assert told == [(1, 3, "b"), (2, 3, "c"), (3, 3, "")]


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    with (
        FileLock(tmp_path / "run" / ".lock"),
        pytest.raises(UsageError, match="Another run is writing"),
    ):
        run(Scripted(), CASES, folder, silent)


def test_another_run_in_the_folder_is_refused(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    with pytest.raises(UsageError, match=r"Another run lies in .* \(other model\)"):
        RunFolder(tmp_path / "run", {**TOLD, "model": "small"})
    with pytest.raises(UsageError, match=r"\(other seed\)"):  # one that did not tell its seed
        RunFolder(tmp_path / "run", {**TOLD, "seed": 3})
    folder.tell(corpus_sha256="1", documents=5)
    again = RunFolder(tmp_path / "run", TOLD)
    assert again.told["documents"] == 5
    again.tell(corpus_sha256="1", documents=5)
    with pytest.raises(UsageError, match=r"\(other corpus_sha256\)"):
        again.tell(corpus_sha256="2", documents=5)


def test_a_full_disk_is_said_and_what_is_recorded_stays(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    run(Scripted(), CASES[:1], folder, silent)
    full = tmp_path / "run" / "records.jsonl"
    kept = full.read_bytes()
    full.unlink()
    full.symlink_to("/dev/full")  # every write fails for lack of room
    with pytest.raises(ResourceError, match=r"No space left on device.*make room"):
        folder.append({"id": "x"})
    full.unlink()
    full.write_bytes(kept)
    assert [record["id"] for record in folder.records()] == ["a"]


def test_the_reports_name_what_went_wrong(tmp_path):
    folder = RunFolder(tmp_path / "run", TOLD)
    run(Scripted("How much?"), CASES, folder, silent)
    scores, report = write_report(folder)
    text = (tmp_path / "run" / "report.md").read_text()
    assert "answerable: right | 50 % (0 to 100)" in text
    assert "How much?" in text
    assert "How much?" in report.read_text()
    figures = json.loads((tmp_path / "run" / "scores.json").read_text())["figures"]
    assert figures[0]["name"] == "answerable_right"
    assert figures[0]["value"]["mean"] == scores.figures[0].value.mean == 0.5


def test_the_manifest_tells_runs_apart():
    def told(mode="answer", suite="s1", ids=("a", "b"), seed=0, **settings):
        return manifest("seeds", suite, ids, Settings(threads=2, **settings), mode, seed=seed)

    assert told() == told()
    for other in (
        told(ids=("a",)), told(ids=("a", "c")), told(model="small"), told(passages=3),
        told(mode="gold evidence"),
        told(seed=1), told(suite="s2"),
    ):  # fmt: skip
        assert other != told()
    found = told(mode="retrieval")
    assert (found["model"], found["prompt_sha256"]) == (None, None)
