"""The page with answers that are written at the pace of a model, in a process of its own."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import web_server
from web_fakes import ScriptedAssistant, answered, passage
from web_process import Server

PAUSE = 0.6
"""Seconds between two snapshots: a browser forgives whatever moves within 0.5 of a key."""

LONG = tuple(
    passage(f"{title} were counted again in the spring. " * 9, document=number, title=title)
    for number, title in enumerate(("Chairs", "Windows", "Bicycles"), start=4)
)


class SteadyAssistant(ScriptedAssistant):
    """Writes a longer answer sentence by sentence where the question begins with `steadily`."""

    def _stream(self, question, cancelled):
        if not question.startswith("steadily"):
            yield from super()._stream(question, cancelled)
            return
        final = replace(answered(), question=question)
        final = replace(final, evidence=final.evidence + LONG, sentences=final.sentences * 3)
        bare = replace(final, status="answering", sentences=(), citations=(), confidence=None)
        yield replace(bare, status="searching")
        for written in range(len(final.sentences)):
            time.sleep(PAUSE)
            yield replace(bare, sentences=final.sentences[:written])
        time.sleep(PAUSE)
        yield final


class SteadyServer(Server):
    """A `Server` with a `SteadyAssistant`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(folder), "scripted"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.address = self.line().split()[1]


if __name__ == "__main__":
    web_server.ScriptedAssistant = SteadyAssistant
    web_server.main(*sys.argv[1:])
