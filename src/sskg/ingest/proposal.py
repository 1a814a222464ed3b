"""What a machine proposes of a text: things, figures, dates, modalities and relations, with spans.

Offsets count Unicode code points of the frozen text, the end behind the last character. A proposal
quotes every part of the text that it rests on; `verify` drops one whose quotes do not stand there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sskg.ingest.known import Known

    Proposer = Callable[[str, Sequence["Segment"], "Known"], Iterable["Proposal"]]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the frozen text, in code points.

    >>> Span(2, 4).of("三亿人口"), Span(0, 4).holds(Span(2, 4)), Span(0, 2).meets(Span(2, 4))
    ('人口', True, False)
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of the span."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether another span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or clause of the text, a heading or residue: a passage once it proves something.

    Attributes:
        span: where it stands.
        role: local name of its role in the ontology: Body, Caption, Heading, Residue or SetAside.
        sentence: of a clause, the sentence that it belongs to; of all others its own span.
    """

    span: Span
    role: str
    sentence: Span

    @property
    def speaks(self) -> bool:
        """Whether it states something: a heading and residue do not."""
        return self.role in {"Body", "Caption"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the text that a proposal rests on.

    Attributes:
        part: the field of the proposal that it is the wording of: value, unit, bound, name, …
        span: where it stands.
        text: the characters there, copied.
    """

    part: str
    span: Span
    text: str

    @classmethod
    def cut(cls, part: str, text: str, start: int, end: int) -> Quote:
        """Quote a stretch of the text."""
        return cls(part, Span(start, end), text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What all proposals have.

    Attributes:
        passage: span of the segment that states it.
        quotes: what it rests on, in the order of the text.
        by: name of the proposer.
    """

    kind: ClassVar[str]
    passage: Span
    quotes: tuple[Quote, ...]
    by: str

    @property
    def span(self) -> Span:
        """The stretch from the first quote to the last."""
        spans = [quote.span for quote in self.quotes]
        if len(spans) == 1:
            return spans[0]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    @property
    def key(self) -> str:
        """A name that a rerun gives again: kind, passage and quotes, never a running number."""
        quoted = ";".join(
            f"{quote.part}@{quote.span.start}-{quote.span.end}" for quote in self.quotes
        )
        return f"{self.kind}:{self.passage.start}-{self.passage.end}:{quoted}{self._beyond}"

    @property
    def _beyond(self) -> str:
        """What tells it from others of the same quotes."""
        return ""

    def quote(self, part: str) -> Quote | None:
        """Return the first quote of a part."""
        return next((quote for quote in self.quotes if quote.part == part), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingProposal(Proposal):
    """A thing that the text names: one of the graph, or a new one. Quotes: name.

    Attributes:
        iri: of the graph's thing, or None for a new one.
        thing_kind: local name of its class.
        name: as the text writes it, white space made single.
        lang: language of the name, en or zh.
        like: IRIs of things of the same name that are not linked: a namesake abroad, a rejected
            link, one that the words leave in doubt.
    """

    kind: ClassVar[str] = "thing"
    iri: str | None
    thing_kind: str
    name: str
    lang: str
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureProposal(Proposal):
    """A figure. Quotes: value; unit, bound, high, population, period where the text has them.

    Attributes:
        value: in full: the number times its scale; of a range its lower end.
        high: of a range the upper end, or None.
        unit: CURIE of its unit, such as unit:NUM, unit:PERCENT or unit:CCY_CNY, or None.
        per: what it is counted by, in order, such as person, month.
        bound: local name of its bound in the ontology.
        as_stated: the wording, from the bound to the unit, white space made single.
        population: whom or what it counts, as the text writes it, or None.
        period: the time that it holds for, as the text writes it, or None.
        role: baseline or latest for the two ends of a change, else figure.
        pair: of a baseline or latest, where the value of the other end stands.
    """

    kind: ClassVar[str] = "figure"
    value: Decimal
    high: Decimal | None = None
    unit: str | None = None
    per: tuple[str, ...] = ()
    bound: str = "Exactly"
    as_stated: str = ""
    population: str | None = None
    period: str | None = None
    role: str = "figure"
    pair: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateProposal(Proposal):
    """A time that the text names. Quotes: start, and end where it has one.

    Attributes:
        start: as XML Schema writes it, as exact as the text: 2018, 2018-03 or 2018-03-17; or None
            for a time with an end alone ("by 2020").
        end: likewise; None for a single date and an open period.
        since: whether it is a period that runs on from its start.
    """

    kind: ClassVar[str] = "date"
    start: str | None
    end: str | None = None
    since: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityProposal(Proposal):
    """How a segment is meant. Quotes: modality where a word shows it, qualifier, speaker.

    Attributes:
        modality: local name in the ontology: any but Inferred.
        qualifier: the source's hedge, letter by letter, or None.
        speaker: whose words they are, as the text writes it, or None.
    """

    kind: ClassVar[str] = "modality"
    modality: str
    qualifier: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationProposal(Proposal):
    """A relation between two things. Quotes: subject, object, and predicate where a word shows it.

    Attributes:
        subject: key of a thing that is proposed.
        predicate: IRI of a relation of the ontology.
        object: key of a thing that is proposed.
        rank: its place among the relations of its segment, the likeliest first, from 1; 0 where
            nobody ranks it.
    """

    kind: ClassVar[str] = "relation"
    subject: str
    predicate: str
    object: str
    rank: int = 0

    @property
    def _beyond(self) -> str:
        # Several relations may rest on the same words.
        return f":{self.predicate}"


KINDS: Mapping[str, type[Proposal]] = {
    cls.kind: cls
    for cls in (ThingProposal, FigureProposal, DateProposal, ModalityProposal, RelationProposal)
}

_LONGEST = 30
"""Digits of a number that is still written in full: more than any figure of a source has."""
_DECIMALS = {"value", "high"}
_SPANS = {"passage", "pair"}
_LISTS = {"per", "like"}


def in_full(value: Decimal) -> str:
    """Return a number in full, a whole one without a fraction of zeros.

    >>> in_full(Decimal("4.7") * 10**9), in_full(Decimal("2.50"))
    ('4700000000', '2.50')
    """
    if value.adjusted() > _LONGEST:
        return str(value)
    whole, _, part = format(value, "f").partition(".")
    return f"{whole}.{part}" if part.strip("0") else whole


def to_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as JSON values, in a fixed order: kind, fields, quotes as four values."""
    record: dict[str, Any] = {"kind": proposal.kind}
    for field in fields(proposal):
        value = getattr(proposal, field.name)
        if field.name == "quotes":
            value = [[each.part, each.span.start, each.span.end, each.text] for each in value]
        elif isinstance(value, Span):
            value = [value.start, value.end]
        elif isinstance(value, Decimal):
            value = in_full(value)
        elif isinstance(value, tuple):
            value = list(value)
        record[field.name] = value
    return record


def from_json(record: Mapping[str, Any]) -> Proposal:
    """Return the proposal of `to_json`.

    Raises:
        ValueError: the record is none; the message names the field.
    """
    cls = KINDS.get(str(record.get("kind")))
    if cls is None:
        raise ValueError(f"kind: {record.get('kind')!r}")
    names = {field.name for field in fields(cls)}
    if extra := set(record) - names - {"kind"}:
        raise ValueError(f"unknown: {', '.join(sorted(extra))}")
    try:
        return cls(**{name: _value(name, record[name]) for name in record if name != "kind"})
    except TypeError as error:
        raise ValueError(str(error)) from error


def _value(name: str, value: Any) -> Any:
    try:
        if name == "quotes":
            return tuple(
                Quote(_text(part), Span(_offset(start), _offset(end)), _text(text))
                for part, start, end, text in value
            )
        if value is None:
            return None
        if name in _DECIMALS:
            return Decimal(value)
        if name in _SPANS:
            start, end = value
            return Span(_offset(start), _offset(end))
        if name in _LISTS:
            return tuple(map(_text, value))
        if name == "rank":
            return _offset(value)
        return value if name == "since" and isinstance(value, bool) else _text(value)
    except (TypeError, ValueError, InvalidOperation) as error:
        raise ValueError(f"{name}: {value!r}") from error


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
