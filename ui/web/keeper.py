"""Keeps the conversations of the page on this machine, and goes on without where it cannot."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import LibraryError, UsageError
from index.history import History, Summary
from ui.web import kept
from ui.web.conversation import Turn


class Keeper:
    """Saves and brings back the turns of a library's conversations. Threads may share it.

    A conversation is named by its number as text, "" for one of which nothing is saved yet.
    """

    def __init__(self, folder: Path) -> None:
        self.trouble = ""
        """Why conversations are not kept, in a sentence for people; empty: they are."""
        self._history: History | None = None
        self._behind: set[str] = set()
        """Conversations that show more than is kept of them: the disk was full."""
        try:
            self._history = History(folder)
        except LibraryError as error:
            self.trouble = str(error)

    def close(self) -> None:
        """Close the file of conversations."""
        if self._history is not None:
            self._history.close()

    def save(self, conversation: str, turns: Sequence[Turn]) -> str:
        """Save the last of `turns`; return the conversation that it stands in.

        What could not be saved before is saved with it, as soon as there is room again.
        One that was deleted meanwhile, in another window, is begun anew with all its turns. What
        goes wrong is told in `trouble`: an answer is shown all the same.
        """
        if self._history is None or not turns:
            return conversation
        try:
            if conversation.isdecimal():
                for turn in turns if conversation in self._behind else turns[-1:]:
                    if not turn.refused:
                        kept.save(self._history, int(conversation), turn)
                self._behind.discard(conversation)
                self.trouble = ""
                return conversation
        except UsageError:
            pass
        except LibraryError as error:
            self._behind.add(conversation)
            self.trouble = str(error)
            return conversation
        return self._begun(self._history, turns)

    def _begun(self, history: History, turns: Sequence[Turn]) -> str:
        try:
            number = history.create()
            for turn in turns:
                if not turn.refused:
                    kept.save(history, number, turn)
        except LibraryError as error:
            self.trouble = str(error)
            return ""
        self.trouble = ""
        return str(number)

    def turns(self, conversation: str) -> list[Turn]:
        """Return the turns of a conversation, none where it is not kept (any more)."""
        if self._history is None or not conversation.isdecimal():
            return []
        try:
            return kept.turns(self._history.load(int(conversation)))
        except UsageError:
            return []
        except LibraryError as error:
            self.trouble = str(error)
            return []

    def with_verdicts(self, conversation: str, turns: Sequence[Turn]) -> list[Turn]:
        """Return `turns` with the verdicts that are kept, some perhaps given a moment ago."""
        kept = {turn.number: turn for turn in self.turns(conversation)}
        rated = [(turn, kept.get(turn.number, turn)) for turn in turns]
        return [replace(turn, verdict=as_.verdict, word=as_.word) for turn, as_ in rated]

    def rate(self, conversation: str, number: int, verdict: int, word: str = "") -> None:
        """Keep whether an answer was right: 1, -1, or 0 for no verdict, and a word on it.

        Nothing is kept of a conversation that was deleted meanwhile.
        """
        if self._history is None or not conversation.isdecimal():
            return
        try:
            self._history.rate(int(conversation), number, verdict, word)
        except UsageError:
            pass
        except LibraryError as error:
            self.trouble = str(error)

    def find(self, words: str) -> list[Summary]:
        """List the conversations that hold these words, all for none, newest first."""
        return [] if self._history is None else self._history.search(words)

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one makes it the first question again."""
        if self._history is not None and conversation.isdecimal():
            self._history.rename(int(conversation), title)

    def delete(self, conversation: str) -> None:
        """Delete a conversation for good."""
        if self._history is not None and conversation.isdecimal():
            self._history.delete(int(conversation))

    def title(self, conversation: str) -> str:
        """Return what a conversation is called in the list, "" where it is not kept."""
        return next((each.title for each in self.find("") if str(each.id) == conversation), "")

    def suites(self) -> tuple[str, str]:
        """Return suites for `footnote eval`, as JSON lines: answers rated right, and wrong."""
        if self._history is None:
            return "", ""
        found = self._history.conversations()
        return kept.as_suites({each.id: self._history.load(each.id) for each in found})
