"""The few words that answer stand in bold, and what documents write stays text."""

import pytest
from web_fakes import EN

from rag.answer import Answer, AnswerSentence
from ui.web.render_answer import render_answer


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (AnswerSentence("It is in Kiel.", (), brief=(9, 13)), "It is in <strong>Kiel</strong>."),
        (AnswerSentence("It is <i>.", (), brief=(6, 9)), "It is <strong>&lt;i&gt;</strong>."),
        (AnswerSentence("Kiel.", (), brief=(0, 4)), "Kiel."),  # all of it: nothing stands out
        (AnswerSentence("It is in Kiel.", ()), "It is in Kiel."),
        (AnswerSentence("It is in Kiel.", (), quoted=True, brief=(9, 13)), "<q>It is in Kiel.</q>"),
    ],
)
def test_what_answers_is_bold(sentence, shown):
    html = render_answer(1, Answer("Where?", "answered", sentences=(sentence,)), EN)
    assert f'<span class="fn-sentence">{shown}</span>' in html
    assert html.count("<strong>") == shown.count("<strong>")
