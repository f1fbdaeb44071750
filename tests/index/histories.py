"""What the tests of conversations on disk share."""

from index.history import SavedTurn


def turn(number, question="Who pays?", answer="The tenant pays.", content="{}"):
    return SavedTurn(number, question, answer, content)


def keep(history, *turns):
    """Save a conversation of (question, answer) pairs; return its id."""
    conversation = history.create()
    for number, (question, answer) in enumerate(turns, start=1):
        history.save(conversation, turn(number, question, answer, f"{question} {answer}"))
    return conversation


def titles(summaries):
    return [summary.title for summary in summaries]


def left(folder, *texts):
    """Which of the texts stand in any file of the folder."""
    data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
    return [text for text in texts if text.lower().encode() in data]
