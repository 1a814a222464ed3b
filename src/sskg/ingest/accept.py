"""From what is accepted to Turtle: the document, the things, the passages with their claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sskg.ingest import turtle
from sskg.ingest.items import Cut, FigureItem, RelationItem, SourceItem, Stated, ThingItem
from sskg.ingest.proposal import Segment, Span
from sskg.ingest.segment import names
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sskg.ingest.items import Item
    from sskg.ingest.reading import Reading

_ANCHOR_WORDS: Final = 6
_ANCHOR_SIGNS: Final = 14
_PIECE = re.compile(r"[^\n。！？；：，、,;:.!?()（）“”\"「」]+")
_CHINESE = re.compile("[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class _WrittenClaim:
    """A triple as Turtle writes it, and how it is stated."""

    triple: tuple[str, str, str]
    stated: Stated


def accept(reading: Reading, items: Mapping[str, Item]) -> str:
    """Return what is accepted as Turtle.

    Args:
        reading: the document.
        items: what is accepted, by key.
    """
    accepted = list(items.values())
    source = next((each for each in reversed(accepted) if isinstance(each, SourceItem)), None)
    cuts = [each for each in accepted if isinstance(each, Cut)]
    segments = recut(reading.segments, cuts, reading.text)
    claims = [*_published(reading, source), *_claims(accepted)]
    parts = [turtle.head(), turtle.source_turtle(reading, source or _unsaid(reading))]
    place = reading.jurisdiction
    if (
        place
        and not place.linked
        and not any(isinstance(each, ThingItem) and each.iri == place.iri for each in accepted)
    ):
        parts.append(turtle.place_turtle(place))
    parts += _things(accepted)
    parts += _passages(reading, segments, cuts, claims)
    return "\n".join(parts)


def _unsaid(reading: Reading) -> SourceItem:
    return SourceItem(
        title=turtle.title_of(reading), labels={}, definitions={}, note={}, published=None
    )


def recut(segments: Sequence[Segment], cuts: Iterable[Cut], text: str) -> tuple[Segment, ...]:
    """Return the segments with those that a person cut, and what is left of the others.

    Of two cuts that overlap, the later one has the span.
    """
    result = list(segments)
    for cut in cuts:
        rest: list[Segment] = []
        sentence = cut.span
        for segment in result:
            if not segment.span.meets(cut.span):
                rest.append(segment)
                continue
            if segment.sentence.holds(cut.span):
                sentence = segment.sentence
            for piece in (
                Span(segment.span.start, max(segment.span.start, cut.span.start)),
                Span(min(segment.span.end, cut.span.end), segment.span.end),
            ):
                trimmed = _trimmed(text, piece)
                if trimmed is not None:
                    rest.append(replace(segment, span=trimmed))
        span = _trimmed(text, cut.span)
        if span is not None:
            rest.append(Segment(span, cut.role, sentence))
        result = sorted(rest, key=lambda each: each.span)
    return tuple(result)


def _trimmed(text: str, span: Span) -> Span | None:
    content = span.of(text)
    visible = content.strip()
    if not visible:
        return None
    start = span.start + content.index(visible)
    return Span(start, start + len(visible))


def _published(reading: Reading, source: SourceItem | None) -> list[_WrittenClaim]:
    """Return the claim on the day of publication, where a passage gives it."""
    if source is None or source.published is None or not source.evidence:
        return []
    triple = (turtle.name(reading.iri), turtle.term("publishedOn"), turtle.time(source.published))
    return [_WrittenClaim(triple, Stated(modality="Reported", evidence=source.evidence))]


def _claims(items: Iterable[Item]) -> list[_WrittenClaim]:
    """Return a claim for each use of a property that must be proved; equal triples share one."""
    items = list(items)
    kinds = {iri: each.cls for iri, each in _described_things(items).items()}
    claims: dict[tuple[tuple[str, str, str], str], _WrittenClaim] = {}
    for each in items:
        if not isinstance(each, RelationItem | FigureItem):
            continue
        for predicate, value in _evidenced(each, kinds):
            subject = each.subject if isinstance(each, RelationItem) else each.iri
            triple = (turtle.name(subject), turtle.name(predicate), value)
            key = (triple, each.modality)
            stated: Stated = each
            if key in claims:
                before = claims[key].stated
                spans = sorted({*before.evidence, *each.evidence})
                stated = replace(before, evidence=tuple(spans))
            claims[key] = _WrittenClaim(triple, stated)
    return sorted(claims.values(), key=lambda each: (min(each.stated.evidence), each.triple))


def _evidenced(each: RelationItem | FigureItem, kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    if isinstance(each, RelationItem):
        if not vocabulary().needs_claim(each.predicate, (kinds.get(each.subject, ""),)):
            return []
        return [(each.predicate, _object(each))]
    pairs = [
        ("value", turtle.decimal(each.value)),
        ("upperValue", turtle.decimal(each.upper) if each.upper is not None else ""),
        ("bound", turtle.term(each.bound)),
        ("start", turtle.time(each.start) if each.start else ""),
        ("end", turtle.time(each.end) if each.end else ""),
    ]
    return [(ONTOLOGY + name, value) for name, value in pairs if value]


def _object(relation: RelationItem) -> str:
    if relation.datatype is None:
        return turtle.name(relation.object)
    return f'"{relation.object}"^^xsd:{relation.datatype}'


def _things(items: Sequence[Item]) -> list[str]:
    """Return the things by class and name, each with all that is said of it."""
    things = _described_things(items)
    figures = {each.iri: each for each in items if isinstance(each, FigureItem)}
    relations: dict[str, set[tuple[str, str]]] = {}
    for each in items:
        if isinstance(each, RelationItem):
            pair = (turtle.name(each.predicate), _object(each))
            relations.setdefault(each.subject, set()).add(pair)
    order = {name: place for place, name in enumerate(vocabulary().classes)}
    subjects = {*things, *figures, *relations}

    def rank(iri: str) -> tuple[int, str]:
        if iri in figures:
            return order.get("Observation", len(order)), iri
        cls = things[iri].cls if iri in things else ""
        return order.get(cls, len(order)), iri

    blocks = []
    for iri in sorted(subjects, key=rank):
        lines = _described(things.get(iri))
        if iri in figures:
            lines += _observed(figures[iri])
        grouped: dict[str, list[str]] = {}
        for predicate, value in sorted(relations.get(iri, ())):
            grouped.setdefault(predicate, []).append(value)
        for predicate, values in grouped.items():
            lines += turtle.many(predicate, values)
        if lines:
            blocks.append(turtle.block(turtle.name(iri), lines))
    return blocks


def _described_things(items: Iterable[Item]) -> dict[str, ThingItem]:
    """Return each thing once: as it was made here, with the names of all its mentions.

    A later sentence that names a thing made here is linked to it; the link describes nothing.
    """
    things: dict[str, ThingItem] = {}
    for each in items:
        if not isinstance(each, ThingItem):
            continue
        before = things.get(each.iri)
        if before is None:
            things[each.iri] = each
            continue
        kept = before if each.linked and not before.linked else each
        names = {
            lang: (*before.names.get(lang, ()), *each.names.get(lang, ()))
            for lang in sorted({*before.names, *each.names})
        }
        things[each.iri] = replace(kept, names=names)
    return things


def _described(thing: ThingItem | None) -> list[str]:
    if thing is None:
        return []
    names = [
        turtle.string(text, lang)
        for lang, texts in sorted(thing.names.items())
        for text in sorted(set(texts))
        if text != thing.labels.get(lang)
    ]
    other = turtle.many("skos:altLabel", names)
    if thing.linked:
        return other
    return [
        f"a {turtle.term(thing.cls)}",
        *turtle.texts("skos:prefLabel", thing.labels),
        *other,
        *turtle.texts("skos:definition", thing.definitions),
        *turtle.texts("sskg:unitLabel", thing.unit_labels),
        *turtle.texts("skos:note", thing.note),
    ]


def _observed(figure: FigureItem) -> list[str]:
    lines = [
        "a sskg:Observation",
        *turtle.texts("skos:prefLabel", figure.labels),
        f"sskg:indicator {turtle.name(figure.indicator)}",
        f"sskg:value {turtle.decimal(figure.value)} ; sskg:unit {turtle.name(figure.unit)}",
        f"sskg:bound {turtle.term(figure.bound)} ; sskg:asStated "
        + turtle.string(figure.as_stated),
    ]
    lines += [f"sskg:upperValue {turtle.decimal(figure.upper)}"] if figure.upper is not None else []
    lines += [f"sskg:start {turtle.time(figure.start)}"] if figure.start else []
    lines += [f"sskg:end {turtle.time(figure.end)}"] if figure.end else []
    return lines


def _passages(
    reading: Reading,
    segments: Sequence[Segment],
    cuts: Sequence[Cut],
    claims: Sequence[_WrittenClaim],
) -> list[str]:
    """Return the passages in order, each followed by the claims of which it is the first proof."""
    named = [turtle.name(f"{reading.iri}-{name}") for name in names(segments)]
    notes = {cut.span: cut.note for cut in cuts}
    proved: dict[str, list[tuple[_WrittenClaim, list[str]]]] = {}
    for claim in claims:
        evidence = [
            name
            for name, segment in zip(named, segments, strict=True)
            if any(segment.span.meets(span) for span in claim.stated.evidence)
            and segment.role not in {"Residue", "SetAside"}
        ]
        if evidence:
            proved.setdefault(evidence[0], []).append((claim, evidence))
    parts = []
    for name, segment in zip(named, segments, strict=True):
        part = _passage(reading, name, segment, notes.get(segment.span, {}))
        for number, (claim, evidence) in enumerate(proved.get(name, ()), 1):
            part += _claim(f"{name}-c{number}", claim, evidence)
        parts.append(part)
    return parts


def _passage(reading: Reading, name: str, segment: Segment, note: Mapping[str, str]) -> str:
    lines = [
        (
            f"a sskg:Passage ; sskg:inDocument {turtle.name(reading.iri)} ; "
            f"sskg:passageRole {turtle.term(segment.role)}"
        ),
        f"oa:start {segment.span.start} ; oa:end {segment.span.end} ; sskg:anchor "
        + turtle.string(anchor(segment.span.of(reading.text))),
        *turtle.texts("skos:note", note),
    ]
    return turtle.block(name, lines)


def _claim(name: str, claim: _WrittenClaim, evidence: Sequence[str]) -> str:
    stated = claim.stated
    lines = [
        (
            f"a sskg:Claim ; sskg:modality {turtle.term(stated.modality)} ; "
            f"sskg:evidence {' , '.join(evidence)}"
        ),
        *turtle.texts("sskg:qualifier", stated.qualifier),
    ]
    if stated.speaker:
        lines.append(f"sskg:assertedBy {turtle.name(stated.speaker)}")
    subject, predicate, value = claim.triple
    lines.append(f"rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value}")
    return turtle.block(name, lines)


def anchor(content: str) -> str:
    """Return a phrase by which a passage is recognised: its longest piece without punctuation, cut.

    >>> anchor("In 2015, the fund began to lend to farmers in all of its provinces.")
    'the fund began to lend to'
    >>> anchor("第十条 职工应当参加基本养老保险，由用人单位和职工共同缴纳基本养老保险费。")
    '由用人单位和职工共同缴纳基本'
    """
    pieces = [piece.strip() for piece in _PIECE.findall(content) if piece.strip()]
    longest = max(pieces, key=len, default=content.strip())
    if _CHINESE.search(longest):
        return longest[:_ANCHOR_SIGNS].strip()
    words = list(re.finditer(r"\S+", longest))[:_ANCHOR_WORDS]
    return longest[: words[-1].end()] if words else longest
