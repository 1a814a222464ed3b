"""The files that all pages share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TYPES: Final = {
    "style.css": "text/css; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
}
"""Their Content-Types by name."""

_FOLDER: Final = Path(__file__).parent.parent.parent / "pages" / "templates"


def static(name: str) -> bytes:
    """Return one of them."""
    return (_FOLDER / name).read_bytes()
