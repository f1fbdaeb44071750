"""A disk that forgets: whatever is damaged is noticed, and what is whole is saved."""

import collections
import random
import shutil

import pytest
from conftest import FINGERPRINT
from durability import DOCUMENTS, cited, fill, found, times

from index.database import stored_fingerprint
from index.errors import LibraryError
from index.examine import examine
from index.library import Library
from index.repair import repair

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A library that was never damaged."""
    folder = tmp_path_factory.mktemp("whole") / "library"
    fill(folder)
    return folder


@pytest.fixture
def truth(whole, opened):
    library = opened(whole)
    return cited(library), found(library)


def damage(path, chance):
    """Flip a bit, copy another page over one, empty half a page, or cut the file short."""
    data = bytearray(path.read_bytes())
    how = chance.choice(["flip", "flip", "flip", "page", "empty", "cut"])
    at = chance.randrange(len(data))
    page = at // PAGE * PAGE
    if how == "flip":
        data[at] ^= 1 << chance.randrange(8)
    elif how == "page":
        other = chance.randrange(len(data) // PAGE) * PAGE
        data[page : page + PAGE] = data[other : other + PAGE]
    elif how == "empty":
        data[page : page + PAGE // 2] = bytes(PAGE // 2)
    else:
        del data[at:]
    path.write_bytes(data)
    return how


def test_every_damage_of_the_index_is_noticed(whole, truth, opened, tmp_path, record_property):
    shutil.copytree(whole, tmp_path / "library")
    path = tmp_path / "library" / f"index.{DOCUMENTS}"
    saved, tried = path.read_bytes(), times(25)
    chance = random.Random(4)  # noqa: S311 - a fixed order
    for _ in range(tried):
        path.write_bytes(saved)
        while path.read_bytes() == saved:  # a page over itself is no damage
            damage(path, chance)
        library = opened()
        assert not library.agrees()
        assert found(library) == truth[1]
        library.save_index()
        assert library.agrees()
        library.close()
        assert path.read_bytes() == saved
    record_property("tried", tried)
    record_property("result", "all noticed and rebuilt, same top 10")


def test_no_damage_is_ever_cited(whole, truth, opened, tmp_path, record_property):
    chance = random.Random(5)  # noqa: S311 - a fixed order
    tally = collections.Counter()
    for trial in range(times(10)):
        folder = tmp_path / str(trial)
        shutil.copytree(whole, folder)
        damage(folder / "library.sqlite3", chance)
        tally[answers(opened, folder, truth)] += 1
        kept = mends(opened, folder, truth)
        tally["documents saved"] += kept
        tally["documents"] += DOCUMENTS
        shutil.rmtree(folder)
    record_property("tried", trial + 1)
    record_property("result", dict(tally))


def answers(opened, folder, truth):
    """Ask the damaged library; say how it took it."""
    try:
        library = opened(folder)
        try:
            now = cited(library)
            same = (now, found(library)) == truth
        finally:
            library.close()
    except LibraryError:
        assert problems(folder)
        return "refused"
    assert now.items() <= truth[0].items()
    assert same or problems(folder)  # what is missing may not be missed by 'footnote doctor'
    return "same answers" if same else "fewer answers, noticed by doctor"


def problems(folder):
    """What `examine` finds, or why the library is refused."""
    try:
        stored_fingerprint(folder)
        Library(folder, FINGERPRINT).close()
        return examine(folder)
    except LibraryError as error:
        return [str(error)]


def mends(opened, folder, truth):
    """Repair it; return how many documents are whole then."""
    if not problems(folder):
        return DOCUMENTS
    try:
        report = repair(folder)
    except LibraryError:
        return 0
    assert examine(folder) == []
    assert report.aside.exists()
    library = opened(folder, stored_fingerprint(folder))
    assert cited(library).items() <= truth[0].items()
    library.close()
    return report.whole
