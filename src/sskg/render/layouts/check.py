"""A check's report, for a terminal: each finding with its place and what to do, then the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.check.report import NOTE, SEVERITY_WORDS, VIOLATION
from sskg.language.message import tell, word
from sskg.language.text import printable

if TYPE_CHECKING:
    from sskg.check.report import Finding, Report
    from sskg.render.style import Style


def lay_out(answer: Report, lang: str, style: Style) -> str:
    """Return a report laid out for a terminal."""
    lines = [line for finding in answer.findings for line in _finding(finding, lang, style)]
    return "\n".join([*lines, *(printable(tell(line, lang)) for line in answer.summary())]) + "\n"


def _finding(finding: Finding, lang: str, style: Style) -> list[str]:
    paint = {VIOLATION: style.bold, NOTE: style.dim}.get(finding.severity, style.relation)
    where = f"{finding.place}: " if finding.place else ""
    named = " ".join(filter(None, (printable(finding.curie), style.dim(f"[{finding.check}]"))))
    value = f" ({printable(finding.value)})" if finding.value not in {"", finding.curie} else ""
    if finding.value and finding.value in finding.message:
        value = ""
    lines = [
        f"{printable(where)}{paint(tell(SEVERITY_WORDS[finding.severity], lang))}: {named}",
        f"  {printable(tell(finding.message, lang))}{value}",
    ]
    if finding.excerpt:
        where = tell(finding.excerpt.told(), lang)
        excerpt = word("{where}: “{words}”", lang, where=where, words=finding.excerpt.words)
        lines.append("  " + style.dim(printable(excerpt)))
    if finding.advice:
        lines.append(f"  → {printable(tell(finding.advice, lang))}")
    return [*lines, ""]
