"""Mails in the form that every program saves."""

from email.message import EmailMessage

import pytest

from index.errors import DocumentError
from rag.readers.archive import Allowance
from rag.readers.mail import read_mail


def mail(text="Text.", **headers):
    message = EmailMessage()
    for name, value in {"From": "ann@example.org", **headers}.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    return message


def attach(message, name, data, kind="application/octet-stream"):
    main, sub = kind.split("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)


def found(message):
    data = message if isinstance(message, bytes) else message.as_bytes()
    return [(piece.text, piece.level) for piece in read_mail(data).pieces]


def texts(message):
    return [text for text, _ in found(message)]


def test_the_headers_are_title_date_and_first_paragraph():
    message = mail(
        "Dear Bob.",
        To="Bob <bob@example.org>, cy@example.org",
        Cc="Dee <dee@example.org>",
        Date="Thu, 05 Aug 2021 23:30:00 -0700",
        Subject="Préis list ✓",
    )
    message.replace_header("From", "Änne Lee <ann@example.org>")
    reading = read_mail(message.as_bytes())
    assert (reading.title, reading.date) == ("Préis list ✓", "2021-08-05")
    assert [piece.text for piece in reading.pieces] == [
        (
            "From: Änne Lee <ann@example.org>; To: Bob <bob@example.org>, cy@example.org; "
            "Cc: Dee <dee@example.org>; Date: 2021-08-05 23:30"
        ),
        "Dear Bob.",
    ]


def test_headers_in_bytes_that_the_standard_forbids():
    for encoding in ("utf-8", "cp1252"):
        reading = read_mail("From: Jörg\nSubject: Grüße\nDate: soon\n\nText".encode(encoding))
        assert (reading.title, reading.date) == ("Grüße", None)
        assert reading.pieces[0].text == "From: Jörg"


def test_a_mail_to_very_many_names_the_first():
    names = ", ".join(f"person{number}@example.org" for number in range(100))
    first = texts(f"From: a@example.org\nTo: {names}\n\nText".encode())[0]
    assert first.startswith("From: a@example.org; To: person0@example.org, ")
    assert first.endswith("@example.org and others")
    assert len(first) < 500


def test_quoted_history_is_kept_and_marked():
    message = mail(
        "I agree.\n\nOn Monday Bob wrote:\n> The price is five euros for each of the boxes that\n"
        "> we have ordered, the small ones.\n>> Too much.\nBye."
    )
    assert texts(message)[1:] == [
        "I agree.",
        "On Monday Bob wrote:",
        "> The price is five euros for each of the boxes that we have ordered, the small ones.",
        ">> Too much.",
        "Bye.",
    ]


def test_the_web_page_is_read_where_it_says_as_much_as_the_text():
    message = mail("The price is 5 euros.")
    message.add_alternative("<p>The <b>price</b> is</p><p>5 euros.</p>", subtype="html")
    assert texts(message)[1:] == ["The price is", "5 euros."]
    message = mail("The price is 5 euros, and that is all there is to say.")
    message.add_alternative("<p>See text.</p>", subtype="html")
    assert texts(message)[1:] == ["The price is 5 euros, and that is all there is to say."]


def test_a_long_mail_that_is_a_web_page_loses_nothing():
    message = mail(None)
    body = "".join(f"<p>Paragraph {number} of the letter.</p>" for number in range(200))
    message.set_content(f"<nav>Menu words</nav>{body}<footer>The end.</footer>", subtype="html")
    assert texts(message)[1] == "Menu words"
    assert texts(message)[-1] == "The end."
    assert len(texts(message)) == 203


def test_a_charset_that_is_wrong_or_unknown():
    for charset in ("utf-8", "no-such-thing"):
        data = f"From: a\nContent-Type: text/plain; charset={charset}\n\nK\xe4se".encode("latin-1")
        assert texts(data)[1] == "Käse"


def test_attachments_are_sections_below_whose_headings_theirs_lie():
    message = mail()
    attach(message, "../plans/näme.md", b"# Scope\n\nAll of it.\n\n## Sub\n\nMore.")
    attach(message, "note", b"Plain words.", "text/plain")
    assert found(message)[1:] == [
        ("Text.", 0),
        ("Attachment: näme.md", 2),
        ("näme.md › Scope", 3),
        ("All of it.", 0),
        ("näme.md › Sub", 4),
        ("More.", 0),
        ("Attachment: note.txt", 2),
        ("Plain words.", 0),
    ]


def test_what_cannot_be_read_is_named_in_one_line():
    message = mail()
    attach(message, "film.mp4", b"x")
    attach(message, "empty.txt", b"")
    attach(message, "broken.docx", b"x")
    attach(message, "blank.txt", b" \n ")
    attach(message, "smime.p7s", b"x", "application/pkcs7-signature")
    assert texts(message)[2:] == [
        "Attachment film.mp4 was not read: Footnote cannot read this kind of file.",
        "Attachment empty.txt was not read: it is empty.",
        "Attachment broken.docx was not read: it is damaged, or not a Word document at all.",
        "Attachment blank.txt was not read: there is no text in it.",
    ]


def test_a_hundred_that_cannot_be_read_take_a_few_lines():
    message = mail()
    for number in range(100):
        attach(message, f"film{number}.mp4", b"x")
    assert len(texts(message)) == 23
    assert texts(message)[-1] == "80 more were not read."


def test_mails_in_mails_are_read_two_levels_deep():
    message = mail("Third text.", Subject="Third")
    for name in ("Second", "First", "Top"):
        outer = mail(f"{name} text.", Subject=name)
        outer.add_attachment(message)
        attach(outer, f"{name}.txt", f"File of {name}.".encode())
        message = outer
    top = ("From: ann@example.org", 0)
    deep = "it lies too deep inside other files; save it by itself and add that."
    assert found(message) == [
        top,
        ("Top text.", 0),
        ("Attachment: First.eml", 2),
        ("Title: First", 0),
        top,
        ("First text.", 0),
        ("First.eml › Attachment: Second.eml", 3),
        ("Title: Second", 0),
        top,
        ("Second text.", 0),
        (f"Attachment Third.eml was not read: {deep}", 0),
        (f"Attachment Second.txt was not read: {deep}", 0),
        ("First.eml › Attachment: First.txt", 3),
        ("File of First.", 0),
        ("Attachment: Top.txt", 2),
        ("File of Top.", 0),
    ]


def test_logos_in_the_text_are_not_mentioned_but_attached_pictures_are():
    message = mail(None)
    message.set_content("<p>Hello</p><img src='cid:a'>", subtype="html")
    for name, size in (("logo.txt", 9_000), ("film.xyz", 20_000)):
        message.add_related(
            b"x" * size, "image", "png", cid=f"<{name}>", filename=name, disposition="inline"
        )
    assert texts(message)[1:] == ["Hello"]
    attach(message, "photo.png", b"x", "image/png")
    assert texts(message)[2] == (
        "Attachment photo.png was not read: it is damaged, or not a picture at all."
    )


def test_a_page_of_an_attachment_is_no_page_of_the_mail():
    message = mail()
    attach(message, "a.pdf", _pdf(), "application/pdf")
    pieces = read_mail(message.as_bytes()).pieces
    assert [(piece.text, piece.page) for piece in pieces][2:] == [
        ("Attachment: a.pdf", None),
        ("Printed words.", None),
    ]


def _pdf():
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="Printed words.")
    return bytes(pdf.output())


@pytest.mark.parametrize("data", [b"x", b"\x00\xff" * 100, b"Dear Bob,\n\nno headers here.\n"])
def test_what_is_no_mail_is_refused(data):
    with pytest.raises(DocumentError, match=r"^it is damaged, or not a mail at all$"):
        read_mail(data)


def test_parts_nested_a_thousand_deep_are_refused():
    data = b"From: a\n"
    for number in range(1500):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    with pytest.raises(DocumentError, match=r"^its parts are nested too deeply"):
        read_mail(data + b"\nText")


def test_nothing_inside_is_read_without_allowance():
    message = mail()
    attach(message, "a.txt", b"Words.")
    pieces = read_mail(message.as_bytes(), Allowance(levels=0)).pieces
    assert pieces[-1].text.startswith("Attachment a.txt was not read: it lies too deep")
