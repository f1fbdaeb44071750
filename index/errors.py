"""Everything that can go wrong, as one small tree.

    FootnoteError            exit 1
    ├── UsageError           exit 2: what was typed cannot be done as asked
    ├── DocumentError        a file cannot be read; carries the reason for the list of files
    ├── LibraryError         the library on disk cannot be opened, written or trusted
    │   └── DamagedError     it is not what was stored: 'footnote repair' mends it
    ├── ModelError           a model is missing, altered or does not run
    └── ResourceError        too little memory or disk

Every message is one plain sentence, or two, that names the fix. It lives in the lowest layer so
that every layer can raise it.
"""


class FootnoteError(Exception):
    """An expected failure whose message can be shown to a person as it is."""

    exit_code = 1


class UsageError(FootnoteError):
    """What was asked for cannot be done as asked (an empty question, an unknown setting)."""

    exit_code = 2


class DocumentError(FootnoteError):
    """A file cannot be read; the message is the reason shown beside the file's name."""


class LibraryError(FootnoteError):
    """The library on disk cannot be opened, written or trusted."""


class DamagedError(LibraryError):
    """The library on disk is not what was stored."""


class ModelError(FootnoteError):
    """A model is missing, altered or does not run."""


class ResourceError(FootnoteError):
    """The machine has too little memory or disk for what was asked."""
