"""What every test gets: no network beyond this machine, a home of its own, real small models."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

BROWSER_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _require_loopback(address: object) -> None:
    if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise PermissionError(f"a test tried to reach {address[0]!r}, beyond this machine")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch):
    """Refuse every connection beyond loopback: the product promises that it needs none."""

    def connect(self, address):
        _require_loopback(address)
        return _connect(self, address)

    def connect_ex(self, address):
        _require_loopback(address)
        return _connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Give each test an empty FOOTNOTE_HOME, so that it never touches a person's own library."""
    folder = tmp_path / "home"
    for name in [key for key in os.environ if key.startswith("FOOTNOTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FOOTNOTE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """Return a folder with the real small models, fetched once and kept between runs.

    They lie where FOOTNOTE_TEST_MODELS says, or in the system's cache folder. A machine that has
    none and no network skips, with the reason. With FOOTNOTE_TEST_ALL_MODELS set, as in CI, the
    two large answer models are fetched too, for the tests of their tokenizers.
    """
    from platformdirs import user_cache_path

    from index.errors import ModelError
    from rag.fetch import fetch
    from rag.models import find, ready

    default = user_cache_path("footnote-tests", appauthor=False) / "models"
    folder = Path(os.environ.get("FOOTNOTE_TEST_MODELS", default))
    large = ("small", "default") if os.environ.get("FOOTNOTE_TEST_ALL_MODELS") else ()
    for name in ("tiny", "minilm", *large):
        if not ready(find(name), folder):
            try:
                fetch(find(name), folder)
            except ModelError as error:
                pytest.skip(f"the model {name} is not here and cannot be fetched: {error}")
    return folder


@pytest.fixture
def home_with_models(home, models_folder) -> Path:
    """Return FOOTNOTE_HOME with the small models in it."""
    home.mkdir()
    (home / "models").symlink_to(models_folder, target_is_directory=True)
    return home


@pytest.fixture(scope="module")
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
        browser = driver.chromium.launch(executable_path=path, args=list(BROWSER_ARGUMENTS))
        yield browser
        browser.close()
