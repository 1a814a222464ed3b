"""Measures how smoothly a thing is pulled in the graph view: frames a second in Chromium.

    python benchmarks/view_pull.py data/triples.ttl data/*.ttl benchmarks/out/graph-3000.nt

Each argument is a graph, or several joined by commas. The best-connected thing is pulled for two
seconds, one step a frame, in columns and by theme: it has most that follows it and most lines that
are drawn anew. Frames are those that the browser asked for by requestAnimationFrame. The scale is
that at which everything is seen, or where a label would be too low to take hold of, a larger one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

WIDTH: Final = 1440
HEIGHT: Final = 900
LEAST: Final = 0.15
"""Scale at which a label of one line is three pixels high, as the page asks for."""

# Pulls what is in the middle of the canvas for two seconds; gives the times between frames.
PULL: Final = """async () => {
  const canvas = document.querySelector(".vis-network canvas");
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const send = (type, x, y, buttons) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, pointerType: "mouse", isPrimary: true, bubbles: true, cancelable: true,
    clientX: left + width / 2 + x, clientY: top + height / 2 + y, buttons,
    button: type === "pointermove" ? -1 : 0 }));
  send("pointerdown", 0, 0, 1);
  const times = [];
  await new Promise((done) => {
    const start = performance.now();
    let last = start;
    const step = () => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      const angle = times.length / 12;
      send("pointermove", 180 * Math.sin(angle), 120 * (1 - Math.cos(angle)), 1);
      if (now - start < 2000) requestAnimationFrame(step); else done();
    };
    requestAnimationFrame(step);
  });
  send("pointerup", 0, 0, 0);
  return times.slice(2);
}"""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Measure how smoothly a thing is pulled.")
    parser.add_argument("graphs", nargs="+", help="a graph, or several joined by commas")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    print("| things | arrangement | scale | follow | lines | frames/s | ms, median / 95% |")
    print("| --: | --- | --: | --: | --: | --: | --: |")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        for graph in given.graphs:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-gpu"]
            )
            for row in _rows(browser, graph.split(","), Path(folder)):
                print("| " + " | ".join(row) + " |", flush=True)
            browser.close()


def _rows(browser: Browser, graphs: list[str], folder: Path) -> Iterator[tuple[str, ...]]:
    from sskg.store import open_store
    from sskg.view.choice import Choice
    from sskg.view.overview import opening
    from sskg.view.packing import identifier
    from sskg.view.page import network_of, pieces

    network = network_of(open_store(graphs), Choice())
    first = opening(network)
    path = folder / "page.html"
    path.write_text("".join(pieces(network, Choice(), first)), encoding="utf-8")
    near: dict[int, set[int]] = {at: set() for at in first.positions}
    for at in first.statements:
        statement = network.statements[at]
        near[statement.subject].add(statement.object)
        near[statement.object].add(statement.subject)
    thing = max(near, key=lambda at: (len(near[at]), -at))
    loose = near[thing] | {thing}
    lines = sum(
        network.statements[at].subject in loose or network.statements[at].object in loose
        for at in first.statements
    )
    for arrange, places in (("columns", first.positions), ("themes", first.themes.positions)):
        spans = [[place[axis] for place in places.values()] for axis in (0, 1)]
        across, down = (max(span) - min(span) + 300 for span in spans)
        scale = max(LEAST, min((WIDTH - 226) / across, (HEIGHT - 80) / down))
        x, y = places[thing]
        times = sorted(_pull(browser, path, f"#arrange={arrange}&at={x:.0f}+{y:.0f}+{scale:.3f}"))
        if not times:
            sys.exit(f"{identifier(network.things[thing].iri)} was not pulled")
        yield (
            f"{len(places):,}", arrange, f"{scale:.2f}", str(len(loose) - 1), f"{lines:,}",
            f"{1000 * len(times) / sum(times):.0f}",
            f"{times[len(times) // 2]:.0f} / {times[int(len(times) * 0.95)]:.0f}",
        )  # fmt: skip


def _pull(browser: Browser, path: Path, address: str) -> list[float]:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, offline=True)
    page.goto(path.as_uri() + address)
    page.wait_for_selector("body[data-ready]")
    page.wait_for_timeout(800)
    times: Any = page.evaluate(PULL)
    page.wait_for_timeout(300)
    moved = "moved=" in page.evaluate("location.hash")
    page.close()
    return list(times) if moved else []


if __name__ == "__main__":
    main()
