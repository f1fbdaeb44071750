"""The machine that a figure was measured on, in words."""

import os
import platform
from pathlib import Path

import psutil


def machine() -> str:
    """Return cores, processor, memory and system."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if line.startswith("model name")]
        name = named[0].split(":")[1].strip() if named else name
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = psutil.virtual_memory().total / 1024**3
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{cores} cores of {name}, {memory:.0f} GB, {system}"
