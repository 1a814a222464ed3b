"""Which days a date may mean: "2018" stands for the whole year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.errors import RequestError
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

# xsd:gYear, xsd:gYearMonth, xsd:date and the date part of xsd:dateTime, with or without zone.
_DATE = re.compile(
    r"(?P<year>-?\d{4,})(-(?P<month>\d\d)(-(?P<day>\d\d)(T[\d:.]+)?)?)?(Z|[+-]\d\d:\d\d)?\Z"
)

Point = tuple[int, int, int]
"""Year, month and day."""
DateRange = tuple[Point, Point, int]
"""The first and the last day that a date may mean, and how exact it is: 0 to the year, 1 to the
month, 2 to the day."""
Interval = tuple[Point | None, Point | None]
"""The first and the last day that count; None where there is no limit."""


def date_range(text: str) -> DateRange | None:
    """Return what a date may mean; None for no date.

    >>> date_range("2018-06")
    ((2018, 6, 1), (2018, 6, 31), 1)
    >>> date_range("soon") is None
    True
    """
    match = _DATE.match(text)
    if match is None:
        return None
    year = int(match["year"])
    if match["month"] is None:
        return (year, 1, 1), (year, 12, 31), 0
    month = int(match["month"])
    if match["day"] is None:
        return (year, month, 1), (year, month, 31), 1
    day = int(match["day"])
    return (year, month, day), (year, month, day), 2


def read_limits(start: str | None, end: str | None) -> Interval:
    """Return the limits that a reader sets.

    Raises:
        RequestError: one is no date, or the first is after the last.
    """
    ranges = []
    for option, text in (("--since", start), ("--until", end)):
        limits = date_range(text) if text is not None else None
        sound = (
            limits is not None
            and all(
                1 <= point[1] <= 12 and 1 <= point[2] <= 31  # noqa: PLR2004
                for point in limits[:2]
            )
        )
        if text is not None and not sound:
            raise RequestError(
                msg("{option} {text} is not a date", option=option, text=text),
                hint=msg("write 2018, 2018-06 or 2018-06-30"),
            )
        ranges.append(limits)
    first = ranges[0][0] if ranges[0] else None
    last = ranges[1][1] if ranges[1] else None
    if first and last and first > last:
        raise RequestError(
            msg("--since {start} is after --until {end}", start=start, end=end),
            hint=msg("exchange them"),
        )
    return first, last


def may_lie_within(texts: Iterable[str], limits: Interval) -> bool:
    """Tell whether what has these dates may lie within limits; without limits, anything does."""
    first, last = limits
    if first is None and last is None:
        return True
    ranges = [days for text in texts if (days := date_range(text))]
    if not ranges:
        return False
    begins, ends = min(days[0] for days in ranges), max(days[1] for days in ranges)
    return (first is None or ends >= first) and (last is None or begins <= last)


def sort_key(texts: Iterable[str]) -> tuple[int, DateRange]:
    """Return what things are put in order by: the first of their texts that is a date.

    What has none stands last.
    """
    ranges = (days for text in texts if (days := date_range(text)))
    days = next(ranges, None)
    return (0, days) if days else (1, ((0, 0, 0), (0, 0, 0), 0))
