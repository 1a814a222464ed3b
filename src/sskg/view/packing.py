"""The data of a page: blocks of JSON, compressed where they are large.

Blocks of four families hold rows by index, so that a page can unpack only what it needs:

- `things`: identifier, labels by language tag, kind, first and last year, aliases
- `links`: for each statement subject, property, object, modalities as bits, documents
- `claims`: for each statement its claims, each with its passages
- `details`: for each thing definitions, notes, values and figures

An identifier is a local name where the IRI is one of the project's things, else the IRI.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sskg.graph.comparison import BOUNDS, PERCENT, REASONS
from sskg.language.message import tell, word
from sskg.language.ranges import LANGUAGES
from sskg.language.script import script_json
from sskg.model import Value
from sskg.rdf.terms import ONTOLOGY, THINGS
from sskg.view.material import STRENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sskg.model import Source
    from sskg.view.figures import ComparedFigures, Observation
    from sskg.view.material import ClaimRecord
    from sskg.view.network import Network

BLOCK_ROWS: Final = {"things": 4000, "links": 8000, "claims": 2000, "details": 1000}
"""Rows in a block of each family: small enough to unpack within one frame or two."""

_PLAIN: Final = 100_000
"""Size in characters up to which a block stays readable text."""


@dataclass(frozen=True, slots=True)
class DataBlock:
    """One piece of data in a page.

    Attributes:
        name: family and number: "things-0".
        packed: whether the text is base64 of zlib-compressed JSON, else it is JSON.
        text: safe inside a script element.
    """

    name: str
    packed: bool
    text: str


def identifier(iri: str) -> str:
    """Return how a page names an IRI: a thing of the project by its local name.

    >>> identifier("https://w3id.org/sskg/id/common-prosperity")
    'common-prosperity'
    """
    slug = iri.removeprefix(THINGS)
    return slug if slug != iri and ":" not in slug and slug else iri


def plain_block(name: str, data: object) -> DataBlock:
    """Return a block that a page can read before anything else: never compressed."""
    return DataBlock(name, packed=False, text=script_json(data))


def block(name: str, data: object) -> DataBlock:
    """Return a block, compressed if it is large."""
    made = plain_block(name, data)
    if len(made.text) <= _PLAIN:
        return made
    packed = base64.b64encode(zlib.compress(made.text.encode("utf-8"), 6))
    return DataBlock(name, packed=True, text=packed.decode("ascii"))


def blocks(network: Network) -> Iterator[DataBlock]:
    """Yield all blocks of a network, family by family."""
    for family, each in _families(network).items():
        yield from _chunked(family, each)
    for at, document in enumerate(sorted(network.material.documents)):
        if document in network.material.held:
            yield block(f"text-{at}", network.material.held[document])


def rows(network: Network) -> dict[str, list[Any]]:
    """Return what `blocks` holds, unpacked, for a page that takes it from a server."""
    by_name: dict[str, list[Any]] = {}
    for family, each in _families(network).items():
        every = list(each)
        size = BLOCK_ROWS[family]
        for number in range(-(-len(every) // size)):
            by_name[f"{family}-{number}"] = every[number * size : (number + 1) * size]
    return by_name


def block_counts(network: Network) -> dict[str, int]:
    """Return how many blocks each family has."""
    rows = {"things": len(network.things), "details": len(network.things)}
    rows |= {"links": len(network.statements), "claims": len(network.statements)}
    return {family: -(-rows[family] // size) for family, size in BLOCK_ROWS.items()}


def _families(network: Network) -> dict[str, Iterator[Any]]:
    return {
        "things": _things(network),
        "links": _links(network),
        "claims": _claims(network),
        "details": _details(network),
    }


def _chunked(family: str, rows: Iterator[Any]) -> Iterator[DataBlock]:
    chunk: list[Any] = []
    number = 0
    for row in rows:
        chunk.append(row)
        if len(chunk) == BLOCK_ROWS[family]:
            yield block(f"{family}-{number}", chunk)
            chunk = []
            number += 1
    if chunk:
        yield block(f"{family}-{number}", chunk)


def _things(network: Network) -> Iterator[list[Any]]:
    kinds = kind_numbers(network)
    for thing in network.things:
        first, last = thing.years or (0, 0)
        yield [
            identifier(thing.iri),
            dict(sorted(thing.texts.labels.items())),
            kinds[thing.kind],
            first,
            last,
            sorted(thing.texts.aliases),
        ]


def kind_numbers(network: Network) -> dict[str, int]:
    """Return a number for each kind, in the order of the legend."""
    kinds: dict[str, int] = {}
    for thing in network.things:
        kinds.setdefault(thing.kind, len(kinds))
    return kinds


def _links(network: Network) -> Iterator[list[Any]]:
    numbers = {iri: at for at, iri in enumerate(sorted(network.material.documents))}
    for statement in network.statements:
        documents = _documents(network, statement.claims, numbers)
        yield [
            statement.subject,
            statement.predicate,
            statement.object,
            sum({1 << STRENGTHS.index(c.modality) for c in statement.claims
                 if c.modality in STRENGTHS}),
            documents,
        ]  # fmt: skip


def _documents(
    network: Network, claims: Sequence[ClaimRecord], numbers: Mapping[str, int]
) -> list[int]:
    documents = {
        numbers.get(network.material.passages[passage].document, -1)
        for claim in claims
        for passage in claim.passages
        if passage in network.material.passages
    }
    return sorted(documents - {-1})


def _claims(network: Network) -> Iterator[list[Any]]:
    encode = _ClaimEncoder(network)
    for statement in network.statements:
        yield encode.all(statement.claims)


def _details(network: Network) -> Iterator[dict[str, Any]]:
    encode = _ClaimEncoder(network)
    values: dict[int, list[Any]] = {}
    for valued in network.values:
        literal = valued.object
        value = (
            [literal.text, literal.lang or literal.datatype, bool(literal.lang)]
            if isinstance(literal, Value)
            else [literal, "", False]
        )
        values.setdefault(valued.subject, []).append(
            [valued.predicate, *value, encode.all(valued.claims)]
        )
    # A change is shown at two things, and many are alike.
    compared = {change for each in network.changes.values() for change in each}
    in_words = {change: {lang: _change(change, lang) for lang in LANGUAGES} for change in compared}
    for at, thing in enumerate(network.things):
        row: dict[str, Any] = {}
        if thing.texts.definitions:
            row["definition"] = dict(sorted(thing.texts.definitions.items()))
        if thing.texts.notes:
            row["notes"] = sorted(thing.texts.notes)
        if at in values:
            row["values"] = values[at]
        if at in network.figures:
            row["figures"] = [_figure(figure, encode) for figure in network.figures[at]]
        if at in network.changes:
            row["changes"] = [in_words[change] for change in network.changes[at]]
        yield row


def _change(change: ComparedFigures, lang: str) -> str:
    """Return what changed in words; the page shows it as it is."""
    found = change.difference
    if found.difference is None:
        return tell(REASONS[found.reason], lang)
    number = Decimal(found.difference)
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    parts = [f"{sign}{abs(number):,f}"]
    if change.unit == PERCENT:
        parts.append(word("percentage points", lang))
    if found.ratio is not None:
        parts.append(f"({word('× {ratio}', lang, ratio=found.ratio)})")
    text = " ".join(parts)
    bound = tell(BOUNDS[found.certainty], lang)
    return (
        word("change of {change}", lang, change=bound + text)
        if bound
        else word("change {change}", lang, change=text)
    )


def _figure(figure: Observation, encode: _ClaimEncoder) -> dict[str, Any]:
    return {
        "id": identifier(figure.iri),
        "labels": dict(sorted(figure.texts.labels.items())),
        "indicator": figure.indicator,
        "role": figure.role,
        "value": figure.value,
        "unit": dict(sorted(figure.unit.items())),
        "measure": figure.measure,
        "bound": figure.bound,
        # Few are ranges.
        **({"upper": figure.upper} if figure.upper else {}),
        "stated": figure.stated,
        "claims": encode.all(figure.claims),
    }


class _ClaimEncoder:
    """Encodes claims: identifier, modality, passages, qualifier, speaker."""

    def __init__(self, network: Network) -> None:
        self._material = network.material
        self._documents = {iri: at for at, iri in enumerate(sorted(network.material.documents))}
        self._things = {thing.iri: at for at, thing in enumerate(network.things)}

    def all(self, claims: Sequence[ClaimRecord]) -> list[Any]:
        return [self._one(claim) for claim in claims]

    def _one(self, claim: ClaimRecord) -> list[Any]:
        row: list[Any] = [
            identifier(claim.iri),
            STRENGTHS.index(claim.modality) if claim.modality in STRENGTHS else -1,
            [self._passage(iri) for iri in self._in_order(claim.passages)],
        ]
        if claim.qualifier or claim.speaker or claim.sources:
            row += [dict(sorted((claim.qualifier or {}).items())), self._speaker(claim.speaker)]
        if claim.sources:
            row.append([_source(source) for source in claim.sources])
        return row

    def _in_order(self, passages: Sequence[str]) -> list[str]:
        spans = self._material.passages
        held = [iri for iri in passages if iri in spans]
        return sorted(held, key=lambda iri: (spans[iri].document, spans[iri].start, iri))

    def _passage(self, iri: str) -> list[Any]:
        span = self._material.passages[iri]
        document = self._documents.get(span.document, -1)
        return [identifier(iri), document, span.start, span.end, span.anchor]

    def _speaker(self, iri: str) -> int | str:
        return self._things.get(iri, identifier(iri)) if iri else -1


def _source(source: Source) -> list[Any]:
    """Return IRI, labels, text, whether it is ascribed to it, and the day it was read."""
    place = source.place
    named = (
        ["", {}, place.text]
        if isinstance(place, Value)
        else [place.iri, dict(sorted(place.labels.items())), place.curie]
    )
    return [*named, source.ascribed, source.retrieved.partition("T")[0]]


def ontology_name(iri: str) -> str:
    """Return how a page names a property: its local name, or the IRI of a foreign one."""
    return iri.removeprefix(ONTOLOGY)
