"""Classes and properties that a query names and that there are not: most likely mistyped."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.language.message import msg
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, curie, is_iri
from sskg.rdf.tokens import iris
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sskg.language.message import Message
    from sskg.store.base import Store

_NAMESPACE: Final = re.compile(r".*[#/:]", re.DOTALL)
_MOST_COUNTED: Final = 2_000_000
"""Triples of which all classes and properties are listed; takes seconds."""
_USED: Final = (
    "SELECT DISTINCT ?term WHERE { ?s ?term ?o }",
    "SELECT DISTINCT ?term WHERE { ?s a ?term }",
)
_MENTIONED: Final = """ASK {{
  {{ {term} ?p1 ?o1 }} UNION {{ ?s2 {term} ?o2 }} UNION {{ ?s3 ?p3 {term} }}
}}"""


def misspelt(store: Store, text: str, *, empty: bool) -> tuple[Message, ...]:
    """Return a warning for each class or property that there is not.

    Args:
        store: the graph that was asked.
        text: a query that it answered.
        empty: whether there was no answer: then the terms of the graph's own vocabularies are
            looked at, too, where they can be listed in a short time.
    """
    named = iris(text, store.prologue.prefixes)
    unknown = [iri for iri in named if iri not in vocabulary().terms and is_iri(iri)]
    terms = _by_namespace(vocabulary().terms)
    small = store.kind == "memory" or (store.size or _MOST_COUNTED) < _MOST_COUNTED
    if unknown and empty and small:
        terms = _by_namespace({*vocabulary().terms, *_used(store)})
    warnings = (
        _warning(iri, terms.get(_namespace(iri), []))
        for iri in unknown
        if not store.query(_MENTIONED.format(term=NamedNode(iri)))
    )
    return tuple(warning for warning in warnings if warning)


def _used(store: Store) -> Iterator[str]:
    for query in _USED:
        for row in select(store, query):
            if isinstance(row["term"], NamedNode):
                yield row["term"].value


def _by_namespace(terms: Iterable[str]) -> dict[str, list[str]]:
    by_space: dict[str, list[str]] = {}
    for iri in sorted(terms):
        by_space.setdefault(_namespace(iri), []).append(iri)
    return by_space


def _namespace(iri: str) -> str:
    match = _NAMESPACE.match(iri)
    return match[0] if match else iri


def _warning(iri: str, terms: list[str]) -> Message | None:
    namespace = _namespace(iri)
    local = {term.removeprefix(namespace).casefold(): term for term in terms}
    # Of other vocabularies, only those terms are known that the graph uses.
    ours = namespace == ONTOLOGY
    near = get_close_matches(
        iri.removeprefix(namespace).casefold(), local, n=1, cutoff=0.6 if ours else 0.8
    )
    names = {"term": curie(iri), "near": curie(local[near[0]]) if near else ""}
    if near:
        return (
            msg("the ontology has no {term}: did you mean {near}?", **names)
            if ours
            else msg("the graph has no {term}: did you mean {near}?", **names)
        )
    return msg("the ontology has no {term}", term=curie(iri)) if ours else None
