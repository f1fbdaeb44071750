"""The page over hostile files, with answers made of them, in a process of its own.

web_hostile.py FOLDER scripted: the question `part n` is answered with the payloads of part n.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import web_server
from web_fakes import ScriptedAssistant, cite, passage
from web_payloads import payloads
from web_process import Server

from rag.answer import Answer, AnswerSentence, Conflict, Seconds, Version

PARTS = 10


def part(number: int) -> list[str]:
    """Return the payloads of one part."""
    return payloads()[number::PARTS]


class HostileAssistant(ScriptedAssistant):
    """Answers with payloads in every text that an answer has."""

    def _stream(self, question, cancelled):
        if not question.startswith("part "):
            yield from super()._stream(question, cancelled)
            return
        final = self._answer(question, int(question.split()[1]))
        bare = {"sentences": (), "citations": (), "conflicts": (), "confidence": None}
        yield replace(final, status="searching", **bare)
        yield replace(final, status="answering", **bare)
        yield replace(final, status="answering", sentences=final.sentences[:9], conflicts=())
        yield final

    def _answer(self, question, number):
        (row,) = (d for d in self.library.store.documents() if d.title == f"Part {number}")
        document = self.library.store.document(row.id)
        passages, citations, sentences = [], [], []
        for n, (block, payload) in enumerate(zip(document.blocks, part(number), strict=True), 1):
            text = document.text[block.start : block.end]
            place = passage(
                text, document=row.id, start=block.start, title=payload, heading=payload,
                date=payload, highlights=((0, len(text) // 2),), span=(1, len(text) - 1),
            )  # fmt: skip
            passages.append(place)
            citations.append(cite(n, place, text))
            brief = None if n % 3 else (0, len(payload) - 1)
            sentences.append(AnswerSentence(payload, (n,), quoted=n % 2 == 0, brief=brief))
        told = "\n".join(part(number))
        conflict = Conflict(told, tuple(Version(c.quote, c.number) for c in citations), newest=1)
        return Answer(
            question, "answered", told, tuple(passages), tuple(sentences), tuple(citations),
            (conflict,), explanation=told, confidence=0.5, seconds=Seconds(0.1, 0.2, 0.3),
        )  # fmt: skip


class HostileServer(Server):
    """A `Server` with a `HostileAssistant`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(folder), "scripted"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.address = self.line().split()[1]


if __name__ == "__main__":
    web_server.ScriptedAssistant = HostileAssistant
    web_server.main(*sys.argv[1:])
