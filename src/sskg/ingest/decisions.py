"""What people decided: lines that are only appended, and what follows from them.

Each line is one event: accept (with the whole item), reject (with a reason), or undo.
An event is kept under a key, that of the proposal or one of its own. Two files merge by putting
them together: events are told apart by their ids, and read in the order of their times.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import UnreadableInput, UnwritableOutput
from sskg.ingest.items import Item, ItemError, item
from sskg.ingest.reading import DECISIONS
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sskg.ingest.reading import Reading

ACTIONS: Final = ("accept", "reject", "undo")
_LONGEST: Final = 500
LONGEST_LINE: Final = 200_000
"""Bytes of one event: more is no decision."""


@dataclass(frozen=True, slots=True)
class Event:
    """One decision.

    Attributes:
        id: of the event; the same in every copy of it.
        at: when, in UTC, as ISO 8601.
        by: who decided.
        do: accept, reject or undo.
        key: of what is decided; for undo, the id of the event that is taken back.
        quotes: what it rests on: start, end and the characters there.
        record: of what is accepted or rejected, as JSON values.
        reason: why it is rejected.
    """

    id: str
    at: str
    by: str
    do: str
    key: str
    quotes: tuple[tuple[int, int, str], ...] = ()
    record: Mapping[str, Any] | None = None
    reason: str = ""

    def holds(self, text: str) -> bool:
        """Tell whether all that it rests on still stands in the text."""
        return all(text[start:end] == quoted for start, end, quoted in self.quotes)

    def line(self) -> str:
        """Return the event as a line of its file."""
        record: dict[str, Any] = {
            "id": self.id, "at": self.at, "by": self.by, "do": self.do, "key": self.key,
        }  # fmt: skip
        if self.quotes:
            record["quotes"] = [list(quote) for quote in self.quotes]
        if self.record is not None:
            record["to"] = dict(self.record)
        if self.reason:
            record["reason"] = self.reason
        return json.dumps(record, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A key on which two reviewers decided otherwise.

    Attributes:
        key: what it is about.
        events: the last event of each of them.
    """

    key: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from the decisions.

    Attributes:
        accepted: the items that are accepted, by key, in the order of the decisions.
        rejected: the events that reject, by key.
        lapsed: events whose quotes no longer stand in the text, or whose item does not fit it.
        disagreements: where two reviewers differ; the later decision counts.
    """

    accepted: Mapping[str, Item]
    rejected: Mapping[str, Event]
    lapsed: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]


def event(line: str | bytes, text: str) -> Event:
    """Read one event, and hold its item to the text.

    Raises:
        ItemError: it is none; the message names the field.
    """
    if len(line) > LONGEST_LINE:
        raise ItemError("too long")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ItemError("JSON") from error
    parsed = _event(record)
    if parsed.do == "accept" and parsed.holds(text):
        item(parsed.record or {}, text)
    return parsed


def _event(record: Any) -> Event:
    if not isinstance(record, dict):
        raise ItemError("JSON")
    words: dict[str, Any] = {name: record.get(name) for name in ("id", "at", "by", "do", "key")}
    for name, value in words.items():
        limit = _LONGEST if name != "key" else 10 * _LONGEST
        if not isinstance(value, str) or not value or len(value) > limit or "\n" in value:
            raise ItemError(name)
    if words["do"] not in ACTIONS:
        raise ItemError("do")
    to, reason = record.get("to"), record.get("reason", "")
    if (words["do"] == "accept" and not isinstance(to, dict)) or not isinstance(reason, str):
        raise ItemError("to" if isinstance(reason, str) else "reason")
    quotes = record.get("quotes", [])
    if not isinstance(quotes, list):
        raise ItemError("quotes")
    return Event(
        **words,
        quotes=tuple(map(_quote, quotes)),
        record=to if isinstance(to, dict) else None,
        reason=reason,
    )


def _quote(value: Any) -> tuple[int, int, str]:
    match value:
        case [int() as start, int() as end, str() as quoted] if 0 <= start < end:
            return start, end, quoted
    raise ItemError("quotes")


def read_events(path: Path, text: str) -> tuple[Event, ...]:
    """Read a file of decisions; a last line that was cut off by a crash is left out.

    Raises:
        UnreadableInput: a line is no decision; the place names it.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read the decisions: {reason}", reason=error.strerror), place=str(path)
        ) from error
    events = []
    for number, line in enumerate(content.split(b"\n")[:-1], 1):
        if not line.strip():
            continue
        try:
            events.append(event(line, text))
        except (ItemError, UnicodeDecodeError) as error:
            raise UnreadableInput(
                msg("the line is no decision: {reason}", reason=error),
                place=msg("{where}, line {line}", where=path, line=number),
                hint=msg("take the line out, or mend it; the others are kept"),
            ) from error
    return tuple(events)


def append(path: Path, events: Iterable[Event]) -> None:
    """Add events to a file, on the disk before this returns.

    Raises:
        UnwritableOutput: they could not be written; the file holds what it held before.
    """
    content = "".join(each.line() + "\n" for each in events).encode("utf-8")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            length = os.lseek(descriptor, 0, os.SEEK_END)
            if length and os.pread(descriptor, 1, length - 1) != b"\n":
                # A crash cut the last line off: what is left of it must not spoil this one.
                os.ftruncate(descriptor, _whole(descriptor, length))
                length = os.lseek(descriptor, 0, os.SEEK_END)
            try:
                with os.fdopen(os.dup(descriptor), "wb") as stream:
                    stream.write(content)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, length)
                raise
        finally:
            os.close(descriptor)
    except OSError as error:
        raise UnwritableOutput(
            msg("the decision could not be saved: {reason}", reason=error.strerror),
            place=str(path),
        ) from error


def _whole(descriptor: int, length: int) -> int:
    """Return how much of a file its whole lines are."""
    return os.pread(descriptor, length, 0).rfind(b"\n") + 1


def merge(folder: Path, reading: Reading, other: Path) -> tuple[int, Outcome]:
    """Add another reviewer's decisions to a reading; return how many were new, and the outcome.

    Raises:
        UnreadableInput: the file is not there, or a line of it is no decision.
    """
    if not other.is_file():
        raise UnreadableInput(msg("no such file"), place=str(other))
    mine = read_events(folder / DECISIONS, reading.text)
    theirs = read_events(other, reading.text)
    own = {each.id for each in mine}
    new = [each for each in theirs if each.id not in own]
    if new:
        append(folder / DECISIONS, new)
    return len(new), decided([*mine, *new], reading.text)


def decided(events: Sequence[Event], text: str) -> Outcome:
    """Return what follows from all events."""
    ordered = sorted({each.id: each for each in events}.values(), key=lambda each: each.at)
    undone = _undone(ordered)
    live = [each for each in ordered if each.do != "undo" and each.id not in undone]
    last: dict[str, dict[str, Event]] = {}
    for each in live:
        # The later decision stands last, so that it counts.
        by = last.setdefault(each.key, {})
        by.pop(each.by, None)
        by[each.by] = each
    accepted: dict[str, Item] = {}
    rejected: dict[str, Event] = {}
    lapsed: list[Event] = []
    for key, by in last.items():
        latest = list(by.values())[-1]
        if not latest.holds(text):
            # The key of a rejection may be that of other words by now.
            lapsed.append(latest)
        elif latest.do == "reject":
            rejected[key] = latest
        else:
            try:
                accepted[key] = item(latest.record or {}, text)
            except ItemError:
                lapsed.append(latest)
    disagreements = tuple(
        Disagreement(key, tuple(by.values())) for key, by in last.items() if _differ(by.values())
    )
    return Outcome(accepted, rejected, tuple(lapsed), disagreements)


def _undone(ordered: Sequence[Event]) -> set[str]:
    """Return the ids of the events that are taken back; an undo can be undone, too."""
    undone: set[str] = set()
    for each in reversed(ordered):
        if each.do == "undo" and each.id not in undone:
            undone.add(each.key)
    return undone


def _differ(events: Iterable[Event]) -> bool:
    outcomes = {
        (each.do, json.dumps(each.record, sort_keys=True) if each.do == "accept" else "")
        for each in events
    }
    return len(outcomes) > 1
