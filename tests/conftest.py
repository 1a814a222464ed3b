"""What several tests need: the documents, if this machine holds them, and the packaged graph."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sskg.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the two source documents; skips, with the reason, where there is none."""
    folder = Path(os.environ.get("SSKG_SOURCES") or ROOT.parent / "shared" / "sources")
    if not any(folder.glob("*.txt")):
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the source documents, and {folder} holds none")
        pytest.skip(f"the source documents are not in {folder}; set SSKG_SOURCES")
    return folder


@pytest.fixture(scope="session")
def packaged() -> Store:
    """The packaged graph."""
    return open_store()
