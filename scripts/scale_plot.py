"""The plot of scale_table.py: two panels, both axes by powers of ten."""

import math
from collections.abc import Mapping, Sequence

Figures = Mapping[str, float]
PANELS = (
    ("milliseconds a search (median)",
     {"retrieve median": "all", "words median": "words",
      "vectors median": "vectors"}),
    ("megabytes", {"SQLite MB": "database", "FAISS MB": "vectors' file", "memory MB": "memory"}),
)  # fmt: skip
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 220, 60, 40, 150
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#58626a}.grid{stroke:#dedbd3}"
    "polyline{fill:none;stroke-width:2}.c0{stroke:#1f5673;fill:#1f5673}"
    ".c1{stroke:#c98f14;fill:#c98f14}.c2{stroke:#5f91aa;fill:#5f91aa}.name{stroke:none}"
    "rect{fill:#fff}"
)


def plot(measured: Sequence[Figures]) -> str:
    """Return an SVG that stands alone, with its words for a screen reader."""
    marks = [mark for number, _ in enumerate(PANELS) for mark in _panel(measured, number)]
    width, height = 2 * (LEFT + WIDTH) + 2 * GAP - 40, TOP + HEIGHT + 50
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Time and size against the number of chunks; the table says the same.">'
        f'<style>{STYLE}</style><rect width="100%" height="100%"/>{"".join(marks)}</svg>\n'
    )


def _panel(measured: Sequence[Figures], number: int) -> list[str]:
    title, lines = PANELS[number]
    left = LEFT + number * (WIDTH + GAP + 20)
    across = [math.log10(figures["chunks"]) for figures in measured]
    values = [math.log10(figures[key]) for figures in measured for key in lines]
    low, high = math.floor(min(values)), math.ceil(max(values))
    # a removed document leaves a little less than a power of ten
    first, last = math.floor(across[0] + 0.1), math.ceil(across[-1])

    def x(power: float) -> float:
        return round(left + WIDTH * (power - first) / max(1, last - first), 1)

    def y(power: float) -> float:
        return round(TOP + HEIGHT * (high - power) / max(1, high - low), 1)

    marks = [f'<text x="{left}" y="{TOP - 18}">{title}</text>']
    for power in range(low, high + 1):
        at, ends = y(power), f'x1="{left}" x2="{left + WIDTH}"'
        marks.append(f'<line class="grid" {ends} y1="{at}" y2="{at}"/>')
        marks.append(f'<text x="{left - 8}" y="{at + 4}" text-anchor="end">{10**power:,g}</text>')
    for power in range(first, last + 1):
        place = f'x="{x(power)}" y="{TOP + HEIGHT + 22}"'
        marks.append(f'<text {place} text-anchor="middle">{10**power:,}</text>')
    middle = f'x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 42}"'
    marks.append(f'<text {middle} text-anchor="middle">chunks</text>')
    names = []
    for colour, (key, name) in enumerate(lines.items()):
        points = [(x(a), y(math.log10(f[key]))) for a, f in zip(across, measured, strict=True)]
        path = " ".join(f"{a},{b}" for a, b in points)
        marks.append(f'<polyline class="c{colour}" style="fill:none" points="{path}"/>')
        marks += [f'<circle class="c{colour}" cx="{a}" cy="{b}" r="3.5"/>' for a, b in points]
        names.append((points[-1][1] + 4, colour, f"{name} {measured[-1][key]:,.0f}"))
    return marks + _names(names, left + WIDTH + 10)


def _names(names: list[tuple[float, int, str]], across: float) -> list[str]:
    """Write each name beside the end of its line, never over another."""
    marks, free = [], 0.0
    for wanted, colour, name in sorted(names):
        place = max(wanted, free)
        marks.append(f'<text class="c{colour} name" x="{across}" y="{place:.1f}">{name}</text>')
        free = place + 16
    return marks
