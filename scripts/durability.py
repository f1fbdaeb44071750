"""Try in full, by hand, what the tests of durability try a few times on every change.

python scripts/durability.py                        all items; exit 1 where one fails
python scripts/durability.py --only kill --times 50   items by name, and how often
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET  # written by our own pytest

ROOT = Path(__file__).parents[1]
ALL = 1_000_000
ITEMS = {
    "kill": ("kill -9 at random moments", "failing.py -k kill", 1000),
    "exit": ("the end at every write, sync, rename", "failing.py -k exit", ALL),
    "half": ("the end in the middle of every write", "failing.py -k half", ALL),
    "full": ("a full disk (small tmpfs)", "failing.py -k disk_that_is_full", 50),
    "enospc": ("ENOSPC at every point", "failing.py -k ENOSPC", ALL),
    "eio": ("EIO at every point", "failing.py -k EIO", ALL),
    "faiss": ("a damaged FAISS file", "damage.py -k noticed", 500),
    "sqlite": ("a damaged SQLite file", "damage.py -k cited", 200),
    "together": ("searches beside two writers", "together.py", 10_000),
    "other": ("another model, dimension, chunker", "database.py -k built_otherwise", 1),
    "repair": ("repair", "repair.py", 1),
    "backup": ("backup and restore", "backup.py", 1),
}
"""By name: what is tried, the test that tries it, and how often in full."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=ITEMS, default=list(ITEMS))
    parser.add_argument("--times", type=int, metavar="N", help="so often instead of in full")
    options = parser.parse_args()
    print(f"{'item':<38} {'tried':>7} {'seconds':>8}  result", flush=True)
    failed = 0
    for name in options.only:
        what, test, full = ITEMS[name]
        begun = time.monotonic()
        well, tried, result = run(test, options.times or full)
        failed += not well
        seconds = time.monotonic() - begun
        print(f"{what:<38} {tried:>7} {seconds:>8.0f}  {result}", flush=True)
    print(f"{failed} of {len(options.only)} items failed." if failed else "All items hold.")
    return 1 if failed else 0


def run(test: str, times: int) -> tuple[bool, int, str]:
    """Run one test; return whether it passed, how much was tried, and what it told."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=0",
             "-o", "junit_family=xunit1", f"--junitxml={report}",
             *f"tests/index/test_{test}".split()],
            cwd=ROOT,
            env={**os.environ, "DURABILITY_TIMES": str(times)},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        cases = list(ET.parse(report).iter("testcase")) if report.exists() else []  # noqa: S314
    skipped = [case for case in cases if case.find("skipped") is not None]
    if done.returncode or not cases:
        return False, len(cases), "FAILED\n" + done.stdout[-3000:] + done.stderr[-1000:]
    if skipped:
        return False, 0, "NOT TRIED: it needs Linux, a C compiler, and for the disk root"
    told = dict(properties(cases))
    return True, int(told.get("tried", len(cases))), told.get("result", "all pass")


def properties(cases: list[ET.Element]) -> Iterator[tuple[str, str]]:
    for case in cases:
        for each in case.iter("property"):
            yield each.get("name", ""), each.get("value", "")


if __name__ == "__main__":
    sys.exit(main())
