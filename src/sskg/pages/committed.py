"""What texts require or enact, as pages draw it: how far each has come, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.graph.proof import strength
from sskg.language.message import tell
from sskg.model import Entity
from sskg.pages.charts import strip
from sskg.pages.surveys import claims_shown
from sskg.questions.commitments import NOTHING_OF_ITS_OWN, STANDINGS, sections
from sskg.render.lines import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.model import Fact, Value
    from sskg.questions.commitments import Commitment, Commitments, Related

_MARKS = {"reported": "done", "under way": "going", "not reported": "open"}


def committed(answer: Commitments, lang: str) -> dict[str, Any]:
    """Return commitments with their standing, their dates on a line, and what is related."""
    return {
        "about": _end(answer.about, lang) if answer.about else None,
        "nothing": tell(NOTHING_OF_ITS_OWN, lang)
        if answer.related and not answer.commitments
        else "",
        "counts": counts_shown(answer.counts, lang),
        "commitments": [commitment_shown(each, lang) for each in answer.commitments],
        "more": answer.more,
        "line": _line(answer, lang),
        "related": [
            {"title": tell(title, lang), "things": [_related(each, lang) for each in group]}
            for title, group in sections(answer)
        ],
        "others": answer.others,
    }


def counts_shown(counts: Mapping[str, int], lang: str) -> list[dict[str, Any]]:
    """Return how many commitments have which standing."""
    return [
        {"mark": _MARKS[name], "word": tell(STANDINGS[name], lang), "n": f"{n:,}"}
        for name, n in counts.items()
    ]


def commitment_shown(each: Commitment, lang: str) -> dict[str, Any]:
    """Return a commitment with its standing, whose it is, and both passages."""
    return {
        "mark": _MARKS[each.standing],
        "standing": tell(STANDINGS[each.standing], lang),
        "by": [_end(thing, lang) for thing in each.by],
        "date": each.date,
        "statement": statement_shown(each.statement, lang),
        "reports": [
            statement_shown(report, lang)
            | {
                "same": (report.subject, report.object)
                == (each.statement.subject, each.statement.object)
            }
            for report in each.reports
        ],
    }


def statement_shown(fact: Fact, lang: str) -> dict[str, Any]:
    """Return a statement with what proves it."""
    return {
        "subject": _end(fact.subject, lang),
        "relation": fact.predicate.label(lang),
        "object": _end(fact.object, lang),
        "strength": strength(fact),
        "known": standing(strength(fact), lang),
        "unproved": False,
        "claims": claims_shown([fact], lang),
    }


def _related(each: Related, lang: str) -> dict[str, Any]:
    return {
        "thing": _end(each.thing, lang),
        "counts": [count for count in counts_shown(each.counts, lang) if count["n"] != "0"],
        "links": [statement_shown(fact, lang) for fact in each.links],
        "commitments": [commitment_shown(one, lang) for one in each.commitments],
        "more": each.more,
    }


def _line(answer: Commitments, lang: str) -> dict[str, Any]:
    """Return dates with what was required, enacted or reported then; undated ones last.

    What is required of related things stands on the same line, with the thing's name.
    """
    dated: dict[str, list[dict[str, Any]]] = {}
    for step in answer.steps:
        each = statement_shown(step.statement, lang) | {"of": None}
        dated.setdefault(step.date, []).append(each)
    for related in answer.related:
        for one in related.commitments:
            each = statement_shown(one.statement, lang) | {"of": _end(related.thing, lang)}
            dated.setdefault(one.date, []).append(each)
    years = [int(date[:4]) for date in dated if date[:4].isdecimal()]
    span = (min(years), max(years)) if years else (0, 0)
    return {
        "span": span,
        "dates": [
            {
                "when": date,
                "strip": strip(date, date, span) if date and span[1] else "",
                "statements": _alike(dated[date]),
            }
            for date in sorted(dated, key=lambda date: (not date, date))
        ],
    }


def _alike(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return statements of one date, each once, with the words of each text in a line."""
    return list({str(each): each for each in statements}.values())


def _end(end: Entity | Value, lang: str) -> dict[str, str]:
    if isinstance(end, Entity):
        return {"iri": end.iri, "label": end.label(lang), "name": end.curie}
    return {"iri": "", "label": end.text, "name": ""}
