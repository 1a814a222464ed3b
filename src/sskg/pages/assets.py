"""The files that all pages share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TYPES: Final = {
    "style.css": "text/css; charset=utf-8",
    "codemirror.js": "text/javascript; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "notices.txt": "text/plain; charset=utf-8",
}
"""Those that a server gives, with their Content-Types."""
ASSETS: Final = (
    "card.png",
    "style.css",
    "codemirror.js",
    "notices.txt",
    "icon.svg",
    "site.js",
    "sparql.js",
    "engine.js",
)
"""Those that lie beside a site's pages."""

_FOLDER: Final = Path(__file__).parent / "templates"


def asset(name: str) -> bytes:
    """Return one of them."""
    return (_FOLDER / name).read_bytes()
