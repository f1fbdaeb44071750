"""The model process from outside, with a real small model: stream, count, cancel, leave early."""

import threading

import pytest

from index.errors import ModelError
from rag import generate
from rag.generate import End, Generator, Read, Text

pytestmark = pytest.mark.models

LONG = [("system", "You tell stories."), ("user", "Tell a long story about a bridge.")]
SHORT = [("system", "Answer with one word."), ("user", "What is the capital of France?")]


def answer(generator, messages, most, **options):
    """Check the order of events; return the Read, the text and the End."""
    first, *texts, end = generator.write(messages, most, **options)
    assert isinstance(first, Read)
    assert {type(event) for event in texts} <= {Text}
    assert isinstance(end, End)
    return first, "".join(event.text for event in texts), end


def test_an_answer_ends_by_itself(generator):
    read, text, end = answer(generator, SHORT, 200)
    assert "Paris" in text
    assert end.reason == "stop"
    assert 0 < end.written < 200
    assert read.tokens > 20
    assert read.probability is None


def test_an_answer_ends_at_its_limit(generator):
    _, text, end = answer(generator, LONG, 12)
    assert end == End("length", 12)
    assert len(text.split()) > 3


def test_a_watched_word_has_a_probability(generator):
    likely = answer(generator, SHORT, 1, watch="Paris")[0].probability
    unlikely = answer(generator, SHORT, 1, watch="banana")[0].probability
    assert 1 >= likely > 100 * unlikely >= 0


def test_what_was_read_is_not_read_again(generator):
    answer(generator, SHORT, 3)
    first, _, _ = answer(generator, LONG, 3)
    second, _, _ = answer(generator, LONG, 3)
    assert first.kept < 10  # "<|im_start|>system\n" is common to both
    assert second.kept == second.tokens - 1
    other, _, _ = answer(generator, [LONG[0], ("user", "Tell a short story.")], 3)
    assert first.kept < other.kept < other.tokens - 1


def test_what_never_changes_is_read_once_whatever_comes_between(generator):
    def ask(rules, question):
        return generator.write([("system", rules), ("user", question)], 4, fixed=1)

    long, other = "You tell stories. " * 20, "You answer with one word. " * 20
    first, *said = ask(long, "Tell one of a bridge.")
    list(ask(other, "What is the capital of France?"))
    again, *same = ask(long, "Tell one of a bridge.")
    assert first.kept < 10
    assert 60 < again.kept < again.tokens - 5
    assert same == said
    list(ask(other, "What is the capital of Spain?"))
    third, *_ = ask(long, "Tell one of a river.")
    assert third.kept == again.kept


def test_words_are_weighed_as_beginnings(generator):
    france, banana = generator.weigh(SHORT, ("Paris", "banana"))
    assert 1 >= france > 100 * banana >= 0
    said = answer(generator, SHORT, 1, watch="Paris")[0].probability
    assert france == pytest.approx(said, rel=0.05)


def test_counting(generator):
    empty, word, sentence, control = generator.count(["", "a", "a " * 50, "<|im_end|>"])
    assert (empty, word) == (0, 1)
    assert 50 <= sentence <= 51
    assert control > 1  # as text; as a control token it would be one
    assert generator.count([]) == []


def test_what_it_knows_of_itself(generator):
    assert generator.context() == 1024
    assert {"<|im_start|>", "<|im_end|>"} <= set(generator.special())


def test_cancelling_ends_the_answer_soon(generator):
    heard = []
    # `extend` takes one event after the other: the third is the second word
    heard.extend(generator.write(LONG, 900, cancelled=lambda: len(heard) > 2))
    assert heard[-1].reason == "cancelled"
    assert len(heard) - 2 <= heard[-1].written < 800
    assert "Paris" in answer(generator, SHORT, 200)[1]


def test_cancelled_from_the_start(generator):
    *_, end = generator.write(LONG, 900, cancelled=lambda: True)
    assert end.reason == "cancelled"
    assert "Paris" in answer(generator, SHORT, 200)[1]


def test_a_request_to_cancel_does_not_wait_for_a_pause(tiny, monkeypatch):
    made, sent = Generator(tiny, "", threads=1, context=512), []
    monkeypatch.setattr(made, "_send", sent.append)
    made._replies.put({"event": "text", "text": "a"})
    assert made._reply(lambda: False) == {"event": "text", "text": "a"}
    assert sent == []
    made._replies.put({"event": "text", "text": "b"})
    assert made._reply(lambda: True) == {"event": "text", "text": "b"}
    assert sent == [{"do": "cancel"}]


def test_a_process_that_stays_silent_is_given_up(tiny, monkeypatch):
    monkeypatch.setattr(generate, "SILENCE", 0.3)
    with pytest.raises(ModelError, match="stopped unexpectedly"):
        Generator(tiny, "", threads=1, context=512)._reply()


@pytest.mark.parametrize("heard", [1, 2, 5])
def test_an_answer_left_early_does_not_run_into_the_next(generator, heard):
    pid = generator.pid
    events = generator.write(LONG, 900)
    for _ in range(heard):
        next(events)
    events.close()
    assert generator.count(["bridge"]) == generator.count(["bridge"])
    assert "Paris" in answer(generator, SHORT, 200)[1]
    assert generator.pid == pid


def test_leaving_at_the_very_end_waits_for_nothing(generator, monkeypatch):
    monkeypatch.setattr(generate, "SILENCE", 3)
    pid = generator.pid
    events = generator.write(SHORT, 3)
    while not isinstance(next(events), End):
        pass
    events.close()
    assert generator.count([""]) == [0]
    assert generator.pid == pid


def test_ctrl_c_amid_an_answer_leaves_a_clean_pipe(generator):
    def interrupt():
        raise KeyboardInterrupt

    events = generator.write(LONG, 900, cancelled=interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(events)
    assert "Paris" in answer(generator, SHORT, 200)[1]


def test_ctrl_c_amid_counting_leaves_a_clean_pipe(generator, monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    expected = generator.count(["bridge", "a"])
    with monkeypatch.context() as patch:
        patch.setattr(generator, "_reply", interrupt)
        with pytest.raises(KeyboardInterrupt):
            generator.count(["one", "two", "three"])
    assert generator.count(["bridge", "a"]) == expected


def test_two_threads_both_get_whole_answers(generator):
    found = {}

    def ask(name, messages, most):
        found[name] = answer(generator, messages, most)

    threads = [
        threading.Thread(target=ask, args=("short", SHORT, 200)),
        threading.Thread(target=ask, args=("long", LONG, 40)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert "Paris" in found["short"][1]
    assert found["short"][2].reason == "stop"
    assert found["long"][2] == End("length", 40)


def test_a_prompt_that_does_not_fit_is_refused_and_the_process_goes_on(generator):
    pid = generator.pid
    with pytest.raises(ModelError, match="the question and its passages do not fit the model"):
        list(generator.write([("user", "word " * 2000)], 5))
    assert "Paris" in answer(generator, SHORT, 200)[1]
    assert generator.pid == pid
