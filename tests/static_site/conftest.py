"""The packaged site, built once, and which template each of its pages is made of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from sskg.pages import page
from sskg.site import building
from sskg.site.building import build
from sskg.site.links import GRAPH
from sskg.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def recorded() -> Iterator[dict[str, set[str]]]:
    """Record the places of the pages that are built, by the name of their template."""
    places: dict[str, set[str]] = {}
    asked: list[str] = []
    get, put = page._TEMPLATES.get_template, building._Site._put

    def get_recorded(name: str, parent: str | None = None, *more: Any) -> Any:
        if parent is None:  # else it is a part of another one
            asked[:] = [name]
        return get(name, parent, *more)

    def put_recorded(self: building._Site, place: str, content: bytes) -> None:
        if place.endswith(".html") and place != GRAPH:
            places.setdefault(asked.pop(), set()).add(place)
        put(self, place, content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page._TEMPLATES, "get_template", get_recorded)
        patch.setattr(building._Site, "_put", put_recorded)
        yield places


_RECORDED: dict[str, set[str]] = {}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged graph as a site."""
    folder = tmp_path_factory.mktemp("site")
    with recorded() as places:
        build(open_store(), folder, url="https://example.org/graph/")
    _RECORDED.update(places)
    return folder


@pytest.fixture(scope="session")
def templates(site: Path) -> dict[str, set[str]]:
    """The places of the packaged site's pages by the template of each."""
    assert site.is_dir()
    return _RECORDED
