"""From a model's answer to proposals: what it quotes is looked for letter by letter.

A model never says where something stands. What does not stand in the sentence that it names is
dropped and counted; nothing is looked for that is merely alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sskg.ingest.proposal import Quote, RelationProposal, Span, ThingProposal
from sskg.ingest.proposers.figures import figure_at
from sskg.ingest.proposers.names import bearers_of, linked
from sskg.language.numbers.reading import numbers
from sskg.language.text import is_chinese
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence

    from sskg.ingest.known import Known, KnownThing
    from sskg.ingest.proposal import FigureProposal, Proposal, Segment

BY: Final = "model"
_MOST: Final = 20
"""Proposals for each sentence of a batch: more is no reading of it."""
_FENCE: Final = "```"


class DroppedError(ValueError):
    """A proposal of the model that cannot be one; the text says why."""


@dataclass(frozen=True, slots=True)
class Quoter:
    """Turns what a model wrote of some sentences into proposals.

    Attributes:
        text: the frozen text.
        known: names of the graph, jurisdiction, rejected links.
        dropped: how many proposals were dropped, by reason; counted on.
        names: the graph's things by the words of their names.
    """

    text: str
    known: Known
    dropped: Counter[str]
    names: Mapping[tuple[str, ...], list[KnownThing]]

    def proposals(self, batch: Sequence[Segment], records: Sequence[Any]) -> Iterator[Proposal]:
        """Yield what holds of a model's records."""
        most = _MOST * len(batch)
        if len(records) > most:
            self.dropped["more than can be read"] += len(records) - most
        for record in records[:most]:
            try:
                yield self._proposal(batch, record)
            except DroppedError as reason:
                self.dropped[str(reason)] += 1

    def _proposal(self, batch: Sequence[Segment], record: Any) -> Proposal:
        if not isinstance(record, dict):
            raise DroppedError("no proposal")
        number = record.get("sentence")
        # True is a number in Python.
        if type(number) is not int or not 0 < number <= len(batch):
            raise DroppedError("no such sentence")
        segment = batch[number - 1]
        match record.get("kind"):
            case "thing":
                return self._thing(segment, record)
            case "figure":
                return self._figure(segment, record)
            case "relation":
                return self._relation(segment, record)
        raise DroppedError("no such kind of proposal")

    def _thing(self, segment: Segment, record: Mapping[str, Any]) -> ThingProposal:
        quote = self._quote("name", segment, record, "quote")
        name = " ".join(quote.text.split())
        kind = record.get("class")
        if not isinstance(kind, str):
            raise DroppedError("the ontology has no such kind")
        link, like = linked(self.known, bearers_of(self.names, name), name)
        return ThingProposal(
            passage=segment.span,
            quotes=(quote,),
            by=BY,
            iri=link.iri if link else None,
            thing_kind=link.kind if link else kind,
            name=name,
            lang="zh" if is_chinese(name) else "en",
            like=like,
        )

    def _figure(self, segment: Segment, record: Mapping[str, Any]) -> FigureProposal:
        stated = self._quote("value", segment, record, "quote").span
        start = segment.span.start
        inside = [
            replace(number, start=number.start + start, end=number.end + start)
            for number in numbers(segment.span.of(self.text))
        ]
        inside = [each for each in inside if stated.holds(Span(each.start, each.end))]
        if len(inside) != 1:
            raise DroppedError("the quote holds no number, or several")
        figure = figure_at(self.text, segment, inside[0])
        if figure is None:
            raise DroppedError("the number has no value")
        parts = {
            part: self._quote(part, segment, record, part)
            for part in ("population", "period")
            if record.get(part) is not None
        }
        quotes = [quote for quote in figure.quotes if quote.part not in parts]
        return replace(
            figure,
            by=BY,
            quotes=tuple(
                sorted([*quotes, *parts.values()], key=lambda quote: (quote.span, quote.part))
            ),
            population=_wording(parts.get("population")) or figure.population,
            period=_wording(parts.get("period")) or figure.period,
        )

    def _relation(self, segment: Segment, record: Mapping[str, Any]) -> RelationProposal:
        subject, object_ = (self._quote(end, segment, record, end) for end in ("subject", "object"))
        predicate = record.get("predicate")
        if not isinstance(predicate, str):
            raise DroppedError("the ontology does not allow the relation")
        return RelationProposal(
            passage=segment.span,
            quotes=tuple(sorted((subject, object_), key=lambda quote: quote.span)),
            by=BY,
            subject=_thing_key(segment, subject),
            predicate=ONTOLOGY + predicate,
            object=_thing_key(segment, object_),
        )

    def _quote(self, part: str, segment: Segment, record: Mapping[str, Any], field: str) -> Quote:
        """Find what the model quotes, in its sentence alone and never within a word."""
        quoted = record.get(field)
        if not isinstance(quoted, str) or not quoted.strip():
            raise DroppedError("nothing is quoted")
        end = segment.span.end
        at = self.text.find(quoted, segment.span.start, end)
        while at >= 0 and not _whole(self.text, at, at + len(quoted)):
            at = self.text.find(quoted, at + 1, end)
        if at < 0:
            raise DroppedError("the quote does not stand in the sentence")
        return Quote.cut(part, self.text, at, at + len(quoted))


def _wording(quote: Quote | None) -> str | None:
    return " ".join(quote.text.split()) if quote else None


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch cuts no word or number in two; Chinese has no gaps between words."""
    return not any(
        0 < at < len(text)
        and all(char.isalnum() and not is_chinese(char) for char in text[at - 1 : at + 1])
        for at in (start, end)
    )


def _thing_key(segment: Segment, quote: Quote) -> str:
    name = replace(quote, part="name")
    return ThingProposal(
        passage=segment.span, quotes=(name,), by=BY, iri=None, thing_kind="", name="", lang=""
    ).key


def records_of(answer: str) -> list[Any] | None:
    r"""Return the records of an answer, or None where it is no answer to what was asked.

    >>> records_of('```json\n{"proposals": [1]}\n```'), records_of("I cannot do that.")
    ([1], None)
    """
    content = answer.strip()
    if content.startswith(_FENCE):
        content = content.removesuffix(_FENCE).partition("\n")[2]
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return None
    records = parsed.get("proposals") if isinstance(parsed, dict) else parsed
    return records if isinstance(records, list) else None
