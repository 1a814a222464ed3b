"""Frozen values that a cold lookup can afford to declare.

`dataclasses` writes and compiles five methods for each frozen class, which takes 0.4 ms a class; a
lookup loads some fifteen of them. The classes here are dataclasses too, with slots (`fields`,
`replace` and pattern matching work), but share their methods, and take 0.1 ms. Making an instance
takes 1 µs more. So what every lookup loads is a record; all else is a plain dataclass.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_set = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots, as `dataclass(frozen=True, slots=True)` does.

    >>> @record
    ... class Span:
    ...     start: int
    ...     end: int = 0
    >>> Span(3), Span(3) == Span(3, 0), {Span(1, 2): "a"}[Span(1, 2)]
    (Span(start=3, end=0), True, 'a')
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__record__ = attrgetter(*made.__match_args__)
    made.__init__ = _init
    made.__repr__ = _repr
    made.__eq__ = _eq
    made.__hash__ = _hash
    made.__reduce__ = _reduce
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]


def is_record(cls: type) -> bool:
    """Tell whether a class is a record."""
    return "__record__" in cls.__dict__


def _init(self: Any, *values: Any, **named: Any) -> None:
    names = self.__match_args__
    if len(values) > len(names):
        raise TypeError(f"{type(self).__name__} takes {len(names)} values, got {len(values)}")
    for name, value in zip(names, values, strict=False):
        _set(self, name, value)
    for name in names[len(values) :]:
        _set(self, name, named.pop(name) if name in named else _default(self, name))
    if named:
        raise TypeError(f"{type(self).__name__} takes no {', '.join(named)}, or takes it once")


def _default(self: Any, name: str) -> Any:
    declared = self.__dataclass_fields__[name]
    if declared.default is not MISSING:
        return declared.default
    if declared.default_factory is MISSING:
        raise TypeError(f"{type(self).__name__} needs a value for {name}")
    return declared.default_factory()


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__match_args__)


def _repr(self: Any) -> str:
    values = ", ".join(
        f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr
    )
    return f"{type(self).__qualname__}({values})"


def _eq(self: Any, other: object) -> Any:
    read: Callable[[Any], Any] = self.__record__
    if type(other) is not type(self):
        return NotImplemented
    return read(self) == read(other)


def _hash(self: Any) -> int:
    return hash(self.__record__(self))


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), _values(self)


def _refuse(self: Any, name: str, _value: object = None) -> NoReturn:
    raise FrozenInstanceError(f"cannot change {name} of {type(self).__name__}")
