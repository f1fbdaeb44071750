"""The XML of Word, element by element.

Elements and attributes are known by their local names: Word writes two dialects, "transitional"
and "strict", that differ in their namespaces.
"""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

SILENT = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "instrText", "Fallback", "delText"})
"""Properties, deleted text, and the second drawing of a shape, for programs before Word 2010."""

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def heading_levels(styles: "_Element") -> dict[str, int]:
    """Return the heading level of every paragraph style, by its id, 0 for text.

    By the outline level, which is the same in every language, inherited from the style's base;
    else by the English name that Word stores for its own styles.
    """
    own: dict[str, int] = {}
    bases: dict[str, str] = {}
    for style in styles:
        identity = attribute(style, "styleId")
        name = next((value_of(each) for each in find(style, "name")), "")
        for outline in find(style, "pPr", "outlineLvl"):
            own[identity] = outline_level(outline)
        if match := _HEADING.fullmatch(name):
            own.setdefault(identity, min(int(match.group(1)), 6))
        elif name.lower() == "title":
            own.setdefault(identity, 1)
        bases[identity] = next((value_of(each) for each in find(style, "basedOn")), "")
    levels = {}
    for identity in bases:
        current, seen = identity, {""}
        while current not in own and current not in seen:
            seen.add(current)
            current = bases.get(current, "")
        levels[identity] = own.get(current, 0)
    return levels


def name_of(element: "_Element") -> str:
    """Return the local name of an element, an empty string for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def runs(paragraph: "_Element") -> tuple[str, list["_Element"], list[tuple[str, str]]]:
    """Return a paragraph's text, the text boxes that hang on it, and the notes it refers to."""
    from lxml import etree

    parts: list[str] = []
    boxes: list[_Element] = []
    notes: list[tuple[str, str]] = []
    walk: Any = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = name_of(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name == "sym":
            parts.append(_symbol(attribute(element, "char")))
        elif name == "txbxContent":
            boxes.append(element)
        elif name in _NOTES:
            notes.append((_NOTES[name], attribute(element, "id")))
        if name in SILENT or name == "txbxContent" or (name == "r" and _is_hidden(element)):
            walk.skip_subtree()
    return "".join(parts), boxes, notes


def _is_hidden(run: "_Element") -> bool:
    """Whether a run is formatted as hidden: no reader of the document sees it."""
    return any(is_on(each) for each in find(run, "rPr", "vanish"))


def _symbol(code: str) -> str:
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""


def outline_level(outline: "_Element") -> int:
    """Return 1 to 6 for an outline level that makes a heading, 0 for one that means text."""
    value = value_of(outline)
    return min(int(value) + 1, 6) if value in set("012345678") else 0


def inside(element: "_Element", name: str) -> "Iterator[_Element]":
    """Yield the nearest descendants of that name, through content controls and insertions."""
    for child in element:
        if name_of(child) == name:
            yield child
        elif name_of(child) not in SILENT:
            yield from inside(child, name)


def find(element: "_Element", *path: str) -> list["_Element"]:
    """Return the children of that name, or the grandchildren along a path of names."""
    found = [element]
    for name in path:
        found = [child for each in found for child in each if name_of(child) == name]
    return found


def attribute(element: "_Element", name: str) -> str:
    """Return an attribute by its local name."""
    return next((str(v) for key, v in element.items() if str(key).rpartition("}")[2] == name), "")


def is_on(switch: "_Element") -> bool:
    """Return whether a property such as bold is on; it is where nothing else is said."""
    return value_of(switch) not in {"0", "false", "off"}


def value_of(element: "_Element") -> str:
    """Return what a property is set to, an empty string when it does not say."""
    return attribute(element, "val")
