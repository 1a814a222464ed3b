"""From the texts to the graph: the sentences and the numbers that no passage or claim covers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.check.report import Count, DocumentReport, Finding, Requirement
from sskg.check.texts import excerpt
from sskg.language.message import msg
from sskg.language.numbers.reading import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.check.evidence import CheckedPassage, CheckedSource, CheckedStatement, Evidence
    from sskg.graph.documents import Document
    from sskg.language.numbers.number import Number

TEXT = Requirement(
    "text-not-covered",
    "Every visible character of a document lies in a passage",
    msg("No passage covers this part of the text."),
    msg(
        "Make a passage of it with the claims that it proves, or mark it as sskg:Heading or"
        " sskg:Residue, or as sskg:SetAside with its reason."
    ),
)
NUMBER = Requirement(
    "number-not-carried",
    "Every number of a document is carried by a claim on its passage",
    msg("No claim on this passage carries “{number}”."),
    msg(
        "Claim what it counts, name it in a label of a thing that is claimed, or set it aside with"
        " its reason in a skos:note of the passage."
    ),
)

REQUIREMENTS = (TEXT, NUMBER)

# A sentence, or what is left of one: up to a full stop before white space, or a Chinese one.
_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]?(?=\s)|[。！？]|(?=\r?\n\s*\r?\n)|\Z)", re.DOTALL)


_PARTS = frozenset("编章节条款项目")


def check_coverage(
    evidence: Evidence, right: set[str]
) -> tuple[list[Finding], list[DocumentReport]]:
    """Return what of the texts the graph does not cover, and how far each document is proved.

    Args:
        evidence: claims, passages and documents.
        right: IRIs of the passages whose span and anchor hold.
    """
    claims: dict[str, list[CheckedStatement]] = {}
    for statement in evidence.statements.values():
        for passage in statement.passages:
            claims.setdefault(passage, []).append(statement)
    findings: list[Finding] = []
    reports = []
    for source in evidence.sources.values():
        if source.held is None:
            reports.append(DocumentReport(source.iri, None))
            continue
        spans = sorted(
            (span for span in evidence.spans.values() if span.document == source.iri),
            key=lambda span: (span.start, span.end),
        )
        bare, characters = _characters(source, source.held, spans)
        uncarried, figures = _numbers(evidence, source.held, spans, claims)
        findings += bare + uncarried
        passages = Count(len(spans), sum(span.iri in right for span in spans))
        aside = [span for span in spans if span.aside]
        set_aside = Count(len(aside), sum(bool(evidence.notes([span.iri])) for span in aside))
        reports.append(
            DocumentReport(
                source.iri, str(source.held.path), passages, characters, figures, set_aside
            )
        )
    return findings, reports


def _characters(
    source: CheckedSource, document: Document, spans: list[CheckedPassage]
) -> tuple[list[Finding], Count]:
    covered = bytearray(len(document.text))
    for span in spans:
        # A span that runs over the end is told as such; what it covers of the text is covered.
        start, end = max(0, span.start), min(span.end, len(covered))
        if start < end:
            covered[start:end] = b"\1" * (end - start)
    findings = [
        TEXT.broken(source.iri, excerpt=excerpt(document, start, end))
        for start, end in _bare(document.text, covered)
    ]
    visible = [at for at, char in enumerate(document.text) if not char.isspace()]
    return findings, Count(len(visible), sum(covered[at] for at in visible))


def _bare(text: str, covered: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the uncovered stretches, cut at the ends of sentences and without outer space."""
    at = 0
    while (start := covered.find(0, at)) != -1:
        end = covered.find(1, start)
        end = len(text) if end == -1 else end
        for sentence in _SENTENCE.finditer(text, start, end):
            yield sentence.start(), sentence.start() + len(sentence[0].rstrip())
        at = end


def _numbers(
    evidence: Evidence,
    document: Document,
    spans: list[CheckedPassage],
    claims: dict[str, list[CheckedStatement]],
) -> tuple[list[Finding], Count]:
    findings: list[Finding] = []
    numbers_in = proved = 0
    for number in counted(document.text):
        around = [span for span in spans if span.start <= number.start and number.end <= span.end]
        speaking = [span for span in around if not span.silent]
        if around and not speaking:
            continue
        numbers_in += 1
        if _carried(evidence, number, speaking, claims):
            proved += 1
        elif speaking:
            # A number outside all passages is told with the text around it.
            findings.append(
                NUMBER.broken(
                    speaking[0].iri,
                    {"number": number.wording},
                    value=number.wording,
                    excerpt=excerpt(document, number.start, number.end),
                )
            )
    return findings, Count(numbers_in, proved)


def counted(text: str) -> list[Number]:
    """Return the numbers of a text that claims must carry, where they stand in what speaks."""
    return [each for each in numbers(text) if each.sure and not _names_a_part(text, each)]


def _names_a_part(text: str, number: Number) -> bool:
    """Tell whether a number is the name of a part of a legal text (第十条): it counts nothing."""
    return number.ordinal and text[number.end : number.end + 1] in _PARTS


def _carried(
    evidence: Evidence,
    number: Number,
    spans: list[CheckedPassage],
    claims: dict[str, list[CheckedStatement]],
) -> bool:
    statements = [statement for span in spans for statement in claims.get(span.iri, ())]
    remarks = evidence.notes(
        [span.iri for span in spans] + [statement.iri for statement in statements]
    )
    return carried(
        number,
        [text for statement in statements for text in evidence.carriers(statement)] + remarks,
    )


def carried(number: Number, texts: list[str]) -> bool:
    """Tell whether one of the texts gives a number, by its value, or word for word.

    A number without a scale is also carried by the same digits with one: a source may write the
    scale once for two figures.
    """
    if number.value is None:
        wanted = number.wording.casefold()
        return any(wanted in " ".join(text.casefold().split()) for text in texts)
    for text in texts:
        for other in numbers(text):
            if number.value in {
                other.value,
                other.digits if number.digits == number.value else None,
            } or (number.fraction and other.value is not None and number.says(other.value)):
                return True
    return False
