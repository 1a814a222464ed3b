"""An explanation, for a terminal: sentences by stage, with the evidence beneath each."""

from __future__ import annotations

from collections import Counter
from itertools import count, groupby
from typing import TYPE_CHECKING, Final

from sskg.language.message import msg, tell, word
from sskg.language.ranges import interface
from sskg.language.text import printable
from sskg.model import REPORTED
from sskg.questions.why import headline
from sskg.render.lines import evidence, heading, paragraph, rule, standing

if TYPE_CHECKING:
    from sskg.questions.why import Explanation, Sentence
    from sskg.render.style import Style


_ROLES: Final = {
    "hindrance": msg("hindrance: {stage}"),
    "aim": msg("aim: {stage}"),
    "demand": msg("demand: {stage}"),
}


def lay_out(answer: Explanation, lang: str, style: Style) -> str:
    """Return the sentences in the order from problem to goal, numbered."""
    title = tell(headline(answer.entity, down=answer.down), lang)
    lines = [style.bold(line) for line in paragraph(title, 0, style)]
    other = [label for _, label in answer.entity.other_labels(lang)]
    lines += [style.dim(printable("  ".join(other)))] if other else []
    lines += heading(answer.entity, lang, style)[1:]
    weak = Counter(s.strength for s in answer.sentences if s.strength != REPORTED)
    numbers = count(1)
    for title, group in groupby(answer.sentences, key=lambda sentence: titled(sentence, lang)):
        lines += rule(title, style)
        for sentence in group:
            lines += _sentence(sentence, next(numbers), lang, style)
    if weak:
        parts = [
            word("{n} {modality}", lang, n=number, modality=standing(how, lang))
            for how, number in sorted(weak.items())
        ]
        stated = word(
            "Not everything here is reported: of {total} in all, {parts}.",
            lang,
            total=len(answer.sentences),
            parts=word(", ", lang).join(parts),
        )
        lines += ["", *paragraph(stated, 0, style)]
    return "\n".join(lines) + "\n"


def titled(sentence: Sentence, lang: str) -> str:
    """Return what a stage of an explanation is headed with."""
    stage = sentence.stage[interface(lang)]
    if sentence.role in {"cause", "problem"}:
        return stage
    return word(_ROLES[sentence.role], lang, stage=stage)


def _sentence(sentence: Sentence, number: int, lang: str, style: Style) -> list[str]:
    lead = f"{number}. "
    lines = paragraph(lead + sentence.text[interface(lang)], 2, style, len(lead))
    lines = [style.modality(sentence.strength, line) for line in lines]
    seen: set[str] = set()
    for fact in sentence.facts:
        for line in evidence(fact.claims, lang, style, 6):
            # Statements told together share passages: each is shown once.
            if line not in seen or line.startswith(" " * 8):
                lines.append(line)
            seen.add(line)
    return lines
