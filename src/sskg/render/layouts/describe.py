"""One thing, for a terminal: names, definition, dates, figures, then its statements by relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.language.message import word
from sskg.language.ranges import choose, fits
from sskg.ontology.profiles import profile
from sskg.rdf.terms import ONTOLOGY
from sskg.render.lines import backing, called, graphs, heading, paragraph, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Fact
    from sskg.questions.describe import Description, Text
    from sskg.render.style import Style

_SINCE: Final = ONTOLOGY + "since"


def lay_out(answer: Description, lang: str, style: Style) -> str:
    """Return a description laid out for a terminal."""
    lines = heading(answer.entity, lang, style)
    if definition := _text(answer.definitions, lang):
        lines += paragraph(definition, 0, style)
    if answer.aliases:
        names = word(", ", lang).join(alias.text for alias in answer.aliases)
        lines += [style.dim(line) for line in paragraph(word("also: ", lang) + names, 0, style, 6)]
    for note in answer.notes:
        text = word("note: ", lang) + _marked(note, lang)
        lines += [style.dim(line) for line in paragraph(text, 0, style, 6)]
    dating = profile().dates | {_SINCE}
    dates = [fact for fact in answer.outgoing if fact.predicate.iri in dating]
    others = [fact for fact in answer.outgoing if fact not in dates]
    if dates:
        lines += ["", style.bold(word("dates", lang))]
        for fact in dates:
            text = f"{fact.predicate.label(lang)} {called(fact.object, lang)}"
            lines += [*paragraph(text, 2, style, 2), *backing(fact, lang, style, 4),
                      *graphs(fact, lang, style, 4)]  # fmt: skip
    if answer.figures:
        from sskg.render.layouts.figures import measurement

        lines += ["", style.bold(word("figures", lang))]
        for measured in answer.figures:
            lines += measurement(measured, lang, style)
    lines += _statements(others, lang, style, inverse=False)
    incoming = sorted(answer.incoming, key=lambda fact: fact.predicate.iri)
    lines += _statements(incoming, lang, style, inverse=True)
    return "\n".join(lines) + "\n"


def _statements(facts: Iterable[Fact], lang: str, style: Style, *, inverse: bool) -> list[str]:
    lines: list[str] = []
    relation = ""
    for fact in facts:
        if fact.predicate.iri != relation:
            relation = fact.predicate.iri
            lines += rule(fact.predicate.reading(lang, inverse=inverse), style)
        lines += paragraph(called(fact.subject if inverse else fact.object, lang), 2, style, 2)
        lines += [*backing(fact, lang, style, 4), *graphs(fact, lang, style, 4)]
    return lines


def _text(texts: Iterable[Text], lang: str) -> str | None:
    chosen = choose({text.lang: text.text for text in texts}, lang)
    return chosen[0] if chosen else None


def _marked(note: Text, lang: str) -> str:
    return note.text if fits(lang, note.lang) else f"{note.text} [{note.lang}]"
