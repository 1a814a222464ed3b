"""A check's report, for a terminal: each finding with its place and what to do, then the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.check.report import NOTE, VIOLATION
from sskg.language.text import printable

if TYPE_CHECKING:
    from sskg.check.report import Finding, Report
    from sskg.render.style import Style


def lay_out(answer: Report, lang: str, style: Style) -> str:  # noqa: ARG001
    """Return a report laid out for a terminal; its sentences are in English."""
    lines = [line for finding in answer.findings for line in _finding(finding, style)]
    return "\n".join([*lines, *(printable(line) for line in answer.summary())]) + "\n"


def _finding(finding: Finding, style: Style) -> list[str]:
    paint = {VIOLATION: style.bold, NOTE: style.dim}.get(finding.severity, style.relation)
    where = f"{finding.place}: " if finding.place else ""
    named = " ".join(filter(None, (printable(finding.curie), style.dim(f"[{finding.check}]"))))
    value = f" ({printable(finding.value)})" if finding.value not in {"", finding.curie} else ""
    if finding.value and finding.value in finding.message:
        value = ""
    lines = [
        f"{printable(where)}{paint(finding.severity)}: {named}",
        f"  {printable(finding.message)}{value}",
    ]
    if finding.excerpt:
        found = f"{finding.excerpt}: “{finding.excerpt.words}”"
        lines.append("  " + style.dim(printable(found)))
    return [*lines, f"  → {printable(finding.advice)}", ""]
