"""An answer as evidence: each thing, passage, document and statement once, within a bound of bytes.

All text of the graph and of documents stands in JSON strings under `data`, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from itertools import combinations, count
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sskg.graph.agreement import CONFLICTS
from sskg.graph.comparison import plain
from sskg.graph.tables import Table
from sskg.language.ranges import choose
from sskg.language.text import printable
from sskg.model import (
    INFERRED,
    Answer,
    DirectedProperty,
    Fact,
    Named,
    Passage,
    Property,
    Step,
    Value,
)
from sskg.rdf.terms import ONTOLOGY, curie, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sskg.model import Claim

_T = TypeVar("_T")

STATED: Final = "stated"
CONCLUDED: Final = "inferred"
CONFLICTING: Final = "conflicting"
NOT_IN_GRAPH: Final = "not-in-graph"
AMBIGUOUS: Final = "ambiguous"
TOKENS: Final = 2_000
"""Bound of an answer where no other is asked for; a token is taken for four bytes."""
BYTES: Final = 4
ENVELOPE: Final = 700
"""Bytes that are kept for all that stands around the data."""
SINGLE: Final = frozenset(
    ONTOLOGY + name
    for name in ("value", "upperValue", "start", "end", "adoptedOn", "publishedOn", "inForceFrom")
)
"""Of what a thing has one value at most, by the shapes."""
_LABEL: Final = 200
_TEXT: Final = 1_200
_TABLES: Final = ("statements", "things", "passages", "documents")


def dumped(value: object) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def size(value: object) -> int:
    """Return how many bytes a value takes as JSON."""
    return len(dumped(value).encode())


def clipped(text: str, most: int = _TEXT) -> str:
    """Return a text of others, safe to show; what is cut off is counted behind it.

    >>> clipped("abcdef", 4)
    'abcd… [+2]'
    """
    text = printable(text)
    return text if len(text) <= most else f"{text[:most]}… [+{len(text) - most}]"


def parts_of(value: object, kind: type[_T]) -> Iterator[_T]:
    """Yield every part of an answer that is of some type: its statements, or its figures."""
    if isinstance(value, kind):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from parts_of(getattr(value, field.name), kind)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts_of(item, kind)


def status_of(answer: object) -> str:
    """Return the one status of an answer that is not no."""
    pairs = getattr(answer, "figures", ())
    verdicts = {
        pair.decided.verdict if pair.decided else pair.verdict
        for pair in pairs
        if hasattr(pair, "verdict")
    }
    if CONFLICTS in verdicts:
        return CONFLICTING
    facts = list(parts_of(answer, Fact))
    if contradicted(facts):
        return CONFLICTING
    modalities = {claim.modality for fact in facts for claim in fact.claims}
    return CONCLUDED if modalities == {INFERRED} else STATED


def contradicted(facts: Iterable[Fact]) -> bool:
    """Tell whether a thing is claimed to have two values of what it has one of.

    A day lies in its month, and a month in its year: these are one date.
    """
    values: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        if fact.predicate.iri in SINGLE and isinstance(fact.object, Value):
            stated = values.setdefault((fact.subject.iri, fact.predicate.iri), set())
            stated.add(plain(fact.object.text))
    return any(
        not (one.startswith(f"{other}-") or other.startswith(f"{one}-"))
        for stated in values.values()
        for one, other in combinations(stated, 2)
    )


class BoundedJson:
    """Puts an answer into JSON that stays within a bound.

    Args:
        lang: in which labels are shown.
        digests: SHA-256 of each source document by IRI.
        bound: bytes that the data may take.
    """

    def __init__(self, lang: str, digests: Mapping[str, str], bound: int) -> None:
        self._lang = lang
        self._digests = digests
        self._bound = bound
        self._used = 0
        self._tables: dict[str, dict[str, Any]] = {name: {} for name in _TABLES}
        self._left: dict[str, int] = {}

    def of(self, answer: object, conflicts: tuple[object, ...] = ()) -> dict[str, Any]:
        """Return the data of an answer: what stands once first, then the lists, item by item.

        Args:
            answer: what a question returned.
            conflicts: what cannot hold together in it, which comes first.
        """
        lists = {"conflicts": conflicts} if conflicts else {}
        lists |= dict(self._lists(answer))
        data: dict[str, Any] = {}
        for name, value in self._single(answer):
            self._add(data, name, value)
        if isinstance(answer, Mapping):
            # What was asked for and is empty is an answer.
            data |= {name: [] for name in lists if not lists[name]}
        # Each list gets its first items before any gets its last ones.
        open_ = [name for name in lists if lists[name]]
        for place in count():
            for name in list(open_):
                if place >= len(lists[name]):
                    open_.remove(name)
                elif not self._append(data, name, lists[name][place]):
                    self._left[name] = len(lists[name]) - place
                    open_.remove(name)
            if not open_:
                break
        tables = {
            name: list(table.values()) if name == "statements" else table
            for name, table in self._tables.items()
            if table
        }
        return {**data, **tables}

    @property
    def left_out(self) -> dict[str, int]:
        """How many items of which lists did not fit."""
        return self._left

    def _lists(self, answer: object) -> Iterator[tuple[str, tuple[Any, ...]]]:
        if isinstance(answer, Table):
            yield "rows", answer.rows
        elif isinstance(answer, Mapping):
            yield from ((name, value) for name, value in answer.items() if _is_list(value))
        else:
            for name in _names(answer):
                if _is_list(value := getattr(answer, name)):
                    yield name, value

    def _single(self, answer: object) -> Iterator[tuple[str, Any]]:
        if isinstance(answer, Table):
            yield "columns", list(answer.columns)
            return
        if isinstance(answer, Answer) and answer.taken:
            yield "taken", list(answer.taken)
        named = (
            answer.items()
            if isinstance(answer, Mapping)
            else ((name, getattr(answer, name)) for name in _names(answer))
        )
        yield from ((name, value) for name, value in named if not _is_list(value))

    def _append(self, data: dict[str, Any], name: str, item: object) -> bool:
        return self._try(item, lambda shape: data.setdefault(name, []).append(shape))

    def _add(self, data: dict[str, Any], name: str, value: object) -> None:
        if not self._try(value, lambda shape: data.__setitem__(name, shape), name):
            self._left[name] = 1

    def _try(self, value: object, keep: Any, name: str = "") -> bool:
        """Keep a value if it fits with all that it names first; else forget both."""
        used = self._used
        lengths = {table: len(rows) for table, rows in self._tables.items()}
        shape = self._shape(value)
        if shape in ("", None, [], {}):
            return True
        self._used += size(shape) + size(name) + 2
        if self._used > self._bound:
            self._used = used
            for table, rows in self._tables.items():
                for key in list(rows)[lengths[table] :]:
                    del rows[key]
            return False
        keep(shape)
        return True

    def _enter(self, table: str, key: str, make: Any) -> None:
        rows = self._tables[table]
        if key not in rows:
            rows[key] = None
            rows[key] = make()
            self._used += size(rows[key]) + (0 if table == "statements" else size(key)) + 2

    def _shape(self, value: object) -> Any:
        match value:
            case Fact():
                return self._fact(value)
            case Step():
                return self._fact(value.fact)
            case Passage():
                return self._passage(value)
            case Property() | DirectedProperty():
                return clipped(value.label(self._lang), _LABEL)
            case Named():
                return self._thing(value)
            case Value():
                return clipped(value.text) + (f"@{value.lang}" if value.lang else "")
            case Mapping():
                if all(isinstance(text, str) for text in value.values()):
                    chosen = choose(value, self._lang)
                    return clipped(chosen[0]) if chosen else ""
                return {str(key): self._shape(item) for key, item in value.items()}
            case str():
                return clipped(value)
            case bool() | int() | None:
                return value
            case tuple() | list() if not hasattr(value, "_fields"):
                return [self._shape(item) for item in value]
        if names := _names(value):
            shapes = {name: self._shape(getattr(value, name)) for name in names}
            return {
                name: shape
                for name, shape in shapes.items()
                if shape is not False and shape not in ("", None, [], {})
            }
        return clipped(curie(value.value) if hasattr(value, "value") else str(value))

    def _thing(self, thing: Named) -> str:
        name = clipped(thing.curie, _LABEL)
        kind = getattr(thing, "kind", "")
        label = clipped(thing.label(self._lang), _LABEL) + (f" ({kind})" if kind else "")
        self._enter("things", name, lambda: label)
        return name

    def _fact(self, fact: Fact) -> int:
        end = fact.object.iri if isinstance(fact.object, Named) else repr(fact.object)
        claims = ",".join(claim.iri for claim in fact.claims)
        key = f"{fact.subject.iri} {fact.predicate.iri} {end} {claims}"

        def shape() -> dict[str, Any]:
            stated = {
                "s": self._shape(fact.subject),
                "p": self._shape(fact.predicate),
                "o": self._shape(fact.object),
            }
            claims = [self._claim(claim) for claim in fact.claims]
            return {**stated, "claims": claims} if claims else stated

        self._enter("statements", key, shape)
        return list(self._tables["statements"]).index(key)

    def _claim(self, claim: Claim) -> dict[str, Any]:
        shape = {
            "claim": clipped(local_name(claim.iri), _LABEL),
            "modality": clipped(claim.modality, _LABEL),
            "hedge": self._shape(claim.qualifier),
            "speaker": self._shape(claim.speaker),
            "at": [self._passage(passage) for passage in claim.passages],
            "sources": self._shape(claim.sources),
        }
        return {name: value for name, value in shape.items() if value not in ("", None, [])}

    def _passage(self, passage: Passage) -> str:
        place = clipped(passage.reference, _LABEL)

        def words() -> dict[str, str]:
            whole = passage.text is not None and passage.text.strip() != passage.anchor.strip()
            text = {"text": clipped(passage.text or "")} if whole else {}
            return {"anchor": clipped(passage.anchor, _LABEL), **text}

        def document() -> dict[str, str]:
            digest = self._digests.get(passage.document.iri, "")
            title = clipped(passage.document.label(self._lang), _LABEL)
            return {"title": title} | ({"sha256": clipped(digest, _LABEL)} if digest else {})

        self._enter("passages", place, words)
        self._enter("documents", clipped(local_name(passage.document.iri), _LABEL), document)
        return place


def _is_list(value: object) -> bool:
    return isinstance(value, tuple | list) and not hasattr(value, "_fields")


def _names(value: object) -> tuple[str, ...]:
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(field.name for field in fields(value))
    names: tuple[str, ...] = getattr(value, "_fields", ())
    return names
