"""Takes the pictures of site and graph view in docs/images/, from the packaged graph alone.

    python docs/screenshots.py

It needs Chromium. The pictures show names, figures and anchors, never a sentence of a source.
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


def main() -> None:
    """Write view and site, and take each picture."""
    from playwright.sync_api import ViewportSize, sync_playwright

    from sskg.site.building import build
    from sskg.store import open_store
    from sskg.view.page import write_view

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_path = Path(folder) / "graph.html"
        write_view(open_store(), page_path)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
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
