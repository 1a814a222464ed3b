"""Claims that annotate what they state (RDF 1.2), asked like claims that name its parts.

    id:reform sskg:resolves id:obstacles ~ id:text-s12-c1 {| a sskg:Claim ; sskg:modality … |} .

The lookups' own queries say `?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o`. On a graph
that has `?claim rdf:reifies <<( ?s ?p ?o )>>` in its place, or both, they are asked so. A reader's
own query is asked as it is.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import NamedNode, Triple

from sskg.graph.reading import read_alike, reading
from sskg.rdf.annotation import ANNOTATES
from sskg.rdf.terms import OURS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sskg.rdf.terms import Prologue
    from sskg.store.base import QueryAnswer, Store

_RDF: Final = PREFIXES["rdf"]
_PARTS: Final = ("subject", "predicate", "object")
_TERM: Final = r"(?:\?\w+|<[^>]*>|[\w-]*:[\w-]+)"
_PART: Final = rf"rdf:(?:subject|predicate|object)\s+{_TERM}"
_RUN: Final = rf"(?P<claim>\?\w+)\s+(?P<run>{_PART}(?:\s*;\s*{_PART})*)(?P<more>\s*;)?"
_NAMED: Final = rf"rdf:(subject|predicate|object)\s+({_TERM})"

_KEPT: Final = "_annotated"


def annotated(store: Store) -> Store:
    """Return a graph whose claims can be asked for by the parts of what they state.

    One that has no annotations comes back as it is.
    """
    lexicon = reading(store)
    if lexicon.speaking is not None and ANNOTATES not in lexicon.speaking:
        return store
    if isinstance(store, Annotated):
        return store
    # Kept with the store, and not in a table of stores: it refers to the store, which would never
    # be closed.
    kept: dict[str, Any] = vars(store)
    if _KEPT not in kept:
        kept[_KEPT] = Annotated(store)
        read_alike(store, kept[_KEPT])
    return cast("Store", kept[_KEPT])


class Annotated:
    """Ask a store, with its annotations as claims; all but `query` is the store's own.

    Args:
        store: the graph.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        """Return what the store has of that name."""
        return getattr(self._store, name)

    def query(self, text: str, prologue: Prologue = OURS) -> QueryAnswer:
        """Answer a query; see `sskg.store.base.Store.query`."""
        if re.search(_RUN, text):
            used = reading(self._store).speaks(self._store)
            if ANNOTATES in used:
                text = rewritten(text, both=_RDF + "subject" in used)
        return self._store.query(text, prologue)


def rewritten(text: str, *, both: bool) -> str:
    """Return a query that finds claims that annotate what they state.

    Args:
        text: a query of the lookups.
        both: whether it is to find claims that name the parts as well.

    >>> rewritten("ASK { ?c rdf:predicate <urn:p> ; rdf:subject ?s ; a ?t }", both=False)
    'ASK { ?c rdf:reifies <<( ?s <urn:p> ?part1 )>> ; a ?t }'
    """
    numbers = count(1)

    def replaced(run: re.Match[str]) -> str:
        named = dict(re.findall(_NAMED, run["run"]))
        terms = " ".join(named.get(part) or f"?part{next(numbers)}" for part in _PARTS)
        claim, more = run["claim"], run["more"] or ""
        annotation = f"{claim} rdf:reifies <<( {terms} )>>"
        if not both:
            return annotation + more
        # One that is there in both forms counts once.
        alone = f"FILTER NOT EXISTS {{ {claim} rdf:subject ?part{next(numbers)} }}"
        either = f"{{ {claim} {run['run']} }} UNION {{ {annotation} {alone} }}"
        return f"{either} {claim}" if more else either

    return re.sub(_RUN, replaced, text)


def decomposed(triples: Iterable[Iterable[Any]]) -> Iterator[tuple[Any, NamedNode, Any]]:
    """Yield the parts of what annotations state, as triples of their own."""
    for claim, predicate, stated in triples:
        if predicate.value == ANNOTATES and isinstance(stated, Triple):
            yield from ((claim, NamedNode(_RDF + part), getattr(stated, part)) for part in _PARTS)
