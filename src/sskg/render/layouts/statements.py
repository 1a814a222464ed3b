"""What a claim states or passages prove, for a terminal: where it stands, then each statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import clauses, word
from sskg.render.lines import backing, called, headed, heading, paragraph

if TYPE_CHECKING:
    from sskg.questions.statements import DescribedPassage, Statements
    from sskg.render.style import Style


def lay_out(answer: Statements, lang: str, style: Style) -> str:
    """Return statements laid out for a terminal."""
    lines = heading(answer.entity, lang, style)
    shown: set[str] = set()
    for place in answer.places:
        lines += _place(place, lang, style, titled=place.passage.document.iri not in shown)
        shown.add(place.passage.document.iri)
    for fact in answer.facts:
        statement = f"{called(fact.subject, lang)} – {fact.predicate.label(lang)}"
        lines += ["", *paragraph(f"{statement} → {called(fact.object, lang)}", 0, style, 2)]
        lines += backing(fact, lang, style, 2)
    if not answer.facts:
        lines += ["", word("no statement rests on it", lang)]
    return "\n".join(lines) + "\n"


def _place(place: DescribedPassage, lang: str, style: Style, *, titled: bool) -> list[str]:
    document = place.passage.document.label(lang)
    if titled and place.title and place.title != document:
        document = word("{name}, “{title}”", lang, name=document, title=place.title)
    about = clauses(
        [part for part in (place.passage.reference, document, place.part(lang)) if part], lang
    )
    lines = ["", *paragraph(about, 0, style, 2)]
    lines += paragraph(word("“{text}”", lang, text=" ".join(place.words.split())), 2, style)
    if note := place.note(lang):
        lines += paragraph(headed(word("Note", lang), note, lang), 2, style, 2)
    return lines
