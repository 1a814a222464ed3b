"""Which things stand so close to a thing that what is said of them may be what a reader looks for.

They are no second names of it: each comes with the statements that link it, and is told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.graph.facts import facts
from sskg.model import Entity
from sskg.questions.telling import HUB, neighbour_counts
from sskg.rdf.terms import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.documents import Document
    from sskg.model import Fact
    from sskg.store.base import Store

_SAME: Final = tuple(
    PREFIXES["skos"] + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")
)
_FORWARD: Final = (
    *_SAME, *(ONTOLOGY + name for name in ("concerns", "callsFor", "partOf")),
)  # fmt: skip
"""Links to what a thing is about, demands, is a part of or is the same as, by somebody's claim."""

_EITHER: Final = 'FILTER(STRSTARTS(STR(?p), "' + ONTOLOGY + '"))'


def akin(
    store: Store, iri: str, documents: Mapping[str, Document] | None
) -> list[tuple[Entity, tuple[Fact, ...], bool]]:
    """Return things that are linked so closely: those that it points to first, the special first.

    Args:
        store: the graph that is asked.
        iri: of the thing.
        documents: the reader's source documents by digest; passages then carry their text.

    Returns:
        Each thing with the statements that link it, and whether it is a hub.
    """
    links: dict[str, list[Fact]] = {}
    things: dict[str, Entity] = {}
    pointed: set[str] = set()
    for fact in facts(
        store, subjects=[iri], objects=[iri], predicates=_FORWARD, annotations=True,
        documents=documents,
    ):  # fmt: skip
        forward = fact.subject.iri == iri
        other = fact.object if forward else fact.subject
        if not isinstance(other, Entity) or other.iri == iri:
            continue
        things[other.iri] = other
        links.setdefault(other.iri, []).append(fact)
        if forward:
            pointed.add(other.iri)
    counts = neighbour_counts(store, things, _EITHER)
    ordered = sorted(things, key=lambda each: (each not in pointed, counts[each], each))
    return [(things[each], tuple(links[each]), counts[each] >= HUB) for each in ordered]
