"""Refuses a query that would make the engine call out: the parser itself finds SERVICE.

Only Oxigraph's parser knows what it takes for a keyword. So it parses the query with each
`service` replaced by letters that occur nowhere in it: what is left cannot call out, and fails to
parse where a keyword was replaced. Names, variables and texts that hold these letters pass.
"""

from __future__ import annotations

import itertools
import re
import sys
from typing import TYPE_CHECKING, Final

from sskg.errors import QuerySyntaxError
from sskg.language.message import by_door, msg
from sskg.rdf.tokens import outline, position

if TYPE_CHECKING:
    from collections.abc import Mapping

# Not `(?i:…)` alone: without ASCII, "ſ" would be an "s".
_SERVICE: Final = r"(?a:(?i:service))"
_ESCAPE: Final = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"

NEVER: Final = "\n\x00"
"""Behind any text, it makes a text that no query can be: so it is parsed, and not evaluated."""


def refuse_service(text: str, prefixes: Mapping[str, str], base: str | None = None) -> None:
    """Refuse a query that calls out; leave one that does not parse to those who run it.

    Args:
        text: a query whose nesting is bounded.
        prefixes: those that need not be declared.
        base: what its relative IRIs are resolved against.

    Raises:
        QuerySyntaxError: it uses SERVICE, or would once its escapes are undone.
    """
    if (offset := _fails_without(text, prefixes, base)) is not None and _parses(
        text, prefixes, base
    ):
        # Neither is run. To the parser, a text that is cut off looks like one that is whole.
        raise _refusal(text, offset) if outline(text).end is not None else _cut_off(text)
    if "\\" in text:
        # Some engines undo \u escapes before they read anything else, as SPARQL 1.1 has it.
        undone = re.sub(_ESCAPE, _unescaped, text)
        if undone != text and (offset := _fails_without(undone, prefixes, base)) is not None:
            raise _refusal(text, _as_written(text, offset))


def may_call_out(text: str) -> bool:
    """Tell whether a text holds SERVICE at all, in whatever case; escapes are as written."""
    return "service" in text.lower()  # no other letter of Unicode becomes one of these alone


def _fails_without(text: str, prefixes: Mapping[str, str], base: str | None) -> int | None:
    """Return where a query fails to parse once each `service` is replaced; None if it parses."""
    if not may_call_out(text):
        return None
    from pyoxigraph import Store

    mask = _letters(text)
    masked = re.sub(_SERVICE, mask, text)
    names = {re.sub(_SERVICE, mask, name): iri for name, iri in prefixes.items()}
    try:
        Store().query(masked, prefixes=names, base_iri=base)
    except SyntaxError as error:
        return max(masked.rfind(mask, 0, _offset(masked, str(error.msg)) + len(mask)), 0)
    except (OSError, RuntimeError, ValueError):
        # It was parsed, and failed while it was evaluated, as of a function that is not known.
        return None
    return None


def _parses(text: str, prefixes: Mapping[str, str], base: str | None) -> bool:
    """Tell whether a query as it stands seems to parse; it is never evaluated."""
    from pyoxigraph import Store

    try:
        Store().query(text + NEVER, prefixes=dict(prefixes), base_iri=base)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):", str(error.msg))
        return place is not None and int(place[1]) > text.count("\n") + 1
    return False


def _offset(text: str, message: str) -> int:
    """Return the offset that Oxigraph's message names."""
    place = re.match(r"error at (\d+):(\d+):", message)
    if place is None:
        return len(text)
    return sum(len(line) + 1 for line in text.split("\n")[: int(place[1]) - 1]) + int(place[2]) - 1


def _letters(text: str) -> str:
    """Return seven letters that occur nowhere in a text."""
    folded = text.casefold()
    for letters in itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=7):
        if (word := "".join(letters)) not in folded:
            return word
    raise AssertionError  # a text would need to be 8 GB long


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    # Half of a surrogate pair is no character.
    return chr(code).encode("utf-8", "replace").decode() if code <= sys.maxunicode else ""


def _as_written(text: str, offset: int) -> int:
    """Return where a text has what stands at an offset once its escapes are undone."""
    longer = 0
    for match in re.finditer(_ESCAPE, text):
        if match.start() - longer >= offset:
            break
        longer += len(match[0]) - len(_unescaped(match))
    return offset + longer


def _cut_off(text: str) -> QuerySyntaxError:
    line, column = position(text, len(text.rstrip()))
    return QuerySyntaxError(
        msg("the query ends too early"), line=line, column=column, source=text,
        hint=msg("close every { ( [ and give a pattern { … }"),
    )  # fmt: skip


def _refusal(text: str, offset: int) -> QuerySyntaxError:
    line, column = position(text, offset)
    return QuerySyntaxError(
        msg("SERVICE makes requests over the network, and is refused"),
        line=line, column=column, source=text,
        hint=by_door(
            msg("load the other data as a file with --graph, or ask its endpoint itself"),
            web=msg("ask the other endpoint itself"),
        ),
    )  # fmt: skip
