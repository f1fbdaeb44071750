"""One system in a process of its own. Run as `python -m eval.peers.worker SYSTEM JOB.json`.

It speaks JSON lines. First it says `{"ready": {"versions": {…}, "settings": {…}}}` on standard
output, or `{"failed": "…"}`. Then it answers each `{"question": "…"}` on standard input with a
`Reply`, or with `{"error": "…"}`. Whatever a library prints goes to standard error. When standard
input closes, the process ends.
"""

import json
import os
import sys
import traceback
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import cast

from eval.peers import SYSTEMS
from eval.peers.job import Ask, Job, System


def main() -> None:
    """Build the system, say so, and answer until standard input closes."""
    name, path = sys.argv[1:]
    if name not in SYSTEMS:
        raise SystemExit(f"There is no system {name!r}; known: {', '.join(SYSTEMS)}.")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not stand between the replies

    def send(reply: object) -> None:
        replies.write(json.dumps(reply) + "\n")
        replies.flush()

    job = Job.load(Path(path))
    try:
        system = cast("System", import_module(f"eval.peers.with_{name}"))
        ask = system.build(job)
        versions = {package: version(package) for package in system.PACKAGES}
    except Exception as error:
        send({"failed": f"{type(error).__name__}: {error}"})
        raise
    send({"ready": {"versions": versions, "settings": dict(system.settings(job))}})
    for line in sys.stdin:
        send(_answer(ask, json.loads(line)["question"]))


def _answer(ask: Ask, question: str) -> object:
    try:
        return ask(question)
    except Exception as error:  # noqa: BLE001  (one question costs its neighbours nothing)
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main()
