"""What a graph was made from and what it leaves open, as pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.language.message import word
from sskg.language.ranges import interface
from sskg.pages.committed import statement_shown
from sskg.pages.surveys import claims_shown
from sskg.render.lines import taken_from

if TYPE_CHECKING:
    from sskg.questions.gaps import Gaps
    from sskg.questions.sources import Sources


def gaps_shown(answer: Gaps, lang: str) -> list[dict[str, Any]]:
    """Return each kind of gap with what it means, and the gaps of that kind."""
    own = interface(lang)
    return [
        {
            "kind": group.kind,
            "title": group.title[own],
            "meaning": group.meaning[own],
            "counted": word("not counted in so large a graph", lang)
            if group.count is None
            else word("{n} of {total}", lang, n=group.count, total=group.checked),
            "more": (group.count or 0) - len(group.gaps),
            "plain": all(not gap.detail and gap.statement is None for gap in group.gaps),
            "gaps": [
                {
                    "subject": {"iri": gap.subject.iri, "label": gap.subject.label(lang)},
                    "statement": gap.statement and statement_shown(gap.statement, lang),
                    "detail": gap.detail.get(own, ""),
                    "claims": claims_shown(gap.facts, lang),
                }
                for gap in group.gaps
            ],
        }
        for group in answer.groups
    ]


def sources_shown(answer: Sources, lang: str) -> list[dict[str, Any]]:
    """Return each source document with what the graph takes from it, and how it is recognised."""
    return [
        {
            "iri": held.document.iri,
            "label": held.document.label(lang),
            "title": held.title,
            "held": held.held or "",
            "taken": taken_from(held, lang),
            "about": [
                (word("file", lang), held.file),
                ("SHA-256", held.digest),
            ],
        }
        for held in answer.documents
    ]
