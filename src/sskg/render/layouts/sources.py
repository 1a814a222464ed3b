"""The source documents, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import word
from sskg.language.text import printable
from sskg.render.lines import and_more, heading, paragraph, taken_from

if TYPE_CHECKING:
    from sskg.questions.sources import Sources
    from sskg.render.style import Style


def lay_out(answer: Sources, lang: str, style: Style) -> str:
    """Return each document with its digest, what is taken from it, and where the reader has it."""
    lines: list[str] = []
    for held in answer.documents:
        lines += [""] if lines else []
        lines += heading(held.document, lang, style)
        if held.title:
            lines += paragraph(word("“{text}”", lang, text=held.title), 2, style, 2)
        lines += paragraph(f"sha256 {held.digest or '—'}", 2, style, 2)
        lines += paragraph(taken_from(held, lang), 2, style, 2)
        if held.held is not None:
            state = word("held: {path}", lang, path=held.held)
        else:
            state = word("not held" if answer.compared else "pass --sources DIR to compare", lang)
        lines += paragraph(state, 2, style, 2)
    lines = lines or paragraph(word("no source documents", lang), 0, style)
    lines += and_more(answer.more, lang)
    if answer.unknown:
        lines += ["", word("In your folder, but not in the graph:", lang)]
        lines += ["  " + printable(path) for path in answer.unknown]
    return "\n".join(lines) + "\n"
