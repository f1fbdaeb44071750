"""PowerPoint presentations: written by python-pptx, and by hand where it cannot."""

import io
import zipfile

import pytest

from index.errors import DocumentError
from rag.readers import read
from rag.readers.process import ReaderProcess
from rag.readers.slides import read_pptx
from rag.sentences import split

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def deck():
    """Five slides: a title, points with notes, a table, a chart, and a title alone."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck = Presentation()
    deck.core_properties.title = "PowerPoint Presentation"
    place = (Inches(1), Inches(2), Inches(6), Inches(3))

    def slide(layout, title):
        added = deck.slides.add_slide(deck.slide_layouts[layout])
        added.shapes.title.text = title
        return added

    slide(0, "Tree plan").placeholders[1].text = "For the board"
    points = slide(1, "Why trees")
    points.placeholders[1].text = "They cool streets.\nThey hold water."
    points.notes_slide.notes_text_frame.text = "Say that the pilot cost 40,000 euros."
    table = slide(5, "Costs").shapes.add_table(3, 3, *place).table
    for y, row in enumerate(
        [["Tree", "Site", "Price"], ["Oak", "Park", "300"], ["Elm", "", "200"]]
    ):
        for x, cell in enumerate(row):
            table.cell(y, x).text = cell
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Planted", (5, 7))
    slide(5, "Progress").shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    slide(5, "We need 20 more gardeners")
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def presentation(*slides, relation=""):
    """Write a presentation by hand: the shapes of its slides."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("_rels/.rels", f'<a><b Type="{OFFICE}/officeDocument" Target="p.xml"/></a>')
        listed = "".join(f'<sldId id="{i}" r:id="r{i}"/>' for i in range(len(slides)))
        file.writestr("p.xml", f'<p xmlns:r="{OFFICE}"><sldIdLst>{listed}</sldIdLst></p>')
        links = "".join(
            f'<b Id="r{i}" Type="{OFFICE}/slide" Target="s{i}.xml"/>' for i in range(len(slides))
        )
        file.writestr("_rels/p.xml.rels", f"<a>{links}</a>")
        for i, shapes in enumerate(slides):
            file.writestr(f"s{i}.xml", f"<sld><cSld><spTree>{shapes}</spTree></cSld></sld>")
            file.writestr(f"_rels/s{i}.xml.rels", f"<a>{relation}</a>")
    return target.getvalue()


def shape(text, kind=None, hidden=0):
    holder = f'<nvPr><ph type="{kind}"/></nvPr>' if kind else "<nvPr/>"
    return (
        f'<sp><nvSpPr><cNvPr hidden="{hidden}"/>{holder}</nvSpPr>'
        f"<txBody><p><r><t>{text}</t></r></p></txBody></sp>"
    )


def found(data):
    return [(piece.page, piece.level, piece.text) for piece in read_pptx(data).pieces]


def test_every_slide_is_a_page_with_its_title_its_text_and_its_notes(deck):
    reading = read_pptx(deck)
    assert (reading.title, reading.date, reading.pages) == (None, None, 5)
    assert found(deck) == [
        (1, 1, "Tree plan"),
        (1, 0, "For the board"),
        (2, 2, "Why trees"),
        (2, 0, "They cool streets."),
        (2, 0, "They hold water."),
        (2, 3, "Why trees: speaker notes"),
        (2, 0, "Say that the pilot cost 40,000 euros."),
        (3, 2, "Costs"),
        (3, 0, "Tree: Oak; Site: Park; Price: 300"),
        (3, 0, "Tree: Elm; Price: 200"),
        (4, 2, "Progress"),
        (4, 0, "2023; Planted: 5"),
        (4, 0, "2024; Planted: 7"),
        (5, 2, "Slide 5"),
        (5, 0, "We need 20 more gardeners"),
    ]


def test_a_note_can_be_cited_with_its_slide(deck, tmp_path):
    path = tmp_path / "plan.pptx"
    path.write_bytes(deck)
    with ReaderProcess() as reader:
        document = reader.read(path)
    assert document == read(path)
    assert (document.kind, document.title, document.pages) == ("pptx", "Tree plan", 5)
    note = next(each for each in split(document) if "pilot" in each.text)
    assert (note.text, note.heading, note.page) == (
        "Say that the pilot cost 40,000 euros.",
        "Why trees: speaker notes",
        2,
    )


def test_the_title_comes_first_and_what_is_on_every_slide_is_left_out():
    data = presentation(
        shape("Text.") + shape("7", "sldNum") + shape("ACME", "ftr") + shape("Head", "title")
    )
    assert found(data) == [(1, 1, "Head"), (1, 0, "Text.")]


def test_groups_are_opened_and_what_is_hidden_is_not_read():
    twice = (
        f"<AlternateContent><Choice>{shape('new')}</Choice>"
        f"<Fallback>{shape('old')}</Fallback></AlternateContent>"
    )
    data = presentation(
        f"<grpSp>{shape('a')}<grpSp>{shape('b')}</grpSp></grpSp>" + twice + shape("no", hidden=1)
    )
    assert [text for _, _, text in found(data)] == ["Slide 1", "a", "b", "new"]


def test_slides_come_in_the_order_of_the_presentation_and_empty_ones_count():
    data = presentation(shape("one"), "<pic/>", shape("three"))
    assert [(page, text) for page, level, text in found(data) if not level] == [
        (1, "one"),
        (3, "three"),
    ]


def test_merged_cells_of_a_table():
    def row(*cells):
        text = "<txBody><p><r><t>{}</t></r></p></txBody>"
        return "<tr>" + "".join(f"<tc{a}>{text.format(t)}</tc>" for a, t in cells) + "</tr>"

    table = (
        row(("", "Region"), ("", "Site"), ("", "Staff"))
        + row((' rowSpan="2"', "North"), ("", "Hull"), ("", "5"))
        + row((' vMerge="1"', ""), ("", "York"), ("", "6"))
    )
    frame = f"<graphicFrame><graphic><graphicData><tbl>{table}</tbl></graphicData></graphic>"
    assert [text for _, _, text in found(presentation(frame + "</graphicFrame>"))][1:] == [
        "Region: North; Site: Hull; Staff: 5",
        "Region: North; Site: York; Staff: 6",
    ]


def test_a_lost_picture_or_chart_costs_nothing():
    relation = f'<b Id="c" Type="{OFFICE}/chart" Target="lost.xml"/>'
    frame = '<graphicFrame><graphic><graphicData><chart id="c"/></graphicData></graphic>'
    data = presentation(frame + "</graphicFrame>" + shape("here"), relation=relation)
    assert [text for _, _, text in found(data)] == ["Slide 1", "here"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0" + bytes(500),
            "it is in the old PowerPoint format: save it as .pptx and add that",
        ),
        (b"not a zip", "it is damaged, or not a PowerPoint presentation at all"),
        (presentation("<sp>"), "it is damaged, or not a PowerPoint presentation at all"),
    ],
)
def test_what_cannot_be_read(data, reason):
    with pytest.raises(DocumentError) as caught:
        read_pptx(data)
    assert str(caught.value) == reason
