"""Writes the review page: text, proposals, decisions and the graph's names, in one HTML file.

The page fetches nothing but its own server: scripts and style are inside it, allowed by their
digests in a Content-Security-Policy. Text of documents comes as data and is shown as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sskg.check.coverage import counted
from sskg.ingest.decisions import read_events
from sskg.ingest.items import ROLES, is_ontology_term
from sskg.ingest.known import read_known
from sskg.ingest.proposal import RelationProposal, to_json
from sskg.ingest.reading import DECISIONS
from sskg.ingest.reviewing.words import KEYS, words
from sskg.ingest.segment import names
from sskg.ingest.turtle import title_of
from sskg.language.script import script_json
from sskg.model import MODALITIES
from sskg.names.bearers import bearers
from sskg.ontology import assets
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf import files
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS
from sskg.store.embedded import EmbeddedStore
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from sskg.ingest.reading import Reading
    from sskg.language.numbers.number import Number
    from sskg.model import Named
    from sskg.store.base import Store

_ASSETS: Final = Path(__file__).parent / "page"
_MARK = re.compile(r"\{\{(\w+)\}\}")
_OWN: Final = ("things", "figures", "dates", "modality", "relations")
_ENDS: Final = """
SELECT ?property ?side ?class WHERE {
  VALUES (?given ?side) {
    (rdfs:domain "domain") (schema:domainIncludes "domain")
    (rdfs:range "range") (schema:rangeIncludes "range")
  }
  ?property a sskg:EvidencedProperty ; ?given ?class
}"""
_BOUNDS: Final = "SELECT ?bound WHERE { ?bound a sskg:Bound }"
_GREATEST: Final = 10**30
_DEFINED: Final = """
SELECT DISTINCT ?class WHERE {
  ?shape sh:targetClass ?class ; (sh:property|sh:or/rdf:rest*/rdf:first/sh:property) ?asked .
  ?asked sh:path skos:definition
}"""
_UNITS: Final = (
    ("NUM", "number", "个数"), ("PERCENT", "per cent", "百分比"), ("CCY_CNY", "yuan", "元"),
    ("CCY_USD", "US dollars", "美元"), ("CCY_EUR", "euros", "欧元"), ("CCY_INR", "rupees", "卢比"),
    ("CCY_ZAR", "rand", "兰特"), ("M2", "square metres", "平方米"), ("YR", "years", "年"),
    ("MO", "months", "月"), ("DAY", "days", "日"), ("HR", "hours", "小时"),
    ("KM", "kilometres", "千米"),
)  # fmt: skip


def page(reading: Reading, graph: Store, *, lang: str, by: str, offline: bool) -> str:
    """Return the page.

    Args:
        reading: the document.
        graph: whose things may be linked to.
        lang: en or zh.
        by: who decides.
        offline: whether the page stands alone, and keeps its decisions itself.
    """
    content = _data(reading, graph) | {"lang": lang, "by": by, "offline": offline}
    script = (_ASSETS / "page.js").read_text(encoding="utf-8")
    style = (_ASSETS / "page.css").read_text(encoding="utf-8")
    parts = {
        "lang": escape(lang),
        "policy": _policy(script, style, offline=offline),
        "style": style,
        "script": script,
        "data": script_json(content),
    }
    template = (_ASSETS / "template.html").read_text(encoding="utf-8")
    return _MARK.sub(lambda mark: parts[mark[1]], template)


def _policy(script: str, style: str, *, offline: bool) -> str:
    def allowed(content: str) -> str:
        digest = hashlib.sha256(content.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

    connect = "'none'" if offline else "'self'"
    return (
        f"default-src 'none'; script-src {allowed(script)}; style-src {allowed(style)}; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'"
    )


def _data(reading: Reading, graph: Store) -> dict[str, Any]:
    events = read_events(reading.folder / DECISIONS, reading.text)
    return {
        "name": reading.name,
        "title": title_of(reading),
        "digest": reading.digest,
        "language": reading.language,
        "text": reading.text,
        "blocks": [[each.start, each.end, each.path, each.page] for each in reading.frozen.blocks],
        "passages": [
            [name, *_pair(each.span), each.role, *_pair(each.sentence)]
            for name, each in zip(names(reading.segments), reading.segments, strict=True)
        ],
        "proposals": [{"key": each.key, **to_json(each)} for each in reading.proposals],
        "numbers": [_number(each) for each in counted(reading.text)],
        "events": [json.loads(each.line()) for each in events],
        "jurisdiction": reading.jurisdiction.to_json() if reading.jurisdiction else None,
        "things": list(_things(graph)),
        "own": list(_OWN),
        "words": words(),
        "keys": KEYS,
        "ontology": ONTOLOGY,
        "things_iri": THINGS,
        "units_iri": PREFIXES["unit"],
        "units": [
            {"iri": PREFIXES["unit"] + unit, "id": unit, "en": english, "zh": chinese}
            for unit, english, chinese in _UNITS
        ],
        **_ontology(),
        "facts": _facts(reading),
    }


def _facts(reading: Reading) -> list[dict[str, str]]:
    """Return the properties that are proposed, and that the ontology lets stand without a claim."""
    terms = vocabulary()
    proposed = {each.predicate for each in reading.proposals if isinstance(each, RelationProposal)}
    return [
        {**_named(iri.removeprefix(ONTOLOGY), terms.property(iri)), "iri": iri}
        for iri in sorted(proposed)
        if not terms.needs_claim(iri, ())
    ]


def _number(number: Number) -> list[Any]:
    """Return offsets, wording, and what it amounts to: what check looks for in claims."""
    amounts = (number.value, number.digits, number.fraction)
    return [number.start, number.end, number.wording, *map(_amount, amounts)]


def _amount(value: Decimal | Fraction | None) -> float | None:
    """Return a number as JSON can hold it; None for one that is too great, which has its words."""
    if value is None or not -_GREATEST < value < _GREATEST:
        return None
    return float(value)


def _pair(span: Any) -> tuple[int, int]:
    return span.start, span.end


def _things(graph: Store) -> Iterable[list[Any]]:
    """Yield IRI, kind, both labels, the other names and the jurisdiction of each thing."""
    homes = {thing.iri: thing.jurisdiction for thing in read_known(graph).things}
    for bearer in bearers(graph):
        # The ontology's own concepts are no things of a document's.
        if bearer.names and bearer.entity.kinds and not is_ontology_term(bearer.entity.iri):
            labels = bearer.entity.labels
            english = labels.get("en") or bearer.names[0]
            yield [bearer.entity.iri, bearer.entity.kinds[0], english,
                   labels.get("zh", ""), list(bearer.names), homes[bearer.entity.iri]]  # fmt: skip


def _ontology() -> dict[str, Any]:
    terms = vocabulary()
    store = EmbeddedStore(files.load([assets.ontology()]), "the ontology")
    ends: dict[str, dict[str, list[str]]] = {}
    for row in select(store, _ENDS):
        sides = ends.setdefault(row["property"].value, {"domain": [], "range": []})
        sides[row["side"].value].append(row["class"].value.removeprefix(ONTOLOGY))
    shapes = EmbeddedStore(files.load([assets.ontology("shapes.ttl")]), "the shapes")
    asked = {row["class"].value.removeprefix(ONTOLOGY) for row in select(shapes, _DEFINED)}
    # What a shape asks of a class it asks of the classes below it, too.
    below = {name for name, above in terms.superclasses.items() if asked & set(above)}
    bounds = sorted(row["bound"].value for row in select(store, _BOUNDS))
    relations = set(terms.relations)
    return {
        "classes": [
            _named(name, terms.kind(name))
            for name in terms.thing_classes
            if name not in {"SourceDocument", "Observation"}
        ],
        "defined": sorted(asked | below),
        "supers": {name: sorted(above) for name, above in terms.superclasses.items()},
        "properties": [
            {
                **_named(iri.removeprefix(ONTOLOGY), terms.property(iri)),
                "iri": iri,
                "domain": sorted(sides["domain"]),
                "range": sorted(sides["range"]) if iri in relations else [],
                "literal": iri not in relations,
            }
            for iri, sides in sorted(ends.items())
            if iri in relations or iri in {ONTOLOGY + "start", ONTOLOGY + "end"}
        ],
        "bounds": [_concept(iri.removeprefix(ONTOLOGY)) for iri in bounds],
        "modalities": [_concept(name) for name in MODALITIES],
        "roles": [_concept(name) for name in ROLES],
    }


def _concept(name: str) -> dict[str, str]:
    return _named(name, vocabulary().concept(name))


def _named(name: str, thing: Named) -> dict[str, str]:
    labels: Mapping[str, str] = thing.labels
    return {"id": name, "en": labels.get("en", name), "zh": labels.get("zh", "")}
