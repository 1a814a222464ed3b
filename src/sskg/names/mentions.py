"""Where a text stands that names nothing: a kind, a date, a figure, a definition, a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from sskg.graph.facts import entities
from sskg.language.text import fold
from sskg.model import Entity
from sskg.names.bearers import class_name
from sskg.names.ranking import Match
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ALT_LABEL, LABEL, ONTOLOGY, local_name
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.store.base import Store

LARGEST: Final = 300_000
"""Triples up to which all texts of a graph are looked through: more would take seconds."""

_STANDING: Final = f"""
SELECT DISTINCT ?s ?p ?o WHERE {{{{
  ?s ?p ?o FILTER(isLiteral(?o) && isIRI(?s) && ({{tests}})
    && ?p NOT IN (rdf:object, schema:sha256, {LABEL}, {ALT_LABEL}))
}}}} LIMIT 5000"""

_GROUPED: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


def are_searched(store: Store) -> bool:
    """Tell whether the texts of a graph are looked through, or only its names."""
    if store.kind == "memory":
        return True
    return store.size is not None and store.size <= LARGEST


def mentions(store: Store, text: str) -> list[Match]:
    """Return the kind of that name and what has the text in a date, figure or note of its own.

    Whole values come before parts of texts. Empty for a graph whose texts are not searched.
    """
    kind = class_name(text)
    matches = [_of_kind(kind)] if kind is not None else []
    if not are_searched(store):
        return matches
    # A half of a character stands in no graph, and the engine takes none.
    text = text.encode("utf-8", "replace").decode("utf-8")
    wanted = {text, _GROUPED.sub("", text)}
    tests = " || ".join(f"CONTAINS(LCASE(STR(?o)), LCASE({Literal(each)}))" for each in wanted)
    rows = [
        (row["s"].value, row["p"].value, row["o"].value)
        for row in select(store, _STANDING.format(tests=tests))
    ]
    # A graph that holds terms of the ontology says nothing with what explains them.
    rows = [
        row
        for row in rows
        if not row[0].startswith(ONTOLOGY) and any(_apart(row[2], each) for each in wanted)
    ]
    named = entities(store, {row[0] for row in rows})
    rows.sort(key=lambda row: (fold(row[2]) != fold(text), len(row[2]), row[0], row[1]))
    seen: dict[str, Match] = {}
    for iri, predicate, value in rows:
        where = local_name(predicate)
        seen.setdefault(iri, Match(named[iri], value, "mention", 0, where))
    return matches + list(seen.values())


def _of_kind(name: str) -> Match:
    known = vocabulary().kind(name)
    return Match(Entity(known.iri, known.labels, ("Class",)), known.label(), "mention", 0, "kind")


def _apart(value: str, text: str) -> bool:
    """Tell whether a number stands in a value as itself, and not within a longer one."""
    edge = r"(?<![0-9.,])" if text[:1].isdigit() else ""
    end = r"(?![0-9])(?![.,][0-9]*[1-9])" if text[-1:].isdigit() else ""
    return re.search(edge + re.escape(text) + end, value, re.IGNORECASE) is not None


def is_class(match: Match) -> bool:
    """Tell whether a match is a kind of things, and no thing."""
    return match.where == "kind"
