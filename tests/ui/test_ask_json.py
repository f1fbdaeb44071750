"""`footnote ask --json`: one object, whatever happens."""

import json
from dataclasses import replace

from index.errors import ModelError
from rag.answer import AnswerSentence


def test_json_has_exactly_these_keys(run, scripted, canteen):
    scripted(canteen.reading, canteen.answered)
    result = run("ask", "--json", canteen.question)
    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout) == {
        "question": canteen.question,
        "understood": "",
        "scope": "",
        "status": "answered",
        "text": "It opens at noon.[1] Tea is served at one.[1][2]",
        "short": "",
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
                "text": canteen.passage.text,
                "highlights": [[0, 26], [27, 44]],
                "span": [21, 25],
            }
        ],
        "confidence": 0.877,
        "seconds": {"evidence": 0.123, "first_sentence": 1.0, "total": 2.5},
    }
    assert result.exit_code == 0


def test_json_of_a_follow_up_a_quotation_and_a_conflict(run, scripted, canteen):
    own = AnswerSentence("The canteen opens at noon.", (1,), quoted=True)
    full = {"understood": "When?", "sentences": (own,), "conflicts": (canteen.conflict,)}
    scripted(replace(canteen.answered, **full))
    told = json.loads(run("ask", "--json", canteen.question).stdout)
    assert told["understood"] == "When?"
    assert told["sentences"] == [{"text": own.text, "citations": [1], "quoted": True}]
    versions = [{"value": "noon", "citation": 1}, {"value": "1 o'clock", "citation": 2}]
    assert told["conflicts"] == [{"about": "the time", "versions": versions, "newest": 1}]


def test_json_of_what_the_documents_do_not_say(run, scripted, canteen):
    scripted(canteen.reading, replace(canteen.not_found, explanation="They name no canteen."))
    result = run("ask", "--json", canteen.question)
    told = json.loads(result.stdout)
    assert told["explanation"] == "They name no canteen."
    assert (told["status"], told["text"], told["citations"]) == ("not_found", "", [])
    assert result.exit_code == 3


def test_json_of_a_failure_on_the_way_is_one_object(run, scripted, monkeypatch, canteen):
    def fail(_question):
        yield canteen.reading
        raise ModelError("The model fell over: pick it up.")

    assistant = scripted()
    monkeypatch.setattr(assistant, "stream", fail)
    result = run("ask", "--json", canteen.question)
    assert json.loads(result.stdout) == {
        "question": canteen.question,
        "understood": "",
        "scope": "",
        "status": "error",
        "text": "",
        "short": "",
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
