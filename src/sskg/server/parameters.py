"""The parameters of a lookup on the web: read once, for routes, forms and the API's description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import RequestError
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sskg.language.message import Message

_LONGEST: Final = 1000
_MOST: Final = 50
_TRUE: Final = frozenset({"", "1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})

LOOKUPS: Final = (
    "find", "show", "relations", "path", "why", "timeline", "figures", "gaps", "stats", "sources",
)  # fmt: skip
"""The addresses of `lookups.LOOKUPS`, for the frontend, which imports nothing that answers them."""

COMMON: Final = frozenset({"lang", "format"})
"""Parameters that every address takes."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    Attributes:
        name: as it stands in the address.
        meaning: what it is.
        required: whether it must be given.
        repeat: whether it may be given several times.
        choices: the values that it may have; any text if empty.
        whole: the least and the greatest value of a whole number; None for a text.
        flag: whether it is a truth value.
        default: of a number or a choice.
    """

    name: str
    meaning: Message
    required: bool = False
    repeat: bool = False
    choices: tuple[str, ...] = ()
    whole: tuple[int, int] | None = None
    flag: bool = False
    default: int | str | None = None

    def read(self, values: Sequence[str]) -> Any:
        """Return the parameter's value from what the address has.

        Raises:
            RequestError: it is missing, given twice, or has another form.
        """
        given = [value.strip() for value in values]
        if not self.flag:
            given = [value for value in given if value]
        if self.repeat:
            if len(given) > _MOST:
                raise RequestError(
                    msg("“{name}” is given more than {most} times", name=self.name, most=_MOST)
                )
            return tuple(self._one(value) for value in given)
        if len(given) > 1:
            raise RequestError(msg("“{name}” is given {n} times", name=self.name, n=len(given)))
        if not given:
            if self.required:
                raise RequestError(msg("“{name}” is missing", name=self.name), hint=self.meaning)
            return False if self.flag else self.default
        return self._one(given[0])

    def _one(self, value: str) -> Any:
        if len(value) > _LONGEST:
            raise RequestError(
                msg("“{name}” has more than {n} characters", name=self.name, n=_LONGEST)
            )
        if self.flag:
            if value.lower() not in _TRUE | _FALSE:
                raise RequestError(msg("“{name}” is true or false", name=self.name))
            return value.lower() in _TRUE
        if self.whole is not None:
            least, most = self.whole
            if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
                raise RequestError(
                    msg(
                        "“{name}” is a whole number from {least} to {most}",
                        name=self.name,
                        least=least,
                        most=most,
                    )
                )
            return int(value)
        if self.choices and value not in self.choices:
            raise RequestError(
                msg("“{name}” cannot be “{value}”", name=self.name, value=value[:40]),
                hint=msg("one of {names}", names=", ".join(self.choices)),
            )
        return value


def read_all(parameters: Iterable[Parameter], given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the value of each parameter.

    Raises:
        RequestError: one is missing, malformed or unknown.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known and name not in COMMON:
            raise RequestError(
                msg("there is no parameter “{name}”", name=name[:40]),
                hint=msg("parameters: {names}", names=", ".join([*known, *sorted(COMMON)])),
            )
    return {name: parameter.read(given.get(name, ())) for name, parameter in known.items()}


VIEW: Final = (
    Parameter("name", msg("what to start from; the whole graph without"),
              repeat=True),
    Parameter("depth", msg("how many statements away"), whole=(0, 5), default=1),
    Parameter("type", msg("only things of this kind"), repeat=True),
    Parameter("hubs", msg("the best-connected things too"), flag=True),
    Parameter("theme", msg("colours"), choices=("auto", "light", "dark"), default="auto"),
)  # fmt: skip
"""Parameters of the view."""
