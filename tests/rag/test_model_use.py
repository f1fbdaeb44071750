"""A change of the model waits for answers in progress, and later questions wait for it."""

import threading

import pytest

from rag.model_use import ModelUse


def test_a_change_is_made_at_once_where_nothing_is_answered():
    made = []
    ModelUse().change(lambda: made.append(1))
    assert made == [1]


def test_a_change_is_made_once_when_the_last_answer_ends():
    use, made = ModelUse(), []
    with use.answering():
        with use.answering():
            use.change(lambda: made.append("first"))
            use.change(lambda: made.append("second"))
        assert made == []
    assert made == ["second"]
    with use.answering():
        pass
    assert made == ["second"]


def test_a_question_after_the_change_waits_for_it():
    use, seen = ModelUse(), []
    answering = use.answering()
    answering.__enter__()
    use.change(lambda: seen.append("changed"))

    def ask():
        with use.answering():
            seen.append("asked")

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(0.3)
    assert seen == []
    answering.__exit__(None, None, None)
    asking.join(5)
    assert seen == ["changed", "asked"]


def test_a_cancelled_question_waits_for_nothing():
    use, made = ModelUse(), []
    with use.answering():
        use.change(lambda: made.append(1))
        with use.answering(lambda: True):
            assert made == []
    assert made == [1]


def test_an_answer_that_breaks_off_lets_the_change_through():
    use, made = ModelUse(), []

    def break_off():
        with use.answering():
            use.change(lambda: made.append(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert made == [1]


def test_nothing_is_changed_after_the_end():
    use, made = ModelUse(), []
    with use.answering():
        use.change(lambda: made.append(1))
        use.close()
    use.change(lambda: made.append(2))
    assert made == []
