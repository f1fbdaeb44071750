"""Some five hundred hostile texts in four places, in a real browser: all of them stay text."""

import re
from unicodedata import category, normalize

import pytest
from web_fakes import FINGERPRINT, HashEmbedder
from web_hostile import PARTS, HostileServer, part
from web_payloads import as_name, payloads
from web_window import Window

from index.library import Library
from rag.ingest import ingest

LEAK = re.compile("fn.?leak|fnRan", re.IGNORECASE)
OWN = "(data-quote|data-name|download|title|aria-label|aria-valuetext|value|alt|placeholder)"
"""Attributes in which the page itself quotes what it shows: no browser runs or fetches them."""

WATCH = """() => {
    window.built = [];
    const harmful = 'script, style, link, meta, base, iframe, frame, object, embed, applet, img, ' +
        'image, svg, math, video, audio, source, form, button, input, select, template, marquee';
    const own = new RegExp('^OWN$');
    const file = `${location.href}gradio_api/file=`; // a link of Gradio's to what was dropped
    const look = (element) => {
        const told = [...element.attributes].filter((at) => !own.test(at.name) &&
            !(element.closest('#fn-drop') && at.value.startsWith(file)));
        const within = element.closest('.fn-turn, .fn-viewer, .fn-table, .fn-note, .fn-kept');
        const known = element.matches('[data-do], [class*="fn-"], [id^="fn-"], .fn-tick *, ' +
            '.fn-kept-rename *');
        if (told.some((at) => /fn.?leak|fnRan/i.test(at.value)) ||
            told.some((at) => at.name.startsWith('on')) ||
            (within && !known && element.matches(harmful)))
            built.push(element.outerHTML.slice(0, 200));
    };
    new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes)
            if (node.nodeType === 1) [node, ...node.querySelectorAll('*')].forEach(look);
    }).observe(document, { subtree: true, childList: true });
}""".replace("OWN", OWN)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Serve a library of files that are named as the payloads are, and of parts made of them."""
    folder = tmp_path_factory.mktemp("hostile")
    files = folder / "files"
    files.mkdir()
    for payload in payloads():
        (files / as_name(payload)).write_text(f"{payload}\n")
    for number in range(PARTS):
        text = "\n\n".join(" ".join(each.split()) for each in part(number))
        (files / f"part {number}.txt").write_text(text, encoding="utf-8")
    library = Library(folder / "library", FINGERPRINT)
    report = ingest(library, HashEmbedder(), [files])
    library.close()
    assert len(report.added) == len(payloads()) + PARTS
    assert report.failed == []
    server = HostileServer(folder / "library")
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    """Open a window that notices whatever runs, is built or is fetched."""
    w = Window(chromium, server.address)
    w.ran = []
    w.page.expose_function("fnRan", lambda number: (w.ran.append(number), None)[1])
    w.page.add_init_script(f"({WATCH})()")
    w.page.on("dialog", lambda dialog: (w.ran.append(dialog.message), dialog.dismiss()))
    w.page.on("frameattached", lambda frame: w.ran.append(f"frame {frame.url}"))
    w.context.on("page", lambda page: w.ran.append(f"window {page.url}"))
    w.page.reload()
    w.page.wait_for_selector(".fn-welcome")
    yield w
    assert w.page.evaluate("built") == []
    assert w.ran == []
    assert w.complaints == []
    assert w.beyond_this_machine() == []
    assert [url for url in w.requests if LEAK.search(url)] == []
    assert w.page.locator(".katex").count() == 0
    w.context.close()


def plain(text):
    """Return the text without what no eye sees, as the readers of files take it."""
    seen = "".join(c for c in normalize("NFC", text) if category(c) != "Cf")
    return " ".join(seen.split())


def shown(w, selector):
    return plain(
        w.page.locator(selector).evaluate_all("(all) => all.map((e) => e.textContent).join(' ')")
    )


def unseen(text, wanted):
    return [each for each in wanted if plain(each) not in text]


def test_there_are_five_hundred_of_them():
    assert len(set(payloads())) == len(payloads()) >= 500
    assert len({as_name(each) for each in payloads()}) == len(payloads())


def test_in_questions_answers_and_documents_they_stay_text(window):
    w = window
    w.page.set_default_timeout(60_000)  # a hundred thousand odd letters take their time
    for number in range(PARTS):
        w.page.fill("#fn-question textarea", f"part {number} {plain(' '.join(part(number)))}")
        w.page.press("#fn-question textarea", "Enter")
        turn = f"#t{number + 1}"
        w.page.wait_for_selector(f"{turn}.fn-answered")
        w.finish()
        for place in ("question", "answer", "explanation", "understood", "conflict", "evidence"):
            text = shown(w, f"{turn} .fn-{place}")
            assert unseen(text, part(number)) == [], place
        w.page.click(f"{turn}-r1")
        w.wait_for_focus(f"{turn[1:]}-d1")
        assert unseen(shown(w, ".fn-viewer .fn-text"), part(number)) == []
        w.page.keyboard.press("Escape")
    assert w.page.evaluate("built") == []
    w.page.reload()  # what was kept comes back as harmless as it went
    w.page.wait_for_selector(f"#t{PARTS}")
    assert unseen(shown(w, ".fn-question"), payloads()) == []
    w.open_tab("Conversations")
    w.page.wait_for_selector(".fn-kept-title")


def test_as_names_of_files_they_stay_text(window):
    w = window
    w.open_documents()
    w.page.wait_for_selector(".fn-table")
    while w.page.locator(".fn-more").count():
        rows = w.page.locator(".fn-table tbody tr").count()
        w.page.click(".fn-more")
        w.page.wait_for_function(f"document.querySelectorAll('.fn-table tbody tr').length > {rows}")
    names = [as_name(each) for each in payloads()]
    assert unseen(shown(w, ".fn-table"), names) == []
    w.drop(*((f"{name[:-4]}.xyz", "?") for name in names[::26]))
    assert shown(w, "#fn-report").count(".xyz") >= len(names[::26])
    boxes = w.page.locator(".fn-table tbody .fn-tick input")
    boxes.evaluate_all("(all) => all.forEach((box) => box.click())")
    w.page.click(".fn-remove")
    w.page.wait_for_selector(".fn-ask")
    assert (
        len(unseen(shown(w, ".fn-ask"), w.page.locator(".fn-table label").all_inner_texts())) == 0
    )
    w.page.click("button:has-text('No, keep')")
