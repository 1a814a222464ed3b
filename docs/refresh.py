"""Writes the generated documents anew, or tells which of them are stale.

    python docs/refresh.py            # write
    python docs/refresh.py --check    # write nothing; exit 1 and name the stale ones

Whole pages are made of the commands and the ontology; all others are read through: their commands
are run, and the output beneath them is made anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

import console
import generate_cli
import generate_ontology
import readthrough

ROOT = Path(__file__).resolve().parent.parent

PAGES = {
    ROOT / "docs" / "cli.md": generate_cli.render,
    ROOT / "docs" / "ontology.md": generate_ontology.render,
}


def fresh() -> dict[Path, str]:
    """Return each document as it should stand."""
    texts = {path: render() for path, render in PAGES.items()}
    for path in console.documents(ROOT):
        if path not in texts and path.exists():
            texts[path] = readthrough.refresh(path.read_text(encoding="utf-8"))
    return texts


def main() -> int:
    """Write what is stale, or with --check only name it; return the exit code."""
    stale = [
        (path, text)
        for path, text in fresh().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        name = path.relative_to(ROOT)
        if "--check" in sys.argv[1:]:
            sys.stderr.write(f"{name} is stale: run make docs\n")
        else:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{name} written\n")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
