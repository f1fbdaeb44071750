"""Hold answers and retrieval against eval/baseline.json; exit 1 on a drop beyond the interval.

python scripts/gate.py            compare; two to three minutes on two cores
python scripts/gate.py --write    measure anew and write the baseline, after a change that pays
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from eval import gate
from eval.suites import open_suite
from rag.config import load
from rag.opening import open_assistant
from ui.bars import bar

BASELINE = Path(__file__).parents[1] / "eval" / "baseline.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    suite = open_suite("seeds")
    if not write:
        gate.require_same_suite(gate.read_baseline(), suite)
    with tempfile.TemporaryDirectory() as folder:
        settings = load({"library": f"{folder}/library"})
        assistant = open_assistant(settings)
        try:
            with bar(unit="question") as tell:
                values = gate.measure(assistant, settings.passages, Path(folder), tell)
        finally:
            assistant.close()
    for name, cases in values.items():
        print(f"{name}: {sum(cases.values()) / len(cases):.3f} ({len(cases)} cases)")
    if write:
        made = gate.baseline(suite, values, settings.model)
        BASELINE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        return 0
    dropped = gate.drops(gate.read_baseline()["measures"], values)
    print("\n".join(dropped) or "No measure has dropped beyond its interval.")
    return 1 if dropped else 0


if __name__ == "__main__":
    sys.exit(main())
