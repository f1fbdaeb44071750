"""What can be read on a page, and which of it is said in another language than it should be."""

import re
import string

from ui.web.language import language

NUMBERS = {"number", "count", "first", "second", "last", "seconds"}

READ = """() => {
    const texts = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const within = walk.currentNode.parentElement.closest('script, style, textarea');
        if (!within) texts.push(walk.currentNode.data);
    }
    const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'data-name', 'data-copied',
        'data-refused'];
    for (const element of document.body.querySelectorAll('*')) {
        for (const name of attributes) texts.push(element.getAttribute(name) ?? '');
        for (const part of ['::before', '::after']) {
            const { content } = getComputedStyle(element, part);
            if (content.startsWith('"')) texts.push(content.slice(1, -1));
        }
    }
    return texts.map((text) => text.trim()).filter(Boolean);
}"""


def foreign(page, code, other):
    """Return what the page in `code` says in the words of the language `other`."""
    read = {part for text in page.evaluate(READ) for part in [text, *re.split(r" · |, ", text)]}
    found = set()
    for key, entry in language(other).entries.items():
        if key == "language.name":
            continue  # each is offered in its own words
        own = language(code).entries[key]
        for form, text in _parts(entry):
            if text in (word for _, word in _parts(own)):
                continue  # the same in both
            whole, pieces = _pattern(text)
            for seen in read:
                if (whole and whole.fullmatch(seen)) or any(piece in seen for piece in pieces):
                    found.add((key, form, seen))
    return found


def _parts(entry):
    if isinstance(entry, str):
        return [("", entry)]
    return list(entry.items()) if isinstance(entry, dict) else list(enumerate(entry))


def _pattern(text):
    """Return what a whole text matches that is made of this one, and its pieces of some words."""
    pattern, pieces = "", []
    for literal, name, _, _ in string.Formatter().parse(text):
        pattern += re.escape(literal)
        if name:
            pattern += r"[\d.,]+" if name in NUMBERS else ".+"
        if len(literal.split()) > 2:
            pieces.append(literal.strip())
    letters = re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text))
    return (re.compile(pattern) if letters else None), pieces
