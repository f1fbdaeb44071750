"""`footnote completion`: the scripts, and what they would offer."""

import subprocess
from shutil import which

import pytest


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o nosort -F _footnote_completion footnote"),
        ("zsh", "#compdef footnote"),
        ("fish", "complete --no-files --command footnote --arguments"),
    ],
)
def test_each_shell_gets_its_script(run, shell, line):
    result = run("completion", shell)
    assert line in result.stdout
    assert f"_FOOTNOTE_COMPLETE={shell}_complete" in result.stdout
    assert result.exit_code == 0


def test_another_shell_is_wrong_usage(run):
    result = run("completion", "cmd")
    assert "'cmd' is not one of 'bash', 'zsh', 'fish'" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("footnote do", ["documents", "doctor"]),
        ("footnote models ver", ["verify"]),
        ("footnote ask --mo", ["--model"]),
    ],
)
def test_what_is_offered(begin, words, offered):
    process = begin(
        _FOOTNOTE_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    out, err = process.communicate()
    assert (out.splitlines(), err) == ([f"plain,{name}" for name in offered], "")


@pytest.mark.skipif(which("bash") is None, reason="needs bash")
def test_bash_can_read_its_script(run, tmp_path):
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout)
    done = subprocess.run(
        ["bash", "-c", f"source {script} && complete -p footnote"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "complete -o nosort -F _footnote_completion footnote\n"
