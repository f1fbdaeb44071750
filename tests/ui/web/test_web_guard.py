import asyncio

import pytest

from ui.web.guard import POLICY, Guard


async def application(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")]})
    await send({"type": "http.response.body", "body": b"the page"})


def request(kind="http", **headers):
    sent = []

    async def send(message):
        sent.append(message)

    values = {"host": "127.0.0.1:7860"} | headers
    pairs = [(k.replace("_", "-").encode(), v.encode()) for k, v in values.items()]
    scope = {"type": kind, "headers": pairs}
    asyncio.run(Guard(application, 7860)(scope, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "localhost:7860"},
        {"origin": "http://127.0.0.1:7860", "sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none", "sec_fetch_mode": "navigate"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"},
    ],
)
def test_the_page_itself_is_answered(headers):
    status, sent, body = request(**headers)
    assert (status, body) == (200, b"the page")
    assert sent[b"content-security-policy"] == POLICY.encode()
    assert sent[b"x"] == b"y"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:7860"},
        {"host": "127.0.0.1:80"},
        {"host": ""},
        {"origin": "http://evil.example"},
        {"origin": "https://127.0.0.1:7860"},
        {"origin": "http://127.0.0.1:3000"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"},
        {"sec_fetch_site": "same-site", "sec_fetch_mode": "cors"},
    ],
)
def test_everybody_else_is_refused(headers):
    status, _, body = request(**headers)
    assert status == 403
    assert b"the page" not in body


def test_the_policy_allows_nothing_beyond_this_address():
    sources = {word for rule in POLICY.split("; ") for word in rule.split()[1:]}
    assert sources == {"'self'", "'unsafe-inline'", "'unsafe-eval'", "'none'", "data:", "blob:"}
