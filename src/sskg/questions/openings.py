"""How many things lack what, counted by the store: for graphs that are too large to be read.

What comes back is numbers alone. They are counted from what things have, and subtracted: asking
thing by thing for what is not there (FILTER NOT EXISTS) takes engines hours on such graphs. Nothing
is asked of a thing's own name, not even whether it has one: Oxigraph would look each one up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.store.base import Store

_COUNTED = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {pattern} }}"

# A claim of a modality that can be built on, for the triple ?x PREDICATE ?s. Filters and not
# constants, so that an engine begins with the things, which are fewer than the claims.
_FIRMLY = """
  {{ {start} ?x {predicate} ?s . {more}
     ?claim rdf:subject ?x ; rdf:object ?s ; rdf:predicate ?p ; sskg:modality ?how .
     FILTER(?p IN ({predicate}) && ?how IN (sskg:Reported, sskg:Inferred)) }}"""

# Anything that a source reports of a thing, whichever end of the statement the thing is. What the
# thing is stands in each branch, and the modality in a filter: else an engine may begin with all
# that is reported.
_REPORTED = """
  {{ {start} ?claim rdf:subject ?{thing} ; rdf:predicate ?p ; rdf:object ?v ; sskg:modality ?how .
     ?{thing} ?p ?v . {only} }}
  UNION
  {{ {start} ?claim rdf:object ?{thing} ; rdf:predicate ?p ; rdf:subject ?v ; sskg:modality ?how .
     ?v ?p ?{thing} . {only} }}"""


def count_goals(store: Store) -> tuple[int, int]:
    """Return how many goals there are, and how many of them no outcome reaches.

    Only what a source reports, or the curators conclude, reaches a goal.
    """
    classes = ", ".join(f"<{ONTOLOGY}{name}>" for name in sorted(vocabulary().subclasses("Goal")))
    ends = f"?s a ?s_type . FILTER(?s_type IN ({classes}))"
    return _unmet(store, "Goal", _firmly("contributesTo", "x", "Outcome", ends))


def count_challenges(store: Store) -> tuple[int, int]:
    """Return how many challenges there are, and how many of them nothing addresses."""
    return _unmet(store, "Challenge", _firmly("addresses", "s", "Challenge"))


def count_directives(store: Store) -> tuple[int, int]:
    """Return how many directives there are, and how many wait for a measure or name none."""
    checked = _count(store, _things("Directive"))
    calling = f"{_things('Directive')} {_link('s', 'callsFor', 'm')}"
    heard = f"SELECT DISTINCT ?m WHERE {{ {_reported('m', _kind('m', 'Measure'))} }}"
    waiting = _count(store, f"{{ {calling} }} MINUS {{ {heard} }}")
    return checked, checked - _count(store, calling) + waiting


def count_measures(store: Store) -> tuple[int, int]:
    """Return how many measures a source reports, and of how many of these no figure tells."""
    measure = _kind("s", "Measure")
    checked = _count(store, _reported("s", measure))
    produces = _link("s", "produces", "x", by="q")
    figured = " UNION ".join(
        _reported("s", f"{way} {measure}")
        for way in (
            _link("s", "measuredBy", "i", by="q"),
            f"{produces} {_kind('x', 'MeasuredChange')}",
            f"{produces} {_link('x', 'measuredBy', 'i', by='r')}",
        )
    )
    return checked, checked - _count(store, figured)


def below(name: str) -> frozenset[str]:
    """Return the IRIs of a property of the ontology and of those below it."""
    return vocabulary().with_subproperties(ONTOLOGY + name)


def _unmet(store: Store, kind: str, met: str) -> tuple[int, int]:
    things = _things(kind)
    checked = _count(store, things)
    return checked, checked - _count(store, met)


def _count(store: Store, pattern: str) -> int:
    return int(next(iter(select(store, _COUNTED.format(pattern=pattern))))["n"].value)


def _firmly(name: str, thing: str, kind: str, more: str = "") -> str:
    """Return the pattern of a property's statements ?x … ?s that can be built on.

    Args:
        name: local name of the property.
        thing: the end that is of a class, "x" or "s".
        kind: local name of that class.
        more: a pattern that the statement must fit, too.
    """
    return " UNION ".join(
        _FIRMLY.format(
            start=f"?{thing} a <{ONTOLOGY}{below_kind}> .", predicate=f"<{iri}>", more=more
        )
        for iri in sorted(below(name))
        for below_kind in sorted(vocabulary().subclasses(kind))
    )


def _reported(thing: str, start: str) -> str:
    """Return the pattern of things of which a source reports more than that they are called for.

    Args:
        thing: the variable that they are bound to.
        start: the pattern that binds it.
    """
    without = ", ".join(f"<{iri}>" for iri in sorted(below("callsFor") | vocabulary().auxiliary))
    only = (
        f'FILTER(?how IN (sskg:Reported) && STRSTARTS(STR(?p), "{ONTOLOGY}") '
        f"&& ?p NOT IN ({without}))"
    )
    return _REPORTED.format(thing=thing, start=start, only=only)


def _things(kind: str) -> str:
    return _kind("s", kind)


def _kind(variable: str, kind: str) -> str:
    classes = (ONTOLOGY + name for name in vocabulary().subclasses(kind))
    return f"{_among(f'{variable}_type', classes)} ?{variable} a ?{variable}_type ."


def _link(subject: str, name: str, target: str, by: str = "p") -> str:
    return f"{_among(by, below(name))} ?{subject} ?{by} ?{target} ."


def _among(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in sorted(iris))} }}"
