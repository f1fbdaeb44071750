"""The sets of passages as they are: every quote stands in its document as the product reads it."""

from collections import Counter
from pathlib import Path

import pytest

from eval.adapters import adapter
from rag.readers import read
from rag.sentences import split

BENCHMARKS = Path(__file__).parents[3] / "../shared/benchmarks"
KINDS = {
    "squad2": {"answerable": 1142, "impossible": 1263},
    "clapnq": {"answerable": 150, "unanswerable": 153},
    "twowiki": {
        "compositional": 170,
        "bridge_comparison": 90,
        "comparison": 84,
        "bridge": 56,
        "no_knowledge": 21,
    },
    "mtrag": {"answerable": 133, "partial": 26, "unanswerable": 47, "underspecified": 33},
}
DOCUMENTS = {"squad2": 6, "clapnq": 303, "twowiki": 3340, "mtrag": 574}
ANSWERED = KINDS["twowiki"].keys() - {"no_knowledge"} | {"answerable", "partial"}


@pytest.fixture(scope="module", params=KINDS)
def public_set(request, tmp_path_factory):
    """Name of a set, its cases and its documents."""
    return request.param, *loaded(request.param, tmp_path_factory.mktemp(request.param))


def loaded(name, folder):
    data = BENCHMARKS / name
    if not data.is_dir():
        pytest.skip(f"the public set {name} is not beside the checkout, in shared/benchmarks")
    return adapter(name).cases(data), adapter(name).documents(data, folder)


def one_line(text):
    return " ".join(text.split())


def test_cases_and_documents_are_all_there(public_set):
    name, cases, paths = public_set
    assert Counter(case.kind for case in cases) == KINDS[name]
    assert len({case.id for case in cases}) == len(cases)
    assert len(set(paths)) == len(paths) == DOCUMENTS[name]
    for case in cases:
        assert case.answerable is (case.kind in ANSWERED), case.id
        assert bool(case.evidence) is case.answerable, case.id
        assert case.question == one_line(case.question) != "", case.id
        if case.answerable:
            assert any((*case.answers, case.reference)), case.id


def test_every_quote_stands_in_its_document_as_it_is_read_back(public_set):
    _, cases, paths = public_set
    texts = {path.name: one_line(read(path).text) for path in paths}
    quotes = [(place.source, place.text) for case in cases for place in case.evidence]
    assert all(quote for _, quote in quotes)
    assert [each for each in quotes if each[1] not in texts[each[0]]] == []


def test_documents_are_the_same_bytes_each_time(public_set, tmp_path):
    name, _, paths = public_set
    again = adapter(name).documents(BENCHMARKS / name, tmp_path)
    assert [path.name for path in again] == [path.name for path in paths]
    assert all(
        one.read_bytes() == other.read_bytes() for one, other in zip(again, paths, strict=True)
    )


def test_a_quote_of_squad_is_a_sentence_as_the_product_cuts_it(tmp_path):
    cases, paths = loaded("squad2", tmp_path)
    sentences = {
        (path.name, one_line(sentence.text)) for path in paths for sentence in split(read(path))
    }
    quotes = {(place.source, place.text) for case in cases for place in case.evidence}
    assert quotes
    assert quotes <= sentences
