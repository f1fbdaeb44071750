"""Serves the page for the browser tests, in a process of its own.

web_server.py FOLDER scripted|real: prints READY and the address, then CLOSED after Ctrl-C.
"""

import os
import sys
from pathlib import Path

from web_fakes import FINGERPRINT, ScriptedAssistant

from index.library import Library
from rag.config import Settings
from rag.opening import open_assistant
from ui.web.app import serve


def tell(*words: str) -> None:
    print(*words, flush=True)


def main(folder: str, kind: str) -> None:
    settings = Settings(library=folder, model="tiny" if kind == "real" else "default")
    if kind == "scripted":
        # what a person has on this machine is nobody's business
        os.environ["FOOTNOTE_HOME"] = str(Path(folder).parent / "home")
        library = Library(Path(folder), FINGERPRINT)
        assistant = ScriptedAssistant(library, lambda question: tell("ENDED", question))
    else:
        assistant = open_assistant(settings)
    try:
        serve(assistant, 0, False, lambda address: tell("READY", address), settings)
    finally:
        assistant.close()
    tell("CLOSED")


if __name__ == "__main__":
    main(*sys.argv[1:])
