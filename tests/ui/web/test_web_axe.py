"""The page for everyone: axe-core on every view, the keyboard alone, zoom, motion, no jumps."""

import pytest
from axe import NOTICEABLE, contrast, findings, settle
from web_steady import SteadyServer
from web_window import Window

pytest.importorskip("axe_playwright_python", reason="axe-core comes with axe-playwright-python")

TEXT = "The board met on Monday. It chose Anna as chair."
FIELD = "#fn-question textarea"
SIZES = [(320, 800), (320, 256)]  # the second: 1280 x 1024 enlarged to 400 % (WCAG 2.2, 1.4.10)

FOCUS = """() => {
    const element = document.activeElement;
    const { outlineStyle: style, outlineWidth: width } = getComputedStyle(element);
    const box = element.getClientRects()[0];
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const known = ['fn-ref', 'fn-back', 'upload-container', 'fn-remove'];
    const name = element.id.startsWith('fn-') ? element.id : element.getAttribute('role');
    return {
        what: element.outerHTML.slice(0, 90),
        name: known.find((k) => element.matches(`.${k}`)) ?? name ?? element.localName,
        ring: style === 'none' ? 0 : parseFloat(width),
        over: seen?.className,
        seen: element.contains(seen) || Boolean(seen?.contains(element) && seen.closest('label')),
    };
}"""


@pytest.fixture(scope="module")
def server(chromium, tmp_path_factory):
    """The page with one document."""
    server = SteadyServer(tmp_path_factory.mktemp("everyone") / "library")
    first = Window(chromium, server.address)
    first.open_documents()
    first.drop(("minutes.txt", TEXT))
    first.context.close()
    yield server
    server.end()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The page without a document."""
    server = SteadyServer(tmp_path_factory.mktemp("nothing") / "library")
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    """Return a function that opens a window: `window(color_scheme="dark")`."""
    opened = []

    def open_window(at=server, width=1280, height=800, **media):
        w = Window(chromium, at.address)
        opened.append(w)
        if media or width < 1280:
            w.page.emulate_media(**media)
            w.page.set_viewport_size({"width": width, "height": height})
            w.page.reload()
            w.page.wait_for_selector(".fn-welcome")
        if at is server:
            w.finish()
        return w

    yield open_window
    for each in opened:
        each.context.close()


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


def looks(w, theme):
    """Tell whether the page wears the theme, so that the dark one is not checked in the light."""
    paper = w.page.evaluate("getComputedStyle(document.body).backgroundColor")
    return (int(paper[4:].split(",")[0]) < 128) == (theme == "dark")


def unfold(w):
    w.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")


def test_axe_finds_nothing_in_an_empty_library(window, empty, theme):
    w = window(empty, color_scheme=theme)
    assert looks(w, theme)
    assert findings(w.page) == []
    w.open_documents()
    w.page.wait_for_selector(".fn-empty")
    assert findings(w.page) == []


def test_axe_finds_nothing_in_any_answer(window, theme):
    w = window(color_scheme=theme)
    assert looks(w, theme)
    found = {"welcome": findings(w.page)}
    w.ask("slow question")
    w.page.wait_for_selector("#t1.fn-answering .fn-passages")
    found["answering"] = findings(w.page)
    w.page.click("#fn-stop-button")
    w.finish()
    found["stopped"] = findings(w.page)
    for question in (
        "Who chairs the board?", "And since when?", "nothing there?", "differ?", "fail now",
        "break now", "refuse this",
    ):  # fmt: skip
        w.ask(question)
        w.finish()
        unfold(w)
        found[question] = findings(w.page)
    assert found == {view: [] for view in found}


def test_axe_finds_nothing_in_an_open_document_and_kept_conversations(window, theme):
    w = window(color_scheme=theme)
    w.ask(f"quote {TEXT.replace('. ', '. / ')}")
    w.finish()
    w.page.click("#t1-r1")
    w.page.wait_for_selector(".fn-document .fn-also")
    found = {"document": findings(w.page)}
    w.page.click("button[role=tab]:visible:has-text('Conversations')")
    w.page.wait_for_selector(".fn-kept")
    found["conversations"] = findings(w.page)
    w.page.click("[data-do=rename] >> nth=0")
    found["rename"] = findings(w.page)
    w.page.click(".fn-kept [data-do=keep]:visible")
    w.page.click("[data-do=ask-delete] >> nth=0")
    found["delete"] = findings(w.page)
    assert looks(w, theme)
    assert found == {view: [] for view in found}


def test_axe_finds_nothing_in_the_settings(window, theme):
    w = window(color_scheme=theme)
    w.page.click("button[role=tab]:visible:has-text('Settings')")
    w.page.click("button:has-text('Check that nothing leaves')")
    w.page.wait_for_selector("#fn-leaves .fn-note")
    assert looks(w, theme)
    assert findings(w.page) == []


def test_axe_finds_nothing_among_the_documents(window, theme):
    w = window(color_scheme=theme)
    w.open_documents()
    w.page.wait_for_selector(".fn-table")
    found = {"documents": findings(w.page)}
    w.drop(("sheet.xyz", "PK"))
    w.page.wait_for_selector(".fn-failed")
    found["failed"] = findings(w.page)
    w.page.check(".fn-tick input")
    w.page.click(".fn-remove")
    w.page.wait_for_selector(".fn-ask")
    found["asked back"] = findings(w.page)
    assert looks(w, theme)
    assert found == {view: [] for view in found}


def stops(w, key="Tab"):
    """Press the key until the focus leaves the page; every stop must show that it is one."""
    names = []
    while len(names) < 60:
        w.page.keyboard.press(key)
        if w.page.evaluate("document.activeElement === document.body"):
            break
        settle(w.page)
        stop = w.page.evaluate(FOCUS)
        names.append(stop["name"])
        assert stop["ring"] >= 2, stop
        assert stop["seen"], stop
        assert contrast(w.page, None, "outlineColor") >= NOTICEABLE, stop
    return names


def in_order(wanted, names):
    """Tell whether the wanted names come in this order; others may stand between them."""
    rest = iter(names)
    return all(name in rest for name in wanted)


def test_the_keyboard_alone_asks_and_removes(window, theme):
    w = window(color_scheme=theme)
    w.page.keyboard.type("Who chairs the board?")
    w.page.keyboard.press("Enter")
    w.page.wait_for_selector("#t1")
    w.finish()
    assert stops(w)[0] == "fn-ask-button"
    names = stops(w)
    answer = ["tab", "tab", "tab", *["fn-ref"] * 4, *["fn-back"] * 3, "textarea", "fn-ask-button"]
    assert in_order(answer, names), names
    while w.page.evaluate("document.activeElement.textContent.trim()") != "Documents":
        w.page.keyboard.press("Tab")
    w.page.keyboard.press("Enter")
    w.page.wait_for_selector(".fn-table")
    names = stops(w)
    assert in_order(["upload-container", "input"], names), names
    while w.page.evaluate("document.activeElement.type") != "checkbox":
        w.page.keyboard.press("Shift+Tab")
    w.page.keyboard.press("Space")
    for _ in range(7):  # the titles of the columns sort
        if w.page.evaluate(FOCUS)["name"] != "fn-remove":
            w.page.keyboard.press("Shift+Tab")
    assert w.page.evaluate(FOCUS)["name"] == "fn-remove"
    w.page.keyboard.press("Enter")
    w.page.wait_for_selector(".fn-ask")
    w.page.wait_for_function("document.activeElement.id === 'fn-keep'")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_small_windows_hide_nothing(window, width, height):
    w = window(width=width, height=height)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    w.ask("differ?")
    w.finish()
    unfold(w)
    w.page.wait_for_function(fits)
    # at its end nothing lies half beneath the field for the next question
    w.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert findings(w.page) == []
    stops(w)
    assert {"fn-ref", "fn-back", "textarea"} <= set(stops(w))
    stops(w, "Shift+Tab")
    w.open_documents()
    w.page.wait_for_selector(".fn-table")
    w.page.wait_for_function(fits)
    assert findings(w.page) == []
    assert "input" in stops(w)


def test_who_wants_no_motion_gets_none(window):
    moving = """() => document.getAnimations().filter((animation) =>
        animation.effect.getTiming().iterations === Infinity).map((at) => at.animationName)"""
    w = window()
    w.page.evaluate("""() => {
        window.scrolled = [];
        const scroll = Element.prototype.scrollIntoView;
        Element.prototype.scrollIntoView = function (how) {
            scrolled.push(how?.behavior ?? 'auto');
            scroll.call(this, how);
        };
    }""")
    w.ask("Who chairs the board?")
    w.finish()
    w.page.click("#t1 .fn-back >> nth=0")
    w.page.wait_for_function("scrolled.includes('smooth')")
    w.ask("slow question")
    w.page.wait_for_selector("#t2.fn-answering .fn-passages")
    assert w.page.evaluate(moving) == ["fn-pulse"]
    w.page.emulate_media(reduced_motion="reduce")
    assert w.page.evaluate(moving) == []
    w.page.click("#fn-stop-button")
    w.finish()
    w.ask("Who chairs the board?")
    w.finish()
    w.page.evaluate("scrolled.length = 0")
    w.page.click("#t3 .fn-back >> nth=0")
    w.page.wait_for_function("scrolled.length > 0")
    assert w.page.evaluate("scrolled.includes('smooth')") is False


WATCH = """() => {
    window.jumps = 0;
    window.places = {};
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) jumps += shift.value;
    }).observe({ type: 'layout-shift', buffered: false });
    const parts = ['.fn-question', '.fn-reply', '.fn-sentence', '.fn-evidence h3', '.fn-passage'];
    const note = () => {
        const turn = document.querySelector('#fn-current .fn-answering, #fn-current .fn-answered');
        for (const part of turn ? parts : []) {
            const top = turn.querySelector(part)?.getBoundingClientRect().top;
            if (top !== undefined) (places[`${turn.id} ${part}`] ??= []).push(Math.round(top));
        }
        requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
}"""


def test_nothing_jumps_while_an_answer_is_written(window):
    w = window()
    w.page.evaluate(WATCH)
    for _ in range(2):
        w.ask("steadily, who chairs the board?")
        w.finish()
        w.page.wait_for_timeout(300)
    assert w.page.evaluate("jumps") < 0.05
    places = w.page.evaluate("places")
    assert len(places) == 10
    assert {part: sorted(set(tops)) for part, tops in places.items() if len(set(tops)) > 1} == {}


def test_the_largest_part_is_painted_early(window, record_property):
    w = window()
    paint = w.page.evaluate("""() => new Promise((found) => new PerformanceObserver((list) =>
        found(list.getEntries().at(-1).startTime)
    ).observe({ type: 'largest-contentful-paint', buffered: true }))""")
    record_property("largest_contentful_paint_ms", paint)
    print(f"Largest Contentful Paint: {paint:.0f} ms")
    assert paint > 0
