"""Two documents side by side, as a page draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.graph.agreement import REASONS, VERDICTS
from sskg.language.message import tell
from sskg.pages.committed import statement_shown
from sskg.pages.surveys import claims_shown
from sskg.questions.figures import amount

if TYPE_CHECKING:
    from sskg.model import Entity
    from sskg.questions.compare import Comparison
    from sskg.questions.judging import SideBySide


def compared(answer: Comparison, lang: str) -> dict[str, Any]:
    """Return figures with their verdicts, statements that both make, and things of each."""
    both, first, second, agreed, pairs = answer.counts
    return {
        "first": _named(answer.first, lang),
        "second": _named(answer.second, lang),
        "figures": {"n": pairs, "pairs": [_pair(answer, pair, lang) for pair in answer.figures]},
        "agreed": {"n": agreed,
                   "statements": [statement_shown(fact, lang) for fact in answer.agreed]},
        "both": {"n": both,
                 "things": [_named(each.entity, lang) | {"first": each.first, "second": each.second}
                            for each in answer.both]},
        "only": [
            {"document": _named(document, lang), "n": n,
             "things": [_named(each, lang) for each in group]}
            for document, n, group in (
                (answer.first, first, answer.only_first),
                (answer.second, second, answer.only_second),
            )
        ],
    }  # fmt: skip


def _pair(answer: Comparison, pair: SideBySide, lang: str) -> dict[str, Any]:
    decided = pair.decided
    return {
        "indicator": _named(pair.indicator, lang),
        "mark": decided.verdict if decided else pair.verdict,
        "verdict": tell(VERDICTS[pair.verdict], lang),
        "reason": tell(REASONS[pair.reason], lang),
        "decided": f"{tell(VERDICTS[decided.verdict], lang)} – {decided.reason}" if decided else "",
        "sides": [
            {
                "document": _named(document, lang),
                "value": amount(figure, lang),
                "stated": figure.stated,
                "period": period,
                "claims": claims_shown(figure.facts, lang),
            }
            for document, figure, period in zip(
                (answer.first, answer.second), (pair.first, pair.second), pair.periods, strict=True
            )
        ],
    }


def _named(thing: Entity, lang: str) -> dict[str, Any]:
    return {"iri": thing.iri, "label": thing.label(lang)}
