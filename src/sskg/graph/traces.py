"""What speaks of a statement and names a source for it: reifications, annotations, references.

How graphs do so is data: the forms and paths of `ontology/profiles.ttl`. A source that is only
named proves nothing to the characters, so such a claim has no modality and no passage.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sskg.graph.reading import MODALITY, reading, values_clauses
from sskg.graph.triples import read_triple, triple_clauses
from sskg.ontology.profiles import first, steps
from sskg.store.sparql import iri_list, select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.graph import triples
    from sskg.ontology.profiles import Profile
    from sskg.store.base import Store, Term

_TRACED: Final = """
SELECT DISTINCT ?s ?p ?o ?claim ?q ?x WHERE {{
  {values}
  {given} .
  ?claim ?q ?x FILTER(?q IN ({properties}))
  FILTER NOT EXISTS {{ ?claim <{modality}> ?modality }}
}}"""
_COUNTED: Final = """
SELECT ?p (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?ends) AS ?statements) WHERE {{
  {any} .
  ?claim ?q ?x FILTER(?q IN ({properties}))
  FILTER NOT EXISTS {{ ?claim <{modality}> ?modality }}
  ?s ?p ?o BIND(CONCAT(STR(?s), " ", STR(?o)) AS ?ends)
}} GROUP BY ?p"""
_FURTHER: Final = "SELECT ?s ?q ?x WHERE {{ {values} ?s ?q ?x FILTER(?q IN ({properties})) }}"


class Trace(NamedTuple):
    """One source that something names for a statement.

    Attributes:
        claim: IRI of what names it; empty for a blank node.
        source: IRI, or text, of the source.
        literal: whether it is a text.
        ascribed: whether it is whom the statement is ascribed to.
        retrieved: when the source was read; empty where that is not said.
    """

    claim: str
    source: str
    literal: bool
    ascribed: bool
    retrieved: str


def sourced(store: Store) -> Counter[tuple[str, str]]:
    """Count, by property, the "statements" that have only a named source, and their "claims"."""
    lexicon = reading(store)
    paths = lexicon.tracing(store)
    counts: Counter[tuple[str, str]] = Counter()
    for form in lexicon.forms(store) if paths else ():
        query = _COUNTED.format(
            any=form.any, properties=iri_list(map(first, paths)), modality=MODALITY
        )
        for row in select(store, query):
            for what in ("statements", "claims"):
                if isinstance(row["p"], NamedNode) and row["p"].value not in lexicon.hidden:
                    counts[row["p"].value, what] += int(row[what].value)
    return counts


def traces(store: Store, stated: Iterable[triples.Triple]) -> dict[triples.Triple, list[Trace]]:
    """Return the sources that the graph names for statements, but those of our own claims."""
    lexicon = reading(store)
    paths, forms = lexicon.tracing(store), lexicon.forms(store)
    if not paths or not forms:
        return {}
    profile = lexicon.profile
    sources: dict[tuple[triples.Triple, Term], set[tuple[str, Term]]] = {}
    asked = iri_list({*map(first, paths), *map(first, profile.retrieved)})
    for values in triple_clauses(stated):
        for form in forms:
            query = _TRACED.format(
                values=values, given=form.given, properties=asked, modality=MODALITY
            )
            for row in select(store, query):
                if (triple := read_triple(row)) is not None:
                    pair = row["q"].value, row["x"]
                    sources.setdefault((triple, row["claim"]), set()).add(pair)
    further = _further(store, profile, (x for pairs in sources.values() for _, x in pairs))
    by_triple: dict[triples.Triple, list[Trace]] = {}
    for (triple, claim), pairs in sources.items():
        named = claim.value if isinstance(claim, NamedNode) else ""
        by_triple.setdefault(triple, []).extend(_traces(profile, named, pairs, further))
    return {triple: sorted(set(each)) for triple, each in by_triple.items() if each}


def _further(
    store: Store, profile: Profile, ends: Iterable[Term]
) -> dict[Term, set[tuple[str, Term]]]:
    """Return what references, to which a claim leads, say of the source."""
    longer = {
        steps(path)[1]
        for path in (*profile.sources, *profile.attributions, *profile.retrieved)
        if len(steps(path)) > 1
    }
    further: dict[Term, set[tuple[str, Term]]] = {}
    iris = dict.fromkeys(end.value for end in ends if isinstance(end, NamedNode))
    for values in values_clauses("s", iris) if longer else ():
        for row in select(store, _FURTHER.format(values=values, properties=iri_list(longer))):
            further.setdefault(row["s"], set()).add((row["q"].value, row["x"]))
    return further


def _traces(
    profile: Profile,
    claim: str,
    pairs: set[tuple[str, Term]],
    further: dict[Term, set[tuple[str, Term]]],
) -> list[Trace]:
    """Return the sources of one claim: by a property of it, or of a reference that it has."""
    telling = {*profile.sources, *profile.attributions, *profile.retrieved}
    bare: list[tuple[str, Term]] = []
    references: list[list[tuple[str, Term]]] = []
    for q, x in pairs:
        longer = [(f"<{q}>/<{r}>", y) for r, y in further.get(x, ()) if f"<{q}>/<{r}>" in telling]
        if longer:
            references.append(longer)
        else:
            bare.append((f"<{q}>", x))
    return [
        Trace(
            claim,
            # On disk, a blank node has no name that a reader could look up.
            "[]" if isinstance(end, BlankNode) else end.value,
            not isinstance(end, NamedNode),
            path in profile.attributions,
            min((date.value for way, date in reference
                 if way in profile.retrieved and isinstance(date, Literal)), default=""),
        )
        for reference in (bare, *references)
        for path, end in reference
        if path not in profile.retrieved and not isinstance(end, Triple)
    ]  # fmt: skip
