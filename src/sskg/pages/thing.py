"""The page of one thing: what `sskg show` shows, with the same as JSON-LD inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup
from pyoxigraph import Triple

from sskg.graph.proof import UNPROVED, strength
from sskg.language.message import word
from sskg.language.ranges import choose
from sskg.language.script import within_script
from sskg.model import COMMITTING, Entity, Fact, Value
from sskg.ontology.profiles import profile
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked
from sskg.pages.page import page
from sskg.pages.surveys import claims_shown, measured
from sskg.rdf.terms import ONTOLOGY, THINGS, curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.pages.links import Links
    from sskg.pages.parts import Part
    from sskg.questions.describe import Description
    from sskg.questions.statements import Statements

DirectedFact = tuple[Fact, bool]
"""A statement, and whether it is read from its object."""

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
    part: Part | None = None,
    **more: Any,
) -> bytes:
    """Return the page of one thing: what `sskg show` shows, with the same in JSON-LD inside.

    Args:
        described: the thing.
        triples: what is said of it, for the JSON-LD.
        lang: language ranges of the reader.
        links: of the page.
        evidence: of a passage, where it stands and what it proves.
        bare: whether the graph makes no claims.
        template: of the page.
        part: which of its statements are shown, where they go on on further pages.
        more: what the template shows beside.
    """
    dates, rows = statements_of(described)
    shown = part.of(rows) if part is not None else rows
    entity = described.entity
    texts = {text.lang: text.text for text in described.definitions}
    definition = choose(texts, lang)
    return page(
        template, lang, links,
        **more,
        entity=entity,
        title=_title(entity, evidence, lang),
        other=entity.other_labels(lang),
        kinds=[vocabulary().kind(kind) for kind in entity.kinds],
        definition=definition,
        description=definition[0] if definition else "",
        aliases=described.aliases,
        notes=described.notes,
        dates=[_statement(fact, lang, inverse=False) for fact in dates],
        groups=_groups(shown, lang),
        index=_index(rows, lang) if part is not None and part.total > 1 else [],
        part=part,
        first=part is None or part.number == 1,
        figures=[measured(figures, lang) for figures in described.figures],
        data=script(triples),
        evidence=evidence,
        bare=bare,
        ours=entity.iri.startswith(THINGS),
        required=_required(described, links),
    )  # fmt: skip


def _title(entity: Entity, evidence: Statements | None, lang: str) -> str:
    """Return the heading of a page; a passage is called by its place, a claim by what it says."""
    if evidence is not None and "Claim" in entity.kinds and len(evidence.facts) == 1:
        (fact,) = evidence.facts
        end = fact.object.label(lang) if isinstance(fact.object, Entity) else fact.object.text
        return f"{fact.subject.label(lang)} {fact.predicate.label(lang)} {end}"
    if evidence is None or "Passage" not in entity.kinds or not evidence.places:
        return entity.label(lang)
    passage = evidence.places[0].passage
    place = word("characters {start} to {end}", lang, start=passage.start, end=passage.end)
    return f"{passage.document.label(lang)} · {place}"


def _required(described: Description, links: Links) -> str:
    """Return the page of what is required of a thing, or by a document; "" where nothing is."""
    facts = (*described.outgoing, *described.incoming)
    if links.served and not any(
        claim.modality in COMMITTING for fact in facts for claim in fact.claims
    ):
        return ""
    return links.commitments(described.entity.iri)


def statements_of(described: Description) -> tuple[list[Fact], list[DirectedFact]]:
    """Return the dates of a thing, then its other statements in the order of its page."""
    dating = profile().dates | {ONTOLOGY + "since"}
    dates = [fact for fact in described.outgoing if fact.predicate.iri in dating]
    incoming = sorted(described.incoming, key=lambda fact: fact.predicate.iri)
    rows = [(fact, False) for fact in described.outgoing if fact.predicate.iri not in dating]
    return dates, [*rows, *((fact, True) for fact in incoming)]


def _groups(rows: Iterable[DirectedFact], lang: str) -> list[dict[str, Any]]:
    groups: dict[tuple[str, bool], dict[str, Any]] = {}
    for fact, inverse in rows:
        reading = fact.predicate.reading(lang, inverse=inverse)
        group = groups.setdefault(
            (fact.predicate.iri, inverse),
            {"relation": reading, "iri": fact.predicate.iri, "statements": []},
        )
        group["statements"].append(_statement(fact, lang, inverse=inverse))
    return list(groups.values())


def _index(rows: Iterable[DirectedFact], lang: str) -> list[dict[str, Any]]:
    """Return each relation with how many statements it has, and which of all is its first."""
    groups: dict[tuple[str, bool], dict[str, Any]] = {}
    for at, (fact, inverse) in enumerate(rows):
        reading = fact.predicate.reading(lang, inverse=inverse)
        group = groups.setdefault(
            (fact.predicate.iri, inverse), {"relation": reading, "row": at, "n": 0}
        )
        group["n"] += 1
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
        "claims": claims_shown([fact], lang),
    }


def _kind(thing: Entity | Value, lang: str) -> str:
    if isinstance(thing, Entity) and thing.kind:
        return vocabulary().kind(thing.kind).label(lang)
    return ""


def script(triples: Iterable[Triple]) -> Markup:
    """Return JSON-LD that cannot end the element it stands in; it has no triple terms."""
    sayable = [triple for triple in triples if not isinstance(triple.object, Triple)]
    text = within_script(linked.written(sayable, "jsonld").decode("utf-8"))
    # What would turn the reading order in the page's source; JSON has no such character outside of
    # strings.
    text = _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(text)  # noqa: S704  (no mark of HTML is left in it)
