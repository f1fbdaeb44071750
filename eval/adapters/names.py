"""Names for the documents of a set."""

import re
from collections import Counter
from collections.abc import Iterable

_LONGEST = 60  # characters, of four bytes at most: file systems take 255 bytes


def file_names(titles: Iterable[str]) -> list[str]:
    """Return a file name without its ending for each title, in order, every one of them new.

    Only letters, digits and underscores, so that any system takes it: "AC/DC (band)" is
    "AC_DC_band". A name that has been there, in any case of letters, gets a number: "AC_DC_band_2".
    """
    names: list[str] = []
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    for title in titles:
        short = re.sub(r"[\W_]+", "_", title).strip("_")[:_LONGEST].rstrip("_") or "untitled"
        name = short
        while name.casefold() in taken:
            seen[short.casefold()] += 1
            name = f"{short}_{seen[short.casefold()] + 1}"
        taken.add(name.casefold())
        names.append(name)
    return names
