"""The rules of the house, as tests: so that `pytest` alone is what CI runs."""

import socket
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["importlinter.cli"],
    ],
    ids=["lint", "format", "types", "imports"],
)
def test_rule_holds(command):
    code = ["-c", "from importlinter.cli import lint_imports_command as c; c()"]
    module = code if command == ["importlinter.cli"] else ["-m", *command]
    run = subprocess.run(
        [sys.executable, *module], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_top_level_names_belong_to_this_distribution_alone():
    owners = packages_distributions()
    for name in ("rag", "index", "ui", "eval", "prompts", "seeds"):
        assert set(owners[name]) == {"footnote-qa"}, name


def test_no_test_can_connect_beyond_this_machine():
    with socket.socket() as one, pytest.raises(PermissionError, match=r"reach '192\.0\.2\.1'"):
        one.connect(("192.0.2.1", 9))
