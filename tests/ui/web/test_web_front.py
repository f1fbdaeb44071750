import asyncio

import pytest

from ui.web.front import Front

HTML = b'<!doctype html>\n<html\n\tlang="en"\n\tstyle="margin: 0">\n\t<head>\n<title>x</title>'


async def site(scope, _receive, send):
    """Answer as Gradio does, in two pieces, and tell what was asked for."""
    headers = [(b"content-length", str(len(HTML)).encode()), (b"x", scope["path"].encode())]
    asked = [pair for pair in scope["headers"] if pair[0] == b"accept-encoding"]
    await send({"type": "http.response.start", "status": 200, "headers": [*headers, *asked]})
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.body", "body": HTML[:20], "more_body": True})
    await send({"type": "http.response.body", "body": HTML[20:]})


def request(path="/", query="", method="GET", **headers):
    sent = []

    async def send(message):
        sent.append(message)

    pairs = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {
        "type": "http", "path": path, "query_string": query.encode(), "headers": pairs,
        "method": method,
    }  # fmt: skip
    asyncio.run(Front(site, ("en", "de"))(scope, None, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


@pytest.mark.parametrize(
    ("headers", "query", "page"),
    [
        ({}, "", b"/en/"),
        ({"accept_language": "de-DE,de;q=0.9"}, "", b"/de/"),
        ({"accept_language": "de", "cookie": "a=b; footnote_language=en"}, "", b"/en/"),
        ({"accept_language": "de", "cookie": "footnote_language=//evil.example"}, "", b"/de/"),
        ({"accept_language": "de", "cookie": "a/b=c; ;=; footnote_language=en"}, "", b"/en/"),
        ({"cookie": "footnote_language=de"}, "language=fr", b"/de/"),
        ({"cookie": "footnote_language=en"}, "language=de", b"/de/"),
        ({"accept_language": "de"}, "language=//evil.example", b"/de/"),
    ],
)
def test_the_address_leads_to_the_page_of_a_language(headers, query, page):
    status, sent, _ = request(query=query, **headers)
    assert status == 307
    assert sent[b"location"] == page
    assert sent[b"cache-control"] == b"no-store"


def test_only_a_choice_is_kept_in_the_browser():
    kept = request(query="language=de")[1][b"set-cookie"]
    assert kept.startswith(b"footnote_language=de; Path=/; Max-Age=")
    assert b"set-cookie" not in request(accept_language="de")[1]
    assert b"set-cookie" not in request(cookie="footnote_language=de")[1]
    assert b"set-cookie" not in request(query="language=fr")[1]


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_page_names_its_language_before_anything_runs(code):
    _, sent, body = request(f"/{code}/", accept_encoding="gzip")
    assert f'<html lang="{code}"\n\tstyle'.encode() in body
    assert b'<head><script>Object.defineProperties(navigator, {language: {get: () => "' in body
    assert body.count(f'"{code}"'.encode()) == 3
    assert int(sent[b"content-length"]) == len(body)
    assert b"accept-encoding" not in sent


def test_what_else_there_is_passes_as_it_is():
    _, sent, body = request("/de/theme.css", accept_encoding="gzip")
    assert (body, sent[b"x"], sent[b"accept-encoding"]) == (HTML, b"/de/theme.css", b"gzip")
    assert request("/de/", method="HEAD")[2] == b""
