"""Takes the pictures of site, graph view and review page in docs/images/.

    python docs/screenshots.py

It needs Chromium. The pictures show names, figures and anchors, never a sentence of a source, but
for those of the review page: its text is outside copyright.
"""

from __future__ import annotations

import shutil
import tempfile
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
    "review-done": ("end", 10, ()),
}
"""By picture: words of the last decision that was taken, the passage, and the keys then pressed."""


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
        page = browser.new_page(viewport=ViewportSize(width=1200, height=630), offline=True)
        page.goto((IMAGES / "card.svg").as_uri())
        page.screenshot(path=CARD)
        browser.close()


if __name__ == "__main__":
    main()
