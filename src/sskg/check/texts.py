"""From the graph to the texts: what it says of a passage, a figure or a date stands there."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from sskg.check.report import NOTE, WARNING, Count, Excerpt, Finding, Requirement
from sskg.language.message import listed, msg
from sskg.language.numbers.bounds import bound_of
from sskg.language.numbers.reading import numbers
from sskg.rdf.terms import curie, sskg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.check.evidence import CheckedPassage, CheckedSource, CheckedStatement, Evidence
    from sskg.graph.documents import Document
    from sskg.language.numbers.number import Number

NOT_HELD = Requirement(
    "document-not-held",
    "The reader holds every document of the graph",
    msg("None of your files is this document, so nothing of it was looked up."),
    msg(
        "Put your copy of it into the folder that --sources names; it is known by its "
        "digest {digest}."
    ),
    NOTE,
)
DIFFERS = Requirement(
    "document-differs",
    "The reader's file of a document's name is that document",
    msg("Your file {file} has another digest than the graph gives."),
    msg("Use the file that the offsets were counted in, or count them anew and write its digest."),
)
LENGTH = Requirement(
    "character-count-differs",
    "The character count is that of the text",
    msg("The text has {actual} code points, not {stated}."),
    msg("Write sskg:characterCount anew: code points, not bytes, with line ends as they are."),
)
OUTSIDE = Requirement(
    "span-outside-text",
    "Every passage lies within its text",
    msg("Characters {start} to {end} do not lie within the text, which has {length}."),
    msg("Count oa:start and oa:end in code points of the file, the end behind the last character."),
)
ANCHOR = Requirement(
    "anchor-not-in-passage",
    "Every anchor occurs in its passage",
    msg("The anchor “{anchor}” does not occur in its passage."),
    msg("Copy the anchor letter by letter out of the passage, or mend oa:start and oa:end."),
)
FIGURE = Requirement(
    "figure-not-in-passage",
    "The digits of every figure occur in its passage",
    msg("No passage of this claim writes “{figure}”."),
    msg("Mend the figure or its wording, or name the passage that writes it."),
)
WORDING = Requirement(
    "wording-not-in-passage",
    "The wording of every figure occurs in its passage",
    msg("The passages write the number, but not the words “{wording}”."),
    msg("Write sskg:asStated letter by letter as the source does."),
    WARNING,
)
HEDGE = Requirement(
    "qualifier-not-in-passage",
    "Every qualifier in the language of the document occurs in a passage of its claim",
    msg("No passage of this claim writes the qualifier “{qualifier}”."),
    msg("Copy the hedge letter by letter out of the passage, or take it out."),
    WARNING,
)
DATE = Requirement(
    "date-not-in-passage",
    "The year and day of every date that is not inferred occur in its passage",
    msg("No passage of this claim writes {part} of {date}."),
    msg("Mend the date, name the passage that writes it, or mark the claim as sskg:Inferred."),
)
VALUE = Requirement(
    "value-differs",
    "The value of a figure is what its wording says",
    msg("The value is {value}, but “{wording}” says {said}."),
    msg("Write sskg:value in full, as the source's number times its scale."),
)
UNREADABLE = Requirement(
    "wording-without-number",
    "The wording of a figure holds its number",
    msg("“{wording}” holds no number that the value could be compared with."),
    msg("Write sskg:asStated with the number and its scale as the source does."),
)
BOUND = Requirement(
    "bound-differs",
    "The bound of a figure is what its wording says",
    msg("The bound is {bound}, but “{wording}” says {said}."),
    msg("Let sskg:bound say what the words before the number say."),
)

REQUIREMENTS = (
    NOT_HELD, DIFFERS, LENGTH, OUTSIDE, ANCHOR, FIGURE, WORDING, HEDGE, DATE, VALUE, UNREADABLE,
    BOUND,
)  # fmt: skip

_DATES = {
    sskg(name).value
    for name in ("start", "end", "publishedOn", "adoptedOn", "amendedOn", "inForceFrom")
}
_DATE = re.compile(r"(?P<year>\d{4,})(?:-\d\d(?:-(?P<day>\d\d))?)?$")
_VALUES = {sskg("value").value, sskg("upperValue").value}
_BOUND, _INFERRED = sskg("bound").value, sskg("Inferred").value
_WORDS = 8
_PARTS = {"year": msg("the year"), "day": msg("the day")}
_IN_FULL = 27
"""Powers of ten up to which a number is written in full: what Python's decimals hold exactly."""


def check_figures(evidence: Evidence) -> list[Finding]:
    """Return the figures whose value or bound is not what their own wording says.

    This needs no text: the wording stands in the graph.
    """
    findings = []
    for statement in evidence.statements.values():
        wording = evidence.first(statement.subject, "asStated")
        if wording is None or not wording.strip():
            continue
        if statement.predicate in _VALUES:
            findings += _value(statement, wording)
        elif statement.predicate == _BOUND:
            findings += _bound(evidence, statement, wording)
    return list(dict.fromkeys(findings))


def check_sources(evidence: Evidence, documents: Mapping[str, Document] | None) -> list[Finding]:
    """Return the documents that the reader does not hold as the graph describes them.

    A reader who named no folder is not told which documents are not in it.
    """
    findings = []
    if documents is None:
        return [
            finding
            for source in evidence.sources.values()
            if source.held is not None
            for finding in _source(source, {})
        ]
    names = {document.path.name: document for document in documents.values()}
    for source in evidence.sources.values():
        findings += _source(source, names)
    return findings


def check_passages(evidence: Evidence) -> tuple[list[Finding], set[str]]:
    """Return what is wrong with passages of texts that are held, and which of them are right."""
    findings, right = [], set()
    for span in evidence.spans.values():
        source = evidence.sources.get(span.document)
        if source is None or source.held is None:
            continue
        if finding := _passage(span, source.held):
            findings.append(finding)
        else:
            right.add(span.iri)
    return findings, right


def check_statements(evidence: Evidence) -> tuple[list[Finding], Count, Count]:
    """Return what claims say that their passages do not, and how many figures and dates hold."""
    findings: list[Finding] = []
    figures = dates = Count()
    for statement in evidence.statements.values():
        texts = evidence.texts(statement)
        findings += _hedges(evidence, statement, texts) if texts is not None else []
        if statement.predicate in _VALUES:
            wrong = _figure(evidence, statement, texts) if texts is not None else []
            figures = _more(figures, holds=texts is not None and not _severe(wrong))
        elif statement.predicate in _DATES and statement.modality != _INFERRED:
            wrong = _date(evidence, statement, texts) if texts is not None else []
            dates = _more(dates, holds=texts is not None and not wrong)
        else:
            continue
        findings += wrong
    return findings, figures, dates


def excerpt(document: Document, start: int, end: int) -> Excerpt:
    """Return where a span stands in the reader's copy, with its first words."""
    words = document.text[start:end].split()
    shown = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return Excerpt(str(document.path), document.line(start), start, end, shown)


def _source(source: CheckedSource, names: Mapping[str, Document]) -> list[Finding]:
    if source.held is None:
        mine = names.get(source.file) if source.file else None
        if mine is not None and source.digest is not None:
            return [DIFFERS.broken(source.iri, {"file": mine.path}, value=mine.digest)]
        return [NOT_HELD.broken(source.iri, {"digest": source.digest or "(none given)"})]
    actual = len(source.held.text)
    if source.count is not None and source.count != actual:
        return [LENGTH.broken(source.iri, {"actual": actual, "stated": source.count})]
    return []


def _passage(span: CheckedPassage, document: Document) -> Finding | None:
    text = document.passage(span.start, span.end)
    if text is None:
        where = {"start": span.start, "end": span.end, "length": len(document.text)}
        return OUTSIDE.broken(span.iri, where)
    if span.anchor is not None and _plain(span.anchor) not in _plain(text):
        return ANCHOR.broken(
            span.iri,
            {"anchor": span.anchor},
            value=span.anchor,
            excerpt=excerpt(document, span.start, span.end),
        )
    return None


def _value(statement: CheckedStatement, wording: str) -> list[Finding]:
    read = [number for number in numbers(wording) if number.value is not None or number.fraction]
    if not read:
        return [UNREADABLE.broken(statement.subject, {"wording": wording}, value=wording)]
    value = _decimal(statement.object)
    if value is None or any(number.says(value) for number in read):
        return []
    expected = listed(
        (
            str(number.fraction) if number.value is None else _written(number.value)
            for number in read
        ),
        " or ",
    )
    words = {"value": _written(value), "wording": wording, "said": expected}
    return [VALUE.broken(statement.subject, words, value=_written(value))]


def _bound(evidence: Evidence, statement: CheckedStatement, wording: str) -> list[Finding]:
    bound = str(getattr(statement.object, "value", ""))
    written = numbers(wording)
    if evidence.first(statement.subject, "upperValue") is not None:
        # Of a range, the bound is that of its lower end.
        written = written[:1]
    for number in written:
        word = bound_of(wording, number)
        names = [f"sskg:{name}" for name in (word.name, *word.also)] if word else []
        if names and curie(bound) not in names:
            words = {"bound": curie(bound), "wording": wording, "said": listed(names, " or ")}
            return [BOUND.broken(statement.subject, words, value=curie(bound))]
    return []


def _figure(evidence: Evidence, statement: CheckedStatement, texts: list[str]) -> list[Finding]:
    wording = evidence.first(statement.subject, "asStated")
    if wording is None:
        return []
    written = [number for text in texts for number in numbers(text)]
    for number in numbers(wording):
        if not any(_same(number, other) for other in written):
            where = _where(evidence, statement)
            figure = {"figure": number.wording}
            return [FIGURE.broken(statement.iri, figure, value=number.wording, excerpt=where)]
    if not any(_plain(wording).casefold() in _plain(text).casefold() for text in texts):
        where = _where(evidence, statement)
        return [WORDING.broken(statement.iri, {"wording": wording}, value=wording, excerpt=where)]
    return []


def _hedges(evidence: Evidence, statement: CheckedStatement, texts: list[str]) -> list[Finding]:
    where = _where(evidence, statement)
    return [
        HEDGE.broken(statement.iri, {"qualifier": hedge}, value=hedge, excerpt=where)
        for hedge in evidence.hedges.get(statement.iri, ())
        if not any(_plain(hedge).casefold() in _plain(text).casefold() for text in texts)
    ]


def _date(evidence: Evidence, statement: CheckedStatement, texts: list[str]) -> list[Finding]:
    written = {number.digits for text in texts for number in numbers(text)}
    date = statement.object.value if isinstance(statement.object, Literal) else ""
    parts = _DATE.match(date)
    for name, part in parts.groupdict().items() if parts else ():
        if part is not None and Decimal(part) not in written:
            where = _where(evidence, statement)
            words = {"part": _PARTS[name], "date": date}
            return [DATE.broken(statement.iri, words, value=date, excerpt=where)]
    return []


def _where(evidence: Evidence, statement: CheckedStatement) -> Excerpt | None:
    """Return the first passage of a claim."""
    span = evidence.spans[statement.passages[0]]
    held = evidence.sources[span.document].held
    return excerpt(held, span.start, span.end) if held else None


def _same(stated: Number, written: Number) -> bool:
    """Tell whether a text writes a stated number; one of the two may leave the scale to the other.

    An amount in words alone is the same only word for word.
    """
    if stated.digits is None:
        return stated.wording.casefold() == written.wording.casefold()
    if stated.digits != written.digits:
        return False
    return stated.value == written.value or written.digits in {written.value, stated.value}


def _severe(findings: list[Finding]) -> bool:
    return any(finding.severity != WARNING for finding in findings)


def _more(count: Count, *, holds: bool) -> Count:
    return Count(count.found + 1, count.proved + holds)


def _decimal(term: object) -> Decimal | None:
    try:
        value = Decimal(str(getattr(term, "value", "")))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _written(value: Decimal) -> str:
    # A few characters of a graph may stand for a number of a billion digits.
    return f"{value.normalize():f}" if abs(value.adjusted()) <= _IN_FULL else f"{value:.3e}"


def _plain(text: str) -> str:
    return " ".join(text.split())
