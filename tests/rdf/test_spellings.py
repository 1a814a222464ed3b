"""The table of docs/data.md on what Oxigraph spells otherwise is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "data.md"
PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
ROWS = [
    pair
    for line in DOCUMENT.read_text(encoding="utf-8")
    .partition("### What Oxigraph spells otherwise")[2]
    .partition("\n## ")[0]
    .splitlines()
    if line.startswith("| `")
    for cells in [[re.findall(r"`([^`]+)`", cell) for cell in line.split("|")[1:3]]]
    for pair in zip(cells[0], cells[1], strict=False)
]


@pytest.mark.parametrize(("written", "kept"), [*ROWS, ('"x"^^xsd:integer', '"x"^^xsd:integer')])
def test_what_is_written_becomes_what_is_kept(written, kept):
    def kept_of(term):
        store = Store()
        store.load(input=f"{PREFIX}<http://e/> <http://e/> {term} .", format=RdfFormat.TURTLE)
        return str(next(iter(store)).object)

    assert len(ROWS) > 10
    assert kept_of(written) == kept_of(kept)
    full = re.sub(r"xsd:(\w+)", r"<http://www.w3.org/2001/XMLSchema#\1>", kept)
    full = f'"{full}"^^<http://www.w3.org/2001/XMLSchema#integer>' if full.isdigit() else full
    assert kept_of(written) == full
