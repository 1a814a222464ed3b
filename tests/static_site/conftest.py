"""The packaged site, built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sskg.site.building import build
from sskg.store import open_store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged graph as a site."""
    folder = tmp_path_factory.mktemp("site")
    build(open_store(), folder, url="https://example.org/graph/")
    return folder
