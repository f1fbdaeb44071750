"""The process that opens files for Footnote: `python -m rag.readers.child MEMORY_BYTES`.

One JSON object a line comes in (`{"path": ...}`), one goes out: `{"document": ...}`,
`{"reason": ...}` for a file that cannot be read, or `{"memory": true}` when the limit was hit.
Before it, `{"page": n, "of": m}` may go out any number of times: a page that took long is done.
Anything else that goes wrong ends the process, and the parent says so.
"""

import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import TextIO

from index.errors import DocumentError
from rag.readers import read
from rag.readers.progress import listening

_NO_MEMORY = '{"memory": true}'


def main() -> None:
    """Answer requests until the parent closes the pipe or dies."""
    # Ctrl-C in a terminal reaches every process in it; the parent decides when reading ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(int(sys.argv[1]))
    replies = _own_stdout()
    requests: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()

    def reply(line: str) -> None:
        replies.write(line + "\n")
        replies.flush()

    with listening(lambda page, of: reply(json.dumps({"page": page, "of": of}))):
        while True:
            reply(_answer(requests.get()))


def _listen(requests: SimpleQueue[str]) -> None:
    """Pass on requests; end the process at once when the parent is gone, even amid a file."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _answer(request: str) -> str:
    """Return the reply in ASCII: so a path whose bytes are not text survives, escaped."""
    try:
        return json.dumps({"document": asdict(read(Path(json.loads(request)["path"])))})
    except DocumentError as error:
        return json.dumps({"reason": str(error)})
    except MemoryError:
        pass  # the memory is let go only when this block is left
    return _NO_MEMORY


def limit_memory(limit: int) -> None:
    """Cap the address space where the system can; elsewhere only the time limit protects."""
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):  # macOS refuses a limit below what is already mapped
        return


def _own_stdout() -> TextIO:
    """Keep the real standard output for replies; whatever a library prints goes to stderr."""
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return replies


if __name__ == "__main__":
    main()
