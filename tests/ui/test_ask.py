"""`footnote ask`: what is printed, and the exit codes."""

import dataclasses

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


def test_sentences_then_their_footnotes(run, scripted):
    found = dataclasses.replace(PASSAGE, highlights=(), span=None)
    searching = Answer(QUESTION, "searching", evidence=(found,))
    assistant = scripted(searching, READING, ANSWERED)
    result = run("ask", QUESTION)
    assert result.stdout == (
        "It opens at noon.[1]\n"
        "Tea is served at one.[1][2]\n"
        "\n"
        "Fairly sure: about 88 of 100 such answers are right.\n"
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
        "Your documents do not say.\nThe nearest passages:\n"
        + nearest
        + f"\n  - Canteen rules · 2021-08-05\n    {line[:-5]} word\n    {line[:-5]} …\n"
        + nearest
        + "\nTry other words, or add a document that says it: footnote ingest FILE\n"
    )
    assert result.exit_code == 3


def test_not_found_says_why_where_that_is_certain(run, scripted):
    why = "Your documents mention “canteen”, but not “2031”."
    scripted(dataclasses.replace(NOT_FOUND, explanation=why))
    assert run("ask", QUESTION).stdout.startswith(
        f"Your documents do not say.\n{why}\nThe nearest passages:\n\n  - Canteen rules"
    )


def test_a_sentence_of_the_document_is_in_quotation_marks(run, scripted):
    own = AnswerSentence("The canteen opens at noon.", (1,), quoted=True)
    scripted(dataclasses.replace(ANSWERED, sentences=(own, *ANSWERED.sentences[1:])))
    told = run("ask", QUESTION).stdout
    assert told.startswith("“The canteen opens at noon.”[1]\nTea is served at one.[1][2]\n\n")


def test_documents_that_disagree_are_told_with_title_date_and_footnote(run, scripted):
    scripted(dataclasses.replace(ANSWERED, conflicts=(CONFLICT,)))
    assert (
        "Tea is served at one.[1][2]\n"
        "\n"
        "Your documents disagree about the time:\n"
        "  - noon[1] · Canteen rules · 2021-08-05 · newest\n"
        "  - 1 o'clock[2] · Tea\n"
        "\n"
        "Fairly sure"
    ) in run("ask", QUESTION).stdout
    undated = dataclasses.replace(CONFLICT, newest=None)
    scripted(dataclasses.replace(ANSWERED, conflicts=(undated,)))
    assert "newest" not in run("ask", QUESTION).stdout


def test_what_was_understood_stands_first_and_once(run, scripted):
    understood = {"understood": "When does the canteen open?"}
    half = dataclasses.replace(READING, sentences=ANSWERED.sentences[:1])
    told = [dataclasses.replace(a, **understood) for a in (READING, half, ANSWERED)]
    scripted(*told)
    line = "Understood as: When does the canteen open?\n\n"
    out = run("ask", "And", "when?").stdout
    assert out.startswith(f"{line}It opens at noon.[1]\n")
    assert out.count("Understood") == 1
    scripted(dataclasses.replace(NOT_FOUND, **understood))
    assert run("ask", "And", "when?").stdout.startswith(f"{line}Your documents do not say.\n")


def test_not_found_without_any_passage(run, scripted):
    scripted(Answer(QUESTION, "not_found"))
    assert run("ask", QUESTION).stdout == (
        "Your documents do not say.\n"
        "\nTry other words, or add a document that says it: footnote ingest FILE\n"
    )


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


def test_how_many_answers_may_be_wrong_is_an_option(run, scripted):
    assistant = scripted(ANSWERED)
    run("ask", QUESTION)
    assert assistant.settings.errors == 35
    run("ask", "--errors", "0", QUESTION)
    assert assistant.settings.errors == 0
    result = run("ask", "--errors", "101", QUESTION)
    assert result.stderr == (
        "Error: The setting 'errors' (on the command line) must lie between 0 and 100.\n"
    )
    assert result.exit_code == 2


def test_control_characters_of_new_fields_do_not_reach_the_terminal(run, scripted):
    nasty = "\x1b]0;owned\x07"
    conflict = Conflict(nasty, (Version(nasty, 1), Version("1", 2)))
    own = AnswerSentence(nasty, (1,), quoted=True)
    full = {"understood": nasty, "sentences": (own,), "conflicts": (conflict,)}
    scripted(dataclasses.replace(ANSWERED, **full))
    told = run("ask", QUESTION).stdout
    assert "\x1b" not in told
    assert told.count("\\x1b]0;owned\\x07") == 4
    scripted(dataclasses.replace(NOT_FOUND, understood=nasty, explanation=nasty))
    told = run("ask", QUESTION).stdout
    assert "\x1b" not in told
    assert told.count("\\x1b]0;owned\\x07") == 2


def test_control_characters_of_a_title_do_not_reach_the_terminal(run, scripted):
    nasty = dataclasses.replace(FIRST, source="/notes/\x1b]0;owned\x07.txt")
    scripted(dataclasses.replace(ANSWERED, citations=(nasty,)))
    assert "    /notes/\\x1b]0;owned\\x07.txt\n" in run("ask", QUESTION).stdout
