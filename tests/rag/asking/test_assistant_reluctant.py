"""What is shown where the model would rather not have answered, and was made to."""

COST = "The bridge in Lindau cost 48,000 euros."


def last(ask, said, **options):
    *_, answer = ask(said, reluctant=True, probability=0.45, **options)
    return answer


def test_the_words_of_a_document_are_shown(ask):
    answer = last(ask, COST)
    assert [(s.text, s.quoted) for s in answer.sentences] == [(COST, False)]


def test_other_words_are_not(ask):
    said = "The bridge in Lindau once cost 48,000 euros."
    *_, willing = ask(said)
    assert [s.text for s in willing.sentences] == [said]
    answer = last(ask, said)
    assert (answer.status, answer.sentences) == ("not_found", ())
    assert answer.dropped == (f"{said} (it is not in the words of the document)",)


def test_no_sentence_is_quoted_in_the_place_of_what_was_made_up(ask):
    said = "They paid 48,000 euros, and nobody in Lindau complained about it."
    *_, willing = ask(said)
    assert willing.sentences[0].quoted
    answer = last(ask, said)
    assert (answer.status, answer.sentences) == ("not_found", ())
    assert answer.dropped == (f"{said} (it does not follow from it)",)


def test_but_for_yes_or_no_a_sentence_speaks(ask):
    said = "They paid 48,000 euros, and nobody in Lindau complained about it."
    [sentence] = last(ask, said, question="In Lindau, was the bridge dear?").sentences
    assert (sentence.text, sentence.quoted) == (COST, True)


def test_a_name_that_stands_nowhere_is_not_answered(ask):
    question = "What did the bridge in Lindau cost Obama?"
    *_, willing = ask(COST, question=question)
    assert willing.status == "answered"
    answer = last(ask, COST, question=question)
    assert (answer.status, answer.sentences) == ("not_found", ())
    assert "Obama" in answer.explanation
