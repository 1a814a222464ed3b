"""Things of a kind, for a terminal: each with its dates and first statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import counted, tell, word
from sskg.render.lines import and_more, called, paragraph, rule

if TYPE_CHECKING:
    from sskg.questions.listing import Listed, Listing
    from sskg.render.style import Style


def lay_out(answer: Listing, lang: str, style: Style) -> str:
    """Return the list, under a heading for each kind."""
    lines = [style.bold(answer.heading(lang))]
    kind = None
    for thing in answer.things:
        if thing.entity.kind != kind and len(answer.kinds) != 1:
            kind = thing.entity.kind
            lines += rule(kind_name(thing, lang), style)
        lines += _lines(thing, lang, style)
    return "\n".join([*lines, *and_more(answer.more, lang)]) + "\n"


def kind_name(thing: Listed, lang: str) -> str:
    """Return what its kind is called."""
    from sskg.ontology.vocabulary import vocabulary

    return vocabulary().kind(thing.entity.kind).label(lang) if thing.entity.kind else "–"


def _lines(thing: Listed, lang: str, style: Style) -> list[str]:
    lines = paragraph(called(thing.entity, lang), 0, style, 2)
    if style.brief:
        return lines
    for text in filter(None, (thing.dates(lang), thing.main(lang))):
        lines += paragraph(text, 4, style, 2)
    statements = counted("{n} statement", "{n} statements", len(thing.facts) + thing.incoming)
    documents = counted("{n} document", "{n} documents", thing.documents)
    behind = word("{statements}, {documents}", lang, statements=statements, documents=documents)
    return [*lines, *(style.dim(line) for line in paragraph(tell(behind, lang), 4, style, 2))]
