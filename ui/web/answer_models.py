"""The answer models: what this machine has and can carry, which one answers, and another one."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from index.errors import ModelError, UsageError
from rag.assistant import Assistant
from rag.config import Settings, models_folder
from rag.fitness import Fitness, Memory, fitness, memory
from rag.model_catalogue import Model
from rag.models import State, catalogue, find, state
from rag.opening import FITTED, change_model
from rag.remember import remember
from rag.speed import Speed, speeds
from rag.speed import remember as remember_speed


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer model as somebody would choose it."""

    model: Model
    state: State
    fitness: Fitness
    """For the one that answers now: as if it were not loaded yet."""
    speed: Speed | None
    """None until it was measured on this machine."""
    answers: bool
    """It answers the next question."""


class AnswerModels:
    """The answer models of one assistant. Threads may share it, and so do all windows."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._settings = settings
        self._fitted_errors = settings.errors
        self._lock = threading.Lock()

    @property
    def is_estimated(self) -> bool:
        """Tell whether it is known how sure an answer of the model in use is."""
        return self._settings.model == FITTED

    def memory(self) -> Memory:
        """Return the memory of this machine, what the model in use has counted as free."""
        return memory(self._assistant.generator)

    def choices(self, has: Memory) -> list[Choice]:
        """List the answer models of the catalogue, in its order."""
        measured = speeds()
        return [
            Choice(
                model,
                state(model, models_folder()),
                fitness(model.memory_mb, has),
                measured.get(model.name),
                model.name == self._settings.model,
            )
            for model in catalogue()
            if model.role == "answers"
        ]

    def choose(self, name: str) -> str:
        """Have this model answer from the next question on, and after the next start.

        Returns why the next start will not know of it, empty where it will. Raises `UsageError`
        for a name that is none, `ModelError` and `ResourceError` where it cannot be loaded: then
        nothing changes.
        """
        if find(name).role != "answers":
            raise UsageError(f"The model {name} does not answer: choose another one.")
        with self._lock:
            if name != self._settings.model:
                self._change(name)
        try:
            remember("model", name)
        except UsageError as error:
            return str(error)
        return ""

    def _change(self, name: str) -> None:
        if self.is_estimated:  # chosen on the page; to be there again with the model it is for
            self._fitted_errors = round(self._assistant.errors * 100)
        settings = replace(self._settings, model=name, errors=self._fitted_errors)
        change_model(self._assistant, settings)
        self._settings = settings
        threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        # the first question would meet the same error, and show it
        with suppress(ModelError):
            self._assistant.warm()

    def measure(self) -> None:
        """Measure how fast the model in use is here, and remember it. Takes seconds.

        Raises `ModelError` where it cannot be told.
        """
        name = self._settings.model
        remember_speed(name, self._assistant.measure())


def names(choices: Sequence[Choice]) -> list[str]:
    """Return the names of what can be chosen: the models that are here."""
    return [each.model.name for each in choices if each.state is State.READY]
