"""How many characters of Turtle the statements of a document are in the graph's own file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest_truth import Truth

DATA = Path(__file__).resolve().parent.parent / "data"
_BLOCK = re.compile(r"^:(?P<name>[\w.-]+) .*?(?:\.|;)?\s\.$\n?", re.MULTILINE | re.DOTALL)


def characters(truth: Truth, file: str) -> int:
    """Count the blocks of the claims, of their passages and of their things in a file of `data`."""
    wanted = {
        value.rsplit("/", 1)[-1]
        for claim in truth.claims
        for part in ("claim", "s", "o", "passage")
        if (value := claim[part]).startswith("https://w3id.org/sskg/id/")
    }
    content = (DATA / f"{file}.ttl").read_text(encoding="utf-8")
    return sum(len(each[0]) for each in _BLOCK.finditer(content) if each["name"] in wanted)
