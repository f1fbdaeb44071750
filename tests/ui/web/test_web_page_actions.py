"""What can be done with an answer, in a real browser: its documents, copies, files, verdicts."""

import io

import numpy as np
import pytest
from fpdf import FPDF
from PIL import Image
from web_process import Server
from web_window import Window

RULES = "# House rules\n\nDoors are locked at ten. The porter has a key.\n\n" + (
    "Nothing else is said here.\n\n" * 60 + "Guests sign the book. They leave by noon.\n"
)
LOCKED, LEAVE = "Doors are locked at ten.", "They leave by noon."
SOLD = "It agreed that the old house should be sold for a price that everyone thought to be fair."
QUOTE = f"quote {LOCKED} / {LEAVE}"


def pdf() -> bytes:
    """Write a page on which the sentence `SOLD` alone is red, over two lines."""
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=12)
    file.write(7, "The committee met on Tuesday morning in the town hall. ")
    file.set_text_color(220, 0, 0)
    file.write(7, SOLD)
    file.set_text_color(0, 0, 0)
    file.write(7, " Nobody objected. The meeting was closed at noon, and the minutes were read.")
    return bytes(file.output())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("actions") / "library"


@pytest.fixture(scope="module")
def server(chromium, folder):
    server = Server(folder, "scripted")
    first = Window(chromium, server.address)
    first.open_documents()
    first.drop(("rules.md", RULES), ("house.pdf", pdf()), ("tea.txt", "Tea is at one. No milk."))
    assert first.text("#fn-report p").strip() == "Added 3."
    first.context.close()
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    w = Window(chromium, server.address)
    yield w
    assert w.beyond_this_machine() == []
    assert w.complaints == []
    w.context.close()


def ask(w, question):
    w.ask(question)
    w.finish()


def open_footnote(w, number, turn=1):
    w.page.click(f"#t{turn}-r{number}")
    w.wait_for_focus(f"t{turn}-d{number}")


def is_in_view(w, selector):
    return w.page.evaluate(
        """(selector) => {
            const { top, bottom, left, right } =
                document.querySelector(selector).getBoundingClientRect();
            return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
        }""",
        selector,
    )


def test_a_footnote_opens_its_document_and_gets_the_focus_back(window):
    w = window
    ask(w, QUOTE)
    open_footnote(w, 2)
    assert w.text("#t1-d2") == LEAVE
    assert is_in_view(w, "#t1-d2")
    assert w.text(".fn-also") == LOCKED
    field, beside = (w.page.locator(each).bounding_box() for each in (".fn-composer", "#fn-viewer"))
    assert field["width"] > 400
    assert field["x"] + field["width"] <= beside["x"]
    assert w.page.is_disabled(".fn-step:has-text('Next')")
    w.page.click(".fn-step:has-text('Previous')")
    w.wait_for_focus("t1-d1")
    assert w.text("#t1-d1") == LOCKED
    assert w.text(".fn-step-place") == "Footnote 1 of 2"
    assert is_in_view(w, "#t1-d1")
    w.page.click(".fn-step:has-text('Next')")
    w.wait_for_focus("t1-d2")
    w.page.keyboard.press("Escape")
    w.wait_for_focus("t1-r2")
    assert not w.page.is_visible("#fn-viewer")
    open_footnote(w, 1)
    w.page.click(".fn-shut")
    w.wait_for_focus("t1-r1")
    assert not w.page.is_visible("#fn-viewer")


def test_the_keyboard_opens_a_footnote_and_the_same_one_finds_its_sentence_again(window):
    w = window
    ask(w, QUOTE)
    w.page.focus("#t1-r1")
    w.page.keyboard.press("Enter")
    w.wait_for_focus("t1-d1")
    w.page.evaluate("document.querySelector('#fn-viewer').scrollTo(0, 9999)")
    assert not is_in_view(w, "#t1-d1")
    open_footnote(w, 1)
    assert is_in_view(w, "#t1-d1")


def test_what_a_footnote_says_is_shown_over_its_number(window):
    w = window
    ask(w, QUOTE)
    shown = "getComputedStyle(document.querySelector('#t1-r1'), '::after').content"
    assert w.page.evaluate(shown) == "none"
    w.page.hover("#t1-r1")
    assert w.page.evaluate(shown) == f'"“{LOCKED}” — House rules"'


def test_the_mark_on_a_page_covers_the_sentence_and_nothing_else(window):
    w = window
    ask(w, f"quote {SOLD}")
    open_footnote(w, 1)
    w.page.wait_for_function("document.querySelector('.fn-sheet img').complete")
    sheet = w.page.locator(".fn-sheet")
    place = sheet.bounding_box()
    boxes = [box.bounding_box() for box in w.page.locator(".fn-box").all()]
    assert len(boxes) == 2
    pixels = np.asarray(Image.open(io.BytesIO(sheet.screenshot())).convert("RGB")).astype(int)
    red = (pixels[..., 0] > 150) & (pixels[..., 1] < 90) & (pixels[..., 2] < 90)
    black = pixels.max(axis=2) < 90
    marked = np.zeros(red.shape, dtype=bool)
    for box in boxes:
        x, y = box["x"] - place["x"], box["y"] - place["y"]
        rows = slice(int(y) - 2, int(y + box["height"]) + 3)
        columns = slice(int(x) - 2, int(x + box["width"]) + 3)
        assert red[rows, columns].sum() > 100
        marked[rows, columns] = True
    assert not (red & ~marked).any()
    assert black.sum() > 300
    assert not (black & marked).any()
    # the paper between the letters has the colour of the mark
    assert (np.abs(pixels[marked] - (255, 233, 168)).max(axis=1) < 12).mean() > 0.4


def test_a_file_that_goes_while_it_is_open_is_said_and_its_text_stays(window, folder):
    w = window
    ask(w, f"quote Tea is at one. / {LOCKED}")
    open_footnote(w, 1)
    assert w.page.locator(".fn-document-note").count() == 0
    (folder / "files" / "tea.txt").unlink()
    w.page.click(".fn-step:has-text('Next')")
    w.wait_for_focus("t1-d2")
    w.page.click(".fn-step:has-text('Previous')")
    w.wait_for_focus("t1-d1")
    assert w.text(".fn-document-note").startswith("Footnote cannot open this file any more")
    assert w.text("#t1-d1") == "Tea is at one."
    assert "No milk." in w.text(".fn-document")


def test_copy_puts_the_answer_with_its_sources_on_the_clipboard(window):
    w = window
    w.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(w, QUOTE)
    copy = w.page.locator("#t1 [data-do=copy]")
    copy.click()
    w.page.wait_for_selector("#t1 [data-do=copy]:has-text('Copied')")
    assert w.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == (
        f"{QUOTE}\n\n“{LOCKED}” [1] “{LEAVE}” [2]\n\n"
        f"Sources\n[1] House rules: “{LOCKED}”\n[2] House rules: “{LEAVE}”"
    )
    copy.click()  # again before the button has its own words back
    w.page.wait_for_selector("#t1 [data-do=copy]:has-text('Copy with footnotes')", timeout=5000)


def test_a_browser_that_refuses_to_copy_is_heard(window):
    w = window
    ask(w, QUOTE)
    w.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    w.page.click("#t1 [data-do=copy]")
    w.page.wait_for_selector("#t1 [data-do=copy]:has-text('Not copied')", timeout=5000)


def saved(w, name, turn=1):
    menu = f"#t{turn} .fn-save:has([data-do=save])"
    if not w.page.is_visible(f"{menu} button"):
        w.page.click(f"{menu} summary")
    with w.page.expect_download() as download:
        w.page.click(f"{menu} button:has-text('{name}')")
    return download.value


def test_an_answer_is_saved_as_a_file_that_opens(window, tmp_path):
    import docx
    import pypdfium2

    w = window
    ask(w, QUOTE)
    for _ in range(2):  # the same file can be saved twice
        word = saved(w, "Word")
    word.save_as(tmp_path / "answer.docx")
    assert word.suggested_filename == f"quote {LOCKED} {LEAVE[:-1]}.docx"
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "answer.docx")).paragraphs)
    assert LOCKED in text
    assert "House rules" in text
    saved(w, "PDF").save_as(tmp_path / "answer.pdf")
    with pypdfium2.PdfDocument(tmp_path / "answer.pdf") as file:
        text = " ".join(file[0].get_textpage().get_text_bounded().split())
    assert LOCKED in text
    assert LEAVE in text
    for name in ("Web page", "Markdown"):
        path = tmp_path / name
        saved(w, name).save_as(path)
        assert LOCKED in path.read_text(encoding="utf-8")


def test_a_verdict_is_pressed_taken_back_and_kept(window):
    w = window
    ask(w, QUOTE)
    right, wrong = "#t1 [data-verdict='1']", "#t1 [data-verdict='-1']"

    def pressed():
        return [w.page.get_attribute(each, "aria-pressed") for each in (right, wrong)]

    def press(button):
        with w.page.expect_response("**/gradio_api/run/predict*"):
            w.page.click(button)

    assert pressed() == ["false", "false"]
    press(right)
    assert pressed() == ["true", "false"]
    press(wrong)
    assert pressed() == ["false", "true"]
    ask(w, "nothing there?")
    assert pressed() == ["false", "true"]
    press("#t2 [data-verdict='1']")
    w.page.reload()
    w.page.wait_for_selector("#t2")
    assert pressed() == ["false", "true"]
    assert w.page.get_attribute("#t2 [data-verdict='1']", "aria-pressed") == "true"
    press(wrong)
    assert pressed() == ["false", "false"]
    w.page.reload()
    w.page.wait_for_selector("#t2")
    assert pressed() == ["false", "false"]


def test_a_verdict_given_while_the_next_answer_is_written_stays(window):
    w = window
    ask(w, QUOTE)
    w.ask("slow question")
    w.page.wait_for_selector("#t2.fn-answering .fn-passages")
    w.page.click("#t1 [data-verdict='1']")
    w.page.click("#fn-stop-button")
    w.finish()
    ask(w, "nothing there?")
    assert w.page.get_attribute("#t1 [data-verdict='1']", "aria-pressed") == "true"


def test_another_conversation_closes_the_document_and_forgets_the_file(window):
    w = window
    ask(w, QUOTE)
    saved(w, "Markdown")
    open_footnote(w, 1)
    w.page.click("#fn-begin")
    w.page.wait_for_selector(".fn-welcome")
    assert not w.page.is_visible("#fn-viewer")
    assert LOCKED not in w.page.content()
    assert w.page.locator("#fn-saved a").count() == 0
