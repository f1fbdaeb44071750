"""`footnote ask` with real small models."""

import json
from importlib.resources import files

import pytest


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_first_question_brings_the_samples_and_is_answered_from_them(run):
    question = "How many soldiers were expected to take part in Zapad-Interaction 2021?"
    result = run("ask", "--json", "--model", "tiny", question)
    told = json.loads(result.stdout)
    assert result.stderr == "The library is new: adding the five sample documents.\n"
    assert (told["status"], result.exit_code) == ("answered", 0)
    assert "10,000" in told["text"]
    seed = files("seeds").joinpath("01-east-west-drills-2021.md").read_text(encoding="utf-8")
    for citation in told["citations"]:
        assert citation["end"] - citation["start"] == len(citation["quote"])
    assert any(c["quote"] in seed for c in told["citations"])
    assert told["seconds"]["evidence"] <= told["seconds"]["first_sentence"]
    assert told["seconds"]["first_sentence"] <= told["seconds"]["total"]


@pytest.mark.models
@pytest.mark.usefixtures("samples")
def test_what_the_samples_do_not_say_is_not_found_in_a_real_process(begin):
    process = begin("ask", "--model", "tiny", "What is the capital of Australia?")
    out, err = process.communicate()
    assert out.startswith("Your documents do not say.\n")
    assert "The nearest passages:\n\n  - " in out
    assert (err, process.returncode) == ("", 3)
