"""`footnote ask` and `footnote search`: what is printed, and the exit codes."""

import dataclasses
import json
from importlib.resources import files

import pytest

from index.errors import ModelError
from rag.answer import Answer, AnswerSentence, Citation, Passage, Seconds

QUESTION = "When does the canteen open?"
PASSAGE = Passage(
    1, "/notes/canteen.md", "Canteen rules", "2021-08-05", 3, "Hours", 20, 67,
    "The canteen opens at noon. It closes at two. Soup is free on Mondays.", ((0, 26), (27, 44)),
)  # fmt: skip
FIRST = Citation(
    1, 1, "/notes/canteen.md", "Canteen rules", "2021-08-05", 3, "Hours", 20, 46,
    "The canteen opens at noon.",
)  # fmt: skip
SECOND = Citation(2, 2, "/notes/tea.txt", "Tea", None, None, "Tea", 0, 16, "Tea is served 1.")
ANSWERED = Answer(
    QUESTION,
    "answered",
    (PASSAGE,),
    (AnswerSentence("It opens at noon.", (1,)), AnswerSentence("Tea is served at one.", (1, 2))),
    (FIRST, SECOND),
    confidence=0.87654321,
    seconds=Seconds(0.12345, 1.00049, 2.5),
)
READING = Answer(QUESTION, "answering", (PASSAGE,))
NOT_FOUND = Answer(QUESTION, "not_found", (PASSAGE,), seconds=Seconds(0.1, None, 0.2))


def test_sentences_then_their_footnotes(run, scripted):
    assistant = scripted(Answer(QUESTION, "searching"), READING, ANSWERED)
    result = run("ask", QUESTION)
    assert result.stdout == (
        "It opens at noon.[1]\n"
        "Tea is served at one.[1][2]\n"
        "\n"
        "[1] Canteen rules · 2021-08-05 · page 3 · Hours\n"
        "    “The canteen opens at noon.”\n"
        "    /notes/canteen.md\n"
        "\n"
        "[2] Tea\n"
        "    “Tea is served 1.”\n"
        "    /notes/tea.txt\n"
    )
    assert result.stderr == ""
    assert result.exit_code == 0
    assert assistant.asked == [QUESTION]
    assert assistant.closed


def test_each_sentence_is_printed_once_as_it_comes(run, scripted):
    half = dataclasses.replace(ANSWERED, status="answering", sentences=ANSWERED.sentences[:1])
    scripted(READING, half, half, ANSWERED)
    assert run("ask", QUESTION).stdout.count("It opens at noon.[1]\n") == 1


def test_not_found_shows_the_nearest_passages_in_two_lines_each(run, scripted):
    long = dataclasses.replace(PASSAGE, text="word " * 100, highlights=(), heading="", page=None)
    scripted(dataclasses.replace(NOT_FOUND, evidence=(PASSAGE, long, PASSAGE, PASSAGE)))
    result = run("ask", QUESTION)
    nearest = (
        "\n  - Canteen rules · 2021-08-05 · page 3 · Hours\n"
        "    The canteen opens at noon. … It closes at two.\n"
    )
    line = " ".join(["word"] * 17)
    assert result.stdout == (
        "Your documents do not say. The nearest passages:\n"
        + nearest
        + f"\n  - Canteen rules · 2021-08-05\n    {line[:-5]} word\n    {line[:-5]} …\n"
        + nearest
        + "\nTry other words, or add a document that says it: footnote ingest FILE\n"
    )
    assert result.exit_code == 3


def test_not_found_without_any_passage(run, scripted):
    scripted(Answer(QUESTION, "not_found"))
    assert run("ask", QUESTION).stdout == (
        "Your documents do not say.\n"
        "\nTry other words, or add a document that says it: footnote ingest FILE\n"
    )


def test_json_has_exactly_these_keys(run, scripted):
    scripted(READING, ANSWERED)
    result = run("ask", "--json", QUESTION)
    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout) == {
        "question": QUESTION,
        "status": "answered",
        "text": "It opens at noon.[1] Tea is served at one.[1][2]",
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
        "confidence": 0.877,
        "seconds": {"evidence": 0.123, "first_sentence": 1.0, "total": 2.5},
    }
    assert result.exit_code == 0


def test_json_of_what_the_documents_do_not_say(run, scripted):
    scripted(READING, NOT_FOUND)
    result = run("ask", "--json", QUESTION)
    told = json.loads(result.stdout)
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
        "status": "error",
        "text": "",
        "citations": [],
        "confidence": None,
        "seconds": {"evidence": None, "first_sentence": None, "total": None},
        "error": "The model fell over: pick it up.",
    }
    assert result.exit_code == 1
    assert assistant.closed


def test_the_words_of_a_question_need_no_quotation_marks(run, scripted):
    assistant = scripted(ANSWERED)
    run("ask", "When", "does", "it", "open?")
    assert assistant.asked == ["When does it open?"]


def test_options_after_the_command_win_over_those_before(run, scripted):
    assistant = scripted(ANSWERED)
    before = ("--library", "a", "--model", "small", "--threads", "3")
    run(*before, "ask", QUESTION, "--library", "b", "--threads", "0")
    chosen = assistant.settings
    assert (chosen.library, chosen.model, chosen.threads) == ("b", "small", 0)


def test_control_characters_of_a_title_do_not_reach_the_terminal(run, scripted):
    nasty = dataclasses.replace(FIRST, source="/notes/\x1b]0;owned\x07.txt")
    scripted(dataclasses.replace(ANSWERED, citations=(nasty,)))
    assert "    /notes/\\x1b]0;owned\\x07.txt\n" in run("ask", QUESTION).stdout


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_first_question_brings_the_samples_and_is_answered_from_them(run):
    result = run("ask", "--json", "--model", "tiny", "How far is Brest from the Polish border?")
    told = json.loads(result.stdout)
    assert result.stderr == "The library is new: adding the five sample documents.\n"
    assert (told["status"], result.exit_code) == ("answered", 0)
    assert "8 kilometers" in told["text"]
    seed = files("seeds").joinpath("04-china-belarus-brest-2024.md").read_text(encoding="utf-8")
    for citation in told["citations"]:
        assert citation["end"] - citation["start"] == len(citation["quote"])
    assert any(c["quote"] in seed for c in told["citations"])
    assert told["seconds"]["evidence"] <= told["seconds"]["first_sentence"]
    assert told["seconds"]["first_sentence"] <= told["seconds"]["total"]


@pytest.mark.models
@pytest.mark.usefixtures("samples")
def test_what_the_samples_do_not_say_is_not_found_in_a_real_process(begin):
    process = begin("ask", "--model", "tiny", "What is the capital of Australia?")
    out, err = process.communicate()
    assert out.startswith("Your documents do not say. The nearest passages:\n\n  - ")
    assert (err, process.returncode) == ("", 3)
