"""A library without a model, and the page in a process of its own."""

from collections.abc import Iterator

import pytest
from web_fakes import FINGERPRINT, HashEmbedder
from web_process import Server

from index.library import Library


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
