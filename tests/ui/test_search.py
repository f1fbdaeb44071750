"""`footnote search`: the passages, their scores, and which libraries it makes."""

import json
import re

import pytest


@pytest.mark.models
@pytest.mark.usefixtures("samples")
def test_search_shows_places_scores_and_three_lines(run):
    result = run("search", "bombers over the Sea of Japan", "--limit", "2")
    first, second = result.stdout.split("\n\n")
    assert first.startswith(
        "1. How Russia and China are building up military cooperation · 2021-01-04 · A new\n"
        "   agreement and a joint air patrol in July 2019\n"
        "   score 0."
    )
    score, cosine = map(float, re.findall(r"(?:score|cosine) (0\.\d+)", first))
    assert score == pytest.approx(0.75 * cosine + 0.25, abs=0.02)  # the best by its words too
    assert first.endswith("agreement of 1993. One day later, on July 23, 2019, …")
    assert second.startswith("2. ")
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.models
@pytest.mark.usefixtures("samples")
def test_search_as_json_gives_the_hits_best_first(run):
    hits = json.loads(run("search", "--json", "bombers", "--limit", "3").stdout)
    assert len(hits) == 3
    assert (
        hits[0]["document"]["title"] == "How Russia and China are building up military cooperation"
    )
    assert "strategic bombers" in hits[0]["chunk"]["text"]
    assert [hit["score"] for hit in hits] == sorted((h["score"] for h in hits), reverse=True)


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_first_search_brings_the_samples_too(run):
    result = run("search", "bombers", "--limit", "1")
    assert result.stdout.startswith("1. How Russia and China are building up military cooperation")
    assert result.stderr == "The library is new: adding the five sample documents.\n"


@pytest.mark.parametrize("command", ["ask", "search"])
def test_another_library_than_the_default_one_gets_no_samples(run, home, command):
    result = run("--library", "reprots", command, "Why?")
    assert result.stderr == (
        f"Error: There is no library in {home}/libraries/reprots yet: "
        "'footnote ingest FOLDER' makes one.\n"
    )
    assert result.exit_code == 1
    assert not home.exists()
