"""The page of a relation: what it means, what it leads from and to, and what it states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.language.message import word
from sskg.language.ranges import choose
from sskg.ontology.vocabulary import vocabulary
from sskg.pages.page import page
from sskg.pages.surveys import claims_shown
from sskg.rdf.terms import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from pyoxigraph import Triple

    from sskg.model import Fact, Named, Property
    from sskg.pages.links import Links
    from sskg.pages.parts import Part

_RDFS: Final = PREFIXES["rdfs"]
_SCHEMA: Final = (PREFIXES["schema"], "https://schema.org/")
_DOMAIN: Final = frozenset({_RDFS + "domain", *(iri + "domainIncludes" for iri in _SCHEMA)})
_RANGE: Final = frozenset({_RDFS + "range", *(iri + "rangeIncludes" for iri in _SCHEMA)})
_ABOVE: Final = frozenset({_RDFS + "subPropertyOf"})
_MEANING: Final = frozenset({_RDFS + "comment", PREFIXES["skos"] + "definition"})


def relation_page(
    relation: Property,
    meaning: Sequence[Triple],
    facts: Iterable[Fact],
    lang: str,
    links: Links,
    *,
    total: int,
    part: Part | None = None,
    **more: Any,
) -> bytes:
    """Return the page of a relation.

    Args:
        relation: a property.
        meaning: what the ontology and the graph say of it.
        facts: its statements that this page shows.
        lang: language ranges of the reader.
        links: of the page.
        total: how many statements there are.
        part: which of several pages this is.
        more: what the page's head tells.
    """
    defined = {
        triple.object.language or "": triple.object.value
        for triple in meaning
        if triple.predicate.value in _MEANING and isinstance(triple.object, Literal)
    }
    definition = choose(defined, lang)
    return page(
        "relation.html", lang, links,
        **more,
        title=relation.label(lang).removeprefix("的"),
        shown=relation,
        other=relation.other_labels(lang),
        definition=definition,
        description=definition[0] if definition else "",
        ends=[
            (word("Leads from", lang), _terms(meaning, _DOMAIN)),
            (word("Leads to", lang), _terms(meaning, _RANGE)),
        ],
        above=_terms(meaning, _ABOVE),
        inverse=relation.reading(lang, inverse=True) if relation.inverse else "",
        evidenced=relation.iri in vocabulary().evidenced,
        facts=list(facts),
        claims=lambda fact: claims_shown([fact], lang),
        total=total,
        part=part,
    )  # fmt: skip


def _terms(meaning: Iterable[Triple], predicates: frozenset[str]) -> list[Named]:
    """Return the classes and properties that a relation is linked to."""
    words = vocabulary()
    iris = {
        triple.object.value
        for triple in meaning
        if triple.predicate.value in predicates and isinstance(triple.object, NamedNode)
    }
    return [
        words.properties.get(iri) or words.kind(iri.removeprefix(ONTOLOGY)) for iri in sorted(iris)
    ]
