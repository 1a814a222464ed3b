"""Times that a text names, as exactly as it does."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sskg.ingest.proposal import DateProposal, Quote
from sskg.language.numbers.chinese import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Segment

_MONTHS = {
    name: at
    for at, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_HAN_YEAR = rf"(?:{_YEAR}|[一二][〇零一二三四五六七八九]{{3}})"
_HAN = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TIME = re.compile(
    rf"""
    (?P<y1>{_HAN_YEAR})\s*年(?!来|间|均|代)(?:\s*(?P<m1>{_HAN})\s*月(?:份)?
        (?:\s*(?P<d1>{_HAN})\s*[日号])?)?(?:底|末|初)?
  | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>{_YEAR})\b
  | \b(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>{_YEAR})\b
  | \b(?P<m4>{_MONTH})\.?,?\s+(?P<y4>{_YEAR})\b
  | \b(?P<y5>{_YEAR})-(?P<m5>[01]\d)-(?P<d5>[0-3]\d)\b
  | (?:(?<![\w.,/$€£₹¥-])|(?<=[\s(][12]\d\d\d-))(?P<y6>{_YEAR})(?P<short>[/–-]\d\d)?
    (?![\w%]|[.,]\d|/\d|-(?:point|page|member|year|km|bed))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DECADE = re.compile(
    r"(?<![\w.,/$€£₹¥-])(?P<english>(?:1[89]|20)\d0)[’']?s\b"
    r"|(?P<four>(?:1[89]|20)\d0)年代"
    r"|(?P<century>上世纪|20世纪|二十世纪|本世纪|21世纪|二十一世纪)"
    r"(?P<two>[1-9]0|[一二三四五六七八九]?十)年代"
)
_THIS_CENTURY = frozenset({"本世纪", "21世纪", "二十一世纪"})
# A number of four digits before what is counted is no year.
_COUNTED = re.compile(
    r"\s*(?:people|persons|yuan|euros?|dollars?|rupees|rand|households|families|workers|members|km"
    r"|kilomet\w+|hectares|tonnes|beds|villages|schools|hospitals|children|cases|per\s?cent|million"
    r"|billion|thousand|crore|lakh|人|元|户|件|个|名|家|万|亿|条|次|所)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:to|until|through|and|[-–—~～－]|至|到)\s*", re.IGNORECASE)
_SINCE = re.compile(
    r"(?:\bsince|\bfrom|\bstarting in|\bbeginning in|\bas of|自|从)\s*(?:early\s|late\s)?\Z",
    re.IGNORECASE,
)
_SINCE_AFTER = re.compile(r"\s*(?:以来|起|开始|onwards?\b)", re.IGNORECASE)
_BY = re.compile(
    r"(?:\bby(?:\s+the\s+end\s+of)?|\buntil|\bbefore|\bat the end of|\bnot? later than|截至|截止"
    r"|(?<![加高长升大少低降])[到至])\s*\Z",
    re.IGNORECASE,
)
_BY_AFTER = re.compile(r"(?:之|以)?前(?![后期年])")
_BETWEEN = re.compile(r"\bbetween\s*\Z", re.IGNORECASE)
_REACH = 24


def propose_dates(text: str, segments: Sequence[Segment], _known: Known) -> Iterable[DateProposal]:
    """Propose the days, months, years and periods of each segment.

    >>> from sskg.ingest.known import Known
    >>> from sskg.ingest.proposal import Segment, Span
    >>> def dates(text):
    ...     whole = Span(0, len(text))
    ...     found = propose_dates(text, [Segment(whole, "Body", whole)], Known())
    ...     return [(date.start, date.end, date.since) for date in found]
    >>> dates("since March 2018; from 2012 to 2016; 2015年7月1日; 1998 people")
    [('2018-03', None, True), ('2012', '2016', False), ('2015-07-01', None, False)]
    """
    for segment in segments:
        if segment.speaks:
            yield from _dates(text, segment)
            yield from _decades(text, segment)


def _dates(text: str, segment: Segment) -> Iterator[DateProposal]:
    start, end = segment.span.start, segment.span.end
    times = [(match, when) for match in _TIME.finditer(text, start, end) if (when := _when(match))]
    at = 0
    while at < len(times):
        match, when = times[at]
        at += 1
        before = text[max(start, match.start() - _REACH) : match.start()]
        if at < len(times):
            other, until = times[at]
            link = text[match.end() : other.start()]
            joined = _LINK.fullmatch(link) and ("and" not in link or _BETWEEN.search(before))
            if joined and when < until:
                at += 1
                quotes = _quoted(text, match, "start"), _quoted(text, other, "end")
                yield DateProposal(
                    passage=segment.span, quotes=quotes, by="dates", start=when, end=until
                )
                continue
        if match["short"] and (short := _short(when, match["short"])):
            year = Quote.cut("start", text, match.start(), match.start("short"))
            behind = Quote.cut("end", text, match.start("short") + 1, match.end())
            yield DateProposal(
                passage=segment.span, quotes=(year, behind), by="dates", start=when, end=short
            )
            continue
        since = bool(_SINCE.search(before) or _SINCE_AFTER.match(text, match.end(), end))
        if not since and (_BY.search(before) or _BY_AFTER.match(text, match.end(), end)):
            until_then = (_quoted(text, match, "end"),)
            yield DateProposal(
                passage=segment.span, quotes=until_then, by="dates", start=None, end=when
            )
            continue
        yield DateProposal(
            passage=segment.span,
            quotes=(_quoted(text, match, "start"),),
            by="dates",
            start=when,
            since=since,
        )


def _decades(text: str, segment: Segment) -> Iterator[DateProposal]:
    """Yield the decades: the 1990s run from 1990 to 1999, and since then there is no end."""
    start, end = segment.span.start, segment.span.end
    for match in _DECADE.finditer(text, start, end):
        if match["two"]:
            first = (2000 if match["century"] in _THIS_CENTURY else 1900) + _number(match["two"])
        else:
            first = int(match["english"] or match["four"])
        before = text[max(start, match.start() - _REACH) : match.start()].removesuffix("the ")
        since = bool(_SINCE.search(before) or _SINCE_AFTER.match(text, match.end(), end))
        yield DateProposal(
            passage=segment.span,
            quotes=(_quoted(text, match, "start"),),
            by="dates",
            start=str(first),
            end=None if since else str(first + 9),
            since=since,
        )


def _quoted(text: str, match: re.Match[str], part: str) -> Quote:
    return Quote.cut(part, text, *match.span())


def _short(year: str, behind: str) -> str | None:
    """Return the end of 2019/20 and 2015–18; None where it does not run on."""
    end = year[:2] + behind[1:]
    return end if int(end) > int(year) else None


def _when(match: re.Match[str]) -> str | None:
    """Return a time as XML Schema writes it; None for what is no day of the calendar."""
    parts = {
        name[0]: value for name, value in match.groupdict().items() if value and name[1:].isdigit()
    }
    year = _number(parts["y"])
    if match["y6"] and _COUNTED.match(match.string, match.end()):
        return None
    if "m" not in parts:
        return f"{year:04}"
    month = _MONTHS.get(parts["m"].lower()) or _number(parts["m"])
    day = _number(parts["d"]) if "d" in parts else 1
    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if "d" in parts else "")


def _number(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    value = read(digits)
    return int(value) if value is not None else 0
