"""The settings: which model answers, what is said of each, and how long answers are."""

import json
import re
from types import SimpleNamespace

import psutil
import pytest
from web_fakes import EN, ScriptedAssistant, answered

from index.errors import ModelError, ResourceError, UsageError
from rag.answer import AnswerSentence
from rag.config import Settings, load
from rag.fitness import Memory
from rag.models import State, find
from rag.speed import Speed, speeds
from ui.web.answer_models import AnswerModels, Choice, names
from ui.web.language import language
from ui.web.render_answer import render_answer
from ui.web.render_models import render_models

HAS = Memory(8000, 3000)
FAST = Speed(1212.4, 14.6, "no time")


def choice(name, state=State.READY, fits="fits", speed=None, *, answers=False):
    return Choice(find(name), state, fits, speed, answers)


@pytest.fixture
def assistant(library):
    return ScriptedAssistant(library)


@pytest.fixture
def models(assistant, home_with_models, monkeypatch):  # noqa: ARG001  # it is FOOTNOTE_HOME
    """The answer models of a home in which `tiny` is and `qwen3-1.7b` is not, and much memory."""
    memory = SimpleNamespace(total=16_000 * 2**20, available=9000 * 2**20)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    return AnswerModels(assistant, Settings(errors=10))


def test_each_model_says_what_it_costs_and_how_it_fits():
    html = render_models(
        [
            choice("default", fits="tight", speed=FAST, answers=True),
            choice("small", State.ABSENT, "crowded"),
            choice("tiny"),
        ],
        HAS, EN,
    )  # fmt: skip
    assert re.findall(r'value="([^"]*)" aria-describedby="[^"]*"([^>]*)>', html) == [
        ("default", " checked"), ("tiny", ""), ("small", " disabled"),
    ]  # fmt: skip
    facts = re.findall(r'<p class="fn-place">(.*?)</p>', html)
    assert re.sub("<.*?>", "", facts[0]) == (
        "Tight: other programs may become slow · 1.1 GB on disk · needs 1.6 GB of memory · reads "
        "1,212 and writes 15 tokens a second (a token is a short word or a part of one; measured "
        "no time)"
    )
    assert facts[1].endswith("0.1 GB on disk · needs 0.6 GB of memory · speed not measured yet")
    assert re.sub("<.*?>", "", facts[2]) == (
        "Too little memory is free: close other programs first · 0.5 GB on disk · needs 1.0 GB of "
        "memory"
    )
    assert "<code>footnote models fetch small</code>" in html
    assert html.count("<code>") == 1
    assert "3.1 GB of memory is free for it." in html
    assert "liest 1.212 und schreibt 15 Token" in render_models(
        [choice("default", speed=FAST)], HAS, language("de")
    )


def test_a_model_without_a_name_for_people_is_called_by_its_title():
    html = render_models([choice("qwen3-1.7b", State.ALTERED, "too_large")], HAS, EN)
    assert '<label for="fn-model-qwen3-1.7b">Qwen3-1.7B Q4_K_M</label>' in html
    assert "Too large for this computer" in html
    assert "was changed or is damaged" in html


def test_the_list_knows_what_is_here(models):
    choices = models.choices(models.memory())
    assert "tiny" in names(choices)
    assert "qwen3-1.7b" not in names(choices)
    assert [each.model.name for each in choices if each.answers] == ["default"]
    assert {each.model.role for each in choices} == {"answers"}
    assert {each.fitness for each in choices} == {"fits"}


def test_another_model_answers_from_now_on_and_after_the_next_start(models, assistant):
    assert models.is_estimated
    assistant.allow_errors(0.5)
    assert models.choose("tiny") == ""
    ((generator, errors),) = assistant.models
    assert (generator.pid, errors) == (None, 1.0)
    assert not models.is_estimated
    assert load().model == "tiny"
    assert [each.model.name for each in models.choices(HAS) if each.answers] == ["tiny"]
    assert models.choose("tiny") == ""  # again changes nothing
    assert len(assistant.models) == 1


def test_the_standard_model_comes_back_with_how_sure_it_had_to_be(models, assistant, monkeypatch):
    assistant.allow_errors(0.5)
    models.choose("tiny")
    assistant.allow_errors(0.9)  # not what was chosen for the standard model
    monkeypatch.setattr("rag.opening.model_path", lambda _name, folder: folder / "model.gguf")
    models.choose("default")
    assert assistant.models[-1][1:] == (0.5,)


def test_what_cannot_be_loaded_changes_nothing(models, assistant, home, monkeypatch):
    with pytest.raises(ModelError, match=r"footnote models fetch qwen3-1\.7b"):
        models.choose("qwen3-1.7b")
    with pytest.raises(UsageError, match="does not answer"):
        models.choose("minilm")
    with pytest.raises(UsageError, match="no model called"):
        models.choose("../x")
    memory = SimpleNamespace(total=16_000 * 2**20, available=100 * 2**20)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    with pytest.raises(ResourceError, match="needs 600 MB of free memory, and 100 MB are free"):
        models.choose("tiny")
    assert assistant.models == []
    assert models.is_estimated
    assert not (home / "config.toml").exists()


def test_a_configuration_that_cannot_be_written_is_told_and_the_model_answers(models, home):
    (home / "config.toml").write_text("model = [\n")
    assert 'write model = "tiny" there yourself' in models.choose("tiny")
    assert not models.is_estimated


def test_a_measured_speed_is_kept_for_the_model_in_use(models, home):
    models.choose("tiny")
    models.measure()
    assert speeds() == {"tiny": Speed(212.4, 14.6, "2025-11-21T08:05:00+00:00")}
    assert list(json.loads((home / "speeds.json").read_text())) == ["tiny"]
    assert next(c.speed for c in models.choices(HAS) if c.answers) == speeds()["tiny"]


def shown(*sentences):
    """Return the few words, the sentences that a short answer leaves, and those that it hides."""
    answer = type(answered())("Q", "answered", sentences=sentences)
    html = render_answer(1, answer, EN)
    few = re.findall('<p class="fn-few">(.*?)</p>', html)
    found = re.findall(r'class="fn-sentence( fn-rest)?">(.*?)</span>', html)
    kept = [re.sub("<.*?>", "", said) for hidden, said in found if not hidden]
    assert ('data-do="whole"' in html) == any(hidden for hidden, _ in found)
    return few, kept, len(found) - len(kept)


def test_a_short_answer_keeps_the_sentences_with_the_words_that_answer():
    first = AnswerSentence("It moved.", ())
    cost = AnswerSentence("It cost 48,000 euros.", (), brief=(8, 20))
    when = AnswerSentence("It opened in May.", (), brief=(10, 16))
    assert shown(first, cost, when) == (
        ["48,000 euros; in May"], ["It cost 48,000 euros.", "It opened in May."], 1,
    )  # fmt: skip
    assert shown(cost) == (["48,000 euros"], ["It cost 48,000 euros."], 0)
    assert shown(first, AnswerSentence("So they say.", ())) == ([], ["It moved."], 1)


def test_quotations_of_which_nobody_knows_which_one_answers_all_stay():
    own = [AnswerSentence(f"Sentence {n}.", (), quoted=True) for n in range(2)]
    assert shown(*own) == ([], ["Sentence 0.", "Sentence 1."], 0)
    assert shown(*own, *own)[2] == 0
