"""What a gap is: one query file each, in `ontology/gaps/`, counted or listed by wrapping it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sskg.ontology import assets
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.store.base import Store

_COUNTED: Final = """
SELECT (COUNT(*) AS ?checked) (SUM(?lacks) AS ?lacking) WHERE {{
  {{
    SELECT ?thing (MAX(IF(BOUND(?met), 0, 1)) AS ?lacks) WHERE {{ {{ {gap} }} }} GROUP BY ?thing
  }}
}}"""


def count(store: Store, kind: str) -> tuple[int, int]:
    """Return how many things a kind of gap is looked for in, and how many have it."""
    row = next(select(store, _COUNTED.format(gap=gap_query(kind))))
    return int(row["checked"].value), int(row["lacking"].value if row["lacking"] else 0)


def gap_query(kind: str, clause: str = "") -> str:
    """Return the query of a kind of gap.

    Args:
        kind: name of the file without its suffix.
        clause: a pattern that chooses some of the things or statements, or nothing for all.
    """
    return _read(kind).replace("# things\n", f"{clause}\n")


def read_all() -> None:
    """Read every query, for a process that can open no file later."""
    for path in assets.ontology("gaps").glob("*.rq"):
        _read(path.stem)


@cache
def _read(kind: str) -> str:
    return assets.ontology(f"gaps/{kind}.rq").read_text(encoding="utf-8")
