"""A process that ends, or a disk that fails, at any point leaves a whole library behind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from durability import times

HERE = Path(__file__).parent
COMPILER = shutil.which("cc") or shutil.which("gcc")

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or COMPILER is None, reason="needs Linux and a C compiler"
)


@pytest.fixture(scope="module")
def layer(tmp_path_factory):
    """The layer between a process and its disk."""
    path = tmp_path_factory.mktemp("layer") / "failing.so"
    command = [COMPILER, "-shared", "-fPIC", "-O1", "-o", path, HERE / "failing.c", "-ldl"]
    subprocess.run(command, check=True)
    return path


def harm(layer, room, how, tries):
    """Run the trials in a process with the layer; return what they found."""
    paths = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    run = subprocess.run(
        [sys.executable, HERE / "failing.py", room, layer, how, str(tries)],
        env={**os.environ, "LD_PRELOAD": str(layer), "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def require(found, record_property, least):
    assert found["wrong"] == 0, found["first"]
    assert found["tried"] >= least
    record_property("tried", found["tried"])
    record_property("result", "{points} points, {told} failures told, none wrong".format(**found))


@pytest.mark.parametrize("how", ["exit", "half"])
def test_the_end_at_every_point(layer, tmp_path, how, record_property):
    tries = times(4)
    require(harm(layer, tmp_path, how, tries), record_property, min(tries, 200))


@pytest.mark.parametrize("how", ["ENOSPC", "EIO"])
def test_a_failure_at_every_point(layer, tmp_path, how, record_property):
    tries = times(2)
    found = harm(layer, tmp_path, how, tries)
    require(found, record_property, min(tries, 200))
    assert found["told"] > 0


def test_the_kill_at_any_moment(layer, tmp_path, record_property):
    tries = times(5)
    require(harm(layer, tmp_path, "kill", tries), record_property, tries)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="needs the right to mount a small disk"
)
def test_a_disk_that_is_full(layer, tmp_path, record_property):
    can = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", tmp_path], check=False)
    if can.returncode:
        pytest.skip("needs the right to mount a small disk")
    subprocess.run(["umount", tmp_path], check=True)
    tries = times(3)
    found = harm(layer, tmp_path, "full", tries)
    require(found, record_property, tries)
    assert found["told"] > 0
