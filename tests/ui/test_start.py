"""`footnote start`: which settings reach the page."""

import pytest

from index.errors import ModelError


@pytest.fixture
def chosen(monkeypatch):
    """Catch the settings, and go no further."""
    caught = []

    def ready(settings):
        caught.append(settings)
        raise ModelError("The model fell over: pick it up.")

    monkeypatch.setattr("ui.setup.ready_assistant", ready)
    return caught


@pytest.mark.parametrize(("option", "errors"), [([], 25), (["--errors", "5"], 5)])
def test_how_many_answers_may_be_wrong_is_an_option(run, chosen, option, errors):
    assert run("start", "--port", "0", "--no-browser", *option).exit_code == 1
    assert [settings.errors for settings in chosen] == [errors]


def test_a_share_of_errors_that_cannot_be_is_refused(run, chosen):
    result = run("start", "--port", "0", "--errors", "-1")
    assert result.stderr == (
        "Error: The setting 'errors' (on the command line) must lie between 0 and 100.\n"
    )
    assert (result.exit_code, chosen) == (2, [])
