"""Refusals in prose: what models of this size write, both ways."""

import json
import re
from pathlib import Path

import pytest

from eval.peers.refusals import refuses, taken_apart

ROOT = Path(__file__).parents[3]

REFUSING = """
The name of the mayor is currently not specified in the given context.
The provided sources do not contain any information about the price of the bridge.
The provided sources do not mention the name of the architect.
The context does not provide information about this.
The text doesn’t specify how many people were invited.
Based on the provided sources, there is no information about the cost.
There is no mention of a tunnel in the given context.
None of the provided sources mention who won the tender.
None of the sources are helpful in answering this question.
No source mentions the weight of the bell.
I don't know.
I do not have enough information to answer that question.
I cannot answer this question based on the given documents.
I could not find any information on that.
As an AI language model, I am unable to provide that information.
I am not aware of any such meeting.
It is not specified in the text.
It's not clear from the context who attended.
The exact date is not mentioned in the provided context.
The number of guests is not specified.
The name of the architect is unknown.
The specific details about the location are not provided.
Not enough information is provided to answer.
The documents provided do not give a date.
The information provided does not indicate where the meeting took place.
The given information is not sufficient to answer the question.
Source 1 does not mention the cost.
Sources 1 and 2 do not specify the number of guests.
The article makes no mention of a tunnel [1].
The passage lacks information about costs.
The context you provided does not contain any details on this.
The report does not say how many were sold.
It is not possible to determine the number from the provided sources.
The question cannot be answered from the sources.
The price cannot be inferred from the text.
The price of the bell is not stated.
The bell is not described in the provided documents.
The answer is NOT_FOUND.
Answering is not possible given the available information.
The meeting was not mentioned in the provided documents.
No, the provided context does not mention that.
Empty Response
NOT_FOUND
**Not found.**
N/A
Unknown
No relevant sources.
""".strip().splitlines()

SAYING = """
The bridge was not built in Lindau.
No.
No, the bridge was built in Bregenz, not in Lindau.
None.
The town did not mention Bregenz in its announcement.
The two firms did not use steel for the first bridge.
The speaker said that the tunnel was not planned for any other town.
As many as 10,000 guests were expected [1].
The ministry did not say how many windows were broken.
The town has no plans to leave the association.
The sources say that the meeting began on Monday [1][2].
According to Source 2, the hall is called Kestrel Hall.
The bridge is known as the Long Bridge.
The mayor could not attend the ceremony.
The document was signed in Vienna.
Information on the tender was published by the ministry.
The context is the growing cooperation of the two towns.
No country was named as the winner.
The text was published on 5 August 2021.
The date of the meeting was not changed.
Both documents give 10,000 guests.
The sources differ: one says 10,000, the other 13,000.
""".strip().splitlines()


@pytest.mark.parametrize("answer", REFUSING)
def test_says_that_there_is_no_answer(answer):
    assert taken_apart(answer)[1], answer


@pytest.mark.parametrize("answer", SAYING)
def test_says_something(answer):
    assert taken_apart(answer) == (answer, False)


def test_nothing_at_all_refuses():
    assert taken_apart("") == ("", True)
    assert taken_apart(" \n ") == ("", True)


def test_what_is_said_beside_a_refusal_is_kept():
    answer = "The sources do not say the exact number, but 10,000 guests were expected [1]."
    assert taken_apart(answer) == ("10,000 guests were expected [1].", True)
    answer = "Kestrel won.\nThe sources do not mention the price. It was signed in May."
    assert taken_apart(answer) == ("Kestrel won. It was signed in May.", True)
    answer = "I'm sorry, but I cannot answer that."
    assert taken_apart(answer) == ("I'm sorry", True)


def test_a_refusal_in_quotation_marks_ends_its_sentence():
    said, refused = taken_apart("He said: “Kestrel won.” The text does not say when.")
    assert (said, refused) == ("He said: “Kestrel won.”", True)


def test_no_sentence_of_the_sample_documents_and_no_accepted_answer_refuses():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("0*.md")]
    parts = [part for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part]
    suite = (ROOT / "eval/suites/seeds.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, suite):
        parts += case.get("answers", []) + [a for group in case.get("required", []) for a in group]
    assert len(parts) > 600
    assert [part for part in parts if refuses(part)] == []
