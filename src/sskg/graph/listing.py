"""All things of a kind, in order, as many at a time as are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.model import Kind
from sskg.ontology.vocabulary import vocabulary
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sskg.store.base import Store

PAGE: Final = 200
"""Things of a page: few enough to be asked for by one query."""

_OF_KINDS = "SELECT DISTINCT ?s WHERE {{ {values} ?s a ?type FILTER(ISIRI(?s)) }}"

_COUNTED = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {values} ?s a ?type }}"

_EVIDENCE = "FILTER(?type NOT IN (sskg:Claim, sskg:Passage))"


def pages(store: Store, *classes: str, size: int = PAGE) -> Iterator[list[str]]:
    """Yield the IRIs of all things of some kinds in order, in pages; the last may be shorter.

    Args:
        store: the graph that is asked.
        classes: local names; their subclasses count.
        size: of a page.
    """
    kinds = below(classes)
    index = store.names
    if index is None:
        rows = select(store, _OF_KINDS.format(values=_among(kinds)))
        things = sorted(row["s"].value for row in rows)
        yield from (things[at : at + size] for at in range(0, len(things), size))
        return
    page = index.of_kinds(kinds, size)
    while page:
        yield page
        page = index.of_kinds(kinds, size, page[-1]) if len(page) == size else []


def count(store: Store, *kinds: str) -> int:
    """Return how many things are of some kinds, subclasses included, or of any; no evidence."""
    among = _among(below(kinds)) if kinds else _EVIDENCE
    return int(next(select(store, _COUNTED.format(values=among)))["n"].value)


def below(kinds: Iterable[str]) -> list[str]:
    """Return the names of some classes and of all below them."""
    return sorted({each for kind in kinds for each in vocabulary().subclasses(kind)})


def _among(kinds: list[str]) -> str:
    return values("type", [NamedNode(Kind(name).iri) for name in kinds])
