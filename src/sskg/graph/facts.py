"""Reads things and statements from a store into the values of `sskg.model`.

Every lookup reads through here, so that all of them see the same labels, kinds and evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from sskg.graph.documents import held
from sskg.graph.reading import branches, preferred, reading, values_clauses
from sskg.graph.triples import position, read_triple, triple_clauses
from sskg.language.message import word
from sskg.language.ranges import LANGUAGES
from sskg.model import Claim, Entity, Fact, Passage, Source, Value
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.annotation import ANNOTATES
from sskg.rdf.terms import BLANK, ONTOLOGY
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import QuerySolution

    from sskg.graph.documents import Document
    from sskg.graph.reading import Lexicon, Names
    from sskg.graph.traces import Trace
    from sskg.graph.triples import Triple
    from sskg.store.base import Store, Term

_TRIPLES = """
SELECT ?s ?p ?o WHERE {{
  {values}
  ?s ?p ?o .
  FILTER({relations})
}}"""

# Asked apart from the triples, and from the same end: as an OPTIONAL of one query it would be
# answered from all claims of the graph.
_CLAIMED = """
SELECT ?s ?p ?o ?claim WHERE {{
  {values}
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
}}"""

_CLAIMS = """
SELECT ?claim ?modality ?qualifier ?speaker WHERE {{
  {values}
  ?claim sskg:modality ?modality .
  OPTIONAL {{ ?claim sskg:qualifier ?qualifier }}
  OPTIONAL {{ ?claim sskg:assertedBy ?speaker }}
}}"""

# Asked apart from the claims, for one may lack a passage: see there for the OPTIONAL.
_EVIDENCE = """
SELECT ?claim ?passage ?document ?digest ?start ?end ?anchor WHERE {{
  {values}
  ?claim sskg:evidence ?passage .
  ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?document schema:sha256 ?digest }}
  OPTIONAL {{ ?passage sskg:anchor ?anchor }}
}}"""

_SPANS = """
SELECT ?passage ?document ?digest ?start ?end ?anchor WHERE {{
  {values}
  ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?document schema:sha256 ?digest }}
  OPTIONAL {{ ?passage sskg:anchor ?anchor }}
}}"""


def entities(store: Store, iris: Iterable[str]) -> dict[str, Entity]:
    """Return each thing with its kinds and preferred labels, by IRI.

    An IRI of which the store knows neither comes back bare.
    """
    wanted = list(dict.fromkeys(iris))
    lexicon = reading(store)
    types: dict[str, set[str]] = {iri: set() for iri in wanted}
    names: dict[str, Names] = {iri: {} for iri in wanted}
    implied = lexicon.implied
    pattern = branches((*lexicon.names, *lexicon.kinds, *(f"<{iri}>" for iri, _ in implied)))
    last = len(lexicon.names) + len(lexicon.kinds)
    for clause in values_clauses("s", wanted) if pattern else ():
        for row in select(store, f"SELECT * WHERE {{ {clause} {pattern} }}"):
            iri = row["s"].value
            for at in range(last):
                term = row[f"o{at}"]
                if at >= len(lexicon.names) and isinstance(term, NamedNode):
                    types[iri].add(term.value)
                elif isinstance(term, Literal) and term.value.strip():
                    names[iri].setdefault((at, term.language or ""), []).append(term.value)
            types[iri] |= {
                kind for at, (_, kind) in enumerate(implied, last) if row[f"o{at}"] is not None
            }
    kinds = lexicon.sort(store, types)
    nameless = [iri for iri in wanted if not names[iri] and iri.startswith(BLANK)]
    held = _held(store, nameless) if nameless else {}
    return {iri: Entity(iri, held.get(iri) or preferred(names[iri]), kinds[iri]) for iri in wanted}


_HOLDERS = "SELECT ?s ?p ?holder WHERE {{ {values} ?holder ?p ?s FILTER({relations}) }}"


def _held(store: Store, iris: list[str]) -> dict[str, dict[str, str]]:
    """Return labels of blank nodes without a name: “growth: has the baseline”, by their holder."""
    lexicon = reading(store)
    relations = lexicon.statements_filter(annotations=True)
    holders: dict[str, tuple[str, str]] = {}
    for clause in values_clauses("s", iris):
        for row in select(store, _HOLDERS.format(values=clause, relations=relations)):
            pair = row["holder"].value, row["p"].value
            iri = row["s"].value
            # One that is a blank node itself would need its own holder to be named.
            if not pair[0].startswith(BLANK):
                holders[iri] = min(pair, holders.get(iri, pair))
    lexicon.labels(store, {p for _, p in holders.values()} - vocabulary().properties.keys())
    things = entities(store, {holder for holder, _ in holders.values()})
    return {
        iri: {
            lang: word("{thing}: {relation}", lang, relation=lexicon.property(p).label(lang),
                       thing=things[holder].label(lang))
            for lang in LANGUAGES
        }
        for iri, (holder, p) in holders.items()
    }  # fmt: skip


def facts(
    store: Store,
    *,
    subjects: Iterable[str] = (),
    objects: Iterable[str] = (),
    predicates: Iterable[str] = (),
    annotations: bool = False,
    documents: Mapping[str, Document] | None = None,
) -> list[Fact]:
    """Return the statements that have one of the subjects, or one of the objects, with all claims.

    Args:
        store: the graph that is asked.
        subjects: IRIs; every statement about them.
        objects: IRIs; every statement that points to them.
        predicates: IRIs; only statements of these properties; none for all that say more of a
            thing than its names and kinds.
        annotations: whether what is no relation of a thing is wanted, too.
        documents: the reader's source documents by digest; passages then carry their text.

    Returns:
        Statements ordered by subject, predicate and object.
    """
    stated: dict[Triple, list[str]] = {}
    subjects = list(subjects)
    some = ", ".join(str(NamedNode(iri)) for iri in predicates)
    relations = (
        f"?p IN ({some})" if some else reading(store).statements_filter(annotations=annotations)
    )
    # An annotation is found by the whole triple alone: by one end of it, all would be read.
    annotated = ANNOTATES in reading(store).speaks(store)
    for variable, iris in (("s", subjects), ("o", objects)):
        for clause in values_clauses(variable, dict.fromkeys(iris)):
            blank = False
            for row in select(store, _TRIPLES.format(values=clause, relations=relations)):
                if isinstance(row["o"], BlankNode):
                    blank = True
                elif (triple := read_triple(row)) is not None:
                    stated.setdefault(triple, [])
            if blank:
                # Imported where there are any: most things hold none.
                from sskg.graph.inside import inside

                stated |= {triple: [] for triple in inside(store, clause, relations)}
            if not annotated:
                _collect_claims(store, clause, stated)
    for clause in triple_clauses(stated) if annotated else ():
        _collect_claims(store, clause, stated)
    return _state(store, stated, documents, frozenset(subjects))


def state(
    store: Store,
    triples: Iterable[Triple],
    documents: Mapping[str, Document] | None = None,
) -> list[Fact]:
    """Return triples that the store is known to hold as statements with all their claims.

    Args:
        store: the graph that is asked.
        triples: IRIs of subject and predicate, and the object.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    stated: dict[Triple, list[str]] = {triple: [] for triple in triples}
    for clause in triple_clauses(stated):
        _collect_claims(store, clause, stated)
    return _state(store, stated, documents)


def _collect_claims(store: Store, clause: str, stated: dict[Triple, list[str]]) -> None:
    for row in select(store, _CLAIMED.format(values=clause)):
        triple = read_triple(row)
        claims = stated.get(triple) if triple is not None else None
        claim = row["claim"]
        if claims is not None and isinstance(claim, NamedNode) and claim.value not in claims:
            claims.append(claim.value)


def _state(
    store: Store,
    stated: Mapping[Triple, list[str]],
    documents: Mapping[str, Document] | None,
    asked: frozenset[str] = frozenset(),
) -> list[Fact]:
    """Return statements with their claims; what speaks of others is left out, but if asked for."""
    claims = read_claims(store, [claim for group in stated.values() for claim in group], documents)
    named = sources(store, stated)
    things = entities(
        store,
        [s for s, _, _ in stated] + [o for _, _, o in stated if isinstance(o, str)],
    )
    lexicon = reading(store)
    lexicon.labels(store, {p for _, p, _ in stated if p not in vocabulary().properties})
    bare = not lexicon.makes_claims(store)
    ordered = sorted(stated.items(), key=lambda item: position(item[0]))
    return [
        Fact(
            things[subject],
            lexicon.property(predicate),
            things[target] if isinstance(target, str) else target,
            tuple(claims[iri] for iri in sorted(group) if iri in claims)
            + named.get((subject, predicate, target), ()),
            predicate in lexicon.profile.annotations
            or (bare and predicate not in vocabulary().properties),
        )
        for (subject, predicate, target), group in ordered
        if (subject in asked or not lexicon.is_machinery(things[subject].kinds))
        and not (isinstance(target, str) and lexicon.is_machinery(things[target].kinds))
    ]


def sources(store: Store, stated: Iterable[Triple]) -> dict[Triple, tuple[Claim, ...]]:
    """Return what other vocabularies name as sources of statements that the store holds."""
    traced: Mapping[Triple, list[Trace]] = {}
    if reading(store).traces(store):
        # Imported where a graph names sources: the packaged one does not.
        from sskg.graph.traces import traces

        traced = traces(store, stated)
    iris = {each.source for group in traced.values() for each in group if not each.literal}
    things = entities(store, iris) if iris else {}
    named = {triple: _sourced(reading(store), things, group) for triple, group in traced.items()}
    return {triple: claims for triple, claims in named.items() if claims}


def _sourced(
    lexicon: Lexicon, things: Mapping[str, Entity], sources: Iterable[Trace]
) -> tuple[Claim, ...]:
    """Return what names sources for a statement as claims, which have no modality."""
    named: dict[str, list[Source]] = {}
    for each in sources:
        place = Value(each.source, "") if each.literal else things[each.source]
        if isinstance(place, Value) or not lexicon.is_machinery(place.kinds):
            source = Source(place, ascribed=each.ascribed, retrieved=each.retrieved)
            named.setdefault(each.claim, []).append(source)
    return tuple(Claim(iri, "", (), sources=tuple(each)) for iri, each in named.items())


def read_claims(
    store: Store, iris: Iterable[str], documents: Mapping[str, Document] | None = None
) -> dict[str, Claim]:
    """Return claims by IRI, each with its passages in the order of the text.

    A passage without a document or whole offsets proves nothing and is left out; its claim still
    tells how the statement is made.
    """
    claims: dict[str, list[QuerySolution]] = {}
    evidence: dict[str, list[QuerySolution]] = {}
    for clause in values_clauses("claim", dict.fromkeys(iris)):
        for row in select(store, _CLAIMS.format(values=clause)):
            if isinstance(row["modality"], NamedNode):
                claims.setdefault(row["claim"].value, []).append(row)
        for row in select(store, _EVIDENCE.format(values=clause)):
            evidence.setdefault(row["claim"].value, []).append(row)
    speakers = [row["speaker"] for group in claims.values() for row in group]
    places = [row["document"] for group in evidence.values() for row in group]
    named = entities(
        store, [term.value for term in (*speakers, *places) if isinstance(term, NamedNode)]
    )
    return {
        iri: _claim(iri, group, _passages(evidence.get(iri, []), named, documents or {}), named)
        for iri, group in claims.items()
    }


def read_passages(
    store: Store, iris: Iterable[str], documents: Mapping[str, Document] | None = None
) -> tuple[Passage, ...]:
    """Return passages in the order of documents and texts; what is no passage is left out."""
    rows = [
        row
        for clause in values_clauses("passage", dict.fromkeys(iris))
        for row in select(store, _SPANS.format(values=clause))
    ]
    named = entities(store, {row["document"].value for row in rows})
    return _passages(rows, named, documents or {})


def _claim(
    iri: str,
    rows: list[QuerySolution],
    passages: tuple[Passage, ...],
    named: Mapping[str, Entity],
) -> Claim:
    qualifiers: dict[str, set[str]] = {}
    for row in rows:
        if isinstance(hedge := row["qualifier"], Literal):
            qualifiers.setdefault(hedge.language or "", set()).add(hedge.value)
    speaker = rows[0]["speaker"]
    return Claim(
        iri,
        rows[0]["modality"].value.removeprefix(ONTOLOGY),
        passages,
        # A claim may have several; in one order, as each store gives rows in its own.
        {lang: "; ".join(sorted(texts)) for lang, texts in sorted(qualifiers.items())},
        named[speaker.value] if isinstance(speaker, NamedNode) else None,
    )


def _passages(
    rows: list[QuerySolution], named: Mapping[str, Entity], documents: Mapping[str, Document]
) -> tuple[Passage, ...]:
    read = (_passage(row, named, documents) for row in rows)
    by_iri = {passage.iri: passage for passage in read if passage is not None}
    return tuple(sorted(by_iri.values(), key=lambda span: (span.document.iri, span.start)))


def _passage(
    row: QuerySolution, named: Mapping[str, Entity], documents: Mapping[str, Document]
) -> Passage | None:
    if not (isinstance(row["passage"], NamedNode) and isinstance(row["document"], NamedNode)):
        return None
    start, end = offset(row["start"]), offset(row["end"])
    if start is None or end is None:
        return None
    text = held(row["digest"].value, documents) if row["digest"] is not None else None
    return Passage(
        row["passage"].value,
        named[row["document"].value],
        start,
        end,
        row["anchor"].value if row["anchor"] is not None else "",
        text.passage(start, end) if text else None,
    )


def offset(term: Term | None) -> int | None:
    """Return the offset that a literal is; None for what is no whole number."""
    try:
        return int(term.value) if isinstance(term, Literal) else None
    except ValueError:
        return None
