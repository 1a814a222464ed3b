"""The graph as RDF 1.2 Turtle, in which each claim annotates the triple that it states.

    id:reform sskg:resolves id:obstacles ~ id:text-s12-c1 {| a sskg:Claim ; sskg:modality … |} .

A claim's rdf:subject, rdf:predicate and rdf:object are said by its rdf:reifies; all else stays. So
do claims without an IRI and claims of what is no triple, for which there is no annotation.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from sskg.rdf.terms import TYPE, curie, named_prefixes
from sskg.store.paging import batches, triples
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from pyoxigraph import QuerySolution

    from sskg.store.base import Store, Term

_CLAIM: Final = """
  {claim} a sskg:Claim ; rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} .
  FILTER(ISIRI({claim}) && (ISIRI({s}) || ISBLANK({s})) && ISIRI({p}))"""

_OTHERS: Final = f"""
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  ?s ?p ?o .
  FILTER NOT EXISTS {{ {_CLAIM.format(claim="?s", s="?s1", p="?p1", o="?o1")} }}
}}"""
_CLAIMS: Final = f"""
SELECT ?claim ?s ?p ?o ?stated WHERE {{
  {_CLAIM.format(claim="?claim", s="?s", p="?p", o="?o")}
  BIND(EXISTS {{ ?s ?p ?o }} AS ?stated)
}}"""
_SAID: Final = """
SELECT ?claim ?p ?o WHERE {{
  {claims}
  ?claim ?p ?o
  FILTER(?p NOT IN (rdf:subject, rdf:predicate, rdf:object))
}}"""


def write_annotated(store: Store, stream: IO[bytes]) -> None:
    """Write a graph with its claims as annotations of the triples that they state.

    Args:
        store: the graph.
        stream: where the bytes go, as UTF-8.
    """
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in named_prefixes().items())
    stream.write(f'VERSION "1.2"\n{declared}\n'.encode())
    for triple in triples(store, _OTHERS):
        line = f"{_term(triple.subject)} {_term(triple.predicate)} {_term(triple.object)} .\n"
        stream.write(line.encode())
    for rows in batches(select(store, _CLAIMS)):
        annotations = _said(store, rows)
        for row in rows:
            stream.write(_annotation(row, annotations.get(str(row["claim"]), [])).encode())


def _said(store: Store, rows: list[QuerySolution]) -> dict[str, list[str]]:
    """Return what else each claim says, as predicates with their objects."""
    claims = [row["claim"] for row in rows if isinstance(row["claim"], NamedNode)]
    annotations: dict[str, list[str]] = {}
    for row in select(store, _SAID.format(claims=values("claim", claims))):
        annotations.setdefault(str(row["claim"]), []).append(f"{_term(row['p'])} {_term(row['o'])}")
    return {claim: sorted(statements) for claim, statements in annotations.items()}


def _annotation(row: QuerySolution, parts: list[str]) -> str:
    claim, about = _term(row["claim"]), " ".join(_term(row[name]) for name in "spo")
    if row["stated"].value == "true":
        return f"{about} ~ {claim} {{| {' ; '.join(parts)} |}} .\n"
    # An annotation would state the triple too, which the graph itself does not.
    return f"{claim} rdf:reifies <<( {about} )>> ; {' ; '.join(parts)} .\n"


def _term(term: Term) -> str:
    if term == TYPE:
        return "a"
    if isinstance(term, NamedNode):
        short = curie(term.value)
        return str(term) if short == term.value else short
    if isinstance(term, Triple):
        return f"<<( {_term(term.subject)} {_term(term.predicate)} {_term(term.object)} )>>"
    return str(term)
