"""The vocabulary of RTF that matters for text: charsets, characters, and what is not text."""

import codecs

CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    78: "shift_jis",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Encodings by the number that a font table gives them (RTF 1.9.1, `fcharset`)."""

DEFAULT_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "nestrow": "\n",
    "nestcell": "; ",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}

SYMBOLS = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\"}
"""What a backslash and a sign stand for; all others stand for nothing one can read."""

ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})
"""What ends a paragraph; a backslash before a line break is an old way to write \\par."""

# fmt: off
SILENT = frozenset(
    {"aftncn", "aftnsep", "aftnsepc", "author", "background", "bkmkend", "bkmkstart", "buptim",
     "category", "colortbl", "comment", "company", "creatim", "datastore", "doccomm", "filetbl",
     "fldinst", "fontemb", "footer", "footerf", "footerl", "footerr", "formfield", "ftncn",
     "ftnsep", "ftnsepc", "generator", "header", "headerf", "headerl", "headerr", "hlinkbase",
     "keywords", "latentstyles", "listoverridetable", "listtable", "listtext", "manager",
     "nonesttables", "objalias", "objclass", "objdata", "objname", "objsect", "operator", "panose",
     "pict", "pntext", "pntxta", "pntxtb", "printim", "private", "revtbl", "revtim", "rsidtbl",
     "rxe", "shprslt", "sp", "subject", "tc", "tcn", "template", "themedata", "txe", "userprops",
     "xe", "xmlnstbl"}
)
"""Groups whose content is not text of the document."""
# fmt: on

SPOKEN = frozenset({"shpinst"})
"""Groups marked as ignorable that hold text all the same: text boxes."""


def encoding_of_page(number: int) -> str:
    """Return the name of a Windows code page's encoding, cp1252 for one that nobody knows."""
    name = {65001: "utf-8", 10000: "mac_roman", 1361: "johab"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
