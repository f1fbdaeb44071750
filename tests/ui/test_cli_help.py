"""What `--help` says, word for word, and that it comes without loading anything.

After a change that is meant, write the golden files anew and read the difference:

    WRITE_GOLDEN=1 pytest tests/ui/test_cli_help.py && git diff tests/ui/golden
"""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ui.cli import main

GOLDEN = Path(__file__).parent / "golden"
HEAVY = ["faiss", "gradio", "llama_cpp", "numpy", "sentence_transformers", "torch"]


def commands(group, before=()):
    yield before
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name)


ALL = list(commands(main))


@pytest.mark.parametrize("command", ALL, ids=lambda command: "-".join(command) or "footnote")
def test_help_is_as_it_was_read_and_approved(run, command):
    result = run(*command, "--help")
    golden = GOLDEN / f"{'-'.join(command) or 'footnote'}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == golden.read_text(encoding="utf-8")
    assert result.exit_code == 0


def test_no_golden_file_is_left_of_a_command_that_is_gone():
    assert {path.stem for path in GOLDEN.iterdir()} == {
        "-".join(command) or "footnote" for command in ALL
    }


def test_no_line_in_a_list_of_commands_is_cut_off(run):
    assert "..." not in run("--help").stdout.replace("[ARGS]...", "")
    assert "..." not in run("models", "--help").stdout.replace("[ARGS]...", "")


def test_short_and_long_help_are_the_same(run):
    assert run("ask", "-h").stdout == run("ask", "--help").stdout


def test_help_loads_nothing_heavy():
    code = (
        "import sys\n"
        "from ui.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print('LOADED', sorted(set(sys.argv[1:]) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_version_is_that_of_the_distribution(run):
    from importlib.metadata import version

    assert run("--version").stdout == f"footnote, version {version('footnote-qa')}\n"


def test_alone_it_shows_its_help(run):
    result = run()
    assert "New here?" in result.stderr
    assert result.exit_code == 2


def test_an_unknown_command_is_wrong_usage(run):
    result = run("aks", "Why?")
    assert "No such command 'aks'" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_help_can_be_printed_whatever_the_console_can_show(begin, encoding):
    out, err = begin("ingest", "--help", PYTHONIOENCODING=encoding).communicate()
    assert (out.splitlines()[-1].strip(), err) == (
        "-h, --help           Show this message and exit.",
        "",
    )
