"""CLAP NQ in its own form: words taken apart, gold sentences marked, several answers."""

import json

import pytest

from eval.adapters.clapnq import FILES, cases, documents, readable
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

LAMP = {
    "title": "Lamp",
    "sentences": [
        "A lamp 's wick ( of cotton ) burns .",
        "It is `` trimmed '' daily .",
        "Oil ran out .",
    ],
}
TIDE = {"title": "Lamp", "sentences": ["The lamp at Ness is lit at low tide ."]}


def output(answer, *selected):
    return {"answer": answer, "selected_sentences": list(selected)}


def entry(key, asked, passage, *outputs):
    return {"id": key, "input": asked, "passages": [passage], "output": list(outputs)}


ANSWERABLE = [
    entry(
        "1",
        "what burns in a lamp ",
        LAMP,
        output("", *LAMP["sentences"]),
        output("NA"),
        output("Its wick , which is\ntrimmed .", *LAMP["sentences"][:2]),
        output("Oil .", LAMP["sentences"][2]),
    ),
    entry("2", "who trims it", LAMP, output("Nobody .", LAMP["sentences"][1])),
]
UNANSWERABLE = [entry("-3", "who lit the lamp at ness", TIDE, output(""))]


def write(folder, answerable=ANSWERABLE, unanswerable=UNANSWERABLE):
    for name, entries in zip(FILES, (answerable, unanswerable), strict=True):
        lines = "".join(json.dumps(each) + "\n" for each in entries)
        (folder / name).write_text(lines, encoding="utf-8")
    return folder


def test_questions_with_the_first_real_answer_and_its_sentences(tmp_path):
    first, second, third = cases(write(tmp_path))
    assert (first.id, first.kind, first.answerable) == ("1", "answerable", True)
    assert (first.question, first.answers) == ("what burns in a lamp", ())
    assert first.reference == "Its wick, which is trimmed."
    trimmed = Place("Lamp.md", 'It is "trimmed" daily.')
    assert first.evidence == (Place("Lamp.md", "A lamp's wick (of cotton) burns."), trimmed)
    assert second.evidence == (trimmed,)
    assert (third.id, third.kind, third.answerable) == ("-3", "unanswerable", False)
    assert (third.reference, third.evidence) == ("", ())


def test_one_document_a_passage_even_where_two_questions_share_it(tmp_path):
    lamp, tide = documents(write(tmp_path), tmp_path)
    assert (lamp.name, tide.name) == ("Lamp.md", "Lamp_2.md")
    assert (read(lamp).title, read(tide).title) == ("Lamp", "Lamp")
    assert read(lamp).text == (
        'A lamp\'s wick (of cotton) burns. It is "trimmed" daily. Oil ran out.'
    )


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("He said , `` It 's late ! '' ; she did n't .", "He said, \"It's late!\"; she didn't."),
        ("A three - day fair ( 2031 - 05 - 06 ) .", "A three-day fair (2031-05-06)."),
        ("From 12 -- 19 , or 2031 -- today", "From 12–19, or 2031–today"),
        ("the barn -- an old one -- fell", "the barn – an old one – fell"),
        ("Paid £ 300 , or 7 % , at 4 : 30 : all", "Paid £300, or 7%, at 4:30: all"),
        ("7 ° 15 ' west", "7° 15' west"),
        ("the farmers ' carts and Bess ' horse", "the farmers' carts and Bess' horse"),
        ("Hummin ' songs", "Hummin' songs"),
        ("the ' empty ' jar , ' she said . '", "the 'empty' jar, 'she said.'"),
        ("send ' em home", "send 'em home"),
        ("end of it ' , she said", "end of it', she said"),
        ("( see ( a ) , below ) .", "(see (a), below)."),
        ('A plain person\'s text (of 1999–2001), "as is".', None),
        ("odd\u200b  space\n here .", "odd space here."),
    ],
)
def test_words_and_signs_are_put_together(apart, together):
    assert readable(apart) == (together or apart)
    assert readable(readable(apart)) == readable(apart)


@pytest.mark.parametrize("missing", ["id", "input", "passages", "output"])
def test_a_missing_field_is_named(tmp_path, missing):
    short = {name: value for name, value in ANSWERABLE[0].items() if name != missing}
    with pytest.raises(
        UsageError, match=rf"_answerable\.jsonl, line 3: the field '{missing}' is missing"
    ):
        cases(write(tmp_path, answerable=[*ANSWERABLE, short]))


def test_malformed_lines_are_named(tmp_path):
    bare = entry("4", "why", {"title": "A"}, output("B", "C"))
    message = r"_unanswerable\.jsonl, line 1, passages 1: the field 'sentences' is missing"
    for read_set in (cases, lambda data: documents(data, tmp_path)):
        with pytest.raises(UsageError, match=message):
            read_set(write(tmp_path, unanswerable=[bare]))
    for wrong, message in (
        (entry("4", "why", LAMP, output("")), r"line 1: 'output' has no answer"),
        (
            entry("4", "why", LAMP, output("B", "C .")),
            r"line 1, output 1: 'selected_sentences' has",
        ),
    ):
        with pytest.raises(UsageError, match=rf"_answerable\.jsonl, {message}"):
            cases(write(tmp_path, answerable=[wrong]))


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path, name):
    (write(tmp_path) / name).unlink()
    with pytest.raises(UsageError, match=rf"{name} cannot be read"):
        cases(tmp_path)
