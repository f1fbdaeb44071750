"""Asking some of the documents, and questions that are offered, in a real browser."""

import pytest
from axe import findings
from web_process import Server
from web_window import Window

MINUTES = "# Minutes\n\nIt chose Anna as chair. Tom Hill is responsible for the agenda.\n"
CANTEEN = "# Canteen\n\nInvoices are due within 14 days. The canteen opened on 3 May 2021.\n"
QUOTE = "quote It chose Anna as chair. / Invoices are due within 14 days."
ONLY = "#t{} .fn-elsewhere [data-do=only]"
JUMPS = """() => {
    window.jumps = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) jumps += shift.value;
    }).observe({ type: 'layout-shift', buffered: false });
}"""


@pytest.fixture(scope="module")
def server(chromium, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("limit") / "library", "scripted")
    first = Window(chromium, server.address)
    first.open_documents()
    first.drop(("minutes.md", MINUTES), ("canteen.md", CANTEEN))
    first.context.close()
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    """Return a function that opens a window: `window(width=320)`."""
    opened = []

    def open_window(**how):
        opened.append(Window(chromium, server.address, **how))
        return opened[-1]

    yield open_window
    for each in opened:
        assert each.beyond_this_machine() == []
        assert each.complaints == []
        each.context.close()


def ask(w, question):
    w.ask(question)
    w.finish()


def in_force(w, words):
    w.page.wait_for_function(
        "(words) => document.querySelector('.fn-where-words')?.textContent === words", arg=words
    )


def status(w, turn):
    return w.text(f"#t{turn} .fn-status")


def test_one_source_is_asked_with_one_click_and_kept_with_the_conversation(window):
    w = window()
    ask(w, QUOTE)
    assert status(w, 1) == "Answer from your documents"
    w.page.click("#t1 .fn-elsewhere summary")
    w.page.click(ONLY.format(1) + " >> text=Only in “Canteen”")
    w.page.wait_for_selector("#t2")
    w.finish()
    assert status(w, 2) == "Answer from your documents · only in “Canteen”"
    assert w.text("#t2 .fn-question") == QUOTE
    in_force(w, "Only in “Canteen”")
    ask(w, "nothing there")
    assert status(w, 3) == "These documents do not say · only in “Canteen”"
    w.page.reload()
    w.page.wait_for_selector("#t3")
    in_force(w, "Only in “Canteen”")
    assert status(w, 2) == "Answer from your documents · only in “Canteen”"
    w.page.click("#t3 button:has-text('Search in all documents') >> nth=0")
    w.page.wait_for_selector("#t4")
    w.finish()
    assert status(w, 4) == "Your documents do not say"
    in_force(w, "All documents")


def test_a_new_conversation_knows_no_limit_of_another(window):
    w = window()
    ask(w, QUOTE)
    w.page.click("#t1 .fn-elsewhere summary")
    w.page.click(ONLY.format(1) + " >> nth=0")
    w.page.wait_for_selector("#t2")
    w.finish()
    in_force(w, "Only in “Minutes”")
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    in_force(w, "All documents")
    ask(w, "Who chairs the board?")
    assert status(w, 1) == "Answer from your documents"


def test_the_keyboard_alone_chooses_documents_and_a_period_and_lifts_them(window):
    w = window(width=320)
    w.page.focus(".fn-where")
    w.page.keyboard.press("Enter")
    w.page.wait_for_selector(".fn-where-form")
    assert w.page.get_attribute(".fn-where", "aria-expanded") == "true"
    w.page.wait_for_function("document.activeElement.name === 'document'")
    assert findings(w.page) == []
    w.page.keyboard.press("Escape")
    assert w.page.locator(".fn-where-form").count() == 0
    assert w.page.evaluate("document.activeElement.className") == "fn-where"
    assert w.page.get_attribute(".fn-where", "aria-expanded") == "false"
    w.page.keyboard.press("Enter")  # the same form once more
    w.page.wait_for_function("document.activeElement.name === 'document'")
    w.page.keyboard.press("Space")
    w.page.focus("[name=since]")
    w.page.keyboard.type("someday")
    w.page.keyboard.press("Enter")
    w.page.wait_for_selector(".fn-where-error >> text=“someday” is no date")
    w.page.wait_for_function("document.activeElement.name === 'since'")
    assert w.page.is_checked("[name=document] >> nth=0")
    assert findings(w.page) == []
    w.page.fill("[name=since]", "")
    w.page.keyboard.press("Enter")
    in_force(w, "Only in “Canteen”")
    w.page.wait_for_function("document.activeElement.matches('#fn-question textarea')")
    assert w.text(".fn-unseen[aria-live=polite]") == "Only in “Canteen”"
    assert findings(w.page) == []
    assert w.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    w.page.focus(".fn-lift")
    w.page.keyboard.press("Enter")
    in_force(w, "All documents")
    assert w.text(".fn-unseen[aria-live=polite]") == "All documents"


def test_an_answer_is_asked_again_of_chosen_documents(window):
    w = window()
    ask(w, "Who chairs the board?")
    ask(w, "differ?")
    w.page.click("#t1 .fn-past summary")
    w.page.click("#t1 .fn-elsewhere summary")
    w.page.click("#t1 [data-do=choose]")
    w.page.wait_for_selector(".fn-where-form")
    w.page.keyboard.press("Escape")
    assert w.page.evaluate("document.activeElement.textContent") == "Search again with…"
    w.page.keyboard.press("Enter")
    w.page.click("#t1 [data-do=choose]")
    w.page.check(".fn-where-list label:has-text('Minutes') input")
    w.page.click("button:has-text('Ask again there')")
    w.page.wait_for_selector("#t3")
    w.finish()
    assert w.text("#t3 .fn-question") == "Who chairs the board?"
    assert status(w, 3) == "Answer from your documents · only in “Minutes”"


@pytest.mark.parametrize("width", [1280, 320])
def test_what_to_ask_next_comes_later_and_moves_nothing(window, width):
    w = window(width=width)
    w.page.wait_for_selector("#fn-offers button")
    ask(w, "quote It chose Anna as chair.")
    w.page.evaluate(JUMPS)
    place = "beside" if width > 820 else "below"
    offer = f"#fn-current .fn-next-{place} button"
    w.page.focus("#t1-r1")
    w.page.wait_for_selector(offer, state="attached")
    w.page.wait_for_timeout(200)
    assert w.page.evaluate("jumps") == 0
    assert w.focused() == "t1-r1"
    assert w.page.locator("#fn-offers button:visible").count() == 0
    assert w.page.locator("#t1 .fn-next button:visible").all_inner_texts() == [
        "Who is responsible for the agenda?"
    ]
    assert findings(w.page) == []
    w.page.focus(offer)
    w.page.keyboard.press("Enter")
    w.page.wait_for_selector("#t2")
    w.finish()
    assert w.text("#t2 .fn-question") == "Who is responsible for the agenda?"
    assert w.page.locator("#t1 .fn-next").count() == 0


def test_while_a_question_is_answered_no_other_is_asked(window):
    w = window()
    ask(w, "Who chairs the board?")
    w.ask("slow question")
    w.page.wait_for_selector("#t2.fn-answering .fn-passages")
    w.page.click("#t1 .fn-elsewhere summary")
    w.page.click(ONLY.format(1) + " >> nth=0")
    w.page.wait_for_timeout(700)
    assert w.page.locator(".fn-turn").count() == 2
    w.page.click("#fn-stop-button")
    w.finish()
    assert w.page.locator(".fn-turn").count() == 2
