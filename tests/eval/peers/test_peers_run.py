"""Real worker processes, scripted: asked in turn, one at a time, going on after a kill."""

import json
import sys

import pytest

from eval.cases import Case
from eval.metrics.citations import Place
from eval.peers.process import Worker, environment
from eval.peers.run import WARM_UP, ask_all, turns
from eval.records import RunFolder
from index.errors import ModelError, UsageError

CASES = [
    Case("a", "How much?", True, "number", answers=("48000",), evidence=(Place("x.md", "48,000"),)),
    Case("b", "Who?", False, "near_miss"),
    Case("c", "When?", True, "date", answers=("May",)),
]
NAMES = ("one", "two", "three")

WORKER = """
import json, os, sys, time
name, diary, told = sys.argv[1:]
told = json.loads(told)
print("loading", file=sys.stderr, flush=True)
if told.get("fails"):
    print(json.dumps({"failed": "ModuleNotFoundError: No module named 'x'"}), flush=True)
    raise SystemExit(1)
versions = {"package": told.get("version", "1")}
print(json.dumps({"ready": {"versions": versions, "settings": {"kind": name}}}), flush=True)
for line in sys.stdin:
    question = json.loads(line)["question"]
    with open(diary, "a") as file:
        file.write(f"{name} begins {question}\\n")
    time.sleep(0.01)
    if question == told.get("dies_at"):
        os._exit(3)
    reply = {"text": f"{name}: 48,000", "citations": [], "retrieved": [],
             "first_seconds": 0.5, "total_seconds": 1.0}
    if question == told.get("errs_at"):
        reply = {"error": "ValueError: too long"}
    with open(diary, "a") as file:
        file.write(f"{name} ends {question}\\n")
    print(json.dumps(reply), flush=True)
"""


@pytest.fixture
def scripted(tmp_path):
    script = tmp_path / "worker.py"
    script.write_text(WORKER, encoding="utf-8")

    def commands(**told):
        return {
            name: [sys.executable, str(script), name, str(tmp_path / "diary"),
                   json.dumps(told.get(name, {}))]
            for name in NAMES
        }  # fmt: skip

    return commands


@pytest.fixture
def asked(tmp_path, scripted):
    """Ask all cases; return the records and the diary of this run."""
    diary = tmp_path / "diary"

    def ask(**told):
        diary.write_text("", encoding="utf-8")
        folder = RunFolder(tmp_path / "run", {"cases": 3})
        ask_all(folder, CASES, scripted(**told), environment(1))
        return folder, diary.read_text(encoding="utf-8").splitlines()

    return ask


def test_another_system_is_first_with_each_question():
    order = [(name, case.id) for name, case in turns(NAMES, CASES)]
    assert order == [
        ("one", "a"), ("two", "a"), ("three", "a"),
        ("two", "b"), ("three", "b"), ("one", "b"),
        ("three", "c"), ("one", "c"), ("two", "c"),
    ]  # fmt: skip


def test_each_is_warmed_up_and_only_one_works_at_a_time(asked):
    _, diary = asked()
    assert [line.split()[:2] for line in diary] == [
        [name, what]
        for name in (*NAMES, "one", "two", "three", "two", "three", "one", "three", "one", "two")
        for what in ("begins", "ends")
    ]
    assert [line.endswith(WARM_UP) for line in diary] == [True] * 6 + [False] * 18


def test_a_record_has_what_was_asked_said_and_measured(asked):
    folder, _ = asked()
    records = folder.records()
    assert len(records) == 9
    memory = records[0].pop("memory_bytes")
    assert 1_000_000 < memory < 500_000_000
    assert records[0] == {
        "system": "one",
        "id": "a",
        "kind": "number",
        "question": "How much?",
        "answerable": True,
        "gold": {
            "answers": ["48000"],
            "required": [],
            "evidence": [{"source": "x.md", "quote": "48,000"}],
        },
        "error": "",
        "text": "one: 48,000",
        "citations": [],
        "retrieved": [],
        "first_seconds": 0.5,
        "total_seconds": 1.0,
    }
    assert folder.told["systems"]["two"] == {
        "versions": {"package": "1"},
        "settings": {"kind": "two"},
    }
    assert (folder.folder / "one.log").read_text(encoding="utf-8") == "loading\n"


def test_an_error_is_recorded_and_the_others_go_on(asked):
    folder, _ = asked(two={"errs_at": "Who?"})
    errors = {(r["system"], r["id"]): r["error"] for r in folder.records() if r["error"]}
    assert errors == {("two", "b"): "ValueError: too long"}
    assert len(folder.records()) == 9


def test_a_killed_run_goes_on_where_it_stopped(asked):
    with pytest.raises(ModelError, match=r"The system three ended: .*three\.log tells why"):
        asked(three={"dies_at": "Who?"})
    folder, diary = asked()
    done = [(r["system"], r["id"]) for r in folder.records()]
    assert done == [(name, case.id) for name, case in turns(NAMES, CASES)]
    begun = [line.split(" begins ") for line in diary if " begins " in line]
    # the first four answers were there; each is warmed up anew
    assert begun[3:] == [
        ["three", "Who?"], ["one", "Who?"], ["three", "When?"], ["one", "When?"], ["two", "When?"],
    ]  # fmt: skip


def test_a_line_cut_off_by_a_kill_is_asked_again(asked):
    folder, _ = asked()
    path = folder.folder / "records.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    folder, diary = asked()
    assert len(folder.records()) == 9
    assert diary[-1] == "two ends When?"
    assert len(diary) == 2 * (3 + 1)


def test_a_finished_run_starts_no_system(asked):
    asked()
    folder, diary = asked(one={"fails": True})
    assert (len(folder.records()), diary) == (9, [])


def test_another_version_cannot_go_on(asked):
    with pytest.raises(ModelError):
        asked(three={"dies_at": "Who?"})
    with pytest.raises(UsageError, match="other systems"):
        asked(two={"version": "2"})


def test_a_system_that_cannot_be_built_says_why(asked):
    with pytest.raises(ModelError, match=r"two cannot be built \(ModuleNotFoundError.*--python"):
        asked(two={"fails": True})


def test_a_closed_worker_is_gone(tmp_path, scripted):
    with Worker("one", scripted()["one"], tmp_path / "one.log", environment(1)) as worker:
        worker.ready()
        process = worker._process
        assert process.poll() is None
    assert process.poll() == 0


def test_a_worker_that_is_gone_is_no_broken_pipe(tmp_path, scripted):
    with Worker("one", scripted()["one"], tmp_path / "one.log", environment(1)) as worker:
        worker.ready()
        worker._process.kill()
        worker._process.wait()
        with pytest.raises(ModelError, match="The system one ended"):
            worker.ask("Who?")


def test_workers_get_no_network_no_telemetry_and_this_checkout():
    variables = environment(3)
    assert variables["HF_HUB_OFFLINE"] == variables["TRANSFORMERS_OFFLINE"] == "1"
    assert variables["HAYSTACK_TELEMETRY_ENABLED"] == "False"
    assert variables["OMP_NUM_THREADS"] == "3"
