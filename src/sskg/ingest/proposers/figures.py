"""Figures: number, unit, bound, range, population, period, and the other end of a change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sskg.ingest.proposal import FigureProposal, Quote, Span
from sskg.ingest.proposers.dates import propose_dates
from sskg.ingest.proposers.recipients import recipients
from sskg.ingest.proposers.units import Unit, per_of, unit_of
from sskg.language.numbers.bounds import bound_of
from sskg.language.numbers.ranges import is_change, is_range
from sskg.language.numbers.reading import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Segment
    from sskg.language.numbers.bounds import BoundWord
    from sskg.language.numbers.number import Number

# What numbers a thing, and counts nothing.
_LABEL = re.compile(
    r"(?:\b(?:article|section|sections|chapter|part|clause|paragraph|para|schedule|annex|appendix"
    r"|table|figure|fig|box|page|pp?|no|number|vol|version|form|act|regulation|goal|target|item"
    r"|phase|stage|grade|class|level|type|case|step|note|footnote|order|directive|convention"
    r"|recommendation|resolution)\.?\s*|[§¶#№\[]\s*|第|〔|国发|字"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+|\d月)\Z",
    re.IGNORECASE,
)
# Last year, next year, at once, the first of January.
_NO_COUNT = re.compile(r"(?<=[上下])一|一次性|\d{1,2}月(?=\d)")
_GLUED_BEFORE = re.compile(r"(?:[A-Za-z]-?|[a-z][.,;:”\"’)]|[-/])\Z")
_GLUED_AFTER = re.compile(r"[/]\d|[A-Za-z](?![a-z]*\b)|号|款|条|\]")
# Money may stand right before digits: R350, Rs500.
_MONEY = re.compile(r"(?<![A-Za-z])(?:R|Rs\.?|US|USD|EUR|INR|ZAR|RMB|CNY)\Z")
_LINK = re.compile(r"\s*(?:,?\s*(?:and|or|to)\s+|,\s*|、|和|至|到|[-–—]|或)\s*", re.IGNORECASE)
_TO = re.compile(
    r"[^.;。；]{0,60}?(?:\bto\b|增加到|增加至|提高到|提高至|增长到|增长至|上升到|上升至|扩大到|降到|降至"
    r"|下降到|下降至|减少到|减少至|调整为|提升到|提升至|达到|到|至)[^.;。；]{0,24}\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:\bfrom\b[^.;]{0,40}|[从由][^。；]{0,20})\Z", re.IGNORECASE)
_UP_FROM = re.compile(r"\b(?:up|down|compared|rise|increase|fall)\s+(?:from|with)\b", re.IGNORECASE)
_RANGING = re.compile(r"\brang\w+\s+from\b[^.;]{0,20}\Z", re.IGNORECASE)
_NEAR = re.compile(
    r"[^,;，；\d]{0,60}?\b(?:in|since|by|for|during|between|from|of|to|the\s+end\s+of)\s+",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|now|currently|at present)\b|目前|现在|当前", re.IGNORECASE)
_STOP = (
    r"(?:and|or|but|in|on|at|by|to|for|from|with|who|that|which|were|was|are|is|has|have|had|will"
    r"|would|can|could|since|under|over|than|per|as|into|through|during|after|before|between|across"
    r"|nationwide|now|today|currently|each|received?|benefit\w*|participat\w*|cover\w*|live[sd]?"
    r"|work\w*ed|register\w*|enrol\w*|join\w*|gain\w*|rose|fell|grew|increas\w*|respectively"
    r"|out|more|less|or|a|an|the|if|when|while|of|it|they|he|she|we|not|do|did|does|made|paid)\b"
)
_PEOPLE = re.compile(
    rf"\s+(?:of\s+(?:the\s+|all\s+|its\s+|their\s+)?)?"
    rf"(?P<words>(?!{_STOP})[A-Za-z][\w’'-]*(?:\s+(?!{_STOP})[A-Za-z][\w’'-]*){{0,3}})",
    re.IGNORECASE,
)
_HAN_PEOPLE = re.compile(
    r"[多余]?(?:以上)?[名个户件位万亿]?的?(?P<words>[\u4e00-\u9fff]{0,8}?"
    r"(?:人口|人员|居民|职工|老年人|老人|儿童|学生|家庭|群众|农民|残疾人|参保人|患者|住户|军人|人次|人|户))"
)
_HAN_SHARE = re.compile(
    r"(?:占)?(?P<words>[\u4e00-\u9fff]{2,10}?)的?(?:占比|比例|比重)?(?:达|为|的)?\Z"
)


@dataclass(slots=True)
class _ReadNumber:
    number: Number
    bound: BoundWord | None
    unit: Unit | None
    high: Number | None = None


def propose_figures(
    text: str, segments: Sequence[Segment], known: Known
) -> Iterable[FigureProposal]:
    """Propose the figures of each segment.

    >>> from sskg.ingest.known import Known
    >>> from sskg.ingest.proposal import Segment
    >>> text = "Pensions rose from 1,686 yuan to over 2,987 yuan a month."
    >>> whole = Span(0, len(text))
    >>> for figure in propose_figures(text, [Segment(whole, "Body", whole)], Known()):
    ...     print(figure.role, figure.value, figure.unit, figure.bound, figure.per)
    baseline 1686 unit:CCY_CNY Exactly ('month',)
    latest 2987 unit:CCY_CNY MoreThan ('month',)
    """
    for segment in segments:
        if segment.speaks:
            yield from _figures(text, segment, known)


def figure_at(text: str, segment: Segment, number: Number) -> FigureProposal | None:
    """Return the figure that a number is, with its bound and unit; None if it has no value.

    Args:
        text: the frozen text.
        segment: that the number stands in.
        number: with offsets in the text.
    """
    if number.value is None and number.fraction is None:
        return None
    figure = _ReadNumber(number, bound_of(text, number), _unit(text, number, segment.span))
    return _proposal(text, segment, figure, [])


def _figures(text: str, segment: Segment, known: Known) -> Iterator[FigureProposal]:
    span = segment.span
    dates = list(propose_dates(text, [segment], known))
    times = [date.span for date in dates]
    inside = span.of(text)
    proposed: list[_ReadNumber] = []
    for each in numbers(inside):
        number = replace(each, start=each.start + span.start, end=each.end + span.start)
        if any(time.start < number.end and number.start < time.end for time in times):
            continue
        if _is_label(text, number):
            continue
        unit = _unit(text, number, span)
        # "One of the best" counts nothing; "two workers" does.
        bound = bound_of(text, number)
        if not (number.sure or unit or bound or _counts(text, number, span.end)):
            continue
        if number.value is None and number.fraction is None:
            continue
        proposed.append(_ReadNumber(number, bound, unit))
    figures = _with_ranges(text, proposed)
    _share_units(text, figures)
    proposals = [_proposal(text, segment, figure, times) for figure in figures]
    yield from _respectively(text, segment, _paired(text, figures, proposals))


def _is_label(text: str, number: Number) -> bool:
    if number.ordinal or _NO_COUNT.match(text, number.start):
        return True
    before = text[max(0, number.start - 16) : number.start]
    if _LABEL.search(before):
        return True
    if before and _GLUED_BEFORE.search(before) and not _MONEY.search(before):
        return not re.search(
            r"\d\s*-\Z|\d/\Z|\w\s*-\Z" if before[-1] == "-" else r"(?!)", before
        ) or (before[-1] != "-" or before[-2:-1].isalpha())
    return bool(_GLUED_AFTER.match(text, number.end)) and not number.in_words


def _unit(text: str, number: Number, span: Span) -> Unit | None:
    if number.unit:
        return Unit(number.unit, number.start, number.end)
    return unit_of(text, number.start, number.end, span.end)


def _with_ranges(text: str, single: list[_ReadNumber]) -> list[_ReadNumber]:
    figures: list[_ReadNumber] = []
    for figure in single:
        last = figures[-1] if figures else None
        if last and last.high is None and is_range(text, last.number, figure.number):
            before = text[max(0, last.number.start - 40) : last.number.start]
            if not is_change(text, last.number) or _RANGING.search(before):
                last.high, last.unit = figure.number, figure.unit or last.unit
                continue
        figures.append(figure)
    return figures


def _share_units(text: str, figures: list[_ReadNumber]) -> None:
    """Give a number without a unit that of the next one, where only a link stands between them."""
    for first, second in zip(figures[-2::-1], figures[:0:-1], strict=True):
        between = text[(first.high or first.number).end : second.number.start]
        bound = second.bound
        if bound and bound.start >= (first.high or first.number).end:
            between = text[(first.high or first.number).end : bound.start]
        if second.unit and second.unit.end <= second.number.start:
            between = text[(first.high or first.number).end : second.unit.start]
            first.unit = first.unit or (second.unit if _LINK.fullmatch(between) else None)
        elif first.unit is None and second.unit and _LINK.fullmatch(between):
            first.unit = second.unit


def _proposal(
    text: str, segment: Segment, figure: _ReadNumber, times: list[Span]
) -> FigureProposal:
    number, span = figure.number, segment.span
    last = figure.high or number
    quotes = [Quote.cut("value", text, number.start, number.end)]
    if figure.high:
        quotes.append(Quote.cut("high", text, figure.high.start, figure.high.end))
    if figure.bound:
        quotes.append(Quote.cut("bound", text, figure.bound.start, figure.bound.end))
    if figure.unit:
        quotes.append(Quote.cut("unit", text, figure.unit.start, figure.unit.end))
    ends = [quote.span.end for quote in quotes if quote.span.start <= last.end + 3]
    starts = [quote.span.start for quote in quotes if quote.span.end >= number.start - 3]
    begin, finish = min(starts), max(ends)
    pers = per_of(text, begin, finish, span.start, span.end)
    quotes += [Quote.cut("per", text, per.start, per.end) for per in pers]
    population = _population(text, figure, span, finish)
    if population:
        quotes.append(Quote.cut("population", text, population.start, population.end))
    # A length of time holds at any time, unless a person says otherwise.
    lasting = figure.unit is not None and figure.unit.curie in _LENGTHS
    period = None if lasting else _period(text, span, number, times)
    if period:
        quotes.append(Quote.cut("period", text, period.start, period.end))
    value = number.value
    unit = figure.unit.curie if figure.unit else "unit:NUM"
    if number.fraction is not None:
        unit, value = "unit:PERCENT", _percent(number)
    assert value is not None  # noqa: S101  (figures without a value were left out)
    return FigureProposal(
        passage=span,
        quotes=tuple(sorted(set(quotes), key=lambda quote: (quote.span, quote.part))),
        by="figures",
        value=value,
        high=figure.high.value if figure.high else None,
        unit=unit,
        per=tuple(dict.fromkeys(per.curie for per in pers)),
        bound=figure.bound.name if figure.bound else "Exactly",
        as_stated=" ".join(text[begin:finish].split()),
        population=" ".join(population.of(text).split()) if population else None,
        period=" ".join(period.of(text).split()) if period else None,
    )


def _percent(number: Number) -> Decimal:
    """Return a fraction in percent, rounded where it has no end."""
    assert number.fraction is not None  # noqa: S101  (asked for fractions alone)
    return round(Decimal(number.fraction.numerator * 100) / number.fraction.denominator, 2)


def _counts(text: str, number: Number, end: int) -> bool:
    counted = _people(text, number.end, end)
    return counted is not None and "of" not in text[number.end : counted.start]


def _people(text: str, start: int, end: int) -> Span | None:
    match = _HAN_PEOPLE.match(text, start, end) or _PEOPLE.match(text, start, end)
    return Span(*match.span("words")) if match else None


def _population(text: str, figure: _ReadNumber, span: Span, finish: int) -> Span | None:
    """Return whom a count counts, or of whom a percentage is a share."""
    unit = figure.unit
    if unit is None and figure.number.fraction is None:
        counted = _NUMBER_OF.search(text, span.start, figure.number.start)
        people = _people(text, (figure.high or figure.number).end, span.end)
        if not people and figure.number.value != int(figure.number.value or 0):
            return recipients(text, span, Span(figure.number.start, finish))  # an average
        return people or (Span(*counted.span("words")) if counted else None)
    if figure.number.fraction is not None or (unit and unit.curie == "unit:PERCENT"):
        of = re.compile(r"\s+(?:of|among)\b", re.IGNORECASE).match(text, finish, span.end)
        if of:
            return _people(text, finish, span.end)
        behind = re.compile(r"的").match(text, finish, span.end)
        return _people(text, behind.end(), span.end) if behind else None
    money = unit is not None and unit.curie.startswith("unit:CCY")
    if unit and (unit.curie in _LENGTHS or (money and (figure.number.value or 0) < _A_SUM)):
        return recipients(text, span, Span(figure.number.start, finish))
    return None


def _period(text: str, span: Span, number: Number, times: list[Span]) -> Span | None:
    """Return the time of a figure: in its segment alone, the one before it first, then the next."""
    if _TODAY.search(text, number.end, min(span.end, number.end + 40)) or not times:
        return None
    before = [time for time in times if time.end <= number.start]
    after = [time for time in times if time.start >= number.end]
    for time in after:
        if _NEAR.fullmatch(text, number.end, time.start):
            return time
    return before[-1] if before else (after[0] if len(after) == 1 else None)


def _paired(
    text: str, figures: list[_ReadNumber], proposals: list[FigureProposal]
) -> list[FigureProposal]:
    """Mark the two ends of each change: from one figure to another."""
    paired = _crosswise(text, figures, list(proposals))
    for at in range(len(figures) - 1):
        low, high = figures[at], figures[at + 1]
        if paired[at].role != "figure" or low.high or high.high:
            continue
        first = paired[at].span.start
        before = text[max(proposals[at].passage.start, first - 48) : low.number.start]
        if proposals[at].unit == proposals[at + 1].unit and _UP_FROM.search(
            text, low.number.end, high.number.start
        ):
            paired[at : at + 2] = _ends(high, low, paired[at + 1], paired[at])[::-1]
            continue
        if _RANGING.search(before) or not _FROM.search(before):
            continue
        between = text[low.number.end : high.number.start]
        if not _TO.fullmatch(between) and not _TO.search(between):
            continue
        if proposals[at].unit != proposals[at + 1].unit:
            continue
        paired[at : at + 2] = _ends(low, high, paired[at], paired[at + 1])
    return paired


def _crosswise(
    text: str, figures: list[_ReadNumber], proposals: list[FigureProposal]
) -> list[FigureProposal]:
    """Mark the ends of two changes that are told at once: from A and B to C and D."""
    for at in range(len(figures) - 3):
        four, shown = figures[at : at + 4], proposals[at : at + 4]
        starts = [each.span.start for each in shown]
        ends = [max(each.unit.end if each.unit else 0, each.number.end) for each in four]
        between = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
        before = text[max(shown[0].passage.start, starts[0] - 48) : four[0].number.start]
        if (
            all(each.high is None for each in four)
            and _FROM.search(before)
            and _AND.search(between[0])
            and not _TO.search(between[0])
            and _TO.fullmatch(between[1] + text[starts[2] : four[2].number.start])
            and _AND.search(between[2])
            and [each.unit for each in shown[:2]] == [each.unit for each in shown[2:]]
        ):
            for low, high in ((at, at + 2), (at + 1, at + 3)):
                proposals[low], proposals[high] = _ends(
                    figures[low], figures[high], proposals[low], proposals[high]
                )
    return proposals


def _ends(
    low: _ReadNumber, high: _ReadNumber, first: FigureProposal, last: FigureProposal
) -> list[FigureProposal]:
    """Return the baseline and the latest figure of a change, which share what they count."""
    one, other = (Span(figure.number.start, figure.number.end) for figure in (low, high))
    per = first.per or last.per
    people = first.population or last.population
    return [
        replace(first, role="baseline", pair=other, per=per, population=people),
        replace(last, role="latest", pair=one, per=per, population=people),
    ]


def _respectively(
    text: str, segment: Segment, proposals: list[FigureProposal]
) -> list[FigureProposal]:
    """Give the groups of "A and B … 5 and 6 respectively" to the figures, in order."""
    inside = segment.span.of(text)
    if not re.search(r"\brespectively\b|分别", inside):
        return proposals
    first = min((figure.span.start for figure in proposals), default=segment.span.start)
    groups = _GROUPS.search(text, segment.span.start, first)
    plain = [at for at, figure in enumerate(proposals) if figure.role != "baseline"]
    if groups is None or len(plain) != 2:  # noqa: PLR2004  (two groups, two figures)
        return proposals
    shared = list(proposals)
    for at, name in zip(plain, ("one", "two"), strict=True):
        quote = Quote.cut("population", text, *groups.span(name))
        kept = [each for each in shared[at].quotes if each.part != "population"]
        shared[at] = replace(
            shared[at],
            population=" ".join(quote.text.split()),
            quotes=tuple(sorted([*kept, quote], key=lambda each: (each.span, each.part))),
        )
    return shared


_AND = re.compile(r"\band\s\Z|[和与、]\Z", re.IGNORECASE)
_A_SUM = 1_000_000
"""What is paid to many together, and no one's benefit."""
_LENGTHS = {"unit:YR", "unit:MO", "unit:WK", "unit:DAY", "unit:HR"}
_NUMBER_OF = re.compile(rf"\bnumber\s+of(?={_PEOPLE.pattern})", re.IGNORECASE)
_GROUP = rf"\b(?:(?!{_STOP})[A-Za-z-]+\s+)?(?!{_STOP})[A-Za-z-]+"
_GROUPS = re.compile(
    rf"(?P<one>{_GROUP})\s+and\s+(?P<two>{_GROUP})"
    r"(?=\s+(?:was|were|is|are|rose|fell|grew|reach\w*|increas\w*|has|have|stood|receiv\w*))",
    re.IGNORECASE,
)
