"""What a graph says of itself: title, licence and publisher of the dataset that it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.language.ranges import choose
from sskg.ontology import assets
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.store.base import Store, Term

_MOST: Final = 100

# The classes of what is a dataset, the one that says most of the whole first.
_CLASSES: Final = (
    "http://rdfs.org/ns/void#Dataset",
    "http://www.w3.org/ns/dcat#Dataset",
    "http://www.w3.org/ns/dcat#Catalog",
    "http://schema.org/Dataset",
    "https://schema.org/Dataset",
    "http://www.w3.org/2002/07/owl#Ontology",
    "http://www.w3.org/2004/02/skos/core#ConceptScheme",
)
_DCTERMS: Final = "http://purl.org/dc/terms/"
_PROPERTIES: Final = {
    _DCTERMS + "title": (
        _DCTERMS + "title",
        "http://purl.org/dc/elements/1.1/title",
        "http://schema.org/name",
        "https://schema.org/name",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
    ),
    _DCTERMS + "license": (
        _DCTERMS + "license",
        "http://creativecommons.org/ns#license",
        "http://schema.org/license",
        "https://schema.org/license",
    ),
    _DCTERMS + "rights": (_DCTERMS + "rights", "http://purl.org/dc/elements/1.1/rights"),
    _DCTERMS + "publisher": (
        _DCTERMS + "publisher",
        "http://purl.org/dc/elements/1.1/publisher",
        "http://schema.org/publisher",
        "https://schema.org/publisher",
    ),
}
"""What is said of a dataset, and the properties that say it, the first one that is there."""

_SAID: Final = """SELECT ?dataset ?class ?p ?o {{
  VALUES ?class {{ {classes} }}
  VALUES ?p {{ {properties} }}
  ?dataset a ?class .
  OPTIONAL {{ ?dataset ?p ?o }}
  FILTER(ISIRI(?dataset))
}} LIMIT 10000"""

_TITLES: Final = {"en": "Social security knowledge graph", "zh": "社会保障知识图谱"}
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class About:
    """What is said of one dataset.

    Attributes:
        iri: of the dataset; empty for the packaged graph.
        said: values by the property of Dublin Core that means the same.
    """

    iri: str
    said: dict[str, tuple[Term, ...]]

    def title(self, lang: str) -> str:
        """Return its title in the language that a reader likes best; empty where it has none."""
        chosen = choose(self.titles, lang)
        return chosen[0] if chosen else ""

    @property
    def titles(self) -> dict[str, str]:
        """Its titles by language tag."""
        titles = self.said.get(_DCTERMS + "title", ())
        return {term.language or "": term.value for term in titles if isinstance(term, Literal)}

    @property
    def licence(self) -> str:
        """The address of its licence; empty where it names none, or several."""
        licences = self.said.get(_DCTERMS + "license", ())
        # Others wrote it, and pages link to it.
        addresses = [str(term.value) for term in licences if isinstance(term, NamedNode)]
        only = addresses[0] if len(licences) == len(addresses) == 1 else ""
        return only if only.lower().startswith(("http://", "https://")) else ""


def is_packaged(store: Store) -> bool:
    """Tell whether a store is the packaged graph and nothing else."""
    return store.paths == assets.packaged_files()


def about(store: Store) -> tuple[About, ...]:
    """Return what a graph says of the datasets that it describes, in order of their IRIs.

    Only those of the class that says most of the whole are told: of a dataset, and not of the
    ontology that it uses. Several are parts, none of which speaks for the whole.
    """
    if is_packaged(store):
        titles = tuple(Literal(text, language=lang) for lang, text in _TITLES.items())
        licence = (NamedNode(_LICENCE),)
        return (About("", {_DCTERMS + "title": titles, _DCTERMS + "license": licence}),)
    properties = [iri for iris in _PROPERTIES.values() for iri in iris]
    text = _SAID.format(classes=_nodes(_CLASSES), properties=_nodes(properties))
    by_class: dict[str, dict[str, dict[str, set[Term]]]] = {}
    for row in select(store, text):
        dataset = by_class.setdefault(row["class"].value, {}).setdefault(row["dataset"].value, {})
        if row["o"] is not None:
            dataset.setdefault(row["p"].value, set()).add(row["o"])
    described = next((by_class[iri] for iri in _CLASSES if iri in by_class), {})
    return tuple(About(iri, _meant(described[iri])) for iri in sorted(described)[:_MOST])


def _meant(statements: dict[str, set[Term]]) -> dict[str, tuple[Term, ...]]:
    meanings = {}
    for meaning, properties in _PROPERTIES.items():
        values = next((statements[iri] for iri in properties if iri in statements), set())
        # A blank node means nothing outside of its graph.
        if kept := sorted(filter(_plain, values), key=str):
            meanings[meaning] = tuple(kept)
    return meanings


def _plain(term: Term) -> bool:
    return isinstance(term, NamedNode | Literal)


def _nodes(iris: tuple[str, ...] | list[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
