"""Word documents: open the package and find its text.

The package is opened with zipfile and lxml instead of python-docx, which leaves out tracked
insertions, content controls, text boxes and footnotes, loads every picture, and gives up on a
document with a lost picture, which Word opens without a word.
"""

from rag.readers.archive import xml_member
from rag.readers.assemble import Reading, stated
from rag.readers.package import office, related, stated_title
from rag.readers.word_body import Body
from rag.readers.word_xml import attribute, heading_levels


def read_docx(data: bytes) -> Reading:
    """Return the text of a Word document.

    Raises DocumentError when it is protected, in the old format, too large, or damaged.
    """
    with office(data, "a Word document", program="Word", suffix=".docx") as package:
        top = related(package, "")
        main = top["officeDocument"]
        parts = related(package, main)
        body = Body(
            heading_levels(xml_member(package, parts["styles"])) if "styles" in parts else {},
            {
                (kind, attribute(note, "id")): note
                for kind in ("footnote", "endnote")
                if kind + "s" in parts
                for note in xml_member(package, parts[kind + "s"])
            },
        )
        body.add(xml_member(package, main))
        title = stated_title(package, top.get("core-properties"))
        return Reading(pieces=body.pieces, title=stated(title))
