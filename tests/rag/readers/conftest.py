"""Files that several tests of the child process read."""

import pytest


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("A note. With two sentences, naïve and 😀.", encoding="utf-8")
    return path


@pytest.fixture
def slow(tmp_path):
    """A page that takes seconds to read: 200,000 tables."""
    path = tmp_path / "slow.html"
    path.write_text("<table><tr><td>a<td>b</table>" * 200_000)
    return path
