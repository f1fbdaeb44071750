"""Whether an answer model fits this machine: the memory it needs against what there is."""

from dataclasses import dataclass
from typing import Literal

import psutil

from rag.generate import Generator

Fitness = Literal["fits", "tight", "crowded", "too_large"]
"""`tight`: little is left for others; `crowded`: other programs have the memory now."""

SPARE_MB = 1000
"""What a browser and the rest of the system need beside the model, to stay quick."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of this machine in MB (2**20 bytes)."""

    total: int
    free: int
    """Also what an answer model has that would end first."""


def memory(ends: Generator | None = None) -> Memory:
    """Return the memory of this machine as it would be without the model process `ends`."""
    found = psutil.virtual_memory()
    total, free = found.total // 2**20, found.available // 2**20
    return Memory(total, min(total, free + (held(ends) if ends else 0)))


def held(generator: Generator) -> int:
    """Return the MB that come free when a model process ends, 0 where there is none.

    The weights are not among them on Linux: they are a file's pages, and count as available.
    """
    if generator.pid is None:
        return 0
    try:
        used = psutil.Process(generator.pid).memory_info()
    except psutil.Error:
        return 0
    return int(max(0, used.rss - getattr(used, "shared", 0)) // 2**20)


def fitness(needed_mb: int, has: Memory) -> Fitness:
    """Say how a model that needs so much memory fits."""
    if needed_mb > has.total:
        return "too_large"
    if needed_mb > has.free:
        return "crowded"
    return "fits" if needed_mb + SPARE_MB <= has.free else "tight"
