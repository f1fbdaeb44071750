"""`footnote ask` and `search` limited to documents, periods and tags."""

import json
from dataclasses import replace

import pytest

LIMITS = ("--only", "3", "--since", "2021", "--until", "2021-08-31", "--tag", "drills")


@pytest.fixture
def tagged(samples):
    """The sample documents, of which two have a tag; returns their numbers by title."""
    from rag.config import Settings
    from rag.opening import open_existing

    library = open_existing(Settings(library=str(samples / "libraries" / "default")))
    rows = library.store.documents()
    for row in rows:
        if "2021" in row.source:
            library.store.tag(row.id, ["drills"])
    library.close()
    return {row.source.rsplit("/")[-1][:2]: row.id for row in rows}


def titles(result):
    return {hit["document"]["source"].rsplit("/")[-1][:2] for hit in json.loads(result.stdout)}


@pytest.mark.models
def test_search_shows_only_what_the_limits_admit(run, tagged):
    def found(*limits):
        return titles(run("search", "--json", "bombers over the sea", *limits))

    assert len(found()) > 2
    assert found("--only", "03-north-joint-2024.md") == {"03"}
    assert found("--only", tagged["03"], "--only", tagged["04"]) == {"03", "04"}
    assert found("--since", "2021-08") == {"01", "02"}
    assert found("--until", "2021-08-03") == {"02", "05"}
    assert found("--tag", "Drills", "--since", "2021-08-04") == {"01"}
    told = run("search", "bombers", "--tag", "drills", "--limit", "1").stdout
    assert told.startswith("Documents: tagged “drills”\n\n1. ")


def test_a_library_that_will_be_made_is_not_looked_into_before(home):
    from rag.config import Settings
    from ui.scoping import require_scope

    require_scope({"only": ("01-east-west-drills-2021.md",)}, Settings())
    assert not home.exists()


@pytest.mark.models
@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (
            ("--since", "2019", "--until", "2019-06"),
            "None of your documents is from 2019 to 2019-06",
        ),
        (("--tag", "budget"), "is tagged “budget”: the tags are drills."),
        (("--only", "budget.pdf"), "There is no document budget.pdf in this library"),
        (("--since", "yesterday"), "yesterday is no date: write a year"),
        (("--since", ""), " is no date: write a year"),
    ],
)
def test_limits_that_leave_nothing_are_wrong_usage(run, monkeypatch, limits, told):
    def load(_settings, _say):
        raise AssertionError

    monkeypatch.setattr("ui.ask.ready_assistant", load)  # nothing is loaded for them
    for command in ("ask", "search"):
        result = run(command, "What happened?", *limits)
        assert told in result.stderr
        assert result.exit_code == 2
    as_json = json.loads(run("ask", "--json", "What happened?", *limits).stdout)
    assert (as_json["status"], as_json["scope"]) == ("error", "")
    assert told in as_json["error"]


@pytest.fixture
def limited(scripted, monkeypatch, samples):
    """An assistant that is told the scope, over the sample documents."""
    from rag.config import Settings
    from rag.opening import open_existing

    def limited(*snapshots):
        assistant = scripted(*snapshots)
        folder = samples / "libraries" / "default"
        assistant.library = open_existing(Settings(library=str(folder)))

        def stream(_question, scope=None):
            assistant.scope = scope
            yield from assistant.snapshots

        monkeypatch.setattr(assistant, "stream", stream)
        monkeypatch.setattr(assistant, "close", assistant.library.close)
        return assistant

    return limited


@pytest.mark.models
def test_ask_passes_the_limits_on_and_says_them(run, limited, canteen, tagged):
    only = tagged["01"]
    said = "only “Russia plans drills”, from 2021 to 2021-08-31, tagged “drills”"
    assistant = limited(canteen.reading, replace(canteen.answered, scope=said))
    limits = [str(only) if word == "3" else word for word in LIMITS]
    result = run("ask", canteen.question, *limits)
    assert result.stdout.startswith(f"Documents: {said}\n\nIt opens at noon.[1]\n")
    assert assistant.scope.documents == {only}
    assert (assistant.scope.since, assistant.scope.until) == ("2021", "2021-08-31")
    assert assistant.scope.tags == {"drills"}
    limited(replace(canteen.answered, scope=said))
    assert json.loads(run("ask", "--json", canteen.question, *limits).stdout)["scope"] == said


@pytest.mark.models
def test_what_these_documents_do_not_say_may_stand_in_others(run, limited, canteen):
    limited(replace(canteen.not_found, scope="since 2021"))
    result = run("ask", canteen.question, "--since", "2021")
    assert result.stdout.startswith("Documents: since 2021\n\nThese documents do not say.\n")
    assert result.stdout.endswith(
        "Try other words, or ask all of your documents: leave the limits away\n"
    )
    assert result.exit_code == 3


def test_without_limits_nothing_is_passed_on(run, scripted, canteen):
    assistant = scripted(canteen.answered)  # it takes a question and nothing else
    assert not run("ask", canteen.question).stdout.startswith("Documents:")
    assert assistant.asked == [canteen.question]
