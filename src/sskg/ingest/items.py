"""What a person accepts: things, figures, relations, passages, and words on the document itself.

An item is complete in itself, so that a reader of the decisions alone can tell what was decided.
Items come from browsers and from other people's files, so each is checked as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal, cast

from sskg.ingest.proposal import Span
from sskg.model import MODALITIES
from sskg.rdf.terms import ONTOLOGY, PREFIXES

LANGUAGES: Final = ("en", "zh")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*\Z")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_UNIT = re.compile(re.escape(PREFIXES["unit"]) + r"[A-Za-z0-9_-]+\Z")
_TIMES: Final = {
    "gYear": re.compile(r"-?\d{4,}\Z"),
    "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])\Z"),
    "date": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z"),
}
_LONGEST: Final = 10_000
ROLES: Final = ("Body", "Caption", "Heading", "Residue", "SetAside")

ByLanguage = Mapping[str, str]


class ItemError(ValueError):
    """An item lacks something, or has something that cannot be; the text names the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """How and where something is stated.

    Attributes:
        modality: local name of the modality.
        evidence: spans of the passages that state it.
        qualifier: the source's hedge, by language.
        speaker: IRI of the actor whose words they are, or None.
    """

    modality: str
    evidence: tuple[Span, ...]
    qualifier: ByLanguage = field(default_factory=dict)
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingItem:
    """A thing that the document names.

    Attributes:
        iri: of the thing.
        linked: whether it is in the graph already, so that it is not described again.
        cls: local name of its class in the ontology; of a linked thing, empty if it is not known.
        labels: preferred label by language.
        definitions: by language.
        names: other names by language; of a linked thing, those that the graph learns.
        unit_labels: of an indicator, what its unit is called, by language.
        note: why something is odd about it, by language.
    """

    iri: str
    linked: bool
    cls: str
    labels: ByLanguage
    definitions: ByLanguage
    names: Mapping[str, tuple[str, ...]]
    unit_labels: ByLanguage
    note: ByLanguage


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationItem(Stated):
    """A statement.

    Attributes:
        subject: IRI of a thing.
        predicate: IRI of a property.
        object: IRI of a thing, or the value of a literal.
        datatype: local name of the literal's XML Schema type, or None for a thing.
    """

    subject: str
    predicate: str
    object: str
    datatype: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureItem(Stated):
    """A figure: an observation of an indicator.

    Attributes:
        iri: of the observation.
        labels: preferred label by language.
        indicator: IRI of what it measures.
        value: in full.
        upper: of a range, the upper end, or None.
        unit: IRI of its unit.
        bound: local name of its bound.
        as_stated: the wording.
        start: when it holds from, or None; as exact as the text.
        end: when it holds until, or None.
    """

    iri: str
    labels: ByLanguage
    indicator: str
    value: Decimal
    unit: str
    bound: str
    as_stated: str
    upper: Decimal | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A passage as a person cuts it: it takes its span from the passages of the machine.

    Attributes:
        span: where it stands.
        role: local name of its role.
        note: numbers in it that nothing carries, or why it is set aside, by language.
    """

    span: Span
    role: str
    note: ByLanguage


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceItem:
    """What is said of the document itself.

    Attributes:
        title: as the document prints it.
        labels: short label by language.
        definitions: by language.
        note: what is odd about it, by language.
        published: the day of publication, or None.
        evidence: spans of the passages that give the day.
    """

    title: str
    labels: ByLanguage
    definitions: ByLanguage
    note: ByLanguage
    published: str | None
    evidence: tuple[Span, ...] = ()


Item = ThingItem | RelationItem | FigureItem | Cut | SourceItem


def is_http_iri(text: str) -> bool:
    """Tell whether a text is an http(s) IRI without a character that some format cannot hold."""
    return _IRI.match(text) is not None


def item(record: Mapping[str, Any], text: str) -> Item:
    """Return the item of a record.

    Args:
        record: JSON values, with the item's kind as "type".
        text: the frozen text, in which its spans must lie.

    Raises:
        ItemError: it is none; the message names the field.
    """
    if not isinstance(record, Mapping):
        raise ItemError("to")
    kind = record.get("type")
    make = _MAKERS.get(kind) if isinstance(kind, str) else None
    if make is None:
        raise ItemError(f"type: {kind!r}")
    return make(record, len(text))


def _thing(record: Mapping[str, Any], _length: int) -> ThingItem:
    linked = record.get("linked") is True
    names = record.get("names") or {}
    if not isinstance(names, Mapping):
        raise ItemError("names")
    return ThingItem(
        iri=_iri(record, "iri"),
        linked=linked,
        cls="" if linked and not record.get("class") else _word(record, "class"),
        labels=_texts(record, "labels"),
        definitions=_texts(record, "definitions"),
        names={_tag(tag): tuple(_string(n, "names") for n in each) for tag, each in names.items()},
        unit_labels=_texts(record, "unitLabels"),
        note=_texts(record, "note"),
    )


def _relation(record: Mapping[str, Any], length: int) -> RelationItem:
    datatype = record.get("datatype")
    if datatype is None:
        value = _iri(record, "object")
    else:
        value = _string(record.get("object"), "object")
        pattern = _TIMES.get(datatype) if isinstance(datatype, str) else None
        if pattern is None or not pattern.match(value):
            raise ItemError(f"object: {value!r}")
    return RelationItem(
        subject=_iri(record, "subject"),
        predicate=_iri(record, "predicate"),
        object=value,
        datatype=datatype,
        **_stated(record, length),
    )


def _figure(record: Mapping[str, Any], length: int) -> FigureItem:
    unit = _iri(record, "unit")
    if not _UNIT.match(unit):
        raise ItemError(f"unit: {unit!r}")
    return FigureItem(
        iri=_iri(record, "iri"),
        labels=_texts(record, "labels"),
        indicator=_iri(record, "indicator"),
        value=_decimal(record, "value"),
        upper=_decimal(record, "upper") if record.get("upper") else None,
        unit=unit,
        bound=_word(record, "bound"),
        as_stated=_string(record.get("asStated"), "asStated"),
        start=_time(record, "start"),
        end=_time(record, "end"),
        **_stated(record, length),
    )


def _decimal(record: Mapping[str, Any], name: str) -> Decimal:
    try:
        value = Decimal(_string(record.get(name), name))
    except InvalidOperation as error:
        raise ItemError(name) from error
    if not value.is_finite() or abs(value.adjusted()) > 30:  # noqa: PLR2004  (no figure of a source)
        raise ItemError(name)
    return value


def _cut(record: Mapping[str, Any], length: int) -> Cut:
    role = _word(record, "role")
    if role not in ROLES:
        raise ItemError(f"role: {role!r}")
    return Cut(span=_span(record.get("span"), length), role=role, note=_texts(record, "note"))


def _source(record: Mapping[str, Any], length: int) -> SourceItem:
    published = _time(record, "published")
    if published is not None and time_type(published) != "date":
        raise ItemError(f"published: {published!r}")
    return SourceItem(
        title=_string(record.get("title"), "title"),
        labels=_texts(record, "labels"),
        definitions=_texts(record, "definitions"),
        note=_texts(record, "note"),
        published=published,
        evidence=tuple(_span(each, length) for each in _list(record, "evidence")),
    )


_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any], int], Item]]] = {
    "thing": _thing,
    "relation": _relation,
    "figure": _figure,
    "passage": _cut,
    "source": _source,
}


def _stated(record: Mapping[str, Any], length: int) -> dict[str, Any]:
    modality = _word(record, "modality")
    if modality not in MODALITIES:
        raise ItemError(f"modality: {modality!r}")
    evidence = _list(record, "evidence")
    if not evidence:
        raise ItemError("evidence")
    speaker = record.get("speaker") or None
    return {
        "modality": modality,
        "evidence": tuple(_span(each, length) for each in evidence),
        "qualifier": _texts(record, "qualifier"),
        "speaker": None if speaker is None else _iri(record, "speaker"),
    }


def _list(record: Mapping[str, Any], name: str) -> list[Any]:
    value = record.get(name) or []
    if not isinstance(value, list):
        raise ItemError(name)
    return value


def _span(value: Any, length: int) -> Span:
    whole = isinstance(value, list) and all(type(each) is int for each in value)
    if not whole or len(value) != 2 or not 0 <= value[0] < value[1] <= length:  # noqa: PLR2004
        raise ItemError(f"span: {value!r}")
    return Span(*value)


def _iri(record: Mapping[str, Any], name: str) -> str:
    value = _string(record.get(name), name)
    if not _IRI.match(value):
        raise ItemError(f"{name}: {value!r}")
    return value


def _word(record: Mapping[str, Any], name: str) -> str:
    value = _string(record.get(name), name)
    if not re.fullmatch(r"[A-Za-z]\w*", value, re.ASCII):
        raise ItemError(f"{name}: {value!r}")
    return value


def _texts(record: Mapping[str, Any], name: str) -> dict[str, str]:
    texts = record.get(name) or {}
    if not isinstance(texts, Mapping):
        raise ItemError(name)
    return {_tag(tag): _string(text, name) for tag, text in texts.items() if text != ""}


def _tag(value: Any) -> str:
    if not isinstance(value, str) or not _TAG.match(value):
        raise ItemError(f"language: {value!r}")
    return value


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise ItemError(name)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ItemError(name) from error
    return " ".join(value.split())


def _time(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name) or None
    if value is None:
        return None
    text = _string(value, name)
    time_type(text)
    return text


TimeType = Literal["gYear", "gYearMonth", "date"]


def time_type(value: str) -> TimeType:
    """Return the XML Schema type of a time.

    >>> time_type("2018"), time_type("2018-03"), time_type("2018-03-17")
    ('gYear', 'gYearMonth', 'date')

    Raises:
        ItemError: it is no time.
    """
    for name, pattern in _TIMES.items():
        if pattern.match(value):
            return cast("TimeType", name)
    raise ItemError(f"time: {value!r}")


def is_ontology_term(iri: str) -> bool:
    """Tell whether an IRI is a term of the ontology."""
    return iri.startswith(ONTOLOGY)
