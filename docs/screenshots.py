"""Takes the pictures of site, graph view and review page in docs/images/.

    python docs/screenshots.py

It needs Chromium. The pictures show names, figures and anchors, never a sentence of a source, but
for those of the review page: its text is outside copyright.
"""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import Any, Final

IMAGES: Final = Path(__file__).parent / "images"

PICTURES: Final[dict[str, dict[str, Any]]] = {
    "graph": {"fine": 1.5},
    "graph-dark": {"dark": True},
    "graph-zh": {"address": "#lang=zh"},
    "graph-thing": {"address": "#thing=old-age-insurance-coverage-growth"},
    "graph-path": {"address": "#path=institutional-obstacles+common-prosperity"},
    "graph-themes": {"address": "#arrange=themes"},
    "graph-around": {"address": "#arrange=around&alone=common-prosperity+1"},
    "graph-table": {"address": "#view=both&search=reform"},
    "graph-small": {"address": "#thing=institutional-reform-2018", "width": 390, "height": 780},
}


SITE: Final = {
    "site": "en/index.html",
    "site-thing": "en/id/national-pooling.html",
    "site-zh": "zh/index.html",
    "site-thing-zh": "zh/id/national-pooling.html",
}
"""Pages of the static site, by the names of their pictures."""
CARD: Final = Path(__file__).parent.parent / "src/sskg/pages/templates/card.png"
"""What other sites show beside a link to a page."""


FIRST_READING: Final = Path(__file__).parent.parent / "examples" / "first-reading"
REVIEW: Final[dict[str, tuple[str, int, tuple[str, ...]]]] = {
    "review-start": ("", 1, ()),
    "review-link": ('"Social Security Administration"', 9, ("3", "e", "link")),
    "review-figure": ('"number of DI recipients"', 10, ("9", "e", "indicator")),
    "review-done": ("265166efba26b74f", 10, ()),
}
"""By picture: words or number of the last decision taken, the passage, the keys then pressed."""


def review(folder: Path, browser: Any) -> None:
    """Take the pictures of the guide for curators, from the decisions of its story."""
    from sskg.ingest.ingesting import ingest
    from sskg.ingest.reading import read_reading
    from sskg.ingest.reviewing.page import page as review_page
    from sskg.store import open_store

    text = folder / "ssi.txt"
    shutil.copy(FIRST_READING / "ssi.txt", text)
    place = ingest(text, jurisdiction="US").reading.folder
    lines = (
        (FIRST_READING / "decisions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    )
    for name, (last, passage, keys) in REVIEW.items():
        count = next((n for n, line in enumerate(lines, 1) if last and last in line), len(lines))
        kept = lines[:count] if last else []
        (place / "decisions.jsonl").write_text("".join(kept), encoding="utf-8")
        html = folder / f"{name}.html"
        reading = read_reading(place)
        html.write_text(
            review_page(reading, open_store(), lang="en", by="A. Curator", offline=True),
            encoding="utf-8",
        )
        tab = browser.new_page(viewport={"width": 1280, "height": 600}, offline=True)
        tab.goto(html.as_uri())
        tab.evaluate(f"go({passage})")
        for key in keys:
            if len(key) == 1:
                tab.keyboard.press(key)
            else:
                tab.locator(f"form.edit [name={key}]").focus()
        tab.screenshot(path=IMAGES / f"{name}.png")
        tab.close()


POINTS: Final = """async ([svg, width, height]) => {
  const image = new Image(width, height);
  image.src = "data:image/svg+xml;utf8," + encodeURIComponent(svg);
  await image.decode();
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0, width, height);
  const bytes = canvas.getImageData(0, 0, width, height).data;
  return [...bytes].map((byte) => String.fromCharCode(byte)).join("");
}"""
"""Returns the points of a drawing, four bytes each."""


def cards(browser: Any) -> None:
    """Draw what other sites show of a page, and the characters that the numbers of figures have.

    Both are of few colours, a fourth of the size of what the browser itself would write.
    """
    from sskg.site import pictures

    page = browser.new_page(offline=True)
    svg = (IMAGES / "card.svg").read_text(encoding="utf-8")
    CARD.write_bytes(few_colours(page, svg, pictures.WIDTH, pictures.HEIGHT, step=17))
    cell, wide = pictures.CELL, pictures.CELL * len(pictures.CHARACTERS)
    texts = "".join(
        f'<text x="{at * cell + cell // 2}" y="{cell * 4 // 5}">{escape(char)}</text>'
        for at, char in enumerate(pictures.CHARACTERS)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{cell}" fill="#fff"'
        f' font-family="DejaVu Sans, sans-serif" font-size="{cell * 9 // 10}" font-weight="bold"'
        f' text-anchor="middle"><rect width="100%" height="100%" fill="#000"/>{texts}</svg>'
    )
    step = 255 // (pictures.SHADES - 1)
    pictures.DIGITS.write_bytes(few_colours(page, svg, wide, cell, step=step))
    page.close()


def few_colours(page: Any, svg: str, width: int, height: int, step: int) -> bytes:
    """Return a drawing as PNG, each colour the nearest of steps, the darkest first."""
    from sskg.site.pictures import png

    raw = page.evaluate(POINTS, [svg, width, height]).encode("latin-1")
    near = bytes(round(byte / step) * step for byte in range(256))
    levels = [raw[part::4].translate(near) for part in range(3)]
    points = list(zip(*levels, strict=True))
    palette = sorted(set(points))
    places = {colour: at for at, colour in enumerate(palette)}
    content = bytes(places[point] for point in points)
    return png([content[at : at + width] for at in range(0, len(content), width)], palette)


def main() -> None:
    """Write view and site, and take each picture."""
    from playwright.sync_api import ViewportSize, sync_playwright

    from sskg.site.building import build
    from sskg.store import open_store
    from sskg.view.page import write_view

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        review(Path(folder), browser)
        page_path = Path(folder) / "graph.html"
        write_view(open_store(), page_path)
        for name, options in PICTURES.items():
            size = ViewportSize(width=options.get("width", 1440), height=options.get("height", 900))
            page = browser.new_page(
                viewport=size,
                device_scale_factor=options.get("fine", 1),
                color_scheme="dark" if options.get("dark") else "light",
                offline=True,
            )
            page.goto(page_path.as_uri() + options.get("address", ""))
            page.wait_for_selector("body[data-ready]")
            page.wait_for_timeout(1200)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
        site = Path(folder) / "site"
        build(open_store(), site)
        wide = ViewportSize(width=1280, height=800)
        for name, place in SITE.items():
            page = browser.new_page(viewport=wide, color_scheme="light", offline=True)
            page.goto((site / place).as_uri())
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
        cards(browser)
        browser.close()


if __name__ == "__main__":
    main()
