"""The page of one thing: what `sskg show` shows, with the same as JSON-LD inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup
from pyoxigraph import Triple

from sskg.graph.proof import UNPROVED, strength
from sskg.language.ranges import choose
from sskg.model import Entity, Value
from sskg.ontology.profiles import profile
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked
from sskg.pages.page import page
from sskg.pages.surveys import claim_shown
from sskg.rdf.terms import ONTOLOGY, THINGS, curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Fact, Grid
    from sskg.pages.links import Links
    from sskg.questions.describe import Description
    from sskg.questions.statements import Statements

# Bidirectional controls, separators of lines, zero-width characters and the BOM.
_INVISIBLE: Final = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def thing_page(
    described: Description,
    triples: Iterable[Triple],
    lang: str,
    links: Links,
    *,
    evidence: Statements | None = None,
    bare: bool = False,
    template: str = "thing.html",
    **more: Any,
) -> bytes:
    """Return the page of one thing: what `sskg show` shows, with the same in JSON-LD inside."""
    dating = profile().dates | {ONTOLOGY + "since"}
    dates = [fact for fact in described.outgoing if fact.predicate.iri in dating]
    groups = [
        *_groups((f for f in described.outgoing if f not in dates), lang, inverse=False),
        *_groups(sorted(described.incoming, key=lambda f: f.predicate.iri), lang, inverse=True),
    ]
    entity = described.entity
    texts = {text.lang: text.text for text in described.definitions}
    definition = choose(texts, lang)
    return page(
        template, lang, links,
        **more,
        entity=entity,
        title=entity.label(lang),
        other=entity.other_labels(lang),
        kinds=[vocabulary().kind(kind) for kind in entity.kinds],
        definition=definition,
        aliases=described.aliases,
        notes=described.notes,
        dates=[_statement(fact, lang, inverse=False) for fact in dates],
        groups=groups,
        figures=_figures(described, lang),
        data=_data(triples),
        evidence=evidence,
        bare=bare,
        ours=entity.iri.startswith(THINGS),
    )  # fmt: skip


def _groups(facts: Iterable[Fact], lang: str, *, inverse: bool) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for fact in facts:
        reading = fact.predicate.reading(lang, inverse=inverse)
        group = groups.setdefault(
            fact.predicate.iri, {"relation": reading, "iri": fact.predicate.iri, "statements": []}
        )
        group["statements"].append(_statement(fact, lang, inverse=inverse))
    return list(groups.values())


def _statement(fact: Fact, lang: str, *, inverse: bool) -> dict[str, Any]:
    other: Entity | Value = fact.subject if inverse else fact.object
    return {
        "relation": fact.predicate.reading(lang, inverse=inverse),
        "label": other.label(lang) if isinstance(other, Entity) else other.text,
        "iri": other.iri if isinstance(other, Entity) else None,
        "kind": _kind(other, lang),
        "unproved": strength(fact) == UNPROVED,
        "graphs": ", ".join(map(curie, fact.graphs)),
        "claims": [claim_shown(claim, lang) for claim in fact.claims],
    }


def _kind(thing: Entity | Value, lang: str) -> str:
    if isinstance(thing, Entity) and thing.kind:
        return vocabulary().kind(thing.kind).label(lang)
    return ""


def _figures(described: Description, lang: str) -> Grid | None:
    if not described.figures:
        return None
    return described.grids(lang)[2]


def _data(triples: Iterable[Triple]) -> Markup:
    """Return JSON-LD that cannot end the element it stands in; it has no triple terms."""
    sayable = [triple for triple in triples if not isinstance(triple.object, Triple)]
    text = linked.written(sayable, "jsonld").decode("utf-8")
    for mark, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, escaped)
    # What would turn the reading order in the page's source; JSON has no such character outside of
    # strings.
    text = _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(text)  # noqa: S704  (no mark of HTML is left in it)
