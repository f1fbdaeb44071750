"""`footnote ask`: what is printed, and the exit codes."""

from dataclasses import replace

from rag.answer import Answer, AnswerSentence, Conflict, Version


def test_sentences_then_their_footnotes(run, scripted, canteen):
    found = replace(canteen.passage, highlights=(), span=None)
    searching = Answer(canteen.question, "searching", evidence=(found,))
    assistant = scripted(searching, canteen.reading, canteen.answered)
    result = run("ask", canteen.question)
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
    assert assistant.asked == [canteen.question]
    assert assistant.closed


def test_each_sentence_is_printed_once_as_it_comes(run, scripted, canteen):
    half = replace(canteen.answered, status="answering", sentences=canteen.answered.sentences[:1])
    scripted(canteen.reading, half, half, canteen.answered)
    assert run("ask", canteen.question).stdout.count("It opens at noon.[1]\n") == 1


def test_not_found_shows_the_nearest_passages_in_two_lines_each(run, scripted, canteen):
    short = canteen.passage
    long = replace(short, text="word " * 100, highlights=(), heading="", page=None)
    scripted(replace(canteen.not_found, evidence=(short, long, short, short)))
    result = run("ask", canteen.question)
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


def test_not_found_says_why_where_that_is_certain(run, scripted, canteen):
    why = "Your documents mention “canteen”, but not “2031”."
    scripted(replace(canteen.not_found, explanation=why))
    assert run("ask", canteen.question).stdout.startswith(
        f"Your documents do not say.\n{why}\nThe nearest passages:\n\n  - Canteen rules"
    )


def test_what_an_answer_leaves_out_stands_below_it(run, scripted, canteen):
    scripted(replace(canteen.answered, explanation="Nothing found tells of coffee."))
    told = run("ask", canteen.question).stdout
    assert "served at one.[1][2]\n\nNothing found tells of coffee.\n\nFairly sure" in told


def test_a_sentence_of_the_document_is_in_quotation_marks(run, scripted, canteen):
    own = AnswerSentence("The canteen opens at noon.", (1,), quoted=True)
    scripted(replace(canteen.answered, sentences=(own, *canteen.answered.sentences[1:])))
    told = run("ask", canteen.question).stdout
    assert told.startswith("“The canteen opens at noon.”[1]\nTea is served at one.[1][2]\n\n")


def test_documents_that_disagree_are_told_with_title_date_and_footnote(run, scripted, canteen):
    scripted(replace(canteen.answered, conflicts=(canteen.conflict,)))
    assert (
        "Tea is served at one.[1][2]\n"
        "\n"
        "Your documents disagree about the time:\n"
        "  - noon[1] · Canteen rules · 2021-08-05 · newest\n"
        "  - 1 o'clock[2] · Tea\n"
        "\n"
        "Fairly sure"
    ) in run("ask", canteen.question).stdout
    undated = replace(canteen.conflict, newest=None)
    scripted(replace(canteen.answered, conflicts=(undated,)))
    assert "newest" not in run("ask", canteen.question).stdout


def test_what_was_understood_stands_first_and_once(run, scripted, canteen):
    understood = {"understood": "When does the canteen open?"}
    half = replace(canteen.reading, sentences=canteen.answered.sentences[:1])
    told = [replace(a, **understood) for a in (canteen.reading, half, canteen.answered)]
    scripted(*told)
    line = "Understood as: When does the canteen open?\n\n"
    out = run("ask", "And", "when?").stdout
    assert out.startswith(f"{line}It opens at noon.[1]\n")
    assert out.count("Understood") == 1
    scripted(replace(canteen.not_found, **understood))
    assert run("ask", "And", "when?").stdout.startswith(f"{line}Your documents do not say.\n")


def test_not_found_without_any_passage(run, scripted, canteen):
    scripted(Answer(canteen.question, "not_found"))
    assert run("ask", canteen.question).stdout == (
        "Your documents do not say.\n"
        "\nTry other words, or add a document that says it: footnote ingest FILE\n"
    )


def test_the_words_of_a_question_need_no_quotation_marks(run, scripted, canteen):
    assistant = scripted(canteen.answered)
    run("ask", "When", "does", "it", "open?")
    assert assistant.asked == ["When does it open?"]


def test_options_after_the_command_win_over_those_before(run, scripted, canteen):
    assistant = scripted(canteen.answered)
    before = ("--library", "a", "--model", "small", "--threads", "3")
    run(*before, "ask", canteen.question, "--library", "b", "--threads", "0")
    chosen = assistant.settings
    assert (chosen.library, chosen.model, chosen.threads) == ("b", "small", 0)


def test_how_many_answers_may_be_wrong_is_an_option(run, scripted, canteen):
    assistant = scripted(canteen.answered)
    run("ask", canteen.question)
    assert assistant.settings.errors == 25
    run("ask", "--errors", "0", canteen.question)
    assert assistant.settings.errors == 0
    result = run("ask", "--errors", "101", canteen.question)
    assert result.stderr == (
        "Error: The setting 'errors' (on the command line) must lie between 0 and 100.\n"
    )
    assert result.exit_code == 2


def test_control_characters_of_new_fields_do_not_reach_the_terminal(run, scripted, canteen):
    nasty = "\x1b]0;owned\x07"
    conflict = Conflict(nasty, (Version(nasty, 1), Version("1", 2)))
    own = AnswerSentence(nasty, (1,), quoted=True)
    full = {"understood": nasty, "sentences": (own,), "conflicts": (conflict,)}
    scripted(replace(canteen.answered, **full))
    told = run("ask", canteen.question).stdout
    assert "\x1b" not in told
    assert told.count("\\x1b]0;owned\\x07") == 4
    scripted(replace(canteen.not_found, understood=nasty, explanation=nasty))
    told = run("ask", canteen.question).stdout
    assert "\x1b" not in told
    assert told.count("\\x1b]0;owned\\x07") == 2


def test_control_characters_of_a_title_do_not_reach_the_terminal(run, scripted, canteen):
    nasty = replace(canteen.first, source="/notes/\x1b]0;owned\x07.txt")
    scripted(replace(canteen.answered, citations=(nasty,)))
    assert "    /notes/\\x1b]0;owned\\x07.txt\n" in run("ask", canteen.question).stdout
