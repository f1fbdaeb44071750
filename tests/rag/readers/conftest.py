"""Files that several tests of the child process read, and ways to damage others."""

import random

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


@pytest.fixture
def damaged():
    """Return variants of a file: cut off, with bits flipped, bytes lost, and passages doubled."""

    def variants(data, count=60):
        chance = random.Random(len(data))  # noqa: S311 (the same damage each time)
        for number in range(count):
            changed = bytearray(data)
            place = chance.randrange(len(data))
            match number % 4:
                case 0:
                    del changed[place:]
                case 1:
                    for _ in range(chance.choice((1, 10, 100))):
                        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                case 2:
                    del changed[place : place + chance.randrange(1, 200)]
                case 3:
                    changed[place:place] = changed[place : place + chance.randrange(1, 2000)]
            yield bytes(changed)

    return variants
