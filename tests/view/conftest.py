"""One Chromium for all tests of the page; each page records its requests and its console."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest

from sskg.view.choice import Choice
from sskg.view.page import view_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

    from sskg.graph.documents import Document
    from sskg.store import Store

SVG: Final = "{http://www.w3.org/2000/svg}"


@dataclass
class Opened:
    """A page that is open, and what it did that it should not."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def requested(self, request: Request) -> None:
        """Record a request."""
        self.requests.append(request.url)

    def failed(self, error: Error) -> None:
        """Record an exception that nothing caught."""
        self.complaints.append(str(error))

    def said(self, message: ConsoleMessage) -> None:
        """Record what the console complains of."""
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def text(self, selector: str) -> str:
        """Return the text of the first element that fits."""
        return self.page.locator(selector).first.inner_text()

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements that fit."""
        return self.page.locator(selector).all_inner_texts()

    def choose(self, name: str) -> None:
        """Search for a name and take the first thing found."""
        self.page.fill("#search", name)
        self.page.press("#search", "Enter")
        self.page.wait_for_selector("#panel-title")

    def taken(self, name: str) -> str:
        """Take something away by its button, and return the file's text."""
        self.page.click("#do-take")
        with self.page.expect_download() as download:
            self.page.click(f"#take-{name}")
        self.page.keyboard.press("Escape")
        return Path(download.value.path()).read_text(encoding="utf-8")

    def drawn(self) -> dict[str, Label]:
        """Return the labels that the picture shows, where they are and whether they are faded."""
        root = ET.fromstring(self.taken("svg"))  # noqa: S314  (our own page wrote it)
        left, top, width, _ = (float(part) for part in root.attrib["viewBox"].split())
        scale = float(root.attrib["width"]) / width
        canvas = self.page.locator("#canvas").bounding_box()
        assert canvas is not None
        found = {}
        for group in root.iter(f"{SVG}g"):
            (box,) = group.findall(f"{SVG}rect")
            text = " ".join(line.text or "" for line in group.findall(f"{SVG}text"))
            x, y, w, h = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
            found[text] = Label(
                canvas["x"] + (x + w / 2 - left) * scale,
                canvas["y"] + (y + h / 2 - top) * scale,
                w * scale,
                h * scale,
                faded="opacity" in group.attrib,
            )
        return found

    def bright(self) -> set[str]:
        """Return the labels that are not faded."""
        return {text for text, label in self.drawn().items() if not label.faded}


@dataclass(frozen=True)
class Label:
    """A label in the picture: the middle on the screen, its size, and whether it is faded."""

    x: float
    y: float
    width: float
    height: float
    faded: bool


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab without network, which the tests take in turn: opening one takes long."""
    context = browser.new_context(reduced_motion="reduce", locale="en-GB", offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def show(tab: Page, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page from a file; when the test ends it must have asked for nothing and not erred."""
    opened: list[Opened] = []

    def open_page(
        html: str | Path, *, address: str = "", width: int = 1280, height: int = 800,
        dark: bool = False,
    ) -> Opened:  # fmt: skip
        path = html if isinstance(html, Path) else tmp_path / f"page{len(opened)}.html"
        if isinstance(html, str):
            path.write_text(html, encoding="utf-8")
        page = tab.context.new_page() if opened else tab
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_default_timeout(8000)
        found = Opened(page)
        opened.append(found)
        page.on("request", found.requested)
        page.on("pageerror", found.failed)
        page.on("console", found.said)
        page.goto(path.as_uri() + address)
        page.wait_for_selector("body[data-ready]")
        return found

    yield open_page
    for found in opened:
        found.page.remove_listener("request", found.requested)
        found.page.remove_listener("pageerror", found.failed)
        found.page.remove_listener("console", found.said)
        if found.page is tab:
            tab.goto("about:blank")
        else:
            found.page.close()
        outside = [url for url in found.requests if not url.startswith(("file:", "blob:"))]
        asked = [url for url in found.requests if url.startswith("file:")]
        assert outside == []
        assert len(asked) == 1, "the page asked for more than itself"
        assert found.complaints == []


@pytest.fixture(scope="session")
def tiny_page(tiny: Store) -> str:
    """The tiny graph as a page, without the documents."""
    return view_html(tiny)


@pytest.fixture(scope="session")
def tiny_sources_page(tiny: Store, tiny_documents: Mapping[str, Document]) -> str:
    """The tiny graph as a page that holds the documents."""
    return view_html(tiny, Choice(), tiny_documents)


@pytest.fixture(scope="session")
def packaged_page(packaged: Store) -> str:
    """The packaged graph as a page, without the documents."""
    return view_html(packaged)
