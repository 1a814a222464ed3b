"""What backs a sentence: what stands at the places that it cites, and what is claimed there.

It tells what is backed and what is not, and never that a sentence is true.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import NegativeAnswer
from sskg.graph.comparison import is_number
from sskg.graph.documents import held
from sskg.graph.reading import values_clauses
from sskg.language.message import msg
from sskg.language.numbers.reading import numbers
from sskg.language.text import fold, simplified
from sskg.mcp import evidence
from sskg.mcp.naming import formed_names, graph_names, holds, occurs
from sskg.model import Entity, Value
from sskg.questions.figures import indicators_of, measurements
from sskg.questions.judging import conflicts
from sskg.questions.statements import identify, statements
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS, expand
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.language.numbers.number import Number
    from sskg.mcp.naming import GraphName
    from sskg.model import Fact, Passage
    from sskg.questions.statements import Statements
    from sskg.store.base import Store

_PLACE: Final = re.compile(r"(?P<document>\S+):(?P<start>[0-9]{1,9})[-–](?P<end>[0-9]{1,9})\Z")
_DOCUMENT: Final = """
SELECT ?x ?digest ?length WHERE {{ {values} ?x a sskg:SourceDocument .
  OPTIONAL {{ ?x schema:sha256 ?digest }}
  OPTIONAL {{ ?x sskg:characterCount ?count BIND(xsd:integer(?count) AS ?length) }} }}"""
_VALUE: Final = ONTOLOGY + "value"
_MEASURED: Final = "SELECT ?indicator WHERE {{ {values} ?x sskg:indicator ?indicator }}"
_MOST: Final = 10
"""Passages of a place that are listed; what they prove is listed apart."""
_DATES: Final = frozenset(
    PREFIXES["xsd"] + name for name in ("date", "gYear", "gYearMonth", "dateTime")
)


def place(
    store: Store, name: str, documents: Mapping[str, Document] | None
) -> tuple[str, dict[str, Any]]:
    """Return the status of a place, what stands there, and what it proves.

    Raises:
        NegativeAnswer: the graph has no such place.
    """
    exists, words = _standing(store, name, documents)
    if not exists:
        raise NegativeAnswer(
            msg("there is no place “{place}”", place=name),
            hint=msg("a place is a document and its characters, as answers give it: {example}",
                     example="ten-years:4803-4864"),
        )  # fmt: skip
    answer = _proved(store, name, documents)
    passages = [each.passage for each in answer.places] if answer else []
    shape: dict[str, Any] = {"place": name, "stands_there": _apart(name, words, passages)}
    if answer is None:
        return evidence.NOT_IN_GRAPH, shape | {"proves": "nothing in the graph"}
    shape |= {"at": passages, "facts": answer.facts}
    return _judged(store, answer.facts, shape, documents)


def verify(
    store: Store, sentence: str, places: Sequence[str], documents: Mapping[str, Document] | None
) -> tuple[str, dict[str, Any]]:
    """Return the status of what backs a sentence, and for each part of it what does."""
    cited: list[dict[str, Any]] = []
    proved: dict[str, Statements] = {}
    texts: dict[str, str] = {}
    for name in dict.fromkeys(places):
        exists, words = _standing(store, name, documents)
        answer = _proved(store, name, documents) if exists else None
        passages = [each.passage for each in answer.places[:_MOST]] if answer else []
        cited.append(
            {
                "place": name,
                "exists": "yes" if exists else "no",
                "stands_there": _apart(name, words, passages),
                "passages": passages,
            }
        )
        if answer:
            proved[name] = answer
        texts[name] = " ".join(
            [words or "", *(each.words for each in (answer.places if answer else ()))]
        )
    there = {
        name: _There(text, proved[name].facts if name in proved else ())
        for name, text in texts.items()
    }
    names, named = _named(store, sentence, there)
    # A number that is part of a name occurs where what is named does.
    parts = {
        word: each["occurs_at"]
        for each, name in zip(named, names, strict=False)
        for word in name.name.split() if any(map(str.isdigit, word))
    }  # fmt: skip
    counted: list[dict[str, Any]] = [
        {"number": number.wording,
         "occurs_at": [name for name, each in there.items() if each.counts(number)]
         or parts.get(fold(number.wording), [])}
        for number in numbers(sentence)
        if number.sure
    ]  # fmt: skip
    missing = [str(each.get("number", each.get("name"))) for each in (*counted, *named)
               if not each["occurs_at"]]  # fmt: skip
    facts = [fact for answer in proved.values() for fact in answer.facts]
    proves = [
        {"place": name, "fact": fact} for name, answer in proved.items() for fact in answer.facts
    ]
    shape = {"not_backed": missing, "numbers": counted, "names": named,
             "places": cited, "proves": proves}  # fmt: skip
    return _judged(store, facts, shape, documents)


def _judged(
    store: Store,
    facts: Sequence[Fact],
    shape: dict[str, Any],
    documents: Mapping[str, Document] | None,
) -> tuple[str, dict[str, Any]]:
    """Return the status of what stands at places, and with it which other figures deny theirs."""
    if not facts:
        return evidence.NOT_IN_GRAPH, shape
    figures = {fact.subject.iri for fact in facts if fact.predicate.iri == _VALUE}
    indicators = indicators_of(store, *figures) if figures else []
    pairs = [
        pair
        for pair in conflicts(store, measurements(store, indicators, documents), documents)
        if figures & {pair.first.observation.iri, pair.second.observation.iri}
    ]
    if pairs:
        return evidence.CONFLICTING, {**shape, "conflicts": pairs}
    return evidence.status_of(facts), shape


def _named(
    store: Store, sentence: str, there: Mapping[str, _There]
) -> tuple[list[GraphName], list[dict[str, Any]]]:
    """Return the names of the graph that a sentence has, and of all its names where they occur.

    Those of the graph come first, in the same order.
    """
    names = graph_names(store, sentence)
    formed = formed_names(store, sentence, names, " ".join(each.text for each in there.values()))
    # A name of the graph that only stands within a longer name is not what the sentence names.
    left = fold(sentence)
    for forms in formed:
        left = left.replace(fold(forms[0]), "\0")
    names = [each for each in names if holds(left, each.name)]
    ends = {name: _ends(store, each.facts) for name, each in there.items()}
    named: list[dict[str, Any]] = [
        {"name": each.name, "thing": each.thing, "occurs_at": [
            name for name, text in there.items()
            if any(holds(text.folded, form) for form in each.names)
            or each.thing.iri in ends[name]]}
        for each in names
    ]  # fmt: skip
    named += [
        {"name": forms[0],
         "occurs_at": [name for name, text in there.items() if occurs(text.folded, forms)]}
        for forms in formed
    ]  # fmt: skip
    return names, named


def _standing(
    store: Store, name: str, documents: Mapping[str, Document] | None
) -> tuple[bool, str | None]:
    """Return whether a place lies in a document, and the text there where that is held."""
    match = _PLACE.match(name)
    if match is None:
        # A claim or a passage may be cited by its own name.
        return bool(identify(store, name)), None
    iri = expand(match["document"]) or THINGS + match["document"]
    start, end = int(match["start"]), int(match["end"])
    try:
        clause = values("x", [_node(iri)])
    except ValueError:
        return False, None
    for row in select(store, _DOCUMENT.format(values=clause)):
        digest, length = row["digest"], row["length"]
        document = held(digest.value, documents) if digest is not None else None
        if document is not None:
            text = document.passage(start, end)
            return text is not None, text
        inside = length is None or end <= int(length.value)
        return start < end and inside, None
    return False, None


def _apart(name: str, words: str | None, passages: Sequence[Passage]) -> str:
    """Return what stands at a place, unless passages that are sent along say just that."""
    match = _PLACE.match(name)
    if not words or match is None:
        return words or ""
    start, end = int(match["start"]), int(match["end"])
    spans = [(each.start, each.end) for each in passages if each.text is not None]
    if any(first <= start and end <= last and (first, last) != (start, end)
           for first, last in spans):  # fmt: skip
        return words  # a part of a passage
    left = "".join(
        char
        for at, char in enumerate(words, start)
        if not any(first <= at < last for first, last in spans)
    )
    return words if left.strip() else ""


def _node(iri: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(iri)


def _proved(store: Store, name: str, documents: Mapping[str, Document] | None) -> Statements | None:
    try:
        iris = identify(store, name)
    except NegativeAnswer:
        return None
    return statements(store, iris, documents) if iris else None


class _There:
    """What stands at a place that is cited: its text, and what is claimed there."""

    def __init__(self, text: str, facts: Sequence[Fact]) -> None:
        self.folded = fold(simplified(text))
        self.facts = facts
        self.text = text
        self._numbers = numbers(text)
        self._values = {number for fact in facts for number in _numbers_of(fact.object)}

    def counts(self, number: Number) -> bool:
        """Tell whether a number of the sentence is one of the text, or of what is claimed there."""
        if number.value is None:
            return number.wording.casefold() in self.text.casefold()
        return number.value in self._values or any(
            other.says(number.value) or other.value == number.value for other in self._numbers
        )


def _numbers_of(value: Entity | Value) -> Iterator[Decimal]:
    """Yield the number that a literal is, or the year, month and day of a date."""
    if not isinstance(value, Value):
        return
    if value.datatype in _DATES:
        yield from map(Decimal, re.findall(r"[0-9]+", value.text))
    elif is_number(value.text):
        yield Decimal(value.text)


def _ends(store: Store, facts: Sequence[Fact]) -> set[str]:
    """Return the IRIs of what is claimed to be related, by whom, and of what figures measure."""
    ends = {fact.subject.iri for fact in facts}
    ends |= {fact.object.iri for fact in facts if isinstance(fact.object, Entity)}
    for fact in facts:
        for claim in fact.claims:
            ends |= {claim.speaker.iri} if claim.speaker else set()
            ends |= {passage.document.iri for passage in claim.passages}
    for clause in values_clauses("x", ends):
        rows = select(store, _MEASURED.format(values=clause))
        ends = ends | {row["indicator"].value for row in rows}
    return ends


def prepare(store: Store) -> None:
    """Read what each call would else read anew: patterns, and the names of the graph."""
    for sentence in ("A Name of 12", "某部发布《2项》"):
        formed_names(store, sentence, graph_names(store, sentence), sentence)
        _There(sentence, ())
