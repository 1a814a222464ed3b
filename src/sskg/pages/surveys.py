"""Pages of what is seen together: figures as charts, dates on a line, things of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.graph.comparison import BOUNDS, REASONS
from sskg.graph.proof import UNPROVED, modality_word, source_words, strength
from sskg.language.message import tell, word
from sskg.language.ranges import choose
from sskg.language.text import fold
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.pages.charts import chart, strip
from sskg.questions.figures import amount, difference_unit, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.graph.comparison import Figure, Measurement
    from sskg.model import Claim, Fact
    from sskg.names import Found
    from sskg.questions.figures import Figures
    from sskg.questions.listing import Listing
    from sskg.questions.timeline import Entry, Timeline


def figures_shown(answer: Figures, lang: str) -> list[dict[str, Any]]:
    """Return each measurement as its chart, its change in a sentence, and what proves it."""
    return [measured(each, lang) for each in answer.measurements]


def measured(measurement: Measurement, lang: str) -> dict[str, Any]:
    """Return one measurement as a page shows it."""
    ends = [figure for figure in (measurement.baseline, measurement.latest) if figure is not None]
    return {
        "iri": measurement.indicator.iri,
        "label": measurement.indicator.label(lang),
        "unit": Entity("", measurement.unit_label).label(lang) if measurement.unit_label else "",
        # One figure alone is its number: there is nothing to hold it against.
        "chart": chart(measurement, lang) if measurement.change is not None else None,
        "change": _change(measurement, lang),
        "ends": [_end(figure, lang) for figure in ends],
        "claims": claims_shown((fact for figure in ends for fact in figure.facts), lang),
    }


def _end(figure: Figure, lang: str) -> dict[str, str]:
    return {
        "value": amount(figure, lang),
        "stated": figure.stated,
        "label": figure.observation.label(lang),
        "iri": figure.observation.iri,
    }


def _change(measurement: Measurement, lang: str) -> str:
    """Return how far the latest figure is from the baseline, as far as that can be told."""
    change = measurement.change
    if change is None:
        return ""
    if change.difference is None:
        return tell(REASONS[change.reason], lang)
    bound = tell(BOUNDS[change.certainty], lang)
    sign = "" if change.difference.startswith("-") else "+"
    parts = [
        f"{bound}{sign}{grouped(change.difference)} {difference_unit(measurement, lang)}".strip()
    ]
    if change.percent:
        sign = "" if change.percent.startswith("-") else "+"
        parts.append(f"{bound}{sign}{change.percent} %")
    if change.since is not None:
        parts.append(word("since {event}", lang, event=change.since.label(lang)))
    return " · ".join(parts)


def claims_shown(facts: Iterable[Fact], lang: str) -> list[dict[str, Any]]:
    """Return the claims of statements, those that say the same of the same passages once.

    Claims that differ in nothing but their modality are one, with a badge for each.
    """
    shown: dict[str, dict[str, Any]] = {}
    for fact in facts:
        for claim in fact.claims:
            each = _claim(claim, lang)
            badge = {"modality": claim.modality, "word": modality_word(claim.modality, lang)}
            badges = shown.setdefault(str(each), each | {"badges": []})["badges"]
            if badge not in badges:
                badges.append(badge)
    return list(shown.values())


def _claim(claim: Claim, lang: str) -> dict[str, Any]:
    return {
        "qualifier": (choose(claim.qualifier, lang) or ("",))[0],
        "speaker": claim.speaker.label(lang) if claim.speaker else "",
        "passages": [
            {
                "iri": passage.iri,
                "reference": passage.reference,
                "words": passage.text if passage.text is not None else passage.anchor,
            }
            for passage in claim.passages
        ],
        "sources": [
            {"words": source_words(source, lang), "iri": getattr(source.place, "iri", None)}
            for source in claim.sources
        ],
    }


def timeline_shown(answer: Timeline, lang: str) -> dict[str, Any]:
    """Return dated things with their places on a line of years."""
    years = [
        int(moment.text[:4])
        for entry in answer.dated
        for moment in (entry.start, entry.end)
        if moment is not None and moment.text[:4].isdecimal()
    ]
    span = (min(years), max(years)) if years else (0, 0)
    return {
        "span": span,
        "dated": [_entry(entry, lang, span) for entry in answer.dated],
        "by_event": [_entry(entry, lang, span) for entry in answer.by_event],
    }


def _entry(entry: Entry, lang: str, span: tuple[int, int]) -> dict[str, Any]:
    start = entry.start.text if entry.start else ""
    end = entry.end.text if entry.end else ""
    moments = [moment for moment in (entry.start, entry.end) if moment is not None]
    facts = [*(moment.fact for moment in moments), *(each.fact for each in entry.since)]
    return {
        "iri": entry.entity.iri,
        "label": entry.entity.label(lang),
        "kind": vocabulary().kind(entry.entity.kind).label(lang) if entry.entity.kind else "",
        "when": f"{start} – {end}" if start and end else start or (f"– {end}" if end else ""),
        "since": [(each.event.iri, each.event.label(lang)) for each in entry.since],
        "inferred": any(moment.inferred for moment in moments),
        "unproved": any(strength(fact) == UNPROVED for fact in facts),
        "claims": claims_shown(facts, lang),
        "strip": strip(start, end, span) if span[1] else "",
    }


def matched(answer: Found, lang: str) -> list[dict[str, str]]:
    """Return the things of which a name fits, with that name where it is not their own."""
    return [
        {
            "iri": match.entity.iri,
            "label": match.entity.label(lang),
            "kind": vocabulary().kind(match.entity.kind).label(lang) if match.entity.kind else "",
            "name": "" if fold(match.name) == fold(match.entity.label(lang)) else match.name,
        }
        for match in answer.matches
    ]


def things_by_kind(answer: Listing, lang: str) -> list[dict[str, Any]]:
    """Return the things of a list by kind, each with its dates and how it is backed."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in answer.things:
        groups.setdefault(each.entity.kind, []).append(
            {
                "iri": each.entity.iri,
                "label": each.entity.label(lang),
                "dates": each.dates(lang),
                "statements": len(each.facts) + each.incoming,
                "documents": each.documents,
            }
        )
    return [
        {
            "kind": kind,
            "label": vocabulary().kind(kind).label(lang) if kind else "",
            "things": things,
        }
        for kind, things in groups.items()
    ]
