"""Runs under `failing.c`: changes a library while the disk fails at every point in turn.

python failing.py FOLDER LIBRARY.so HOW TIMES     HOW: exit, half, kill, full or an error

Prints one JSON object: how many points there are, how many were tried, and what went wrong. Every
trial is a fork of this process, so that it costs milliseconds.
"""

import ctypes
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

from changes import STEPS, make, require, require_open, state
from conftest import FINGERPRINT

from index.errors import FootnoteError
from index.examine import examine
from index.library import Library

EXIT, HALF = -1, -2


def require_words(error, said):
    assert said, error


def forked(work):
    """Run `work` in a fork; return how it ended and what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        ended = 0
        try:
            work(writing)
        except BaseException:  # noqa: BLE001 - told to the parent
            os.write(writing, b"!" + traceback.format_exc().encode())
            ended = 1
        os._exit(ended)
    os.close(writing)
    return child, reading


def finish(child, reading):
    said = b""
    while data := os.read(reading, 65536):
        said += data
    os.close(reading)
    os.waitpid(child, 0)
    return said


def change(folder, said, layer=None, *armed):
    """Do every step and tell each; where one fails, the library answers and a retry succeeds."""
    library = Library(folder, FINGERPRINT)
    if layer:
        layer.arm(str(folder).encode(), *armed)
    for done, (step, after) in enumerate(STEPS):
        try:
            step(library)
        except FootnoteError as error:
            layer.arm(b"", 0, 0, 0)
            require_words(error, "\n" not in str(error))
            os.write(said, b"e")
            require_open(library, [state(done), after])
            step(library)
        os.write(said, b".")
    if layer:
        layer.arm(b"", 0, 0, 0)
    library.close()
    os.write(said, b"=")


def trial(base, folder, layer, *armed, after=None):
    """One fork in which something happens, and one that looks at what is left."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    child, reading = forked(lambda said: change(folder, said, layer, *armed))
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    said = finish(child, reading)
    if b"!" in said:
        return said.decode()
    done = said.count(b".")
    allowed = [state(done), state(min(done + 1, len(STEPS)))]
    seen = finish(*forked(lambda _said: require(folder, allowed)))
    if seen:
        return seen.decode()
    if after is not None and b"=" in said:
        return "late"  # it was done before it was killed, which shows nothing
    return "told" if b"e" in said else ""


def kill(base, folder, tries):
    """Kill a change at random moments until `tries` kills have met one under way."""
    shutil.copytree(base, folder)
    begun = time.perf_counter()
    finish(*forked(lambda said: change(folder, said)))
    needed = time.perf_counter() - begun
    chance, results = random.Random(1), []  # noqa: S311 - a fixed order
    while len(results) < tries:
        result = trial(base, folder, None, after=chance.uniform(0, needed))
        if result != "late":
            results.append(result)
    return results


def count_points(base, folder, layer):
    def run(said):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        library = Library(folder, FINGERPRINT)
        layer.arm(str(folder).encode(), 0, 0, 0)
        for step, _ in STEPS:
            step(library)
        os.write(said, str(layer.points()).encode())

    return int(finish(*forked(run)))


def full_disk(base, disk, kilobytes):
    """Do every step on a disk of that size (a mounted tmpfs), with more room after each failure."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", disk]
    subprocess.run(mount, check=True)
    try:
        shutil.copytree(base, disk / "library")
        said = finish(*forked(lambda said: change_on_full_disk(disk, said)))
    finally:
        subprocess.run(["umount", disk], check=True)
    return said.decode() if b"!" in said else "told" if b"e" in said else ""


def change_on_full_disk(disk, said):
    folder = disk / "library"
    library = Library(folder, FINGERPRINT)
    for done, (step, after) in enumerate(STEPS):
        try:
            step(library)
        except FootnoteError as error:
            require_words(error, "make room and try again" in str(error))
            os.write(said, b"e")
            require_open(library, [state(done), after])
            library.close()
            library = Library(folder, FINGERPRINT)  # a new window, on the full disk
            require_open(library, [state(done), after])
            subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
            step(library)
    require_open(library, [STEPS[-1][1]])
    library.close()
    assert examine(folder) == []


def main():
    room, layer, how, tries = Path(sys.argv[1]), ctypes.CDLL(sys.argv[2]), sys.argv[3], sys.argv[4]
    base, folder, tries = room / "base", room / "library", int(tries)
    finish(*forked(lambda _said: make(base)))
    assert trial(base, folder, None) == "", "a run without a failure"
    shutil.rmtree(folder)
    points, results = count_points(base, folder, layer), []
    if how == "full":
        disk, size = room / "disk", sum(path.stat().st_size for path in base.iterdir()) // 1024
        disk.mkdir()
        # from no room at all to enough for everything
        steps = [size + 4 + 400 * number // tries for number in range(tries)]
        results = [full_disk(base, disk, kilobytes) for kilobytes in steps]
    elif how == "kill":
        shutil.rmtree(folder)
        results = kill(base, folder, tries)
    else:
        what = {"exit": EXIT, "half": HALF}.get(how) or getattr(errno, how)
        every = max(1, points // tries)
        for at in range(1, points + 1, every):
            for once in (0, 1) if what > 0 else (1,):
                results.append(trial(base, folder, layer, at, what, once))
    wrong = [result for result in results if result not in {"", "told"}]
    told = {"points": points, "tried": len(results), "told": results.count("told")}
    print(json.dumps({**told, "wrong": len(wrong), "first": "".join(wrong[:1])}))


if __name__ == "__main__":
    main()
