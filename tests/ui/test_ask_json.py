"""`footnote ask --json`: one object, whatever happens."""

import dataclasses
import json

from index.errors import ModelError
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Conflict,
    Passage,
    Seconds,
    Version,
)

QUESTION = "When does the canteen open?"
PASSAGE = Passage(
    1, "/notes/canteen.md", "Canteen rules", "2021-08-05", 3, "Hours", 20, 67,
    "The canteen opens at noon. It closes at two. Soup is free on Mondays.", ((0, 26), (27, 44)),
    span=(21, 25),
)  # fmt: skip
FIRST = Citation(
    1, 1, "/notes/canteen.md", "Canteen rules", "2021-08-05", 3, "Hours", 20, 46,
    "The canteen opens at noon.",
)  # fmt: skip
SECOND = Citation(2, 2, "/notes/tea.txt", "Tea", None, None, "Tea", 0, 16, "Tea is served 1.")
ANSWERED = Answer(
    QUESTION,
    "answered",
    evidence=(PASSAGE,),
    sentences=(
        AnswerSentence("It opens at noon.", (1,)),
        AnswerSentence("Tea is served at one.", (1, 2)),
    ),
    citations=(FIRST, SECOND),
    confidence=0.87654321,
    seconds=Seconds(0.12345, 1.00049, 2.5),
)
READING = Answer(QUESTION, "answering", evidence=(PASSAGE,))
NOT_FOUND = Answer(QUESTION, "not_found", evidence=(PASSAGE,), seconds=Seconds(0.1, None, 0.2))
CONFLICT = Conflict("the time", (Version("noon", 1), Version("1 o'clock", 2)), newest=1)


def test_json_has_exactly_these_keys(run, scripted):
    scripted(READING, ANSWERED)
    result = run("ask", "--json", QUESTION)
    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout) == {
        "question": QUESTION,
        "understood": "",
        "status": "answered",
        "text": "It opens at noon.[1] Tea is served at one.[1][2]",
        "sentences": [
            {"text": "It opens at noon.", "citations": [1], "quoted": False},
            {"text": "Tea is served at one.", "citations": [1, 2], "quoted": False},
        ],
        "citations": [
            {
                "number": 1,
                "source": "/notes/canteen.md",
                "title": "Canteen rules",
                "date": "2021-08-05",
                "page": 3,
                "start": 20,
                "end": 46,
                "quote": "The canteen opens at noon.",
            },
            {
                "number": 2,
                "source": "/notes/tea.txt",
                "title": "Tea",
                "date": None,
                "page": None,
                "start": 0,
                "end": 16,
                "quote": "Tea is served 1.",
            },
        ],
        "conflicts": [],
        "explanation": "",
        "passages": [
            {
                "source": "/notes/canteen.md",
                "title": "Canteen rules",
                "date": "2021-08-05",
                "page": 3,
                "heading": "Hours",
                "start": 20,
                "end": 67,
                "text": PASSAGE.text,
                "highlights": [[0, 26], [27, 44]],
                "span": [21, 25],
            }
        ],
        "confidence": 0.877,
        "seconds": {"evidence": 0.123, "first_sentence": 1.0, "total": 2.5},
    }
    assert result.exit_code == 0


def test_json_of_a_follow_up_a_quotation_and_a_conflict(run, scripted):
    own = AnswerSentence("The canteen opens at noon.", (1,), quoted=True)
    full = {"understood": "When?", "sentences": (own,), "conflicts": (CONFLICT,)}
    scripted(dataclasses.replace(ANSWERED, **full))
    told = json.loads(run("ask", "--json", QUESTION).stdout)
    assert told["understood"] == "When?"
    assert told["sentences"] == [{"text": own.text, "citations": [1], "quoted": True}]
    versions = [{"value": "noon", "citation": 1}, {"value": "1 o'clock", "citation": 2}]
    assert told["conflicts"] == [{"about": "the time", "versions": versions, "newest": 1}]


def test_json_of_what_the_documents_do_not_say(run, scripted):
    scripted(READING, dataclasses.replace(NOT_FOUND, explanation="They name no canteen."))
    result = run("ask", "--json", QUESTION)
    told = json.loads(result.stdout)
    assert told["explanation"] == "They name no canteen."
    assert (told["status"], told["text"], told["citations"]) == ("not_found", "", [])
    assert result.exit_code == 3


def test_json_of_a_failure_on_the_way_is_one_object(run, scripted, monkeypatch):
    def fail(_question):
        yield READING
        raise ModelError("The model fell over: pick it up.")

    assistant = scripted()
    monkeypatch.setattr(assistant, "stream", fail)
    result = run("ask", "--json", QUESTION)
    assert json.loads(result.stdout) == {
        "question": QUESTION,
        "understood": "",
        "status": "error",
        "text": "",
        "sentences": [],
        "citations": [],
        "conflicts": [],
        "explanation": "",
        "passages": [],
        "confidence": None,
        "seconds": {"evidence": None, "first_sentence": None, "total": None},
        "error": "The model fell over: pick it up.",
    }
    assert result.exit_code == 1
    assert assistant.closed
