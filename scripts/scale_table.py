"""What a library costs as it grows: a Markdown table, and a plot of it.

python scripts/scale_table.py --work DIR --from LIBRARY… --questions FILE [--sizes N…] [--plot SVG]

Grows libraries in DIR from the chunks of real ones (`footnote eval` leaves such: the folders
`library` in Footnote's home), made with the embedding model that FOOTNOTE_HOME names. FILE has a
question a line. What is built or measured in DIR is not built or measured again; --again measures
anew. A million chunks take 7 GB and a quarter of an hour. `change` is measured last, since it
leaves the library changed.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import scale_measure
from scale_grown import grow, pool_of
from scale_plot import plot

from rag import config
from rag.opening import open_embedder

LATENCY = ("vectors", "words", "retrieve", "vectors of 5000 chunks", "retrieve of those")
ONES = ("recall@10", "open ms", "first s", "memory MB", "SQLite MB", "FAISS MB", "rebuild s",
        "rebuild peak MB", "replace s", "then search s", "remove s", "erase s")  # fmt: skip
Figures = scale_measure.Figures


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--from", type=Path, nargs="+", dest="pool")
    options.add_argument("--questions", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--asked", type=int, default=50)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--again", action="store_true")
    options.add_argument("--plot", type=Path)
    options.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.step:
        print(json.dumps(step(chosen.work, chosen.step[0], Path(chosen.step[1]), chosen)))
        return
    chosen.work.mkdir(parents=True, exist_ok=True)
    prepare(chosen)
    measured = [measure(chosen, size) for size in chosen.sizes]
    print(table(measured))
    if chosen.plot:
        chosen.plot.write_text(plot(measured), encoding="utf-8")


def prepare(chosen: argparse.Namespace) -> None:
    """Embed the questions, and grow the libraries that are not there yet."""
    if not (chosen.work / "questions.npy").exists():
        texts = chosen.questions.read_text(encoding="utf-8").splitlines()[: chosen.asked]
        np.save(chosen.work / "questions.npy", open_embedder(config.load()).encode(texts))
        (chosen.work / "questions.json").write_text(json.dumps(texts), encoding="utf-8")
    todo = [size for size in chosen.sizes if not (chosen.work / f"{size}.grown").exists()]
    pool = pool_of(chosen.pool) if todo else None
    for size in todo:
        assert pool is not None
        print(f"growing {size} chunks", flush=True)
        grow(pool, chosen.work / str(size), size)
        (chosen.work / f"{size}.grown").touch()


def measure(chosen: argparse.Namespace, size: int) -> Figures:
    """Return the figures of one size, from its file where they were measured before."""
    kept = chosen.work / f"{size}.json"
    figures: Figures = {} if chosen.again or not kept.exists() else json.loads(kept.read_text())
    for name, known in (("save", "rebuild s"), ("search", "first s"), ("change", "erase s")):
        if known not in figures:
            for file in (chosen.work / str(size)).glob("index.*" if name == "save" else "-"):
                file.unlink()
            command = [sys.executable, __file__, "--work", str(chosen.work), "--step", name,
                       str(chosen.work / str(size)), "--rounds", str(chosen.rounds)]  # fmt: skip
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            figures |= json.loads(told)
            kept.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return figures


def step(work: Path, name: str, folder: Path, chosen: argparse.Namespace) -> Figures:
    if name == "save":
        return scale_measure.save(folder)
    if name == "change":
        return scale_measure.change(folder)
    texts = json.loads((work / "questions.json").read_text(encoding="utf-8"))
    vectors = np.load(work / "questions.npy")
    return scale_measure.search(folder, texts, vectors, chosen.rounds)


def table(measured: list[Figures]) -> str:
    """Return the Markdown table: a row a figure, a column a size."""
    head = ["chunks", *(f"{round(figures['chunks']):,}" for figures in measured)]
    lines = [head, ["---"] * len(head)]
    for way in LATENCY:
        row = [f"{way}, ms: median, 95 %; least; processor"]
        for figures in measured:
            told = [figures[f"{way} {kind}"] for kind in ("median", "p95", "least", "CPU median")]
            row.append("{}, {}; {}; {}".format(*map(_number, told)))
        lines.append(row)
    lines += [[name, *(_number(figures[name]) for figures in measured)] for name in ONES]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
