"""Fields of the wrong kind are named, with the place of their record."""

import re

import pytest

from eval.adapters.fields import objects, text, texts
from index.errors import UsageError

FIELDS = {"word": "oak", "words": ["oak", "elm"], "trees": [{"a": 1}, {"b": 2}], "number": 3}


def test_fields_of_the_right_kind():
    assert text(FIELDS, "word", "f") == "oak"
    assert texts(FIELDS, "words", "f") == ["oak", "elm"]
    assert objects(FIELDS, "trees", "f, line 4") == [
        ("f, line 4, trees 1", {"a": 1}),
        ("f, line 4, trees 2", {"b": 2}),
    ]


@pytest.mark.parametrize(
    ("read", "name", "message"),
    [
        (text, "none", "f, line 4: the field 'none' is missing"),
        (texts, "none", "f, line 4: the field 'none' is missing"),
        (objects, "none", "f, line 4: the field 'none' is missing"),
        (text, "number", "f, line 4: the field 'number' must be a text"),
        (text, "words", "f, line 4: the field 'words' must be a text"),
        (texts, "word", "f, line 4: the field 'word' must be a list of texts"),
        (texts, "trees", "f, line 4: the field 'trees' must be a list of texts"),
        (objects, "word", "f, line 4: the field 'word' must be a list of objects"),
        (objects, "words", "f, line 4: the field 'words' must be a list of objects"),
    ],
)
def test_other_fields_are_named(read, name, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        read(FIELDS, name, "f, line 4")
