"""Hands values from one process to another, in a form that cannot make the other run code.

A query that took over its process could send whatever it likes. So this is no pickle: JSON with
plain values, terms of RDF, and the project's own values, which are made without their constructors.
All that a forged message can do is to give a wrong answer, as its sender could anyway.
"""

from __future__ import annotations

import builtins
import dataclasses
import importlib
import json
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Triple

from sskg.errors import SskgError
from sskg.model import Answer
from sskg.record import is_record

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN: Final = (type(None), bool, int, float, str)
_DEEPEST: Final = 1000
"""Triples within triples: whoever gets more of them would overflow its stack."""


def packed(value: Any) -> bytes:
    """Return a value as bytes.

    Raises:
        TypeError: something in it is none of the values that can be handed over.
        RecursionError: it is nested too deep.
    """
    packer = _Packer()
    packer.add("value", packer.put(value))
    return json.dumps(packer.nodes, separators=(",", ":")).encode("ascii")


def packed_or_error(*, raised: bool, value: Any) -> bytes:
    """Return as bytes whether work raised, and what it raised or returned.

    What cannot be handed over is an error in its place.
    """
    try:
        return packed((raised, value))
    except (MemoryError, RecursionError) as error:
        return packed((True, type(error)()))
    except (TypeError, ValueError) as error:
        return packed((True, RuntimeError(str(error))))


def unpacked(content: bytes) -> Any:
    """Return the value of what another process sent.

    Raises:
        ValueError: these are no bytes of `packed`.
    """
    values: list[Any] = []
    try:
        for kind, *parts in json.loads(content):
            # A plain value stands for itself, a list of one number for an earlier value.
            each = [values[part[0]] if type(part) is list else part for part in parts]
            values.append(_MAKERS[kind](*each))
        return values[-1]
    except Exception as error:
        raise ValueError(f"not a value: {type(error).__name__}: {error}") from error


class _Packer:
    """Makes a list of nodes; each names those before it by their numbers."""

    def __init__(self) -> None:
        self.nodes: list[list[Any]] = []
        self._terms: dict[Any, list[int]] = {}
        self._objects: dict[int, list[int]] = {}

    def add(self, kind: str, *parts: Any) -> list[int]:
        """Add a node, and return what stands for it in later ones."""
        self.nodes.append([kind, *parts])
        return [len(self.nodes) - 1]

    def put(self, value: Any) -> Any:
        """Add the nodes of a value, and return what stands for it."""
        if type(value) in _PLAIN:
            return value
        if isinstance(value, NamedNode | BlankNode | Literal):
            if value not in self._terms:
                self._terms[value] = self._term(value)
            return self._terms[value]
        if isinstance(value, Triple):
            return self._triple(value)
        if type(value) is dict:
            return self.add("dict", *(self.put(each) for item in value.items() for each in item))
        if type(value) in _COLLECTIONS:
            return self.add(type(value).__name__, *map(self.put, value))
        if id(value) not in self._objects:
            self._objects[id(value)] = self._object(value)
        return self._objects[id(value)]

    def _term(self, term: NamedNode | BlankNode | Literal) -> list[int]:
        if isinstance(term, NamedNode):
            return self.add("iri", term.value)
        if isinstance(term, BlankNode):
            return self.add("blank", term.value)
        if term.language is None:
            return self.add("literal", term.value, term.datatype.value)
        direction = None if term.direction is None else term.direction.value
        return self.add("text", term.value, term.language, direction)

    def _triple(self, term: Triple) -> Any:
        chain: list[Triple] = []
        inner: Any = term
        while isinstance(inner, Triple):
            chain.append(inner)
            inner = inner.object
        if len(chain) > _DEEPEST:
            raise RecursionError
        node = self.put(inner)
        for each in reversed(chain):
            node = self.add("triple", self.put(each.subject), self.put(each.predicate), node)
        return node

    def _object(self, value: Any) -> list[int]:
        kind = type(value)
        name = (kind.__module__, kind.__qualname__)
        if isinstance(value, BaseException) and not isinstance(value, SskgError):
            if kind is getattr(builtins, kind.__name__, None) and _are_plain(value.args):
                return self.add("error", kind.__name__, *value.args)
            return self.add("error", "RuntimeError", f"{kind.__name__}: {value}")
        if not _is_value(kind):
            raise TypeError(f"{kind.__module__}.{kind.__qualname__} cannot be handed over")
        if isinstance(value, Enum):
            return self.add("member", *name, value.name)
        if isinstance(value, tuple):
            return self.add("row", *name, *map(self.put, value))
        base: Any = None
        if isinstance(value, SskgError):
            base = self.put(value.args)
        elif isinstance(value, str):
            base = str(value)
        names = dict.fromkeys((*_slots(kind), *getattr(value, "__dict__", ())))
        state = {each: getattr(value, each) for each in names if hasattr(value, each)}
        parts = [self.put(each) for item in state.items() for each in item]
        return self.add("object", *name, base, *parts)


def _are_plain(values: tuple[Any, ...]) -> bool:
    return all(type(value) in _PLAIN for value in values)


def _slots(kind: type) -> tuple[str, ...]:
    return tuple(
        slot
        for each in kind.__mro__
        for slot in each.__dict__.get("__slots__", ())
        if not slot.startswith("__")
    )


def _is_value(kind: type) -> bool:
    """Tell whether a class is one of the project's values: it holds nothing but what it tells."""
    if not kind.__module__.startswith("sskg."):
        return False
    frozen = dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    named = issubclass(kind, tuple) and hasattr(kind, "_fields")
    return (
        bool(frozen) or is_record(kind) or named or issubclass(kind, (str, Answer, SskgError, Enum))
    )


def _class(module: str, name: str) -> type:
    if not module.startswith("sskg."):
        raise ValueError(module)
    kind = getattr(importlib.import_module(module), name)
    if not (isinstance(kind, type) and kind.__module__ == module and _is_value(kind)):
        raise ValueError(name)
    return kind


def _member(module: str, name: str, member: str) -> Any:
    kind = _class(module, name)
    if not issubclass(kind, Enum):
        raise TypeError(name)
    return kind[member]


def _row(module: str, name: str, *values: Any) -> Any:
    kind = _class(module, name)
    if not issubclass(kind, tuple):
        raise TypeError(name)
    return kind(*values)


def _made(module: str, name: str, base: Any, *state: Any) -> Any:
    kind = _class(module, name)
    value: Any
    if issubclass(kind, SskgError):
        value = BaseException.__new__(kind, *base)
    elif issubclass(kind, str):
        value = str.__new__(kind, base)
    else:
        value = object.__new__(kind)
    slots = _slots(kind)
    for slot, each in zip(state[::2], state[1::2], strict=True):
        if slot.startswith("__") or not (slot in slots or hasattr(value, "__dict__")):
            raise ValueError(slot)
        object.__setattr__(value, slot, each)
    return value


def _error(name: str, *args: Any) -> Exception:
    kind = getattr(builtins, name)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        raise TypeError(name)
    return kind(*args)


def _text(value: str, language: str, direction: str | None) -> Literal:
    if direction is None:
        return Literal(value, language=language)
    return Literal(value, language=language, direction=BaseDirection(direction))


_COLLECTIONS: Final = (tuple, list, frozenset, set)
_MAKERS: Final[dict[str, Callable[..., Any]]] = {
    "value": lambda value: value,
    "dict": lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "tuple": lambda *parts: parts,
    "list": lambda *parts: list(parts),
    "frozenset": lambda *parts: frozenset(parts),
    "set": lambda *parts: set(parts),
    "iri": NamedNode,
    "blank": BlankNode,
    "literal": lambda value, datatype: Literal(value, datatype=NamedNode(datatype)),
    "text": _text,
    "triple": Triple,
    "member": _member,
    "row": _row,
    "object": _made,
    "error": _error,
}
