"""PowerPoint presentations: each slide a page, its title a heading, its notes below.

The package is opened with zipfile and lxml instead of python-pptx, which loads every picture and
film, leaves out charts and diagrams, and gives up on a presentation with a lost picture.
"""

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.readers.archive import xml_member
from rag.readers.assemble import Piece, Reading, one_line, stated
from rag.readers.package import Relation, office, related, relations, stated_title
from rag.readers.slide_shapes import Slide, shapes_text
from rag.readers.word_xml import find

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_TITLES = ("powerpoint presentation", "powerpoint-präsentation", "présentation powerpoint")


def read_pptx(data: bytes) -> Reading:
    """Return the text of a presentation, slide by slide, in the order that it is read aloud.

    `page` is the number of the slide. Raises DocumentError when it is protected, in the old format,
    or damaged.
    """
    what = "a PowerPoint presentation"
    with office(data, what, program="PowerPoint", suffix=".pptx") as package:
        top = related(package, "")
        main = top["officeDocument"]
        targets = {each.id: each.target for each in relations(package, main)}
        shown = find(xml_member(package, main), "sldIdLst", "sldId")
        slides = [_slide(package, targets[_relation(each)]) for each in shown]
        pieces = [
            piece for number, slide in enumerate(slides, 1) for piece in slide_pieces(slide, number)
        ]
        title = stated(stated_title(package, top.get("core-properties")))
        named = title and title.lower() not in _NO_TITLES
        return Reading(pieces=pieces, title=title if named else None, pages=len(slides) or None)


def slide_pieces(slide: Slide, number: int) -> list[Piece]:
    """Return a slide's title, text and notes as pieces of page `number`.

    A slide without a title is headed by its number, or it would stand under another slide's; and a
    title that is all there is on a slide is its text, because headings are not quoted.
    """
    title = one_line(slide.title)
    level = 1 if number == 1 and title else 2
    if title and not slide.body and number > 1:
        slide.body.insert(0, Piece(title))
        title = ""
    pieces = [Piece(title or f"Slide {number}", level=level), *slide.body]
    if slide.notes:
        pieces += [Piece(f"{title or f'Slide {number}'}: speaker notes", level=3), *slide.notes]
    texts = slide.body or slide.notes or title
    return [replace(piece, page=number) for piece in pieces] if texts else []


def _relation(shown: "_Element") -> str:
    """Return the relation of an entry in the list of slides, which has a number of its own too."""
    return next((str(v) for k, v in shown.items() if str(k).endswith("}id")), "")


def _slide(package: zipfile.ZipFile, part: str) -> Slide:
    others = relations(package, part)
    slide = Slide()
    shapes_text(xml_member(package, part), slide, _inside(package, others))
    for each in others:
        if each.kind == "notesSlide" and each.target in package.namelist():
            notes = Slide()
            shapes_text(xml_member(package, each.target), notes, {}, only="body")
            slide.notes = notes.body
    return slide


def _inside(package: zipfile.ZipFile, others: list[Relation]) -> "dict[str, _Element]":
    """Return the charts and diagrams of a slide by the relation that shows them."""
    names = set(package.namelist())
    return {
        each.id: xml_member(package, each.target)
        for each in others
        if each.kind in {"chart", "diagramData"} and each.target in names
    }
