"""Blank nodes without a name, told by what is said of them, inside what holds them.

In a large store and at an endpoint nothing else can lead to a blank node: it has a name within one
answer alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from sskg.graph.reading import reading
from sskg.model import Value
from sskg.rdf.terms import PREFIXES, curie, local_name
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.graph.reading import Lexicon
    from sskg.graph.triples import Triple
    from sskg.store.base import Store, Term

_INSIDE: Final = """
SELECT ?s ?p ?o ?q ?v WHERE {{
  {values}
  ?s ?p ?o .
  FILTER(ISBLANK(?o) && ({relations}))
  OPTIONAL {{ ?o ?q ?v }}
}}"""
_FIRST: Final = PREFIXES["rdf"] + "first"
_REST: Final = PREFIXES["rdf"] + "rest"
_MOST: Final = 8
"""Statements that one blank node is told by."""

Said = set[tuple[str, "Term"]]


def inside(store: Store, clause: str, relations: str) -> Iterator[Triple]:
    """Yield statements whose object is a blank node, told as a text: “Seat (postalCode: 123)”.

    Args:
        store: the graph that is asked.
        clause: a VALUES clause that binds ?s.
        relations: a filter on ?p.
    """
    lexicon = reading(store)
    by_statement: dict[tuple[str, str, str], Said] = {}
    for row in select(store, _INSIDE.format(values=clause, relations=relations)):
        if isinstance(row["s"], NamedNode):
            statement = by_statement.setdefault(
                (row["s"].value, row["p"].value, str(row["o"])), set()
            )
            if row["q"] is not None:
                statement.add((row["q"].value, row["v"]))
    kinds = {
        end.value
        for statement in by_statement.values()
        for q, end in statement
        if f"<{q}>" in lexicon.kinds and isinstance(end, NamedNode)
    }
    labels = lexicon.labels(store, kinds)
    for (subject, predicate, _), statement in by_statement.items():
        yield subject, predicate, Value(_told(lexicon, statement, labels), "")


def _told(lexicon: Lexicon, statement: Said, labels: dict[str, dict[str, str]]) -> str:
    names = sorted(
        (lexicon.names.index(f"<{q}>"), end.language not in {"en", None}, end.value)
        for q, end in statement
        if isinstance(end, Literal) and f"<{q}>" in lexicon.names
    )
    kinds, parts, members = [], [], []
    for q, end in statement:
        if f"<{q}>" in lexicon.kinds and isinstance(end, NamedNode):
            each = labels.get(end.value, {})
            kinds.append(each.get("en") or next(iter(each.values()), local_name(end.value)))
        elif q == _FIRST:
            members.append(_shown(end))
        elif q != _REST and not (f"<{q}>" in lexicon.names and isinstance(end, Literal)):
            parts.append(f"{local_name(q)}: {_shown(end)}")
    if members:
        more = any(q == _REST and isinstance(end, BlankNode) for q, end in statement)
        return f"( {' '.join([*sorted(members), *(['…'] if more else [])])} )"
    parts = [*sorted(kinds), *sorted(parts)]
    if len(parts) > _MOST:
        parts = [*parts[:_MOST], "…"]
    if not names:
        return f"[ {'; '.join(parts)} ]" if parts else "[ ]"
    return f"{names[0][2]} ({'; '.join(parts)})" if parts else names[0][2]


def _shown(term: Term) -> str:
    if isinstance(term, NamedNode):
        return curie(term.value)
    if isinstance(term, BlankNode):
        return "[ … ]"
    return term.value if isinstance(term, Literal) else str(term)
