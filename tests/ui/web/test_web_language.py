"""The texts of the page: complete in each language, used in the code, and chosen as asked."""

import ast
import re
import string
from pathlib import Path

import pytest
from web_fakes import EN

import ui.web
from ui.confidence import COUNTED_REASON, REASON, expectation, sureness
from ui.web import sureness as words
from ui.web.language import chosen, language, languages

UI = Path(ui.web.__file__).parents[1]
SOURCES = [*(UI / "web").glob("*.py"), *(UI / "export").glob("*.py")]
OTHERS = [code for code in languages() if code != "en"]
KEY = re.compile(r"[a-z]+\.[a-z_]+")
VIEWS = {key.partition(".")[0] for key in EN.entries}


def parts(entry):
    """Return each text of an entry by its form, one or other; `` for what has only one."""
    if isinstance(entry, str):
        return {"": entry}
    return dict(enumerate(entry)) if isinstance(entry, list) else entry


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def keys_in_code():
    """Return all that looks like the key of a text in the code of the page and of the exports."""
    nodes = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    said = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    keys = {text for text in said if KEY.fullmatch(text) and text.partition(".")[0] in VIEWS}
    return {key for key in keys if not key.endswith((".css", ".js"))}


def test_german_is_there():
    assert languages()[:2] == ("en", "de")


@pytest.mark.parametrize("code", OTHERS)
def test_each_language_says_everything_and_nothing_else(code):
    other = language(code)
    assert list(other.entries) == list(EN.entries)
    for key, entry in EN.entries.items():
        told = parts(other.entries[key])
        assert told.keys() == parts(entry).keys(), key
        for form, text in parts(entry).items():
            assert places(told[form]) == places(text), key


@pytest.mark.parametrize("code", languages())
def test_no_text_is_empty_or_could_be_taken_for_markup(code):
    for key, entry in language(code).entries.items():
        for text in parts(entry).values():
            assert text, key
            assert not set(text) & set('"<>&\\'), key


def test_every_text_is_used_and_every_one_that_is_used_is_there():
    assert keys_in_code() == set(EN.entries)


def test_a_file_starts_with_all_twelve_months():
    for code in languages():
        assert len(set(language(code).series("dates.months"))) == 12


def test_an_amount_is_filled_in_and_chooses_the_form():
    german = language("de")
    assert EN("documents.amount", count=1) == "1 document"
    assert EN("documents.amount", count=0) == "0 documents"
    assert EN("documents.amount", count=1204) == "1,204 documents"
    assert german("documents.amount", count=1) == "1 Dokument"
    assert german("documents.amount", count=1204) == "1.204 Dokumente"
    assert (EN.decimal(4.25), german.decimal(4.25)) == ("4.2", "4,2")


def test_what_is_missing_or_no_text_is_an_error():
    for wrong in ("ask.nothing", "dates.months", "documents.amount"):
        with pytest.raises(KeyError):
            EN(wrong) if wrong != "documents.amount" else EN.series(wrong)
    assert EN.has("ask.stop")
    assert not EN.has("The file is gone.")


@pytest.mark.parametrize("confidence", [0.01, 0.4, 0.75, 0.82, 0.9, 0.999, 1.0])
def test_the_page_and_the_command_line_are_equally_sure(confidence):
    assert words.sureness(confidence, EN) == sureness(confidence)
    assert words.expectation(confidence, EN) == expectation(confidence)
    assert words.reason(confidence, EN) == (COUNTED_REASON if confidence == 1 else REASON)


@pytest.mark.parametrize(
    ("cookie", "accepted", "code"),
    [
        ("", "", "en"),
        ("", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("", "en-GB,de;q=0.9", "en"),
        ("", "fr-FR,fr;q=0.9,DE;q=0.7,en;q=0.5", "de"),
        ("", "en;q=0.5, de;q=0.8", "de"),
        ("", "de;q=0,en", "en"),
        ("", "fr,*;q=0.1", "en"),
        ("", "de;q=nonsense;;,=", "en"),
        ("en", "de", "en"),
        ("de", "en", "de"),
        ("../../x", "de", "de"),
        ("fr", "", "en"),
    ],
)
def test_what_was_chosen_before_comes_first_then_what_the_browser_asks_for(cookie, accepted, code):
    assert chosen(cookie, accepted) == code
