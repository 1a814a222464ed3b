"""What a check says: findings, each with its place and what to do, gathered in one report."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003  (no class here is worth a conditional import)
from dataclasses import dataclass, field
from typing import Final

from sskg.language.message import Message, counted, listed, msg, tell
from sskg.language.text import shorten
from sskg.model import Answer, Grid
from sskg.rdf.terms import curie

VIOLATION: Final = "violation"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: Final = (VIOLATION, WARNING, NOTE)
"""From what must be mended to what the reader should merely know."""

SEVERITY_WORDS: Final = {
    VIOLATION: msg("violation"),
    WARNING: msg("warning"),
    NOTE: msg("note"),
}

_WIDEST = 200
"""Columns after which a word of the data is cut in a message."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a thing is described.

    Attributes:
        file: the RDF file.
        line: 1-based line in it where the thing is the subject, or None where that is not known.
    """

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A span of a source document that the reader holds.

    Attributes:
        file: the reader's copy.
        line: 1-based line in it where the span begins.
        start: offset of its first character, in Unicode code points.
        end: offset after its last character.
        words: its first words, at most 8, with an ellipsis where there are more.
    """

    file: str
    line: int
    start: int
    end: int
    words: str

    def __str__(self) -> str:
        return self.told()

    def told(self) -> Message:
        """Return the place as a message."""
        return msg(
            "{file}:{line}, characters {start}-{end}",
            file=self.file,
            line=self.line,
            start=self.start,
            end=self.end,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that the reader should know.

    Attributes:
        node: IRI of the thing, or `_:…` for a blank node.
        check: name of the shape ("sskg:ClaimShape"), the rule or the evidence check.
        severity: one of SEVERITIES.
        message: what is wrong, in one sentence.
        advice: what to do, in one sentence.
        value: the offending term where there is one, as CURIE or text.
        place: where the thing is described.
        excerpt: the span of the source document that it is about.
    """

    node: str
    check: str
    severity: str
    message: str
    advice: str
    value: str = ""
    place: Location | None = None
    excerpt: Excerpt | None = None

    @property
    def curie(self) -> str:
        """The thing's IRI, shortened."""
        return curie(self.node)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a check asks for.

    Attributes:
        name: in kebab case; what a finding is filed under.
        title: what holds where nothing is wrong, in a few words.
        message: what is wrong, as a template with `{name}` for what differs.
        advice: what to do, likewise.
        severity: one of SEVERITIES.
    """

    name: str
    title: str
    message: Message
    advice: Message
    severity: str = VIOLATION

    def broken(
        self,
        node: str,
        words: Mapping[str, object] | None = None,
        *,
        value: str = "",
        excerpt: Excerpt | None = None,
    ) -> Finding:
        """Return the finding that a thing does not meet the requirement.

        Args:
            node: IRI of the thing; `{node}` stands for its CURIE.
            words: what fills the other placeholders.
            value: the offending term.
            excerpt: the span of the source document that it is about.
        """
        parts = {"node": curie(node), **(words or {})}

        def filled(message: Message) -> Message:
            places = _PLACEHOLDER.findall(message.template)
            return Message(
                message.template,
                {name: _cell(parts.get(name, f"{{{name}}}")) for name in places},
                chinese=message.chinese,
            )

        return Finding(
            node,
            self.name,
            self.severity,
            filled(self.message),
            filled(self.advice),
            value=value,
            excerpt=excerpt,
        )


def _cell(part: object) -> object:
    return part if isinstance(part, Message) else shorten(str(part), _WIDEST)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something were looked at, and how many of them are proved.

    Attributes:
        found: all of them.
        proved: those that hold.
    """

    found: int = 0
    proved: int = 0

    def __str__(self) -> str:
        return f"{self.proved} of {self.found}"

    def told(self) -> Message:
        """Return both as a message."""
        return msg("{n} of {total}", n=self.proved, total=self.found)


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """How far a source document and the graph prove each other.

    Attributes:
        iri: of the document.
        file: the reader's copy, or None where the reader holds none; all counts are then zero.
        passages: with a span in the text and their anchor in it.
        characters: that are no white space; proved are those that lie in a passage.
        numbers: that the text writes outside headings and residue; proved are those that a
            statement carries or a note sets aside.
        aside: passages that are set aside; proved are those that say why.
    """

    iri: str
    file: str | None
    passages: Count = field(default_factory=Count)
    characters: Count = field(default_factory=Count)
    numbers: Count = field(default_factory=Count)
    aside: Count = field(default_factory=Count)

    @property
    def curie(self) -> str:
        """The document's IRI, shortened."""
        return curie(self.iri)


@dataclass(frozen=True, slots=True)
class Report(Answer):
    """All findings on a graph, and what was looked at.

    Attributes:
        graph: what was checked.
        findings: the worst first, then by place.
        shapes: how many shapes it was held to.
        rules: how many rules it was held to.
        things: how many things the graph has, passages, claims and codes aside.
        relations: how many relations link them.
        statements: uses of evidenced properties; proved are those that have a claim.
        claims: proved are those of which every passage stands in a document that the reader holds.
        figures: values; proved are those whose digits stand in a passage that the reader holds.
        dates: likewise, except inferred ones.
        documents: the source documents of the graph.
    """

    graph: str
    findings: tuple[Finding, ...]
    shapes: int
    rules: int
    things: int
    relations: int
    statements: Count
    claims: Count
    figures: Count
    dates: Count
    documents: tuple[DocumentReport, ...]

    @property
    def sound(self) -> bool:
        """Whether there is no violation; warnings and notes do not count."""
        return not self.of(VIOLATION)

    def of(self, severity: str) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def summary(self) -> tuple[Message, ...]:
        """Return what was checked, and the verdict, in a few lines."""
        lines = [
            msg(
                "checked {graph}: {counts}, against {shapes} shapes and {rules} rules",
                graph=self.graph,
                counts=listed(
                    (
                        counted("{n} thing", "{n} things", self.things)
                        if self.things
                        else msg("no things"),
                        counted("{n} relation", "{n} relations", self.relations)
                        if self.relations
                        else msg("no relations"),
                        counted("{n} statement", "{n} statements", self.statements.found)
                        if self.statements.found
                        else msg("no statements"),
                        counted("{n} claim", "{n} claims", self.claims.found)
                        if self.claims.found
                        else msg("no claims"),
                    )
                ),
                shapes=self.shapes,
                rules=self.rules,
            ),
            msg("statements with a claim: {count}", count=self.statements.told()),
        ]
        lines += [_document_line(document) for document in self.documents]
        if any(document.file for document in self.documents):
            lines.append(
                msg(
                    "found in the texts: claims {claims}, figures {figures}, dates {dates}",
                    claims=self.claims.told(),
                    figures=self.figures.told(),
                    dates=self.dates.told(),
                )
            )
        verdict = listed(
            _verdict(severity, len(self.of(severity)))
            for severity in SEVERITIES
            if severity == VIOLATION or self.of(severity)
        )
        return (*lines, verdict)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return the findings, then what was looked at, as tables."""
        columns = (
            "severity", "check", "node", "message", "advice", "value", "place", "text", "words",
        )  # fmt: skip
        counts = [
            ("graph", "statements", self.statements),
            ("graph", "claims", self.claims),
            ("graph", "figures", self.figures),
            ("graph", "dates", self.dates),
        ]
        for document in self.documents:
            counts += [
                (document.curie, "passages", document.passages),
                (document.curie, "characters", document.characters),
                (document.curie, "numbers", document.numbers),
                (document.curie, "set aside", document.aside),
            ]
        rows = tuple((of, what, str(count.found), str(count.proved)) for of, what, count in counts)
        return (
            Grid("findings", columns, tuple(_row(finding, lang) for finding in self.findings)),
            Grid("checked", ("of", "what", "found", "proved"), rows),
        )


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings with the worst first, then by file and line, then by name."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                SEVERITIES.index(finding.severity),
                finding.place.file if finding.place else "",
                (finding.place.line if finding.place else None) or 0,
                finding.node,
                finding.excerpt.start if finding.excerpt else 0,
                finding.check,
                finding.message,
            ),
        )
    )


def _row(finding: Finding, lang: str) -> tuple[str, ...]:
    return (
        finding.severity,
        finding.check,
        finding.curie,
        tell(finding.message, lang),
        tell(finding.advice, lang),
        finding.value,
        str(finding.place or ""),
        tell(finding.excerpt.told(), lang) if finding.excerpt else "",
        finding.excerpt.words if finding.excerpt else "",
    )


def _document_line(document: DocumentReport) -> Message:
    if document.file is None:
        return msg("{document}: not held, so nothing of it was looked up", document=document.curie)
    counts = {
        "document": document.curie,
        "passages": document.passages.told(),
        "characters": document.characters.told(),
        "numbers": document.numbers.told(),
    }
    if document.aside.found:
        return msg(
            "{document}: passages {passages}, characters {characters}, numbers {numbers}; "
            "passages set aside with a reason {aside}",
            **counts,
            aside=document.aside.told(),
        )
    return msg(
        "{document}: passages {passages}, characters {characters}, numbers {numbers}", **counts
    )


def _verdict(severity: str, number: int) -> Message:
    if number == 0:
        return msg("no violations")
    return {
        VIOLATION: counted("{n} violation", "{n} violations", number),
        WARNING: counted("{n} warning", "{n} warnings", number),
        NOTE: counted("{n} note", "{n} notes", number),
    }[severity]
