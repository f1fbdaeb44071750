"""What a question is limited to: read from the form, said in words, written as HTML."""

import re
from base64 import b64decode
from dataclasses import replace

import pytest
from web_fakes import EN, HOSTILE, answered, passage

from index.errors import UsageError
from index.records import StoredDocument
from rag.scope import Scope
from ui.web.actions import download
from ui.web.conversation import Turn
from ui.web.kept import as_json, from_json
from ui.web.language import language
from ui.web.limit import EVERYWHERE, Limit, limit_from, sources
from ui.web.render import render_turn
from ui.web.render_actions import plain, render_actions
from ui.web.render_limit import FILTERED, Form, render_limit

DE = language("de")
BUDGET = Limit(((3, "Budget 2024"),))


def stored(number, title, date=None, tags=()):
    return StoredDocument(
        number, f"/d/{number}.md", "", "md", title, date, None, None, 9, 1, "2025-01-01", tags=tags
    )


DOCUMENTS = [
    stored(3, "Budget 2024", "2024-02-01", ("money",)),
    stored(5, "Minutes", "2021-08", ("board", "draft")),
    stored(8, "Rules"),
]


@pytest.mark.parametrize(
    ("limit", "english", "german"),
    [
        (EVERYWHERE, "", ""),
        (BUDGET, "only in “Budget 2024”", "nur in „Budget 2024“"),
        (Limit(((3, "A"), (5, "B"))), "only in “A” and “B”", "nur in „A“ und „B“"),
        (Limit(tuple((n, f"T{n}") for n in range(5))), "only in “T0”, “T1”, “T2” and 2 more",
         "nur in „T0“, „T1“, „T2“ und 2 weiteren"),
        (Limit(since="2021"), "since 2021", "seit 2021"),
        (Limit(until="2021-08-05"), "until 5 August 2021", "bis 5. August 2021"),
        (Limit(since="2021", until="2023"), "from 2021 to 2023", "von 2021 bis 2023"),
        (Limit(since="2021", until="2021"), "of 2021", "aus 2021"),
        (Limit(((3, "A"),), "2021", tags=("x",)), "only in “A”, since 2021, tagged “x”",
         "nur in „A“, seit 2021, Schlagwort „x“"),
        (Limit(((3, "wide " * 20),)), f"only in “{('wide ' * 12).strip()} …”",
         f"nur in „{('wide ' * 12).strip()} …“"),
    ],
)  # fmt: skip
def test_a_limit_is_said_in_words(limit, english, german):
    assert limit.words(EN) == english
    assert limit.words(DE) == german
    assert bool(limit) is bool(english)


def test_as_a_line_of_its_own_it_begins_with_a_large_letter():
    assert EVERYWHERE.sentence(EN) == "All documents"
    assert EVERYWHERE.sentence(DE) == "Alle Dokumente"
    assert BUDGET.sentence(EN) == "Only in “Budget 2024”"


@pytest.mark.parametrize(
    ("given", "limit"),
    [
        ({}, EVERYWHERE),
        (None, EVERYWHERE),
        ([3], EVERYWHERE),
        ({"documents": "3", "tag": 3, "since": [], "until": None}, EVERYWHERE),
        ({"documents": [3, 99, "5"]}, BUDGET),
        ({"tag": "draft"}, Limit(tags=("draft",))),
        ({"tag": "unknown"}, EVERYWHERE),
        ({"since": " 2021 ", "until": "2024-02"}, Limit(since="2021", until="2024-02")),
        ({"since": "5.8.2021"}, Limit(since="2021-08-05")),
        ({"until": "8. 2021"}, Limit(until="2021-08")),
        ({"since": "01.02.2024", "documents": [3]}, replace(BUDGET, since="2024-02-01")),
    ],
)
def test_what_the_browser_sends_becomes_a_limit(given, limit):
    assert limit_from(given, DOCUMENTS, EN) == limit


@pytest.mark.parametrize(
    ("given", "told", "german"),
    [
        ({"since": "last year"}, "“last year” is no date", "„last year“ ist kein Datum"),
        ({"until": "30.2.2021"}, "“30.2.2021” is no date", "„30.2.2021“ ist kein Datum"),
        ({"since": "2021-13"}, "“2021-13” is no date", "„2021-13“ ist kein Datum"),
        ({"since": "2023", "until": "2021"}, "swap the two", "Vertauschen Sie"),
        ({"since": "2030"}, "take one of the limits away", "eine der Einschränkungen weg"),
        ({"documents": [8], "since": "2000"}, "take one of the limits away", "Einschränkungen"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_the_language_of_the_page(given, told, german):
    for text, words in ((EN, told), (DE, german)):
        with pytest.raises(UsageError, match=re.escape(words)):
            limit_from(given, DOCUMENTS, text)


def test_the_documents_are_asked_with_the_same_limit():
    assert EVERYWHERE.scope() == Scope()
    everything = Limit(((3, "A"), (5, "B")), "2021", "2022-01", ("x",))
    assert everything.scope() == Scope(frozenset({3, 5}), "2021", "2022-01", frozenset({"x"}))


def test_a_kept_turn_knows_its_limit():
    limit = Limit(((3, "A <b>"), (5, "B")), "2021", "", ("x",))
    turn = Turn(1, "Why?", replace(answered(), scope="only “A”"), ended=True, limit=limit)
    assert from_json(as_json(turn)) == turn
    assert from_json('{"number": 1, "question": "Why?"}').limit == EVERYWHERE


def test_the_cited_documents_come_before_the_others():
    shown = [(2, "People"), (1, "Minutes of the board"), (3, "Notices")]
    assert sources(answered()) == shown
    assert sources(None) == []


def test_an_answer_and_its_announcement_say_what_was_asked():
    turn = Turn(1, "Why?", answered(), ended=True, limit=BUDGET)
    status = re.compile(r'role="status">([^<]*)<')
    assert status.findall(render_turn(turn, EN)) == [
        "Answer from your documents · only in “Budget 2024”"
    ]
    assert status.findall(render_turn(replace(turn, answer=None, ended=False), DE)) == [
        "Ihre Dokumente werden durchsucht … · nur in „Budget 2024“"
    ]
    other = replace(turn, limit=EVERYWHERE, answer=replace(answered(), scope="since <2021>"))
    assert "Answer from your documents · since &lt;2021&gt;" in render_turn(other, EN)
    assert "Only in “Budget 2024”\n" in plain("Why?", answered(), EN, BUDGET)


def test_a_file_that_is_saved_says_what_was_asked():
    nothing = replace(answered(), status="not_found", sentences=(), citations=(), scope="x")
    turns = [Turn(1, "Why?", nothing, ended=True, limit=BUDGET), Turn(2, "Who?", nothing)]
    for wanted in ([1, "md"], ["all", "md"]):
        link = download(turns, wanted, DE)
        saved = b64decode(re.search('base64,([^"]*)"', link)[1]).decode()
        assert "Nur in „Budget 2024“" in saved
        assert "Dazu steht nichts in diesen Dokumenten" in saved


def test_what_some_documents_do_not_say_can_be_asked_of_all():
    nothing = replace(answered(), status="not_found", sentences=(), citations=())
    turn = Turn(1, "Why?", nothing, ended=True, limit=BUDGET)
    html = render_turn(turn, EN)
    assert "These documents do not say · only in “Budget 2024”" in html
    assert "Only some of your documents were searched" in html
    button = 'data-do="only" data-turn="1" data-document="0">Search in all documents<'
    assert html.count(button) == 1
    whole = render_turn(replace(turn, limit=EVERYWHERE), EN)
    assert "Your documents do not say<" in whole
    assert button not in whole
    assert render_turn(Turn(1, "Why?", refused="No.", ended=True, limit=BUDGET), EN).count(button)


def test_each_source_can_be_asked_alone_except_the_only_one():
    turn = Turn(4, "Why?", answered(), ended=True)
    offer = re.compile(r'data-do="only" data-turn="4" data-document="(\d+)">([^<]*)<')
    assert offer.findall(render_actions(turn, EN)) == [
        ("2", "Only in “People”"), ("1", "Only in “Minutes of the board”"),
        ("3", "Only in “Notices”"),
    ]  # fmt: skip
    alone = replace(turn, limit=Limit(((2, "People"),)))
    assert [number for number, _ in offer.findall(render_actions(alone, EN))] == ["1", "3", "0"]
    many = tuple(passage("x", document=n, title=f"T{n}") for n in range(10, 30))
    crowd = replace(turn, answer=replace(answered(), evidence=many))
    assert len(offer.findall(render_actions(crowd, EN))) == 5


def test_the_line_says_what_is_in_force_and_lifts_it():
    assert "All documents</span>" in render_limit(EVERYWHERE, EN)
    assert 'data-do="lift"' not in render_limit(EVERYWHERE, EN)
    limited = render_limit(BUDGET, EN)
    assert "Only in “Budget 2024”</span>" in limited
    assert limited.count('data-do="lift"') == 1
    assert render_limit(BUDGET, EN) != limited  # opened again, it is shown again


def test_the_form_keeps_what_was_chosen_and_says_what_is_wrong():
    form = Form(DOCUMENTS, (5,), (8,), {"tag": "draft", "since": '"><b>'}, 4, "No <date>.")
    html = render_limit(EVERYWHERE, EN, form)
    boxes = re.findall(r'value="(\d)"( checked)?>', html)
    assert boxes == [("8", ""), ("3", ""), ("5", " checked")]
    assert re.findall(r"<option[^>]*>([^<]*)", html) == ["any", "board", "draft", "money"]
    assert '<option value="draft" selected>' in html
    assert 'value="&quot;&gt;&lt;b&gt;"' in html
    assert 'role="alert">No &lt;date&gt;.<' in html
    assert "Ask again there" in html
    assert 'type="search"' not in html
    many = [stored(n, f"T{n}") for n in range(FILTERED + 1)]
    assert 'type="search"' in render_limit(EVERYWHERE, EN, Form(many))
    assert "<select" not in render_limit(EVERYWHERE, EN, Form(many))


def test_hostile_titles_and_tags_stay_text():
    hostile = [stored(1, HOSTILE, HOSTILE, (HOSTILE,))]
    limit = Limit(((1, HOSTILE),), tags=(HOSTILE,))
    html = render_limit(limit, EN, Form(hostile, (1,), (), {"until": HOSTILE}, 0, HOSTILE))
    assert "<script" not in html
    assert "<img" not in html
    turn = Turn(1, "Why?", answered(), ended=True, limit=limit)
    assert "<script" not in render_turn(turn, EN)
