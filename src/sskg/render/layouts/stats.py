"""Counts of the graph, for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sskg.graph.proof import modality_word
from sskg.language.message import word
from sskg.language.text import pad, printable, width
from sskg.render.lines import and_more, paragraph, taken_from

if TYPE_CHECKING:
    from sskg.questions.stats import Stats
    from sskg.render.style import Style


def lay_out(answer: Stats, lang: str, style: Style) -> str:
    """Return four blocks: things by kind, statements by relation, claims, documents."""
    proved: list[tuple[str, tuple[str, ...]]] = [
        (count.predicate.label(lang), (str(count.statements), str(count.claims)))
        for count in answer.relations
    ]
    blocks: list[tuple[str, list[tuple[str, tuple[str, ...]]]]] = [
        (word("things", lang), _kinds(answer, lang)),
        (f"{word('statements with a claim', lang)} / {word('claims', lang)}", proved),
        (
            word("claims", lang),
            [(modality_word(c.modality, lang), (str(c.claims),)) for c in answer.modalities],
        ),
    ]
    sentence = word(
        "{triples} triples, {share} of them shown, read as {names}", lang,
        triples=answer.profiled.triples, share=answer.profiled.share,
        names=word(", ", lang).join(answer.profiled.vocabularies) or "RDF",
    )  # fmt: skip
    lines = paragraph(sentence, 0, style)
    for title, rows in blocks:
        total = sum(int(cells[0]) for _, cells in rows)
        if title == word("things", lang):
            total = answer.things  # one with two kinds stands in two rows
        suffix = f" ({word('total', lang)} {total})"
        lines += [""] if lines else []
        lines += [style.bold(title + suffix), *_columns(rows)]
        if rows is proved:
            notice = word("Statements without a claim are not counted.", lang)
            lines += [style.dim(line) for line in paragraph(notice, 2, style)]
    lines += ["", style.bold(word("documents", lang))]
    for held in answer.documents:
        name = f"{held.document.label(lang)} ({held.document.curie})"
        lines += [*paragraph(name, 2, style, 2), *paragraph(taken_from(held, lang), 4, style, 2)]
    lines += ["  " + line for line in and_more(answer.more, lang)]
    return "\n".join(lines) + "\n"


def _kinds(answer: Stats, lang: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the kinds with their counts; those of one label bear their identifiers too."""
    labels = Counter(count.kind.label(lang) for count in answer.kinds)
    return [
        (
            label if labels[label] == 1 else f"{label} ({count.kind.curie})",
            (str(count.things),),
        )
        for count in answer.kinds
        for label in [count.kind.label(lang)]
    ]


def _columns(rows: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    labels = max((width(label) for label, _ in rows), default=0)
    numbers = max((len(cell) for _, cells in rows for cell in cells), default=0)
    return [
        f"  {pad(printable(label), labels)}  {'  '.join(cell.rjust(numbers) for cell in cells)}"
        for label, cells in rows
    ]
