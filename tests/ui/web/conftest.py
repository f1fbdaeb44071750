"""A library without a model, the page in a process of its own, and a real browser to look at it."""

import shutil
from collections.abc import Iterator

import pytest
from web_fakes import FINGERPRINT, HashEmbedder
from web_process import Server

from index.library import Library

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


@pytest.fixture
def library(tmp_path) -> Iterator[Library]:
    library = Library(tmp_path / "library", FINGERPRINT)
    yield library
    library.close()


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def start(tmp_path) -> Iterator:
    """Return a function that starts a `Server`; all are ended with the test."""
    started = []

    def start_one(kind: str) -> Server:
        started.append(Server(tmp_path / "library", kind))
        return started[-1]

    yield start_one
    for server in started:
        server.end()


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """Return a headless Chromium, or skip with the reason."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="the browser tests need the package playwright"
    )
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("the browser tests need Chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()
