"""Measures the graph view beside plain pyvis on the same data.

    python benchmarks/view.py 300 3000 30000 300000

For each number of things it makes a graph (benchmarks/generate.py), loads it into a store on disk,
writes the view with `sskg view` in a process of its own, opens it in headless Chromium, and tells
file size, time to write, time to the first picture, time until all names can be searched, and the
time between frames while the picture is dragged. Plain pyvis writes the same things and relations
with its own `generate_html`; where it takes longer than the limit it is ended, and the table says
so.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER: Final = Path(__file__).parent / "out"
TRIPLES_PER_THING: Final = 18.7
PAGES: Final = ("sskg view", "plain pyvis")
LIMIT: Final = 300
"""Seconds after which a page is given up."""

ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]

# Counts the redraws of the canvas; a picture is there when the first one has been painted.
WATCH: Final = """
window.draws = [];
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...area) {
  if (this.canvas.isConnected) window.draws.push(performance.now());
  return clear.apply(this, area);
};
"""

# Drags the picture for two seconds, one step a frame; gives the times between frames. It is taken
# hold of at the corner, where no thing stands that would be pulled in its place.
DRAG: Final = """async () => {
  const canvas = document.querySelector(".vis-network canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const send = (type, x, y, buttons) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, pointerType: "mouse", isPrimary: true, bubbles: true, cancelable: true,
    clientX: left + x, clientY: top + y, buttons, button: type === "pointermove" ? -1 : 0 }));
  send("pointerdown", 4, 4, 1);
  const times = [];
  await new Promise((done) => {
    const start = performance.now();
    let last = start;
    const step = () => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      const at = times.length;
      send("pointermove", 4 + (at % 60) * 5, 4 + (at % 45) * 4, 1);
      if (now - start < 2000) requestAnimationFrame(step); else done();
    };
    requestAnimationFrame(step);
  });
  send("pointerup", 4, 4, 0);
  return times.slice(2);
}"""

PLAIN: Final = """
import sys
from pyvis.network import Network
from sskg.store import open_store
from sskg.view.network import build, drawn
from sskg.view.reading import read
network = build(read(open_store([sys.argv[1]]), {}))
page = Network(directed=True, cdn_resources="in_line")
for at in drawn(network):
    page.add_node(at, label=network.things[at].label("en"), group=network.things[at].kind)
inside = set(drawn(network))
for edge in network.statements:
    if edge.subject in inside and edge.object in inside:
        page.add_edge(edge.subject, edge.object)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(page.generate_html())
"""


@dataclass(frozen=True)
class Measured:
    """One row of the table; times in seconds, frames in milliseconds."""

    things: int
    page: str
    size: str
    written: str
    picture: str
    ready: str
    frames: str


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Measure the graph view beside plain pyvis.")
    parser.add_argument("things", type=int, nargs="+")
    parser.add_argument("--page", action="append", choices=PAGES, help="only this one; repeatable")
    given = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    rows = []
    with sync_playwright() as playwright:
        for things in given.things:
            graph = _graph(things)
            for name in given.page or PAGES:
                browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
                rows.append(_measure(browser, name, graph, things))
                browser.close()
                print(rows[-1], file=sys.stderr)
    print(_table(rows))


def _graph(things: int) -> Path:
    store = FOLDER / f"store-{things}"
    if not store.exists():
        from generate import generate

        path = FOLDER / f"graph-{things}.nt"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(generate(int(things * TRIPLES_PER_THING), seed=1))
        command = [sys.executable, "-m", "sskg", "load", str(store), str(path)]
        subprocess.run(command, check=True, capture_output=True)
    return store


def _measure(browser: Browser, name: str, graph: Path, things: int) -> Measured:
    page = FOLDER / f"{name.replace(' ', '-')}-{things}.html"
    command = [sys.executable, "-m", "sskg", "view", "-g", str(graph), "-o", str(page)]
    if name == "plain pyvis":
        command = [sys.executable, "-c", PLAIN, str(graph), str(page)]
    start = time.perf_counter()
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return Measured(things, name, "–", f"over {LIMIT} s", "–", "–", "–")
    written = f"{time.perf_counter() - start:.1f}"
    size = f"{page.stat().st_size / 1e6:.1f}"
    return Measured(things, name, size, written, *_open(browser, name, page))


def _open(browser: Browser, name: str, path: Path) -> tuple[str, str, str]:
    """Return time to first picture, time until everything is usable, and frames while dragging."""
    from playwright.sync_api import TimeoutError  # noqa: A004  (playwright's own)

    page = browser.new_page(viewport={"width": 1440, "height": 900}, offline=True)
    page.add_init_script(WATCH)
    page.set_default_timeout(LIMIT * 1000)
    start = time.perf_counter()
    try:
        page.goto(path.resolve().as_uri(), wait_until="commit")
        page.wait_for_selector(".vis-network canvas")
        while not page.evaluate("window.draws.length"):
            page.wait_for_timeout(20)
            if time.perf_counter() - start > LIMIT:
                return f"over {LIMIT} s", "–", "–"
        first = page.evaluate("window.draws[0]") / 1000
        if name == "sskg view":
            page.wait_for_selector("body[data-ready]")
            # The page marks when its first scene has been drawn; an empty canvas is no picture.
            first = page.evaluate(
                "performance.getEntriesByName('first-picture')[0].startTime / 1000"
            )
        else:
            # pyvis arranges the nodes by physics behind a bar, which it hides at the end.
            while page.locator("#loadingBar").count() and page.locator("#loadingBar").is_visible():
                page.wait_for_timeout(100)
                if time.perf_counter() - start > LIMIT:
                    return f"{first:.1f}", f"over {LIMIT} s", "–"
        ready = time.perf_counter() - start
        page.wait_for_timeout(500)
        frames = sorted(page.evaluate(DRAG))
    except TimeoutError:
        return f"over {LIMIT} s", "–", "–"
    median, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    return f"{first:.1f}", f"{ready:.1f}", f"{median:.0f} / {late:.0f}"


def _table(rows: list[Measured]) -> str:
    head = (
        "| things | page | MB | s to write | s to first picture | s until usable "
        "| ms between frames, median / 95% |\n| --: | --- | --: | --: | --: | --: | --: |\n"
    )
    return head + "\n".join(
        f"| {row.things:,} | {row.page} | {row.size} | {row.written} | {row.picture} "
        f"| {row.ready} | {row.frames} |"
        for row in rows
    )


if __name__ == "__main__":
    main()
