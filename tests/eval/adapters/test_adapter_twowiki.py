"""Two-hop questions in their own form: a corpus of passages, questions, questions without any."""

import json

import pytest

from eval.adapters.twowiki import cases, documents
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

CORPUS = [
    ("k1", "Pale Sun (film)", 1, "It ran for a year."),
    ("k2", "Ada Roe", 0, "Ada  Roe( born 1901) directed *Pale Sun*.\n\nShe was from Ulm."),
    ("k3", "Pale Sun (film)", 0, "Pale Sun is a film by Ada Roe."),
]
QUESTIONS = [
    {
        "id": "two",
        "question": "Where was the director of Pale Sun born? ",
        "answer": " Ulm",
        "hop_type": "compositional",
        "gold_support_chunk_ids": ["k3", "k2", "k3"],
        "split": "dev",
    }
]
UNKNOWN = [
    {"id": "none", "question": "Who  wrote Dim Moon?", "answer": "Eva", "hop_type": "bridge"}
]


def write(folder, corpus=CORPUS, questions=QUESTIONS, unknown=UNKNOWN):
    names = ("chunk_id", "source_title", "source_para_idx", "text")
    chunks = [dict(zip(names, chunk, strict=False)) for chunk in corpus]
    lists = {"corpus": chunks, "questions": questions, "no_knowledge": unknown}
    for name, entries in lists.items():
        lines = "".join(json.dumps(entry) + "\n" for entry in entries)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_questions_with_their_passages(tmp_path):
    two, none = cases(write(tmp_path))
    assert (two.id, two.kind, two.split, two.answerable) == ("two", "compositional", "dev", True)
    assert two.question == "Where was the director of Pale Sun born?"
    assert two.answers == ("Ulm",)
    assert two.evidence == (
        Place("Pale_Sun_film.md", "Pale Sun is a film by Ada Roe."),
        Place("Ada_Roe.md", "Ada Roe( born 1901) directed *Pale Sun*. She was from Ulm."),
    )
    assert (none.id, none.kind, none.split) == ("none", "no_knowledge", "")
    assert (none.question, none.answerable) == ("Who wrote Dim Moon?", False)
    assert (none.answers, none.evidence) == ((), ())


def test_one_document_an_article_with_its_passages_in_order(tmp_path):
    film, ada = documents(write(tmp_path), tmp_path)
    assert (film.name, ada.name) == ("Pale_Sun_film.md", "Ada_Roe.md")
    assert read(film).title == "Pale Sun (film)"
    assert read(film).text == "Pale Sun is a film by Ada Roe.\n\nIt ran for a year."


def test_a_passage_that_is_not_there_is_named(tmp_path):
    wrong = [QUESTIONS[0] | {"gold_support_chunk_ids": ["k2", "k9"]}]
    with pytest.raises(UsageError, match=r"questions\.jsonl, line 1: .*'k9'.* corpus\.jsonl"):
        cases(write(tmp_path, questions=wrong))


@pytest.mark.parametrize("missing", ["id", "question", "answer", "hop_type", "split"])
def test_a_missing_field_of_a_question_is_named(tmp_path, missing):
    short = {name: value for name, value in QUESTIONS[0].items() if name != missing}
    with pytest.raises(
        UsageError, match=rf"questions\.jsonl, line 2: the field '{missing}' is missing"
    ):
        cases(write(tmp_path, questions=[*QUESTIONS, short]))


def test_a_missing_field_of_another_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"no_knowledge\.jsonl, line 2: the field 'question'"):
        cases(write(tmp_path, unknown=[*UNKNOWN, {"id": "x"}]))
    for read_set in (cases, lambda data: documents(data, tmp_path)):
        with pytest.raises(UsageError, match=r"corpus\.jsonl, line 4: the field 'text' is missing"):
            read_set(write(tmp_path, corpus=[*CORPUS, ("k4", "A", 0)]))
        with pytest.raises(UsageError, match=r"line 4: .*'source_para_idx' must be a whole number"):
            read_set(write(tmp_path, corpus=[*CORPUS, ("k4", "A", "0", "B.")]))


@pytest.mark.parametrize("name", ["corpus", "questions", "no_knowledge"])
def test_a_missing_file_is_named(tmp_path, name):
    (write(tmp_path) / f"{name}.jsonl").unlink()
    with pytest.raises(UsageError, match=rf"{name}\.jsonl cannot be read"):
        cases(tmp_path)
