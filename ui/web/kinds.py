"""Kinds of documents and their lengths as people call them."""

from index.records import StoredDocument
from ui.web.language import Texts

_NAMES = {
    "md": "Markdown", "pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel",
    "csv": "CSV", "odt": "OpenDocument", "ods": "OpenDocument", "odp": "OpenDocument",
    "rtf": "RTF", "epub": "EPUB", "zip": "ZIP",
}  # fmt: skip
_WORDS = {
    "txt": "kinds.text", "html": "kinds.web_page", "eml": "kinds.mail", "msg": "kinds.mail",
    **dict.fromkeys(("png", "jpg", "tiff", "bmp", "webp"), "kinds.picture"),
}  # fmt: skip
_PARTS = {
    "pptx": "kinds.slides", "odp": "kinds.slides", "xlsx": "kinds.sheets", "ods": "kinds.sheets",
}  # fmt: skip


def kind_name(kind: str, text: Texts) -> str:
    """Name a kind of document: Word, Mail. One that is not known is named as it is kept."""
    return text(_WORDS[kind]) if kind in _WORDS else _NAMES.get(kind, kind.upper())


def length(document: StoredDocument, text: Texts) -> str:
    """Write how long a document is: 12 for pages, 3 slides, 1 sheet; nothing where it has none."""
    if not document.pages:
        return ""
    if document.kind in _PARTS:
        return text(_PARTS[document.kind], count=document.pages)
    return text.number(document.pages)
