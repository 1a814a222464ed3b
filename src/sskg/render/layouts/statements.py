"""What a claim states or a passage proves, for a terminal: each statement with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.render.lines import backing, called, heading, paragraph

if TYPE_CHECKING:
    from sskg.questions.statements import Statements
    from sskg.render.style import Style


def lay_out(answer: Statements, lang: str, style: Style) -> str:
    """Return statements laid out for a terminal."""
    lines = heading(answer.entity, lang, style)
    for fact in answer.facts:
        said = f"{called(fact.subject, lang)} – {fact.predicate.label(lang)}"
        lines += ["", *paragraph(f"{said} → {called(fact.object, lang)}", 0, style, 2)]
        lines += backing(fact, lang, style, 2)
    return "\n".join(lines) + "\n"
