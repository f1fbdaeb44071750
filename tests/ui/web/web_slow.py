"""The page with an embedder that takes its time and a watcher, in a process of its own."""

import subprocess
import sys
import time
from pathlib import Path

from web_fakes import FINGERPRINT, HashEmbedder, ScriptedAssistant
from web_process import Server

from index.library import Library
from rag.watch import Watching
from ui.web.app import serve

EACH = 0.4
"""Seconds for a passage of a text that says it is slow."""


class SlowEmbedder(HashEmbedder):
    def encode(self, texts, progress=None):
        for text in texts:
            if "slow" in text:
                time.sleep(EACH)
            if progress:
                progress(1)
        return super().encode(texts)

    def count_tokens(self, texts):
        return [150 for _ in texts]


class SlowServer(Server):
    def __init__(self, folder: Path, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(folder), str(home)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.address = self.line().split()[1]


def main(folder: str) -> None:
    library = Library(Path(folder), FINGERPRINT)
    assistant = ScriptedAssistant(library)
    assistant.embedder = SlowEmbedder()
    watching = Watching(library, HashEmbedder(), quiet=0.1)
    watching.start()

    def ready(address: str) -> None:
        print("READY", address, flush=True)

    try:
        serve(assistant, 0, False, ready, watching=watching)
    finally:
        watching.close()
        assistant.close()


if __name__ == "__main__":
    import os

    os.environ["FOOTNOTE_HOME"] = sys.argv[2]
    main(sys.argv[1])
