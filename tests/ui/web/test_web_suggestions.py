"""Questions that are offered: of the documents, within the limit, and dropped for a real one."""

from dataclasses import replace

import pytest
from web_fakes import EN, HOSTILE, ScriptedAssistant, passage

from rag.answer import Answer
from rag.ingest import ingest
from ui.web.conversation import Turn
from ui.web.limit import EVERYWHERE, Limit
from ui.web.suggestions import Suggestions, render_offers

MINUTES = (
    "# Minutes\n\nTom Hill is responsible for the agenda. The deposit for a key is 20 euros.\n"
)
CANTEEN = "# Canteen\n\nThe canteen opened on 3 May 2021. Invoices are due within 14 days.\n"
AGENDA, KEY = "Who is responsible for the agenda?", "How much is the deposit for a key?"


@pytest.fixture
def assistant(library, embedder, tmp_path):
    for name, text in (("minutes.md", MINUTES), ("canteen.md", CANTEEN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(library, embedder, [tmp_path / "minutes.md", tmp_path / "canteen.md"])
    return ScriptedAssistant(library)


def number(assistant, title):
    return next(d.id for d in assistant.library.store.documents() if d.title == title)


def answer(assistant, **more) -> Turn:
    found = passage("Tom Hill is responsible for the agenda.", start=11)
    found = replace(found, document_id=number(assistant, "Minutes"))
    told = Answer(AGENDA, "not_found", evidence=(found,))
    return Turn(1, AGENDA, told, ended=True, **more)


def test_an_empty_conversation_is_offered_what_the_documents_answer(assistant):
    found = Suggestions(assistant).find("w", [], EVERYWHERE)
    assert {AGENDA, "When did the canteen open?"} <= set(found)
    assert len(found) == 4


def test_within_a_limit_only_its_documents_are_asked(assistant):
    limit = Limit(((number(assistant, "Canteen"), "Canteen"),))
    found = Suggestions(assistant).find("w", [], limit)
    assert set(found) == {"When did the canteen open?", "When are invoices due?"}
    assert Suggestions(assistant).find("w", [], Limit(((99, "Gone"),))) == []


def test_after_an_answer_comes_what_is_near_and_was_not_asked(assistant):
    suggestions = Suggestions(assistant)
    assert suggestions.find("w", [answer(assistant)], EVERYWHERE) == [KEY]
    before = replace(answer(assistant), question=KEY)
    assert suggestions.find("w", [before, answer(assistant)], EVERYWHERE) == []


@pytest.mark.parametrize(
    "more", [{"error": "It broke."}, {"stopped": True}, {"refused": "Too long."}]
)
def test_what_did_not_end_in_an_answer_suggests_nothing(assistant, more):
    assert Suggestions(assistant).find("w", [answer(assistant, **more)], EVERYWHERE) == []


def test_who_asks_meanwhile_gets_no_suggestions(assistant):
    suggestions = Suggestions(assistant)
    embedder, encoded = assistant.embedder, []

    class Asking(type(embedder)):
        """Has the person ask while the second suggestion is checked."""

        def encode(self, texts, progress=None):
            encoded.append(texts)
            if len(encoded) == 2:
                suggestions.drop("w")
            return embedder.encode(texts, progress)

    assistant.embedder = Asking()
    assert suggestions.find("w", [], EVERYWHERE) is None
    assert len(encoded) == 2
    assert len(suggestions.find("w", [], EVERYWHERE)) == 4
    suggestions.drop("nobody")


def test_a_window_waits_for_its_newest_suggestions_only(assistant):
    suggestions = Suggestions(assistant)
    embedder, later = assistant.embedder, []

    class Twice(type(embedder)):
        """Has another conversation shown while the first suggestion is checked."""

        def encode(self, texts, progress=None):
            if not later:
                later.append(None)
                later[0] = suggestions.find("w", [], EVERYWHERE)
            return embedder.encode(texts, progress)

    assistant.embedder = Twice()
    assert suggestions.find("w", [], EVERYWHERE) is None
    assert len(later[0]) == 4


def test_offers_are_buttons_and_stay_text():
    html = render_offers([HOSTILE, "Why?"], 3, EN)
    assert html.count('<button type="button" data-do="offer">') == 2
    assert 'data-turn="3"' in html
    assert "You could ask next" in html
    assert "<script" not in html
    assert "Your documents answer, for example" in render_offers(["Why?"], 0, EN)
    assert render_offers([], 3, EN) == ""
