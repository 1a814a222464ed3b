"""One thing, for a terminal: heading, definition, then its statements grouped by relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.model import Fact, Value
from sskg.render.evidence import evidence
from sskg.text import choose, printable
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.explore.describe import Description, Text
    from sskg.render.style import Style


def lay_out(answer: Description, lang: str, style: Style) -> str:
    """Return a description laid out for a terminal."""
    entity = answer.entity
    other = [label for tag, label in sorted(entity.labels.items()) if tag != lang]
    heading = style.bold(printable(entity.label(lang)))
    lines = ["  ".join([heading, *(style.dim(printable(label)) for label in other)])]
    kinds = " / ".join(vocabulary().kind(kind).label(lang) for kind in entity.kinds)
    lines.append(style.dim(f"{kinds or '—'} · {entity.curie}"))
    if definition := _text(answer.definitions, lang):
        lines.append(printable(definition))
    if answer.aliases:
        names = ", ".join(printable(alias.text) for alias in answer.aliases)
        lines.append(style.dim(f"also: {names}"))
    lines += [style.dim(f"note: {printable(note.text)}") for note in answer.notes]
    lines += _statements(answer.outgoing, lang, style, inverse=False)
    lines += _statements(answer.incoming, lang, style, inverse=True)
    return "\n".join(lines) + "\n"


def _statements(facts: Iterable[Fact], lang: str, style: Style, *, inverse: bool) -> list[str]:
    lines: list[str] = []
    relation = ""
    for fact in facts if not inverse else sorted(facts, key=lambda fact: fact.predicate.iri):
        if fact.predicate.iri != relation:
            relation = fact.predicate.iri
            lines += ["", style.relation(fact.predicate.reading(lang, inverse=inverse))]
        other = fact.subject if inverse else fact.object
        named = other.text if isinstance(other, Value) else f"{other.label(lang)} ({other.curie})"
        lines.append("  " + printable(named))
        for claim in fact.claims:
            lines += ["    " + line for line in evidence(claim, lang, style)]
    return lines


def _text(texts: Iterable[Text], lang: str) -> str | None:
    chosen = choose({text.lang: text.text for text in texts}, lang)
    return chosen[0] if chosen else None
