"""Measure the page in Chromium: Largest Contentful Paint, and what jumps while an answer comes.

    python scripts/page_speed.py [--model NAME] [--loads 5]

Serves a library of its own with the sample documents. Each load is a new browser context, as for
somebody who opens the page for the first time; in each a question is asked, and the layout shifts
from the first paint to the end of the answer are counted as browsers count them: the largest burst
(shifts less than 1 s apart, 5 s in all), without those within 0.5 s of a key or a click
(web.dev/articles/cls). Aims: paint under 1.5 s, shift under 0.05. Chromium must be installed.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from typing import Any

from playwright.sync_api import Page, sync_playwright

from rag.config import load
from rag.opening import open_assistant
from ui.web import samples
from ui.web.app import serve

WATCH = """() => {
    window.shifts = [];
    window.paints = [];
    new PerformanceObserver((list) => {
        for (const at of list.getEntries())
            if (!at.hadRecentInput) shifts.push([at.startTime, at.value]);
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
        for (const at of list.getEntries())
            paints.push([at.startTime, at.element?.className || at.element?.localName || '']);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
}"""
QUESTION = "How far is Brest from Poland?"
GAP, LONGEST = 1000.0, 5000.0
"""Milliseconds between two shifts of a burst, and of a burst in all."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="tiny")
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        _serve(options.model, options.serve)
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--model", options.model, "--serve", folder]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            _measure(_address(server), options.loads)
        finally:
            server.terminate()
            server.wait()


def _serve(model: str, folder: str) -> None:
    assistant = open_assistant(load({"model": model, "library": f"{folder}/library"}))
    try:
        samples.add(assistant)
        serve(assistant, 0, open_browser=False, ready=lambda at: print(at, flush=True))
    finally:
        assistant.close()


def _address(server: subprocess.Popen[str]) -> str:
    line = server.stdout.readline().strip() if server.stdout else ""
    if not line:
        sys.exit("The page could not be served; the reason stands above.")
    return line


def _measure(address: str, loads: int) -> None:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if path is None:
        sys.exit("Chromium is not installed (Debian: apt-get install chromium).")
    paints, shifts = [], []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for number in range(1, loads + 1):
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
            page = context.new_page()
            page.add_init_script(f"({WATCH})()")
            page.goto(address)
            paint, what = _painted(page)
            shift = _shift(_answered(page))
            print(f"load {number}: painted in {paint:.0f} ms ({what}), shift {shift:.4f}")
            paints.append(paint)
            shifts.append(shift)
            context.close()
        browser.close()
    print(f"Largest Contentful Paint, median of {loads}: {statistics.median(paints):.0f} ms")
    print(f"Cumulative Layout Shift, median of {loads}: {statistics.median(shifts):.4f}")


def _painted(page: Page) -> tuple[float, str]:
    """Return when the largest part was painted, in milliseconds, and which it was."""
    page.wait_for_selector(".fn-welcome")
    page.wait_for_selector("#fn-ask-button:enabled")
    page.wait_for_timeout(500)
    paints: list[tuple[float, str]] = page.evaluate("paints")
    return paints[-1]


def _answered(page: Page) -> list[Any]:
    """Ask a question; return the shifts up to the end of its answer."""
    page.fill("#fn-question textarea", QUESTION)
    page.press("#fn-question textarea", "Enter")
    page.wait_for_selector("#t1")
    page.wait_for_selector("#fn-ask-button:enabled", timeout=300_000)
    page.wait_for_timeout(500)
    return list(page.evaluate("shifts"))


def _shift(shifts: list[Any]) -> float:
    """Return the largest burst."""
    most = burst = begun = before = 0.0
    for at, value in shifts:
        if not burst or at - before > GAP or at - begun > LONGEST:
            burst, begun = 0.0, at
        burst, before = burst + value, at
        most = max(most, burst)
    return most


if __name__ == "__main__":
    main()
