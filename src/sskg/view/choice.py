"""What a view shows, and how it opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sskg.errors import RequestError
from sskg.language.message import msg
from sskg.view.kinds import ARRANGEMENTS
from sskg.view.overview import LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Choice:
    """What a view shows, and how it opens.

    Attributes:
        names: IRIs of things to start from; the whole graph if empty.
        depth: how many statements away from them a thing may be; None for what suits the
            arrangement.
        kinds: local names of the classes to keep; all if empty.
        predicates: IRIs of the properties to keep; all if empty.
        modalities: modalities to keep; all if empty.
        lang: language ranges that the page opens in, the best first.
        theme: "auto", "light" or "dark".
        arrange: one of `ARRANGEMENTS`, in which the page opens.
        graphs: what --graph named, for the command that the page gives; empty for the packaged.
        limit: most things that are drawn at once.
        served: what a page that a server gives is told of the server; None for a file, which
            fetches nothing.
    """

    names: tuple[str, ...] = ()
    depth: int | None = None
    kinds: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    lang: str = "en"
    theme: str = "auto"
    arrange: str = "columns"
    graphs: tuple[str, ...] = ()
    limit: int = LIMIT
    served: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        """Refuse an unknown arrangement, and rings without the one thing that they go around.

        Raises:
            RequestError: there is no such arrangement, or not one thing.
        """
        if self.arrange not in ARRANGEMENTS:
            raise RequestError(
                msg("“{name}” cannot be “{value}”", name="arrange", value=self.arrange[:40]),
                hint=msg("one of {names}", names=", ".join(ARRANGEMENTS)),
            )
        if self.arrange == "around" and len(self.names) != 1:
            raise RequestError(
                msg("“around” needs one thing; named are {n}", n=len(self.names)),
                hint=msg("name the thing in the middle, or arrange by “themes”"),
            )

    @property
    def hops(self) -> int:
        """How many statements away a thing may be: one, or two where rings are drawn."""
        if self.depth is not None:
            return self.depth
        return 2 if self.arrange == "around" else 1
