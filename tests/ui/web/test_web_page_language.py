"""The page in the language of the browser: in German nothing is English, and windows do not mix."""

import pytest
from axe import findings
from web_language import foreign
from web_process import Server
from web_window import Window

from ui.web.language import language

pytest.importorskip("axe_playwright_python", reason="axe-core comes with axe-playwright-python")

TEXT = "The board met on Monday. It chose Anna as chair."
DE = language("de")

RECORD = """() => {
    window.statuses = [];
    const note = () => document.querySelectorAll('.fn-status, #fn-stop-button').forEach((at) => {
        if (!statuses.includes(at.textContent.trim())) statuses.push(at.textContent.trim());
    });
    new MutationObserver(note).observe(document.body,
        { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("language") / "library", "scripted")
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    """Return a function that opens a window: `window("de-AT")`."""
    opened = []

    def open_window(locale, width=1280):
        opened.append(Window(chromium, server.address, width, locale))
        return opened[-1]

    yield open_window
    for each in opened:
        assert each.beyond_this_machine() == []
        assert each.complaints == []
        each.context.close()


def check(w, view, found, *, axe=True):
    """Note what is English in a view, and what axe objects to."""
    assert w.page.evaluate("document.documentElement.lang") == "de"
    found[view] = (foreign(w.page, "de", "en"), findings(w.page) if axe else [])


def test_1_nothing_is_english_among_the_documents(window):
    w = window("de-DE")
    found = {}
    check(w, "welcome", found)
    assert "Öffnen Sie den Reiter Dokumente und ziehen Sie Dateien hinein" in w.text(".fn-welcome")
    w.open_tab("Dokumente")
    w.page.wait_for_selector(".fn-empty")
    check(w, "no documents", found)
    w.drop(("minutes.txt", TEXT), ("sheet.bin", "PK"))
    w.page.wait_for_selector(".fn-failed")
    check(w, "added", found)
    assert "Hinzugefügt: 1." in w.text("#fn-report")
    w.page.check(".fn-tick input")
    w.page.click(".fn-remove")
    w.page.wait_for_selector("text=1 Dokument aus der Bibliothek entfernen?")
    check(w, "asked back", found)
    w.page.click("text=Ja, entfernen")
    w.page.wait_for_selector("#fn-undo:visible")
    check(w, "removed", found, axe=False)
    w.page.click("#fn-undo")
    w.page.wait_for_selector("#fn-report >> text=Hinzugefügt: 1.")
    assert found == {view: (set(), []) for view in found}


def test_2_nothing_is_english_in_any_answer(window):
    w = window("de-DE")
    found = {}
    w.page.evaluate(RECORD)
    w.ask("slow question")
    w.page.wait_for_selector("#t1.fn-answering .fn-passages")
    check(w, "answering", found, axe=False)
    w.page.click("#fn-stop-button")
    w.finish()
    for question in ("differ?", "nothing there?", "fail now", "break now", "refuse this"):
        w.ask(question)
        w.finish()
        check(w, question, found)
    assert "Antwort nach 4,2 s · Belegstellen nach 0,2 s" in w.text("#t2")
    assert "Minutes of the board · 3. August 2021" in w.text("#t2 .fn-versions")
    w.page.evaluate("navigator.clipboard.writeText = () => Promise.resolve()")
    w.page.click("#t2 [data-do=copy]")
    w.page.wait_for_selector("#t2 >> text=Kopiert")
    shown = set(w.page.evaluate("statuses"))
    assert {DE("answer.searching"), DE("ask.stop"), DE("answer.stopped")} <= shown
    assert found == {view: (set(), []) for view in found}


def test_3_nothing_is_english_in_an_open_document_and_elsewhere(window):
    w = window("de-DE")
    found = {}
    w.ask(f"quote {TEXT.replace('. ', '. / ')}")
    w.finish()
    w.page.click("#t1-r1")
    w.page.wait_for_selector(".fn-document .fn-also")
    check(w, "document", found)
    assert w.text(".fn-step-place") == "Fußnote 1 von 2"
    w.open_tab("Unterhaltungen")
    w.page.wait_for_selector(".fn-kept")
    check(w, "conversations", found)
    w.page.click("[data-do=ask-delete] >> nth=0")
    check(w, "delete", found)
    w.page.fill("#fn-find textarea, #fn-find input", "Zebra")
    w.page.wait_for_selector("text=Keine Unterhaltung enthält „Zebra“.")
    check(w, "not found", found, axe=False)
    w.open_tab("Einstellungen")
    w.page.click("#fn-check")
    w.page.wait_for_selector("#fn-leaves .fn-note")
    check(w, "settings", found)
    assert found == {view: (set(), []) for view in found}


def test_windows_of_different_languages_ask_at_once_and_do_not_mix(window):
    german, english = window("de-DE"), window("en-US")
    both = [(german, "de", "en"), (english, "en", "de")]
    for w, code, _ in both:
        assert w.page.evaluate("document.documentElement.lang") == code
        w.page.evaluate(RECORD)
    for w, _, _ in both:
        w.ask("slow question")
    for w, _, _ in both:
        w.page.wait_for_selector("#t1.fn-answering .fn-passages")
    for w, _, _ in both:
        w.page.click("#fn-stop-button")
    for w, code, other in both:
        w.finish()
        assert language(code)("answer.stopped") in w.page.evaluate("statuses")
        assert language(code)("ask.stopping") in w.page.evaluate("statuses")
        other_says = {v for v in language(other).entries.values() if isinstance(v, str)}
        assert not other_says & set(w.page.evaluate("statuses"))
        assert foreign(w.page, code, other) == set()


def test_who_reads_neither_gets_english_throughout(window):
    w = window("fr-FR")
    w.open_documents()
    assert w.page.evaluate("[document.documentElement.lang, navigator.language]") == ["en", "en"]
    assert "Déposez" not in w.page.content()  # Gradio's own words for the field, in French
    assert w.text(".fn-header p") == "Answers from your own documents, on this computer only."


def test_another_language_is_chosen_in_the_settings_and_kept(window, server):
    w = window("de-DE")
    w.ask("Who chairs the board?")
    w.finish()
    w.open_tab("Einstellungen")
    assert w.text(".fn-languages [aria-current]") == "Deutsch"
    w.page.click(".fn-languages a:has-text('English')")
    w.page.wait_for_selector("#t1 >> text=Answer from your documents")  # the same conversation
    assert w.page.url == f"{server.address}/en/"
    assert foreign(w.page, "en", "de") == set()
    w.page.goto(server.address)
    w.page.wait_for_selector("#t1 >> text=Answer from your documents")
    assert w.page.evaluate("document.documentElement.lang") == "en"


def test_the_longer_german_words_fit_a_small_window(window):
    w = window("de-DE", width=320)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    for name in ("Unterhaltungen", "Dokumente", "Einstellungen", "Fragen"):
        w.open_tab(name)
        w.page.wait_for_function(fits)
        assert w.page.locator("button[role=tab]:visible").count() == 4
        assert findings(w.page) == []
