"""Lines that several layouts share: wrapped text, evidence, and what a thing is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.graph.proof import (
    NEEDS_NONE,
    UNCLAIMED,
    UNPROVED,
    modality_word,
    source_words,
    strength,
)
from sskg.language.message import clauses, word
from sskg.language.ranges import choose
from sskg.language.text import printable, width, wrap
from sskg.model import Entity, Value
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Claim, Fact, Passage
    from sskg.questions.sources import Holding
    from sskg.render.style import Style


def paragraph(text: str, indent: int, style: Style, hanging: int = 0) -> list[str]:
    """Return safe text in lines that fit the terminal, all after the first further indented."""
    lines = wrap(printable(text), style.room(indent + hanging))
    return [" " * (indent + (hanging if at else 0)) + line for at, line in enumerate(lines)]


def heading(thing: Entity, lang: str, style: Style) -> list[str]:
    """Return a thing's name in all its languages, then its kind and CURIE."""
    other = [label for _, label in thing.other_labels(lang)]
    name = style.bold(printable(thing.label(lang)))
    kinds = " / ".join(vocabulary().kind(kind).label(lang) for kind in thing.kinds)
    return [
        "  ".join([name, *(style.dim(printable(label)) for label in other)]),
        style.dim(printable(f"{kinds or '—'} · {thing.curie}")),
    ]


def label(thing: Entity | Value, lang: str) -> str:
    """Return a thing's label, or the literal."""
    return thing.text if isinstance(thing, Value) else thing.label(lang)


def called(thing: Entity | Value, lang: str) -> str:
    """Return what a thing is called: label and CURIE, or the literal."""
    if isinstance(thing, Value):
        return thing.text
    return f"{thing.label(lang)} ({thing.curie})" if thing.labels else thing.curie


def headed(what: str, rest: object, lang: str) -> str:
    """Return what something is said of, and behind a colon what is said."""
    return word("{what}: {reason}", lang, what=what, reason=rest)


def statement(fact: Fact, lang: str) -> str:
    """Return a statement in one line: the two things by name, and the relation between them."""
    subject, target = called(fact.subject, lang), called(fact.object, lang)
    return f"{subject} – {fact.predicate.label(lang)} → {target}"


def evidence(claims: Iterable[Claim], lang: str, style: Style, indent: int) -> list[str]:
    """Return how claims are stated and where: one line for each passage, wrapped."""
    if style.brief:
        return []
    lines = []
    for claim in claims:
        shown = modality_word(claim.modality, lang)
        for source in claim.sources:
            lines += paragraph(source_words(source, lang), indent, style, hanging=2)
        if claim.sources:
            continue
        for where in (
            map(_where, claim.passages) if claim.passages else [word("no passage given", lang)]
        ):
            text = printable(f"{shown}  {clauses([*_manner(claim, lang), where], lang)}")
            wrapped = paragraph(text, indent, style, hanging=width(shown) + 2)
            wrapped[0] = wrapped[0].replace(shown, style.modality(claim.modality, shown), 1)
            lines += wrapped
    return lines


def backing(fact: Fact, lang: str, style: Style, indent: int) -> list[str]:
    """Return a statement's evidence, or that it lacks the claim that it needs."""
    if strength(fact) == UNPROVED:
        return [" " * indent + style.modality("Hypothetical", word("without a claim", lang))]
    return evidence(fact.claims, lang, style, indent)


def graphs(fact: Fact, lang: str, style: Style, indent: int) -> list[str]:
    """Return in which named graphs a statement stands, if that is known."""
    if style.brief or not fact.graphs:
        return []
    names = word(", ", lang).join(map(curie, fact.graphs))
    sentence = word("stands in: {names}", lang, names=names)
    return [style.dim(line) for line in paragraph(sentence, indent, style, 2)]


def standing(how: str, lang: str) -> str:
    """Return a strength as a word: a modality, or that a claim is lacking or not needed.

    Nothing is said where the graph makes no claims: that is told once, and not at each statement.
    """
    if how == UNCLAIMED:
        return ""
    if how == UNPROVED:
        return word("without a claim", lang)
    return word("needs no claim", lang) if how == NEEDS_NONE else modality_word(how, lang)


def rule(title: str, style: Style) -> list[str]:
    """Return a heading within an answer, with an empty line before it."""
    return ["", style.relation(printable(title))]


def taken_from(held: Holding, lang: str) -> str:
    """Return what the graph takes from a document: passages, claims, share of characters."""
    return word(
        "{passages} passages, {proving} of them prove {claims} claims and hold {share} of the "
        "{characters} characters",
        lang,
        passages=held.passages,
        proving=held.proving,
        claims=held.claims,
        share=f"{held.share}%" if held.share is not None else "?",
        characters=held.characters if held.characters is not None else "?",
    )


def _manner(claim: Claim, lang: str) -> list[str]:
    hedge = choose(claim.qualifier, lang)
    parts = []
    if claim.speaker:
        parts.append(word("said by {who}", lang, who=claim.speaker.label(lang)))
    if hedge:
        parts.append(word("“{text}”", lang, text=hedge[0]))
    return parts


def _where(passage: Passage) -> str:
    words = passage.text if passage.text is not None else passage.anchor
    return f"{passage.reference} “{' '.join(words.split())}”"


def and_more(more: int, lang: str) -> list[str]:
    """Return the line that says how much was left out; none where nothing was."""
    return [word("… and {n} more", lang, n=f"{more:,}") + " (--limit)"] if more else []
