"""What backs a sentence: what stands at the places that it cites, and what is claimed there.

It tells what is backed and what is not, and never that a sentence is true.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import NegativeAnswer
from sskg.graph.documents import held
from sskg.graph.reading import batches
from sskg.language.message import msg
from sskg.language.numbers.reading import numbers
from sskg.language.text import fold, is_chinese
from sskg.mcp import evidence
from sskg.model import Entity, Value
from sskg.names import bearers
from sskg.questions.statements import identify, statements
from sskg.rdf.terms import THINGS, expand
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.language.numbers.number import Number
    from sskg.model import Fact
    from sskg.questions.statements import Statements
    from sskg.store.base import Store

_PLACE: Final = re.compile(r"(?P<document>\S+):(?P<start>[0-9]{1,9})[-–](?P<end>[0-9]{1,9})\Z")
_DOCUMENT: Final = """
SELECT ?x ?digest ?length WHERE {{ {values} ?x a sskg:SourceDocument .
  OPTIONAL {{ ?x schema:sha256 ?digest }} OPTIONAL {{ ?x sskg:characterCount ?length }} }}"""
_MEASURED: Final = "SELECT ?indicator WHERE {{ {values} ?x sskg:indicator ?indicator }}"
_MOST: Final = 10
"""Passages of a place that are listed; what they prove is listed apart."""
_SHORTEST: Final = {True: 2, False: 4}
"""Characters of the shortest name that is looked for: Chinese ones are short."""


def place(
    store: Store, name: str, documents: Mapping[str, Document] | None
) -> tuple[str, dict[str, Any]]:
    """Return the status of a place, what stands there, and what it proves.

    Raises:
        NegativeAnswer: the graph has no such place.
    """
    exists, words = _standing(store, name, documents)
    if not exists:
        raise NegativeAnswer(msg("there is no place “{place}”", place=name))
    answer = _proved(store, name, documents)
    shape: dict[str, Any] = {"place": name, "stands_there": words or ""}
    if answer is None:
        return evidence.NOT_IN_GRAPH, shape | {"proves": "nothing in the graph"}
    shape |= {"at": [each.passage for each in answer.places], "facts": answer.facts}
    return evidence.status_of(answer), shape


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
        cited.append(
            {
                "place": name,
                "exists": "yes" if exists else "no",
                "stands_there": words or "",
                "passages": [each.passage for each in answer.places[:_MOST]] if answer else [],
            }
        )
        if answer:
            proved[name] = answer
        texts[name] = " ".join(
            [words or "", *(each.words for each in (answer.places if answer else ()))]
        )
    counted: list[dict[str, Any]] = [
        {"number": number.wording, "occurs_at": [
            name for name, text in texts.items()
            if _counts(number, text, proved[name].facts if name in proved else ())]}
        for number in numbers(sentence)
        if number.sure
    ]  # fmt: skip
    named: list[dict[str, Any]] = [
        {"name": bearer, "thing": thing, "occurs_at": [
            name for name, text in texts.items()
            if any(_holds(fold(text), each) for each in names)
            or (name in proved and thing.iri in _ends(store, proved[name].facts))]}
        for bearer, thing, names in _named(store, sentence)
    ]  # fmt: skip
    missing = [str(each.get("number", each.get("name"))) for each in (*counted, *named)
               if not each["occurs_at"]]  # fmt: skip
    facts = [fact for answer in proved.values() for fact in answer.facts]
    proves = [
        {"place": name, "fact": fact} for name, answer in proved.items() for fact in answer.facts
    ]
    status = evidence.status_of(facts) if facts else evidence.NOT_IN_GRAPH
    return status, {"not_backed": missing, "numbers": counted, "names": named,
                    "places": cited, "proves": proves}  # fmt: skip


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


def _node(iri: str) -> Any:
    from pyoxigraph import NamedNode

    return NamedNode(iri)


def _proved(store: Store, name: str, documents: Mapping[str, Document] | None) -> Statements | None:
    try:
        iris = identify(store, name)
    except NegativeAnswer:
        return None
    return statements(store, iris, documents) if iris else None


def _ends(store: Store, facts: Sequence[Fact]) -> set[str]:
    """Return the IRIs of what is claimed to be related, and of what its figures measure."""
    ends = {fact.subject.iri for fact in facts}
    ends |= {fact.object.iri for fact in facts if isinstance(fact.object, Entity)}
    for clause in batches("x", ends):
        rows = select(store, _MEASURED.format(values=clause))
        ends = ends | {row["indicator"].value for row in rows}
    return ends


def _counts(number: Number, text: str, facts: Sequence[Fact]) -> bool:
    """Tell whether a number of the sentence is one of the text, or of what is claimed there."""
    if number.value is None:
        return number.wording.casefold() in text.casefold()
    for other in numbers(text):
        if other.says(number.value) or other.value == number.value:
            return True
    for fact in facts:
        if isinstance(fact.object, Value):
            try:
                if Decimal(fact.object.text) == number.value:
                    return True
            except InvalidOperation:
                continue
    return False


def _named(store: Store, sentence: str) -> list[tuple[str, Entity, tuple[str, ...]]]:
    """Return the things that a sentence names, the longest names first, none within another."""
    left = fold(sentence)
    every = [
        (name, bearer)
        for bearer in bearers(store, text=sentence)
        for name in bearer.folded
        if len(name) >= _SHORTEST[is_chinese(name)]
    ]
    met: dict[str, tuple[str, Entity, tuple[str, ...]]] = {}
    taken: set[str] = set()
    for name, bearer in sorted(every, key=lambda each: (-len(each[0]), each[0])):
        if name in taken:
            continue
        if _holds(left, name):
            left = left.replace(name, "\0")
            taken.add(name)
            met.setdefault(bearer.entity.iri, (name, bearer.entity, bearer.folded))
    return list(met.values())


def _holds(text: str, name: str) -> bool:
    """Tell whether a folded name stands in a folded text, as whole words; Chinese has no gaps."""
    if name not in text or is_chinese(name):
        return name in text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
