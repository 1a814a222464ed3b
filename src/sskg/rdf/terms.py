"""Namespaces, CURIEs and IRIs.

pyoxigraph's terms are the currency of the whole project: see
docs/decisions/0001-pyoxigraph-terms-are-the-currency.md.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ONTOLOGY: Final = "https://w3id.org/sskg/ontology#"
THINGS: Final = "https://w3id.org/sskg/id/"
BLANK: Final = "https://w3id.org/.well-known/genid/"
"""Where names of blank nodes live: Skolem IRIs (RDF 1.1 Concepts, 3.5)."""

PREFIXES: Final[Mapping[str, str]] = {
    "": THINGS,
    "id": THINGS,
    "sskg": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "qb": "http://purl.org/linked-data/cube#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "unit": "http://qudt.org/vocab/unit/",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cids": "https://ontology.commonapproach.org/cids#",
    "sdgo": "http://metadata.un.org/sdg/ontology#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "eurovoc": "http://eurovoc.europa.eu/",
    "cofog": "http://linked.data.gov.au/def/cofog/",
    "sdg": "http://metadata.un.org/sdg/",
    "blank": BLANK,
}
"""The prefixes that queries and names may use without declaring them.

`:` and `id:` are the same namespace; names are shown with `id:`.
"""


class Prologue(NamedTuple):
    """What a query need not declare.

    Attributes:
        prefixes: IRIs by prefix.
        base: what relative IRIs are resolved against; None where they are an error.
    """

    prefixes: Mapping[str, str]
    base: str | None = None


OURS: Final = Prologue(PREFIXES)
"""The prologue of the project's own queries."""

_known: ContextVar[Mapping[str, str]] = ContextVar("prefixes", default=PREFIXES)


@contextmanager
def naming(prefixes: Mapping[str, str]) -> Iterator[None]:
    """Let names be read and shown with the prefixes of a graph, as long as the block runs."""
    before = _known.set(prefixes)
    try:
        yield
    finally:
        _known.reset(before)


def know(prefixes: Mapping[str, str]) -> None:
    """Let names be read and shown with the prefixes of a graph from now on."""
    _known.set(prefixes)


def named_prefixes() -> dict[str, str]:
    """Return the prefixes that names are shown with."""
    return {prefix: iri for prefix, iri in _known.get().items() if prefix}


LABEL: Final = NamedNode(PREFIXES["skos"] + "prefLabel")
ALT_LABEL: Final = NamedNode(PREFIXES["skos"] + "altLabel")
TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")

# The local part of a CURIE, kept to what needs no escape in SPARQL and Turtle.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
_ADDRESS = r"urn:|[A-Za-z][A-Za-z0-9+.-]*://"
_CURIE = r"(?P<prefix>[^\W\d_][\w.-]*|):(?P<local>[^\s/][^\s]*)\Z"


def sskg(name: str) -> NamedNode:
    """Return the term of the ontology with that local name.

    >>> sskg("Reform").value
    'https://w3id.org/sskg/ontology#Reform'
    """
    return NamedNode(ONTOLOGY + name)


def curie(iri: str) -> str:
    """Shorten an IRI to prefix:local, or return it unchanged where no prefix fits.

    >>> curie("https://w3id.org/sskg/id/common-prosperity")
    'id:common-prosperity'
    >>> curie("http://example.org/x")
    'http://example.org/x'
    """
    prefixes = _known.get()
    fitting = [prefix for prefix in prefixes if prefix and iri.startswith(prefixes[prefix])]
    if not fitting:
        return iri
    prefix = max(fitting, key=lambda prefix: len(prefixes[prefix]))
    local = iri[len(prefixes[prefix]) :]
    return f"{prefix}:{local}" if _LOCAL.match(local) else iri


def expand(name: str) -> str | None:
    """Return the IRI of a CURIE with a known prefix, of `<IRI>` or of an absolute IRI, else None.

    >>> expand(":common-prosperity")
    'https://w3id.org/sskg/id/common-prosperity'
    >>> expand("Article 3: pensions") is None
    True
    >>> expand("file:///data/plan")
    'file:///data/plan'
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if ":" not in name:
        return None
    if re.match(_ADDRESS, name):
        return name
    match = re.match(_CURIE, name)
    prefixes = _known.get()
    if match and match["prefix"] in prefixes:
        return prefixes[match["prefix"]] + match["local"]
    return None


def absolute(text: str) -> str | None:
    """Return the IRI that a text is or stands for, whatever its scheme, else None.

    Many texts with a colon look like one: only what the graph has is one.

    >>> absolute("mailto:office@example.org"), absolute("sskg:Reform")
    ('mailto:office@example.org', 'https://w3id.org/sskg/ontology#Reform')
    >>> absolute("Article 3: pensions") is None
    True
    """
    return expand(text) or (text if is_iri(text) else None)


def is_iri(text: str) -> bool:
    """Tell whether text is an absolute IRI.

    >>> is_iri("urn:x"), is_iri("a b")
    (True, False)
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def local_name(iri: str) -> str:
    """Return the part of an IRI after its last `#` or `/`, its slug.

    >>> local_name("https://w3id.org/sskg/ontology#Reform")
    'Reform'
    """
    return iri.rstrip("/#").rpartition("#" if "#" in iri else "/")[2]
