"""Two documents side by side, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.graph.agreement import REASONS, VERDICTS
from sskg.language.message import tell, word
from sskg.questions.figures import amount
from sskg.render.lines import and_more, backing, called, headed, paragraph, rule

if TYPE_CHECKING:
    from sskg.model import Entity
    from sskg.questions.compare import Comparison
    from sskg.questions.judging import SideBySide
    from sskg.render.style import Style


def lay_out(answer: Comparison, lang: str, style: Style) -> str:
    """Return figures with their verdicts, statements that agree, then things."""
    head = f"{called(answer.first, lang)} | {called(answer.second, lang)}"
    lines = [style.bold(line) for line in paragraph(head, 0, style)]
    both, first, second, agreed, figures = answer.counts
    lines += _titled(word("Figures side by side", lang), figures, lang, style)
    for pair in answer.figures:
        lines += _pair(answer, pair, lang, style)
    lines += _titled(word("Statements that agree", lang), agreed, lang, style)
    for fact in answer.agreed:
        text = (f"{called(fact.subject, lang)} – {fact.predicate.label(lang)} → "
                f"{called(fact.object, lang)}")  # fmt: skip
        lines += paragraph(text, 2, style, 2)
        lines += backing(fact, lang, style, 4)
    lines += _titled(word("Things in both", lang), both, lang, style)
    for each in answer.both:
        text = headed(called(each.entity, lang), f"{each.first} / {each.second}", lang)
        lines += paragraph(text, 2, style, 2)
    for document, count, group in ((answer.first, first, answer.only_first),
                                   (answer.second, second, answer.only_second)):  # fmt: skip
        lines += _titled(
            word("Only in {name}", lang, name=document.label(lang)), count, lang, style
        )
        lines += _things(group, lang, style)
    return "\n".join([*lines, *and_more(answer.more, lang)]) + "\n"


def _titled(title: str, count: int, lang: str, style: Style) -> list[str]:
    return rule(headed(title, f"{count:,}", lang), style)


def _things(group: tuple[Entity, ...], lang: str, style: Style) -> list[str]:
    return [line for thing in group for line in paragraph(called(thing, lang), 2, style, 2)]


def _pair(answer: Comparison, pair: SideBySide, lang: str, style: Style) -> list[str]:
    verdict, reason = tell(VERDICTS[pair.verdict], lang), tell(REASONS[pair.reason], lang)
    judged = verdict + word(" ({text})", lang, text=reason)
    lines = paragraph(headed(called(pair.indicator, lang), judged, lang), 2, style, 2)
    if pair.decided:
        verdict_line = word("a person decided: {verdict} – {reason}", lang,
                    verdict=VERDICTS[pair.decided.verdict], reason=pair.decided.reason)  # fmt: skip
        lines += paragraph(verdict_line, 4, style, 2)
    for document, figure, period in zip(
        (answer.first, answer.second), (pair.first, pair.second), pair.periods, strict=True
    ):
        parts = (amount(figure, lang, apart=False), f"“{figure.stated}”" if figure.stated else "",
                 f"({period})" if period else "")  # fmt: skip
        text = headed(document.label(lang), " ".join(filter(None, parts)), lang)
        lines += paragraph(text, 4, style, 2)
        backed = [line for fact in figure.facts for line in backing(fact, lang, style, 6)]
        lines += dict.fromkeys(backed)
    return lines
