"""The tab Documents in a real browser: stop, folders, order, search, open, tags, read again."""

import pytest
from axe import findings
from web_language import foreign
from web_slow import SlowServer
from web_window import Window

pytest.importorskip("axe_playwright_python", reason="axe-core comes with axe-playwright-python")

FIELD = "#fn-folder input, #fn-folder textarea"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    root = tmp_path_factory.mktemp("documents")
    (root / "home/libraries/reports").mkdir(parents=True)
    (root / "home/libraries/reports/library.sqlite3").touch()
    server = SlowServer(root / "library", root / "home")
    server.root = root
    yield server
    server.end()


@pytest.fixture
def window(chromium, server):
    opened = []

    def open_window(locale="en-US", width=1280):
        w = Window(chromium, server.address, width, locale)
        opened.append(w)
        w.open_tab("Dokumente" if locale == "de-DE" else "Documents")
        w.page.wait_for_selector(".fn-libraries")
        return w

    yield open_window
    for w in opened:
        assert w.beyond_this_machine() == []
        assert w.complaints == []
        w.context.close()


def titles(w):
    return w.page.locator("#fn-documents .fn-open").all_inner_texts()


def test_1_a_large_upload_is_stopped_and_what_was_added_stays(window, server):
    w = window("de-DE")
    slow = "This is slow to read. " * 9
    w.page.set_input_files(
        "#fn-drop input[type=file]",
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in [("quick.txt", "Tea is at one."), ("slow.txt", slow * 9)]
        ],
    )
    w.page.wait_for_selector("text=slow.txt wird gelesen")
    w.page.wait_for_selector("text=Datei 2 von 2")
    w.page.wait_for_selector("text=noch weniger als eine Minute")
    assert titles(w) == ["Quick"]  # can be asked while the rest is read
    found = (foreign(w.page, "de", "en"), findings(w.page))
    other = window()  # another window sees it, and can end it
    other.page.wait_for_selector("text=Reading slow.txt")
    other.page.click("#fn-adding-stop")
    w.page.wait_for_selector("text=Beendet; 1 Datei wurde nicht gelesen. Hinzugefügt: 1.")
    w.page.wait_for_selector("#fn-adding-stop", state="hidden")
    assert w.page.locator(".fn-adding").count() == 0
    assert titles(w) == ["Quick"]
    assert [path.name for path in (server.root / "library/files").iterdir()] == ["quick.txt"]
    assert found == (set(), [])
    w.open_tab("Fragen")
    w.page.wait_for_selector("#fn-ask-button:enabled")


def test_2_a_folder_is_added_sorted_and_searched(window, server):
    folder = server.root / "Notes"
    folder.mkdir()
    for i in range(24):
        (folder / f"note {i:02}.txt").write_text(f"Note number {i}.")
    (folder / "table.csv").write_text("Supplier,Amount\nHuber,12\n")
    (folder / "film.mov").write_text("x")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    w = window()
    w.page.fill(FIELD, "Notes")
    w.page.click("#fn-folder-once")
    w.page.wait_for_selector("text=Notes is not the whole path of a folder")
    w.page.fill(FIELD, str(folder))
    w.page.click("#fn-folder-once")
    w.page.wait_for_selector("text=Added 25. Passed over 1 file of another kind.")
    assert titles(w)[:2] == ["Note 00", "Note 01"]
    w.page.click(".fn-sort[data-order=kind]")
    w.page.wait_for_function("document.querySelector('.fn-open').textContent === 'Table'")
    w.page.click(".fn-sort[data-order=title]")
    w.page.wait_for_selector("th[aria-sort=ascending]:has-text('Title')")
    w.page.click(".fn-sort[data-order=title]")
    w.page.wait_for_selector("th[aria-sort=descending]")
    assert titles(w)[:2] == ["Table", "Quick"]
    w.page.fill("#fn-search input, #fn-search textarea", "note 1")
    w.page.wait_for_selector("h2:has-text('12 of 26 documents')")
    w.page.fill("#fn-search input, #fn-search textarea", "zebra")
    w.page.wait_for_selector("text=No document goes by “zebra”.")
    w.page.fill("#fn-search input, #fn-search textarea", "")
    w.page.wait_for_selector("h2:has-text('26 documents')")
    w.page.click("summary:has-text('could not read, and why: 1 file')")
    assert "broken.pdf: it is damaged" in w.text(".fn-unread .fn-failed")
    w.page.click("text=Library:")
    assert "footnote start --library reports" in w.text(".fn-libraries li")
    assert findings(w.page) == []
    w.page.click("text=Empty this list")
    w.page.wait_for_selector(".fn-unread", state="detached")


def test_3_a_document_is_opened_tagged_and_read_again(window, server):
    w = window()
    row = "tr:has-text('note 07.txt')"
    w.page.click(f"{row} .fn-open")
    w.page.wait_for_selector("dialog[open] >> text=Note number 7.")
    assert w.page.evaluate("document.activeElement.textContent") == "Note 07"
    assert findings(w.page) == []
    w.page.fill("#fn-tags", "Later, urgent")
    w.page.press("#fn-tags", "Enter")
    w.page.wait_for_selector("dialog >> text=Saved.")
    w.page.keyboard.press("Escape")
    w.page.wait_for_selector(f"{row} .fn-tag:has-text('urgent')")
    w.page.wait_for_function("document.activeElement.textContent === 'Note 07'")
    (server.root / "Notes/note 07.txt").write_text("Note number 7 has other words now.")
    w.page.wait_for_selector(f"{row} >> text=Its file has changed since", timeout=10_000)
    (server.root / "Notes/note 08.txt").unlink()
    w.page.check(f"{row} input")
    w.page.check("tr:has-text('note 08.txt') input")
    w.page.click(".fn-reread")
    w.page.wait_for_selector("#fn-report >> text=Updated 1.")
    assert "note 08.txt: its file is not there any more, so what" in w.text(".fn-failed")
    assert "Ready" in w.text(f"{row} .fn-state")
    assert w.text(f"{row} .fn-tag >> nth=0") == "later"
    w.page.click(f"{row} .fn-open")
    w.page.wait_for_selector("dialog[open] >> text=Note number 7 has other words now.")
    w.page.click("dialog .fn-shut")
    w.page.wait_for_selector("dialog", state="hidden")


def test_4_what_is_removed_comes_back_with_its_tags(window):
    w = window()
    row = "tr:has-text('note 07.txt')"
    w.page.check(f"{row} input")
    w.page.click(".fn-remove")
    w.page.click("button:has-text('Yes, remove')")
    w.page.wait_for_selector("h2:has-text('25 documents')")
    w.page.click("#fn-undo")
    w.page.wait_for_selector(f"{row} .fn-tag:has-text('urgent')")


def test_5_a_folder_is_watched_and_no_longer(window, server):
    folder = server.root / "Watched"
    folder.mkdir()
    (folder / "first.txt").write_text("The first one.")
    w = window("de-DE")
    w.page.fill(FIELD, str(folder))
    w.page.click("#fn-folder-keep")
    w.page.wait_for_selector("#fn-documents >> text=first.txt")
    w.page.wait_for_selector(".fn-folders >> text=hinzugefügt: 1.")
    assert w.page.input_value(FIELD) == ""
    w.page.check("tr:has-text('first.txt') input")
    (folder / "second.txt").write_text("The second one.")
    w.page.wait_for_selector("#fn-documents >> text=second.txt")
    # a tick stays with its document
    assert w.page.is_checked("tr:has-text('first.txt') input")
    assert w.page.locator(".fn-tick input:checked").count() == 1
    assert (foreign(w.page, "de", "en"), findings(w.page)) == (set(), [])
    w.page.click(".fn-unwatch")
    w.page.wait_for_selector(".fn-folders", state="detached")
    assert "Second" in titles(w)


def test_6_a_folder_is_dropped(window, server):
    folder = server.root / "Dropped"
    (folder / "deep").mkdir(parents=True)
    (folder / "upper.txt").write_text("The upper one.")
    (folder / "deep/lower.txt").write_text("The lower one.")
    (folder / "deep/.hidden.txt").write_text("Nobody's.")
    (folder / "deep/film.mov").write_text("x")
    w = window()
    box = w.page.locator("#fn-drop").bounding_box()
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    devtools = w.context.new_cdp_session(w.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        devtools.send("Input.dispatchDragEvent", {"type": kind, "data": data, **place})
    w.page.wait_for_selector("#fn-report >> text=Added 2.")
    assert w.text(".fn-left") == "Files of other kinds that were left out: 1."
    assert {"Upper", "Lower"} <= set(titles(w))


@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
def test_7_nothing_is_cut_off_in_a_small_window(window, locale):
    w = window(locale, width=320)
    w.page.wait_for_selector(".fn-table")
    w.page.click(".fn-open >> nth=0")
    w.page.wait_for_selector("dialog[open]")
    assert findings(w.page) == []
    w.page.keyboard.press("Escape")
    w.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    w.page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    assert findings(w.page) == []
