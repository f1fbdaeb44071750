"""What axe-core, and a look at the colours, object to in the page as it stands."""

from importlib.resources import files

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations", "incomplete"],
}
GRAVE = {"serious", "critical"}
READABLE = 4.5  # WCAG 2.2, 1.4.3: text against what is behind it
NOTICEABLE = 3.0  # WCAG 2.2, 1.4.11: what shows the focus

STILL = """() => document.getAnimations().every((animation) =>
    animation.playState !== 'running' || animation.effect.getTiming().iterations === Infinity)"""

CONTRAST = """([selector, property]) => {
    const clear = 'rgba(0, 0, 0, 0)';
    const light = (colour) => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
        const [r, g, b] = parts.map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const element = selector ? document.querySelector(selector) : document.activeElement;
    // a ring lies outside the element, its text inside
    let at = property === 'color' ? element : element.parentElement;
    const ground = () => getComputedStyle(at).backgroundColor;
    while (at !== document.body && ground() === clear) at = at.parentElement;
    const pair = [light(getComputedStyle(element)[property]), light(ground())];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


def settle(page):
    """Wait until colours have stopped changing; what moves without an end may go on."""
    page.wait_for_function(STILL)


def contrast(page, selector, style="color"):
    """Return how a colour stands out from what is behind it, 1 to 21; None: what has the focus."""
    return page.evaluate(CONTRAST, [selector, style])


def findings(page):
    """Return a line for each serious or critical finding of axe-core, the tests' own copy of it.

    What axe cannot decide is a finding too, except colours before something that overlaps: they
    are measured here.
    """
    settle(page)
    if not page.evaluate("'axe' in window"):
        script = files("axe_playwright_python").joinpath("axe.min.js")
        page.evaluate(script.read_text(encoding="utf-8"))
    result = page.evaluate("(rules) => axe.run(document, rules)", RULES)
    lines = []
    for rule in result["violations"] + result["incomplete"]:
        undecided = rule in result["incomplete"] and rule["id"] == "color-contrast"
        for node in rule["nodes"] if rule["impact"] in GRAVE else ():
            where = node["target"][0]
            if not undecided or contrast(page, where) < READABLE:
                lines.append(f"{rule['impact']} {rule['id']}: {where}: {node['html'][:120]}")
    return lines
