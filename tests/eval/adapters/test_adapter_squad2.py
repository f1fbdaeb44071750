"""SQuAD 2.0 in its own form: articles, paragraphs, questions, spans."""

import json

import pytest

from eval.adapters.squad2 import FILE, cases, documents
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

MILL = "The mill at Orr has three floors. It was built by J. R. Fenn in 1802.  It burned in 1811."
BEES = "Bees winter\u200b in a ball. Their queen sits in it."


def question(key, asked, *answers, impossible=False, **more):
    spans = [{"text": words, "answer_start": start} for words, start in answers]
    return {"id": key, "question": asked, "answers": spans, "is_impossible": impossible, **more}


def content():
    mill = [
        question("q1", "Who built the mill? ", ("J. R. Fenn", 50), ("Fenn", 56), ("Fenn", 56)),
        question("q2", "When did what happen?", ("1802", 64), ("three", 20), ("1802.  It", 64)),
        question(
            "q3",
            "Who sold it?",
            ("Fenn", 56),
            impossible=True,
            plausible_answers=[{"text": "J. R. Fenn"}],
        ),
    ]
    bees = [question("q4", "Where do bees\twinter?", ("winter\u200b in a ball", 5))]
    return {
        "version": "v2.0",
        "data": [
            {"title": "Orr:_the_mill", "paragraphs": [{"context": MILL, "qas": mill}]},
            {
                "title": "Bees",
                "paragraphs": [{"context": BEES, "qas": bees}, {"context": "# Ants.", "qas": []}],
            },
        ],
    }


def write(folder, value):
    (folder / FILE).write_text(json.dumps(value), encoding="utf-8")
    return folder


def test_questions_with_the_sentences_around_their_answers(tmp_path):
    first, second, third, fourth = cases(write(tmp_path, content()))
    built = Place("Orr_the_mill.md", "It was built by J. R. Fenn in 1802.")
    assert (first.id, first.question, first.kind) == ("q1", "Who built the mill?", "answerable")
    assert (first.answerable, first.answers) == (True, ("J. R. Fenn", "Fenn"))
    assert first.evidence == (built,)
    assert second.answers == ("1802", "three", "1802. It")
    floors = Place("Orr_the_mill.md", "The mill at Orr has three floors.")
    assert second.evidence == (built, floors, Place("Orr_the_mill.md", "It burned in 1811."))
    assert (third.kind, third.answerable, third.answers) == ("impossible", False, ())
    assert third.evidence == ()
    assert fourth.question == "Where do bees winter?"
    assert fourth.answers == ("winter in a ball",)
    assert fourth.evidence == (Place("Bees.md", "Bees winter in a ball."),)


def test_one_document_an_article(tmp_path):
    mill, bees = documents(write(tmp_path, content()), tmp_path)
    assert (mill.name, bees.name) == ("Orr_the_mill.md", "Bees.md")
    assert read(mill).title == "Orr: the mill"
    assert read(bees).text == "Bees winter in a ball. Their queen sits in it.\n\n# Ants."


def spoil(change):
    value = content()
    change(value["data"][0]["paragraphs"][0])
    return value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "is not a JSON object"),
        ({"version": "v2.0"}, "the field 'data' is missing"),
        ({"data": [{"title": "A"}]}, "data 1: the field 'paragraphs' is missing"),
        ({"data": [{"title": 1, "paragraphs": []}]}, "data 1: the field 'title' must be a text"),
        (spoil(lambda p: p.pop("qas")), "data 1, paragraphs 1: the field 'qas' is missing"),
        (spoil(lambda p: p["qas"][1].pop("id")), "paragraphs 1, qas 2: the field 'id' is missing"),
        (spoil(lambda p: p["qas"][1].update(answers=[])), "qas 2: 'answers' is empty"),
        (
            spoil(lambda p: p["qas"][1].update(is_impossible="no")),
            "qas 2: the field 'is_impossible' must be true or false",
        ),
        (
            spoil(lambda p: p["qas"][0]["answers"][1].update(answer_start=57)),
            "qas 1, answers 2: 'answer_start' is not where",
        ),
        (
            spoil(lambda p: p["qas"][0]["answers"][0].update(answer_start=50 - len(MILL))),
            "qas 1, answers 1: 'answer_start' is not where",
        ),
        (
            spoil(lambda p: p["qas"][0]["answers"][0].update(answer_start="50")),
            "qas 1, answers 1: 'answer_start' is not where",
        ),
    ],
)
def test_malformed_data_is_named(tmp_path, value, message):
    with pytest.raises(UsageError, match=rf"dev-v2\.0\.json.*{message}"):
        cases(write(tmp_path, value))


def test_a_missing_file_is_named(tmp_path):
    for read_set in (cases, lambda data: documents(data, tmp_path)):
        with pytest.raises(UsageError, match=r"dev-v2\.0\.json cannot be read"):
            read_set(tmp_path)
