"""Take the pictures of docs/page.md: every state of the page, with the real answer model.

    python scripts/screenshots.py [--out docs/page]

Serves a new library on this machine with the models that are here (`footnote models fetch`), asks
as a newcomer would and takes a picture of each state. Takes some minutes. Chromium must be
installed; CHROME names it where Playwright has none of its own. Pictures are palette PNGs, to keep
the repository small.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from rag.config import models_folder

SECONDS = 180_000
"""Milliseconds that an answer may take on a slow machine."""
SIZE = {"width": 1280, "height": 860}
FOUND = "How many soldiers were expected at Zapad/Interaction-2021?"
NOT_FOUND = "What does the canteen in Brest serve on Fridays?"
FOLLOW_UP = "And when did it take place?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/page"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        Path(home, "models").symlink_to(models_folder(), target_is_directory=True)
        chromium = playwright.chromium.launch(executable_path=os.environ.get("CHROME"))
        with served(Path(home)) as address:
            suggestions(chromium, address, options.out)
            answers(chromium, address, options.out)
            other_looks(chromium, address, options.out)
        chromium.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve an empty library in `home`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    footnote = str(Path(sys.executable).with_name("footnote"))
    command = [footnote, "start", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "FOOTNOTE_HOME": str(home)})
    address = f"http://127.0.0.1:{port}/"
    try:
        while not answers_at(address):
            if process.poll() is not None:
                raise SystemExit("footnote start ended.")
            time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait()


def answers_at(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(address).status == 200)  # noqa: S310 - loopback
    except urllib.error.URLError:
        return False


def opened(chromium: Browser, address: str, **look: object) -> Page:
    page = chromium.new_page(**{"viewport": SIZE, "locale": "en-US", **look})  # type: ignore[arg-type]
    page.set_default_timeout(SECONDS)
    page.goto(address)
    page.wait_for_selector(".fn-welcome")
    return page


def picture(page: Page, out: Path, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(700)  # until what fades or scrolls has come to rest
    path = out / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(64).save(path, optimize=True)
    print(path)


def ask(page: Page, question: str, *, wait: bool = True) -> str:
    """Ask, and return where the answer stands."""
    turn = f"#t{page.locator('.fn-turn').count() + 1}"
    page.fill("#fn-question textarea", question)
    page.press("#fn-question textarea", "Enter")
    page.wait_for_selector(turn)
    if wait:
        page.wait_for_selector("#fn-ask-button:enabled")
    return turn


def tab(page: Page, number: int) -> None:
    page.locator("button[role=tab]:visible").nth(number).click()


def suggestions(chromium: Browser, address: str, out: Path) -> None:
    page = opened(chromium, address)
    page.wait_for_selector("#fn-offers button")
    picture(page, out, "01-suggested-questions")
    page.close()


def answers(chromium: Browser, address: str, out: Path) -> None:
    page = opened(chromium, address)
    turn = ask(page, FOUND, wait=False)
    page.wait_for_selector(f"{turn}.fn-answering .fn-passages")
    picture(page, out, "02-evidence-before-the-answer")
    page.wait_for_selector("#fn-ask-button:enabled")
    picture(page, out, "03-answered")
    page.click(f"{turn} .fn-ref >> nth=0")
    page.wait_for_selector("#fn-viewer .fn-viewer")
    picture(page, out, "04-the-footnote-opened")
    page.keyboard.press("Escape")
    ask(page, FOLLOW_UP)
    picture(page, out, "05-follow-up-as-understood")
    page.close()
    page = opened(chromium, address)
    ask(page, NOT_FOUND)
    picture(page, out, "06-your-documents-do-not-say")
    for number, name in ((1, "07-conversations"), (2, "08-documents"), (3, "09-settings")):
        tab(page, number)
        page.wait_for_timeout(1500)
        picture(page, out, name)
    page.close()


def other_looks(chromium: Browser, address: str, out: Path) -> None:
    page = opened(chromium, address, color_scheme="dark")
    ask(page, FOUND)
    picture(page, out, "10-dark")
    page.close()
    page = opened(chromium, address, locale="de-DE", viewport={"width": 320, "height": 860})
    ask(page, FOUND)
    picture(page, out, "11-german-320-pixels")
    page.close()


if __name__ == "__main__":
    main()
