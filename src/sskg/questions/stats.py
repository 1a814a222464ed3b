"""What is in the graph, counted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from sskg.graph.proof import SOURCED, modality_word, titled
from sskg.graph.reading import either, reading
from sskg.graph.traces import sourced
from sskg.language.message import word
from sskg.model import Answer, Grid, Named, Property
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.sources import Holding, holdings
from sskg.rdf.terms import ONTOLOGY, PREFIXES, local_name
from sskg.store.sparql import count_of, iri_list, select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.graph.reading import Lexicon
    from sskg.store.base import Store

# Each is counted along an index: joining claims with what they state takes a minute for a million.
# Named graphs may say the same twice, and are asked as one graph: then each is counted once.
_KINDS = "SELECT ?kind (COUNT({distinct}?s) AS ?n) WHERE {{ ?s {path} ?kind }} GROUP BY ?kind"
_CLAIMED = """
SELECT ?predicate (COUNT({distinct}?claim) AS ?n) WHERE {{ ?claim rdf:predicate ?predicate }}
GROUP BY ?predicate"""
_STATED = """
SELECT ?p (COUNT(*) AS ?n) WHERE {{
  {{ SELECT {distinct}?s ?p ?o WHERE {{ VALUES ?p {{ {predicates} }} ?s ?p ?o }} }}
}} GROUP BY ?p"""
_CLAIMED_WITH_MODALITY = _CLAIMED.replace("?predicate }}", "?predicate ; sskg:modality ?how }}")
_MODALITIES = """
SELECT ?modality (COUNT({distinct}?claim) AS ?n) WHERE {{ ?claim sskg:modality ?modality }}
GROUP BY ?modality"""

# What an indicator is about needs no claim.
_EXEMPT = """
SELECT (COUNT(*) AS ?n) WHERE {
  { SELECT DISTINCT ?s ?o WHERE { ?s a sskg:Indicator ; sskg:concerns ?o } }
}"""

# What our ontology describes is no thing; and of a thing that it has a class for, no other is told.
_TERM = f'(STRSTARTS(STR(?s), "{ONTOLOGY}") || ?s IN ({{terms}}))'
_TERMS = f"""
SELECT ?kind (COUNT(DISTINCT ?s) AS ?n) WHERE {{{{
  VALUES ?kind {{{{ {{kinds}} }}}}
  ?s a ?kind
  FILTER({_TERM} {{or_own}})
}}}} GROUP BY ?kind"""
_OR_OWN = f'|| EXISTS {{ ?s a ?own FILTER(STRSTARTS(STR(?own), "{ONTOLOGY}")) }}'

# What has a name, or a kind of another vocabulary, less what is a thing of ours or a term.
# Functions of a term would cost five times what the rest does. Things of ours are held in memory;
# claims and passages, which are many and hardly ever named, are looked up.
_FOREIGN_KIND = "{{ ?s {kind} ?type FILTER(?type NOT IN ({barred})) }} UNION"
_OTHERS = """
SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{
  {{ SELECT DISTINCT ?s WHERE {{
    {foreign} {{ ?s {naming} ?name }} {named}
    MINUS {{ {described} ?s ?p ?o }} MINUS {{ {things} ?s a ?own }}
  }} }}
  OPTIONAL {{ ?s a ?other FILTER(?other IN ({others})) }} FILTER(!BOUND(?other))
}}"""
_LINKS = """
SELECT (COUNT(*) AS ?n) WHERE {{
  {{ SELECT {distinct}?s ?p ?o WHERE {{
    VALUES ?p {{ {iris} }} ?s ?p ?o FILTER(ISIRI(?o) {named}) }} }} }}"""
_TERM_LINKS = """
SELECT (COUNT(*) AS ?n) WHERE {{
  {{ SELECT {distinct}?s ?p ?o WHERE {{
    {within} ?s ?p ?o FILTER(?p IN ({listed}) && ISIRI(?o)) }} }} }}"""

_PREDICATES = """
SELECT ?p (COUNT(*) AS ?n) WHERE {{ {{ SELECT {distinct}?s ?p ?o WHERE {{ ?s ?p ?o }} }} }}
GROUP BY ?p"""
_MACHINERY = """
SELECT (COUNT(*) AS ?n) WHERE {{
  {{ SELECT DISTINCT ?s ?p ?o WHERE {{
    {{ VALUES ?type {{ {iris} }} ?s a ?type ; ?p ?o }} UNION {{ VALUES ?p {{ {iris} }} ?s ?p ?o }}
  }} }} }}"""
# Shown as evidence, and not as a statement.
_EVIDENCE = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in (
        ("rdf", ("subject", "predicate", "object", "reifies")),
        ("oa", ("start", "end")),
    )
    for name in names
)

# A thing may have two classes, and named graphs may say the same twice.
_THINGS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?kind {{ {iris} }} ?s a ?kind }}"
_CONCERNS = ONTOLOGY + "concerns"
_FEW_THINGS = 10_000
"""Things of a kind among which terms of the ontology are looked for: no ontology has more."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many things are of a class."""

    kind: Named
    things: int


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many statements that need a proof use a property, and how many claims state such."""

    predicate: Property
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class ModalityCount:
    """How many claims are of a modality; "sourced" for what names a source and no passage."""

    modality: str
    claims: int


@dataclass(frozen=True, slots=True)
class Profiled:
    """By which vocabularies a graph was read, and how much of it answers show.

    Attributes:
        vocabularies: names of the profiles that the graph uses, in their order.
        triples: how many triples there are.
        shown: how many of them answers show: all but those that make up statements of other
            vocabularies (lists, restrictions, statement nodes).
    """

    vocabularies: tuple[str, ...]
    triples: int
    shown: int

    @property
    def share(self) -> str:
        """How much is shown, never rounded up to all."""
        return f"{math.floor(1000 * self.shown / self.triples) / 10 if self.triples else 100:g}%"


@dataclass(frozen=True, slots=True)
class Stats(Answer):
    """Counts of the graph.

    Attributes:
        things: how many things there are; one with two classes counts once.
        links: how many relations link them, with a claim or without.
        kinds: by class of the ontology, the most frequent first; a thing counts for each class
            that the graph gives it.
        relations: by property, the most frequent first; of those that claims state.
        modalities: claims by modality, the most frequent first.
        documents: what of each document the claims cover, the first of them.
        more: how many documents there are beyond these.
        profiled: how the graph was read.
    """

    things: int
    links: int
    kinds: tuple[KindCount, ...]
    relations: tuple[RelationCount, ...]
    modalities: tuple[ModalityCount, ...]
    documents: tuple[Holding, ...]
    more: int = 0
    profiled: Profiled = Profiled((), 0, 0)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return five tables: kinds, relations, modalities, documents, and how it was read."""
        return (
            Grid(word("things", lang), ("kind", "label", "things"), tuple(
                (count.kind.curie.removeprefix("sskg:"), count.kind.label(lang), str(count.things))
                for count in self.kinds
            )),
            Grid(word("statements with a claim", lang),
                 ("relation", "label", "statements", "claims"), tuple(
                (local_name(count.predicate.iri), count.predicate.label(lang),
                 str(count.statements), str(count.claims))
                for count in self.relations
            )),
            Grid(word("claims", lang), ("modality", "label", "claims"), tuple(
                (count.modality, modality_word(count.modality, lang), str(count.claims))
                for count in self.modalities
            )),
            Grid(
                titled(word("documents", lang), self.more, lang),
                ("document", "label", "passages", "claims", "covered", "characters", "share"),
                tuple(
                    (held.document.curie, held.document.label(lang), str(held.passages),
                     str(held.claims), str(held.covered), str(held.characters or ""),
                     held.share or "")
                    for held in self.documents
                ),
            ),
            Grid(word("triples", lang), ("profiles", "triples", "shown", "share"), (
                (", ".join(self.profiled.vocabularies), str(self.profiled.triples),
                 str(self.profiled.shown), self.profiled.share),
            )),
        )  # fmt: skip


def stats(store: Store, documents: Mapping[str, Document] | None = None, limit: int = 100) -> Stats:
    """Count what is in the graph; all sums are made by the store.

    Args:
        store: the graph that is asked.
        documents: the reader's source documents by digest; a document's length is taken from
            there where the graph does not tell it.
        limit: most documents to tell one by one.
    """
    words, lexicon = vocabulary(), reading(store)
    distinct = "DISTINCT " if store.repeats else ""
    used_kinds = _kinds(store, distinct)
    labels = lexicon.labels(store, [iri for iri in used_kinds if not iri.startswith(ONTOLOGY)])
    kinds = [
        KindCount(words.kind(local_name(iri)) if iri not in labels else Named(iri, labels[iri]), n)
        for iri, n in used_kinds.items()
        if n
    ]
    used = {
        row["p"].value: int(row["n"].value)
        for row in select(store, _PREDICATES.format(distinct=distinct))
    }
    others = (
        used.keys()
        - words.properties.keys()
        - words.auxiliary
        - lexicon.hidden
        - lexicon.annotations
    )
    named = sourced(store)
    proved = _relations(store, distinct, apart=bool(lexicon.tracing(store)))
    lexicon.labels(store, {iri for iri, _ in named} - words.properties.keys())
    relations = [
        RelationCount(
            lexicon.property(iri),
            max(statements, named[iri, "statements"]),
            claims + named[iri, "claims"],
        )
        for iri in dict.fromkeys((*proved, *(iri for iri, _ in named)))
        for statements, claims in (proved.get(iri, (0, 0)),)
    ]
    modalities = [
        ModalityCount(local_name(row["modality"].value), int(row["n"].value))
        for row in select(store, _MODALITIES.format(distinct=distinct))
    ]
    if named:
        claims = sum(n for (_, what), n in named.items() if what == "claims")
        modalities.append(ModalityCount(SOURCED, claims))
    return Stats(
        _count(store, _THINGS, (ONTOLOGY + kind for kind in words.thing_classes))
        + _others(store, lexicon, used_kinds.keys()),
        _count(store, _LINKS, words.relations, distinct=distinct, named="")
        + _other_links(store, others, distinct),
        tuple(sorted(kinds, key=lambda count: (-count.things, count.kind.iri))),
        tuple(sorted(relations, key=lambda count: (-count.statements, count.predicate.iri))),
        tuple(sorted(modalities, key=lambda count: (-count.claims, count.modality))),
        *holdings(store, documents, limit),
        _profiled(store, lexicon, used, used_kinds),
    )


def _count(store: Store, query: str, iris: Iterable[str], **parts: str) -> int:
    return count_of(store, query.format(iris=iri_list(iris, " "), **parts))


def _terms() -> str:
    """Return the terms of other vocabularies that our ontology describes, for a query."""
    return iri_list(iri for iri in vocabulary().terms if not iri.startswith(ONTOLOGY))


def _others(store: Store, lexicon: Lexicon, kinds: Iterable[str]) -> int:
    """Return how many things have a kind or a name in other vocabularies alone.

    Args:
        store: the graph.
        lexicon: how it is read.
        kinds: IRIs of the classes that it uses.
    """
    own = {iri for iri in kinds if iri.startswith(ONTOLOGY)}
    foreign_kinds = set(kinds) - own
    words = vocabulary()
    things = {ONTOLOGY + name for name in words.thing_classes}.intersection(own)
    foreign = _FOREIGN_KIND.format(
        kind=either(lexicon.kinds), barred=iri_list(lexicon.unnamed.union(own))
    )
    query = _OTHERS.format(
        foreign=foreign if foreign_kinds else "",
        naming=either(lexicon.naming),
        named="" if _is_named(store) else "FILTER(ISIRI(?s))",
        described=_described(),
        things=values("own", map(NamedNode, sorted(things))),
        others=iri_list(set(own) - things),
    )
    return count_of(store, query)


def _other_links(store: Store, others: Iterable[str], distinct: str) -> int:
    """Return how many statements link things by properties of other vocabularies."""
    named = "" if _is_named(store) else "&& ISIRI(?s)"
    described = _TERM_LINKS.format(distinct=distinct, within=_described(), listed=iri_list(others))
    every = _count(store, _LINKS, others, distinct=distinct, named=named)
    return every - count_of(store, described)


def _is_named(store: Store) -> bool:
    """Tell whether all that is a thing of a graph surely has a name: no blank node is one."""
    return store.kind == "directory" and not store.blank


def _described() -> str:
    """Return the clause that holds subjects to the terms that our ontology describes."""
    return values("s", map(NamedNode, sorted(vocabulary().terms)))


def _profiled(
    store: Store, lexicon: Lexicon, used: Mapping[str, int], kinds: Mapping[str, int]
) -> Profiled:
    spaces = lexicon.profile.vocabularies
    names = dict.fromkeys(
        name
        for space, name in spaces.items()
        if any(iri.startswith(space) for iri in (*used, *kinds))
    )
    # A store on disk may hold annotations in parts; there are as many triples as were loaded.
    triples = sum(used.values()) if store.loaded is None else store.loaded
    parts = (lexicon.hidden | lexicon.unnamed) & lexicon.profile.machinery - _EVIDENCE
    lost = _count(store, _MACHINERY, parts) if parts else 0
    return Profiled(tuple(names), triples, triples - lost)


def _kinds(store: Store, distinct: str) -> dict[str, int]:
    """Return how many things each class has; see `_TERMS` for what is left out."""
    lexicon = reading(store)
    counts: dict[str, int] = {}
    for path in lexicon.kinds:
        for row in select(store, _KINDS.format(path=path, distinct=distinct)):
            kind = row["kind"]
            if isinstance(kind, NamedNode) and kind.value not in lexicon.profile.machinery:
                counts[kind.value] = counts.get(kind.value, 0) + int(row["n"].value)
    own = {iri for iri in counts if iri.startswith(ONTOLOGY)}
    for kinds, or_own in ((own, ""), (counts.keys() - own, _OR_OWN if own else "")):
        few = [NamedNode(iri) for iri in kinds if counts[iri] <= _FEW_THINGS]
        listed = " ".join(map(str, few))
        if few:
            for row in select(store, _TERMS.format(kinds=listed, terms=_terms(), or_own=or_own)):
                counts[row["kind"].value] -= int(row["n"].value)
    return counts


def _relations(store: Store, distinct: str, *, apart: bool) -> dict[str, tuple[int, int]]:
    """Return for each property that claims state how many statements need one, and the claims."""
    # What names a source alone is counted by itself.
    query = _CLAIMED_WITH_MODALITY if apart else _CLAIMED
    claims = {
        row["predicate"]: int(row["n"].value)
        for row in select(store, query.format(distinct=distinct))
        if isinstance(row["predicate"], NamedNode)
    }
    # What is told apart is held in memory: then of one property at a time.
    groups = [[predicate] for predicate in claims] if distinct else [list(claims)]
    stated: dict[str, int] = {}
    for group in groups:
        text = _STATED.format(distinct=distinct, predicates=" ".join(map(str, group)))
        stated |= {row["p"].value: int(row["n"].value) for row in select(store, text)}
    if _CONCERNS in stated:
        stated[_CONCERNS] -= count_of(store, _EXEMPT)
    return {
        predicate.value: (stated.get(predicate.value, 0), number)
        for predicate, number in claims.items()
    }
