"""Print how much of a file's text is read, and in what order, format by format.

`python scripts/reading_table.py` writes a file of each format whose text is known, reads it in the
process that reads for Footnote, and compares. Recall: the share of the known words that were read.
Order: of the words that occur once in both, the share that stand in the known order (the longest
increasing run, by Schensted's method). Added: words read that were not written, as the names of
columns that every row repeats. The files are those of scripts/reading_files.py and
scripts/reading_containers.py.
"""

import argparse
import bisect
import re
import tempfile
import time
from collections import Counter
from pathlib import Path

from reading_containers import CONTAINERS
from reading_files import FORMATS

from rag.readers.process import ReaderProcess


def compare(known: list[str], text: str) -> tuple[float, float, int]:
    """Return recall and order, each from 0 to 1, and the number of added words."""
    wanted, read = (re.findall(r"\w+", each.lower()) for each in (" ".join(known), text))
    found = Counter(wanted) & Counter(read)
    once = [word for word, count in Counter(wanted).items() if count == 1 and read.count(word) == 1]
    return (
        found.total() / len(wanted),
        _longest_run([read.index(word) for word in once]) / max(1, len(once)),
        len(read) - found.total(),
    )


def _longest_run(places: list[int]) -> int:
    ends: list[int] = []  # ends[n]: the smallest end of an increasing run of n + 1 places
    for place in places:
        ends[slice(at := bisect.bisect_left(ends, place), at + 1)] = [place]
    return len(ends)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("| format | words | recall | order | added | ms |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, ReaderProcess() as reader:
        for suffix, build in FORMATS + CONTAINERS:
            data, known = build()
            path = Path(folder) / f"known.{suffix}"
            path.write_bytes(data)
            reader.read(path)  # once, so that the libraries are loaded
            start = time.perf_counter()
            text = reader.read(path).text
            took = 1000 * (time.perf_counter() - start)
            recall, order, added = compare(known, text)
            words = len(re.findall(r"\w+", " ".join(known)))
            print(f"| {suffix} | {words} | {recall:.3f} | {order:.3f} | {added} | {took:.0f} |")


if __name__ == "__main__":
    main()
