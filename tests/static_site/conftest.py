"""The packaged site, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sskg.site.building import build
from sskg.store import open_store
from tests.chromium import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged graph as a site."""
    folder = tmp_path_factory.mktemp("site")
    build(open_store(), folder, url="https://example.org/graph/")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with chromium() as started:
        yield started
