"""MTRAG in its own form: a turn of a conversation with its passages, its target and its class."""

import json
import re

import pytest

from eval.adapters.mtrag import FILE, cases, documents
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

HARBOUR = {
    "document_id": "a1-0-90",
    "title": "\r\n\tHarbour\r\n",
    "text": "\r\n\tHarbour\r\n\nDues are:\n* 5 for boats\r\n \n* 9 - 11 for ships\xa0",
}
AGAIN = HARBOUR | {"document_id": "b7-0-90"}
FERRY = {"document_id": "ferry_2", "text": "\nFerries leave at six. " + "They run all year. " * 4}
TAPER = {"document_id": "c3", "title": "Taper", "text": "Taper\nA taper 's wick , lit , burns ."}


def turn(key, kind, contexts, *said, target="At six.", collection="govt"):
    speakers = ["user", "agent"] * len(said)
    return {
        "task_id": key,
        "Collection": collection,
        "contexts": contexts,
        "input": [
            {"speaker": who, "text": words} for who, words in zip(speakers, said, strict=False)
        ],
        "targets": [{"speaker": "agent", "text": target}],
        "answerability": [kind],
    }


TURNS = [
    turn("c<::>2", "ANSWERABLE", [FERRY, AGAIN], "hi", "Hello\nyou.", " and the ferry? "),
    turn("d<::>1", "PARTIAL", [HARBOUR, AGAIN], "What are dues, and why?", target="5 or 9. Why?"),
    turn("e<::>1", "UNANSWERABLE", [], "Who owns it?", target="I do not know."),
    turn("f<::>1", "UNDERSPECIFIED", [FERRY], "Is it open?", target="Which one?"),
    turn(
        "g<::>2",
        "ANSWERABLE",
        [TAPER],
        *("so , what ?", "A wick , lit .", "burns ?"),
        target="It does .",
        collection="clapnq",
    ),
]


def write(folder, *turns):
    lines = "".join(json.dumps(each) + "\n" for each in turns)
    (folder / FILE).write_text(lines, encoding="utf-8")
    return folder


def test_the_last_turn_is_the_question_and_the_others_are_the_history(tmp_path):
    first, second, *_, taper = cases(write(tmp_path, *TURNS))
    assert (first.id, first.question) == ("c<::>2", "and the ferry?")
    assert first.history == (("hi", "Hello you."),)
    assert (second.question, second.history) == ("What are dues, and why?", ())
    # Only what was copied from the collection is put together, not what a person typed.
    assert (taper.history, taper.question) == ((("so , what ?", "A wick, lit."),), "burns ?")


def test_each_class_counts_as_it_should(tmp_path):
    ferry = Place("ferry_2.md", "Ferries leave at six." + " They run all year." * 4)
    dues = Place("b7_0_90.md", "Dues are: * 5 for boats * 9 - 11 for ships")
    assert [
        (case.kind, case.answerable, case.reference, case.evidence)
        for case in cases(write(tmp_path, *TURNS))
    ] == [
        ("answerable", True, "At six.", (ferry, dues)),
        ("partial", True, "5 or 9. Why?", (dues,)),
        ("unanswerable", False, "", ()),
        ("underspecified", False, "Which one?", ()),
        ("answerable", True, "It does.", (Place("c3.md", "A taper's wick, lit, burns."),)),
    ]


def test_one_document_a_passage_whatever_its_ids(tmp_path):
    paths = documents(write(tmp_path, *reversed(TURNS)), tmp_path)
    assert [path.name for path in paths] == ["c3.md", "ferry_2.md", "a1_0_90.md"]
    taper, ferry, harbour = map(read, paths)
    assert (taper.title, taper.text) == ("Taper", "A taper's wick, lit, burns.")
    assert ferry.title == "Ferries leave at six. They run all year. They run all year. They run…"
    assert harbour.title == "Harbour"
    assert harbour.text == "Dues are:\n\n* 5 for boats\n\n* 9 - 11 for ships"


def test_a_short_first_line_is_the_title_of_a_passage_without_one(tmp_path):
    plain = {"document_id": "p", "title": None, "text": "\n Fares \n\nA fare is 5."}
    word = {"document_id": "q", "text": "x" * 200}
    paths = documents(write(tmp_path, turn("a", "ANSWERABLE", [plain, word], "?")), tmp_path)
    assert [read(path).title for path in paths] == ["Fares", "x" * 70 + "…"]
    assert read(paths[0]).text == "Fares\n\nA fare is 5."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"answerability": ["MAYBE"]}, "'answerability' must be one of ANSWERABLE, PARTIAL"),
        ({"answerability": ["PARTIAL", "PARTIAL"]}, "'answerability' must be one of"),
        ({"answerability": "PARTIAL"}, "the field 'answerability' must be a list of texts"),
        ({"targets": []}, "the field 'targets' is empty"),
        ({"input": []}, "in 'input' user and agent must take turns"),
        ({"input": TURNS[0]["input"][:2]}, "in 'input' user and agent must take turns"),
        ({"input": TURNS[0]["input"][1:2]}, "in 'input' user and agent must take turns"),
        ({"contexts": [{"text": "A."}]}, "contexts 1: the field 'document_id' is missing"),
        ({"contexts": [FERRY, {"document_id": "e", "text": " \n"}]}, "contexts 2: .* is empty"),
    ],
)
def test_malformed_turns_are_named(tmp_path, change, message):
    with pytest.raises(UsageError, match=rf"reference\.jsonl, line 2.*{message}"):
        cases(write(tmp_path, TURNS[0], TURNS[1] | change))


@pytest.mark.parametrize("missing", TURNS[0])
def test_a_missing_field_is_named(tmp_path, missing):
    short = {name: value for name, value in TURNS[1].items() if name != missing}
    message = f"{FILE}, line 2: the field {missing!r} is missing"
    with pytest.raises(UsageError, match=re.escape(message)):
        cases(write(tmp_path, TURNS[0], short))


def test_a_missing_file_is_named(tmp_path):
    for read_set in (cases, lambda data: documents(data, tmp_path)):
        with pytest.raises(UsageError, match=r"reference\.jsonl cannot be read"):
            read_set(tmp_path)
