"""The HTML report in a real browser: filtered by a person, asking for nothing, in every size."""

import re
from pathlib import Path

import pytest

import eval.report_html
from eval.metrics.intervals import Interval
from eval.metrics.refusal import RiskCoverage
from eval.report_html import html
from eval.score import Figure, Scores

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">\'"-->'
CSS = Path(eval.report_html.__file__).with_name("report.css").read_text(encoding="utf-8")
TOLD = {"suite": "small", "mode": "answer", "model": "m", "embedding": "e", "passages": 6,
        "threads": 2, "machine": "Linux"}  # fmt: skip
SENTENCE = "The bridge cost 48,000 euros."
GOLD = {"answers": ["48,000"], "required": [], "reference": "", "attack": "",
        "evidence": [{"source": "bridge.md", "text": SENTENCE, "page": None}]}  # fmt: skip
PASSAGE = {"source": "bridge.md", "page": None, "start": 0, "end": 9, "text": SENTENCE}
SHARE = Interval(0.5, 0.1, 0.9, 4, "BCa")
SCORES = Scores(5, (Figure("right", "right", "share", SHARE),), {"list": SHARE, "date": SHARE},
                RiskCoverage((), None, None))  # fmt: skip


def case(name, **changes):
    record = {
        "id": name, "kind": "date", "question": "What did it cost?", "history": [],
        "answerable": True, "gold": GOLD, "status": "answered", "text": SENTENCE, "sentences": [],
        "citations": [PASSAGE | {"number": 1, "heading": "", "quote": SENTENCE}], "dropped": [],
        "confidence": None, "passages": [PASSAGE], "hits": [], "memory_bytes": None, "model": None,
        "seconds": {"evidence": 0.2, "first_sentence": None, "total": 2.0},
    }  # fmt: skip
    return record | changes


RECORDS = [
    case("a1"),
    case("b2", text="It cost 9 euros.", question="How dear was it?"),
    case("c3", kind="list", text="", status="not_found", citations=[]),
    case("d4", kind="list", citations=[PASSAGE | {"number": 1, "quote": "It is red."}]),
    case("e5", answerable=False, gold={**GOLD, "answers": [], "evidence": []}),
]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_stands_out_in_both_palettes():
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in
                   re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2])  # fmt: skip
    assert luminance("#ffffff") == pytest.approx(1)
    for palette in (light, dark):
        pairs = [(ink, ground, 4.5) for ink in ("ink", "quiet", "accent", "alarm")
                 for ground in ("paper", "surface")]  # fmt: skip
        pairs += [("mark-ink", "mark", 4.5), ("bar", "paper", 3), ("edge", "paper", 3)]
        for ink, ground, least in pairs:
            low, high = sorted((luminance(palette[ink]), luminance(palette[ground])))
            assert (high + 0.05) / (low + 0.05) >= least, (ink, ground)


@pytest.fixture
def opened(chromium, tmp_path):
    """Return a function that opens a report; it requested nothing else and did not complain."""
    path = tmp_path / "report.html"
    seen, contexts = [], []

    def open_report(*records, **options):
        path.write_text(html(TOLD, SCORES, records), encoding="utf-8")
        contexts.append(chromium.new_context(**options))
        window = contexts[-1].new_page()
        window.on("request", lambda request: seen.append(request.url))
        window.on("console", lambda line: seen.append(line.text))
        window.on("pageerror", lambda error: seen.append(str(error)))
        window.on("dialog", lambda dialog: seen.append(dialog.message))
        window.goto(path.as_uri())
        return window

    yield open_report
    assert set(seen) <= {path.as_uri(), "data:,"}
    for context in contexts:
        context.close()


def shown(window):
    return [text.split()[-1] for text in window.locator(".case:visible .head").all_text_contents()]


def test_a_person_filters_the_cases(opened):
    window = opened(*RECORDS)
    count = window.locator("#filter-count")
    assert shown(window) == ["b2", "c3", "d4", "e5"]
    assert count.inner_text() == "4 of 5 cases shown"
    window.select_option("#filter-kind", "list")
    assert shown(window) == ["c3", "d4"]
    window.select_option("#filter-why", "right, but cites the wrong place")
    assert shown(window) == ["d4"]
    window.click("#filter-reset")
    window.focus("#filter-words")
    window.keyboard.type("how DEAR")
    assert shown(window) == ["b2"]
    window.keyboard.type(" zebra")
    assert shown(window) == []
    assert window.is_visible("#filter-none")
    window.click("#filter-reset")
    window.focus("#filter-all")
    window.keyboard.press("Space")
    assert shown(window) == ["a1", "b2", "c3", "d4", "e5"]
    window.click("#kinds a:has-text('list')")
    assert shown(window) == ["c3", "d4"]
    window.focus(".reasons a >> nth=0")
    window.keyboard.press("Enter")
    assert shown(window) == ["e5"]
    assert count.inner_text() == "1 of 5 cases shown"


def test_a_run_without_a_failure_shows_its_cases(opened):
    window = opened(RECORDS[0])
    assert shown(window) == ["a1"]
    assert window.is_checked("#filter-all")


def test_without_scripts_everything_is_there(opened):
    window = opened(*RECORDS, java_script_enabled=False)
    assert shown(window) == ["a1", "b2", "c3", "d4", "e5"]
    assert not window.is_visible("#filter")


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_is_wider_than_the_window(opened, width):
    long = case("f6", question="x" * 400, text="y" * 400, kind="z" * 90)
    window = opened(*RECORDS, long, viewport={"width": width, "height": 800})
    window.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    window.add_style_tag(content=".case { content-visibility: visible }")  # laid out, seen or not
    assert window.evaluate("document.documentElement.scrollWidth") == width
    wider = "each => each.filter(node => node.scrollWidth > node.clientWidth).length"
    assert window.eval_on_selector_all(".case, section", wider) == 0
    assert window.locator("#figures svg").bounding_box()["width"] > 200


def test_hostile_text_does_nothing(opened):
    window = opened(case(HOSTILE, question=HOSTILE, text=HOSTILE, kind=HOSTILE))
    assert window.locator(".case h3").inner_text() == HOSTILE
    window.select_option("#filter-kind", HOSTILE)
    assert window.locator(".case:visible").count() == 1
