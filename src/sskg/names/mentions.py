"""Where a text stands that names nothing: a kind, a date, a figure, a definition, a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from sskg.errors import RequestError
from sskg.graph.facts import entities
from sskg.graph.listing import count
from sskg.graph.reading import reading
from sskg.language.text import fold
from sskg.model import Entity
from sskg.names.bearers import kind_names
from sskg.names.ranking import Match
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ALT_LABEL, LABEL, local_name
from sskg.store.paging import may_be_read_whole
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.store.base import Store

_STANDING: Final = f"""
SELECT DISTINCT ?s ?p ?o WHERE {{{{
  ?s ?p ?o FILTER(isLiteral(?o) && isIRI(?s) && ({{tests}})
    && ?p NOT IN (rdf:object, schema:sha256, {LABEL}, {ALT_LABEL}))
}}}} LIMIT 5000"""

_GROUPED: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


def mentions(store: Store, text: str) -> list[Match]:
    """Return the kind of that name and what has the text in a date, figure or note of its own.

    Whole values come before parts of texts. Of a graph too large to be read whole, only the kind.
    """
    matches = _of_kind(store, text)
    if not may_be_read_whole(store):
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
        if row[0] not in vocabulary().terms and any(_apart(row[2], each) for each in wanted)
    ]
    lexicon = reading(store)
    named = entities(store, {row[0] for row in rows})
    rows.sort(key=lambda row: (fold(row[2]) != fold(text), len(row[2]), row[0], row[1]))
    seen: dict[str, Match] = {}
    for iri, predicate, value in rows:
        where = local_name(predicate)
        if not lexicon.is_machinery(named[iri].kinds):
            seen.setdefault(iri, Match(named[iri], value, "mention", 0, where))
    return matches + list(seen.values())


def _of_kind(store: Store, text: str) -> list[Match]:
    """Return the kind of that name, if the graph has things of it."""
    try:
        (name,) = kind_names([text], store)
    except RequestError:
        return []
    # Of foreign kinds only those are known that the graph has.
    if name in vocabulary().classes and not count(store, name):
        return []
    kind = vocabulary().kind(name)
    labels = kind.labels or reading(store).labels(store, [kind.iri])[kind.iri]
    entity = Entity(kind.iri, labels, ("Class",))
    return [Match(entity, entity.label(), "mention", 0, "kind")]


def _apart(value: str, text: str) -> bool:
    """Tell whether a number stands in a value as itself, and not within a longer one."""
    edge = r"(?<![0-9.,])" if text[:1].isdigit() else ""
    end = r"(?![0-9])(?![.,][0-9]*[1-9])" if text[-1:].isdigit() else ""
    return re.search(edge + re.escape(text) + end, value, re.IGNORECASE) is not None


def is_class(match: Match) -> bool:
    """Tell whether a match is a kind of things, and no thing."""
    return match.where == "kind"
