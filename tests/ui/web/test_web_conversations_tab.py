"""The list of saved conversations: what stands in it, and what it says where there is none."""

import re

import pytest
from web_fakes import EN, HOSTILE

from index.history import Summary
from ui.web.render_conversations import render_conversations
from ui.web.words import safe

ROW = Summary(7, "The board", "2025-11-20T08:00:00+00:00", "2025-11-21T08:05:00+00:00", 3)


def test_a_conversation_says_what_it_is_and_what_can_be_done_with_it():
    html = render_conversations([ROW, Summary(6, "Tea", "", "not a time", 1)], "", EN)
    assert re.findall(r'<li data-conversation="(\d+)">', html) == ["7", "6"]
    assert re.findall(r'fn-kept-title" data-do="open">([^<]*)<', html) == ["The board", "Tea"]
    assert re.findall(r'<p class="fn-place">(\d+ questions?) · (.*?)</p>', html)[1] == (
        "1 question", "not a time",
    )  # fmt: skip
    assert re.search(r"3 questions · 2\d November 2025, \d\d:\d\d<", html)
    assert re.findall(r'data-do="([\w-]+)"', html) == 2 * [
        "open", *["save"] * 4, "rename", "ask-delete", "keep", "delete", "keep",
    ]  # fmt: skip
    assert 'value="The board" aria-label="New title of The board"' in html


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_list_says_that_what_is_asked_stays_here(words):
    assert "No conversations yet." in render_conversations([], words, EN)
    assert "on this computer only" in render_conversations([], words, EN)


def test_a_search_that_finds_nothing_says_so():
    html = render_conversations([], f" {HOSTILE} ", EN)
    assert f"No conversation holds “{safe(HOSTILE.strip())}”." in html
    assert "<script" not in html


def test_a_hostile_title_is_text_in_every_place():
    html = render_conversations([Summary(1, HOSTILE, "", HOSTILE, 1)], "", EN)
    # as a button, in the names of three more, in a field and its name, and as a time
    assert html.count(safe(HOSTILE)) == 7
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', "", html.replace(safe(HOSTILE), "")))
