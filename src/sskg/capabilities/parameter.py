"""What a capability takes: one record, from which every door makes its own parameter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sskg.errors import RequestError
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sskg.language.message import Message

_LONGEST: Final = 1000
_MOST: Final = 50
_TRUE: Final = frozenset({"", "1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})


class Parameter(NamedTuple):
    """One parameter, under the one name that it has at every door.

    Attributes:
        name: in the address, as keyword in Python, as option (`--name`) on the command line.
        meaning: what it is.
        required: whether it must be given.
        repeat: whether it may be given several times.
        choices: the values that it may have; any text if empty.
        whole: the least and the greatest value of a whole number; None for a text.
        flag: whether it is a truth value.
        default: of a number or a choice.
        argument: what the command line calls it where it is no option, as in `[INDICATOR]`.
        short: its short option.
        value: what the command line calls its value.
        of: what is completed: "thing", "document", "kind", "relation", "query" or nothing.
    """

    name: str
    meaning: Message
    required: bool = False
    repeat: bool = False
    choices: tuple[str, ...] = ()
    whole: tuple[int, int] | None = None
    flag: bool = False
    default: int | str | None = None
    argument: str = ""
    short: str = ""
    value: str = ""
    of: str = ""

    @property
    def without(self) -> Any:
        """The value where none is given."""
        if self.repeat:
            return ()
        return False if self.flag else self.default

    def read(self, texts: Sequence[str]) -> Any:
        """Return the value from what an address or a form has: texts, empty ones for nothing.

        Raises:
            RequestError: it is missing, given twice, or has another form.
        """
        texts = [text.strip() for text in texts]
        if not self.flag:
            texts = [text for text in texts if text]
        if self.repeat:
            return self._many([self._parsed(text) for text in texts])
        if len(texts) > 1:
            raise RequestError(msg("“{name}” is given {n} times", name=self.name, n=len(texts)))
        if not texts:
            if self.required:
                raise RequestError(msg("“{name}” is missing", name=self.name), hint=self.meaning)
            return self.without
        return self._one(self._parsed(texts[0]))

    def take(self, value: Any) -> Any:
        """Return the value from what a program gives: the same, checked.

        Args:
            value: a text, number or truth value; several of them, or one, where it may repeat.

        Raises:
            RequestError: it is not among the choices, or out of range.
            TypeError: it is of another type.
        """
        if value is None:
            return self.without
        if not self.repeat:
            return self._one(value)
        return self._many([value] if isinstance(value, str) else list(value))

    def _parsed(self, text: str) -> Any:
        if self.flag and text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        if self.whole is not None and re.fullmatch(r"[0-9]{1,9}", text):
            return int(text)
        return text

    def _many(self, values: Sequence[Any]) -> tuple[Any, ...]:
        if len(values) > _MOST:
            raise RequestError(
                msg("“{name}” is given more than {most} times", name=self.name, most=_MOST)
            )
        return tuple(self._one(value) for value in values)

    def _one(self, value: Any) -> Any:
        if self.flag:
            return self._truth(value)
        if self.whole is not None:
            return self._number(value)
        if not isinstance(value, str):
            message = f"{self.name} is a str, not {type(value).__name__}"
            raise TypeError(message)
        if len(value) > _LONGEST:
            raise RequestError(
                msg("“{name}” has more than {n} characters", name=self.name, n=_LONGEST)
            )
        if self.choices:
            return self._choice(value)
        return value

    def _truth(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise RequestError(msg("“{name}” is true or false", name=self.name))
        return value

    def _number(self, value: Any) -> int:
        least, most = self.whole or (0, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise RequestError(
                msg(
                    "“{name}” is a whole number from {least} to {most}",
                    name=self.name,
                    least=least,
                    most=most,
                )
            )
        return value

    def _choice(self, value: str) -> str:
        if value.lower() not in self.choices:
            raise RequestError(
                msg("“{name}” cannot be “{value}”", name=self.name, value=value[:40]),
                hint=msg("one of {names}", names=", ".join(self.choices)),
            )
        return value.lower()


UNBOUNDED: Final = 1_000_000
"""The greatest value of a number that no reader would type: doors show it as no bound."""

COMMON: Final = frozenset({"lang", "format"})
"""Parameters that every address takes."""


def take_all(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of each parameter from what a program gives; the default for none.

    Raises:
        RequestError: one is not among the choices, or out of range.
        TypeError: one is unknown, or of another type.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    for name in values:
        if name not in by_name:
            message = f"there is no parameter {name!r}; parameters: {', '.join(by_name)}"
            raise TypeError(message)
    return {name: parameter.take(values.get(name)) for name, parameter in by_name.items()}


def read_all(parameters: Iterable[Parameter], texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the value of each parameter of an address.

    Raises:
        RequestError: one is missing, malformed or unknown.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    for name in texts:
        if name not in by_name and name not in COMMON:
            raise RequestError(
                msg("there is no parameter “{name}”", name=name[:40]),
                hint=msg("parameters: {names}", names=", ".join([*by_name, *sorted(COMMON)])),
            )
    return {name: parameter.read(texts.get(name, ())) for name, parameter in by_name.items()}
