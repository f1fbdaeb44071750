"""Claims of our own in AttributionBench's form; and AttributionBench itself, where it is."""

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.adapters.attributionbench import Claim, claims
from index.errors import UsageError

BENCH = Path(__file__).parents[3] / "../shared/benchmarks/attributionbench"

LINE = {
    "id": "c1",
    "question": "Who built the mill?",
    "claim": "Ann Roe built the mill [2].",
    "references": ["[2] mills.example\n\nThe mill was built by Ann Roe.", "It stands in Ulm."],
    "attribution_label": "attributable",
    "src_dataset": "Mills",
    "response": "Ann Roe built the mill [2]. It is old.",
}


def write(folder, *lines):
    text = "".join(json.dumps(LINE | line) + "\n" for line in lines)
    (folder / "dev.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_claims_with_their_references(tmp_path):
    first, second, third = claims(
        write(tmp_path, {}, {"attribution_label": "not attributable"}, {"src_dataset": "Other"})
    )
    assert first == Claim(
        "c1",
        "Who built the mill?",
        "Ann Roe built the mill [2].",
        ("[2] mills.example\n\nThe mill was built by Ann Roe.", "It stands in Ulm."),
        True,
        "Mills",
    )
    assert (second.id, second.supported) == ("c1-2", False)
    assert (third.id, third.supported, third.kind) == ("c1-3", True, "Other")


def test_all_files_of_the_folder_are_read_by_name(tmp_path):
    write(tmp_path, {})
    (tmp_path / "a.jsonl").write_text(json.dumps(LINE | {"id": "a"}) + "\n\n", encoding="utf-8")
    assert [claim.id for claim in claims(tmp_path)] == ["a", "c1"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"claim": None}, "the field 'claim' must be a text"),
        ({"question": " "}, "the field 'question' is empty"),
        ({"references": "The mill."}, "the field 'references' must be a list of texts"),
        ({"references": []}, "the field 'references' is empty"),
        ({"references": ["", " \n"]}, "the field 'references' is empty"),
        (
            {"attribution_label": "partly"},
            "the field 'attribution_label' is 'partly'; it has to be 'attributable' or 'not",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, message):
    with pytest.raises(UsageError, match=rf"dev\.jsonl, line 2: {message}"):
        claims(write(tmp_path, {}, line))


def test_missing_fields_and_files_are_named(tmp_path):
    with pytest.raises(UsageError, match=r"no \.jsonl file in .*--data"):
        claims(tmp_path)
    (tmp_path / "dev.jsonl").write_text('{"id": "x"}\n')
    with pytest.raises(UsageError, match=r"line 1: the field 'attribution_label' is missing"):
        claims(tmp_path)
    (tmp_path / "dev.jsonl").write_text("\n")
    with pytest.raises(UsageError, match=r"dev\.jsonl holds no claim"):
        claims(tmp_path)


def test_the_set_itself():
    if not BENCH.is_dir():
        pytest.skip("the set attributionbench does not lie beside the checkout")
    found = claims(BENCH)
    assert len(found) == len({claim.id for claim in found}) == 1198
    assert Counter((claim.kind, claim.supported) for claim in found) == {
        (kind, supported): half
        for kind, half in (
            ("Stanford-GenSearch", 272),
            ("ExpertQA", 235),
            ("LFQA", 55),
            ("AttributedQA", 37),
        )
        for supported in (True, False)
    }
