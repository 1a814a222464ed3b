"""The pages of lookups, the first page, the ontology for people, and errors."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from sskg.capabilities import CAPABILITIES
from sskg.graph.about import is_packaged
from sskg.language.message import tell, word
from sskg.language.ranges import choose
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked
from sskg.pages.headings import column_title
from sskg.pages.page import ABOUT, page, site
from sskg.pages.thing import thing_page
from sskg.questions.stats import stats
from sskg.rdf.terms import ONTOLOGY, PREFIXES
from sskg.render.json import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.model import Answer, Grid
    from sskg.pages.links import Links
    from sskg.store.base import Store


def lookup_page(
    name: str,
    answer: Answer | None,
    given: Mapping[str, Sequence[str]],
    lang: str,
    links: Links,
    **more: Any,
) -> bytes:
    """Return the page of a lookup: its form, and its answer as tables where it was asked."""
    from sskg.questions.describe import Description

    if isinstance(answer, Description):
        return thing_page(answer, (), lang, links)
    # What has a form of its own as a page is shown so; its table lies beneath.
    template, shown = _drawn(answer, lang)
    grids = answer.grids(lang) if answer is not None else ()
    return page(
        template, lang, links,
        **{"title": tell(CAPABILITIES[name].title, lang)} | shown | more,
        name=name,
        lookup=CAPABILITIES[name],
        given={key: list(values) for key, values in given.items()},
        grids=[_without_empty(grid, lang) for grid in grids],
        taken=answer.taken if answer is not None else (),
    )  # fmt: skip


def _drawn(answer: Answer | None, lang: str) -> tuple[str, dict[str, Any]]:
    """Return the template of an answer, and what only that one shows."""
    from sskg.names import Found
    from sskg.pages import chains, sources, surveys
    from sskg.pages.committed import committed
    from sskg.pages.compared import compared
    from sskg.questions.commitments import Commitments
    from sskg.questions.compare import Comparison
    from sskg.questions.figures import Figures
    from sskg.questions.gaps import Gaps
    from sskg.questions.listing import Listing
    from sskg.questions.paths import Paths
    from sskg.questions.relations import Relations
    from sskg.questions.sources import Sources
    from sskg.questions.timeline import Timeline
    from sskg.questions.why import Explanation

    if isinstance(answer, Figures):
        return "figures.html", {"measured": surveys.figures_shown(answer, lang)}
    if isinstance(answer, Timeline):
        return "timeline.html", {"line": surveys.timeline_shown(answer, lang)}
    if isinstance(answer, Found):
        return "find.html", {"matched": surveys.matched(answer, lang), "more": answer.more}
    if isinstance(answer, Listing):
        return "list.html", {"groups": surveys.things_by_kind(answer, lang)}
    if isinstance(answer, Explanation):
        return "why.html", {"explained": chains.explained(answer, lang)}
    if isinstance(answer, Paths):
        return "path.html", {"chained": chains.chained(answer, lang)}
    if isinstance(answer, Relations):
        return "relations.html", {"branched": chains.branched(answer, lang)}
    if isinstance(answer, Commitments):
        return "commitments.html", {"committed": committed(answer, lang)}
    if isinstance(answer, Comparison):
        return "compare.html", {"compared": compared(answer, lang)}
    if isinstance(answer, Gaps):
        return "gaps.html", {"opened": sources.gaps_shown(answer, lang)}
    if isinstance(answer, Sources):
        held = sources.sources_shown(answer, lang)
        return "sources.html", {"held": held, "more": answer.more, "unknown": answer.unknown}
    return "lookup.html", {}


def _without_empty(grid: Grid, lang: str) -> dict[str, Any]:
    shown = [at for at in range(len(grid.columns)) if any(row[at] for row in grid.rows)]
    shown = shown or list(range(len(grid.columns)))
    return {
        "title": grid.title,
        "rest": word("the rest", lang),
        "columns": [column_title(grid.columns[at], lang) for at in shown],
        "rows": [[row[at] for at in shown] for row in grid.rows],
    }


def home_page(store: Store, lang: str, links: Links) -> bytes:
    """Return the first page: what is in the graph, a search, examples."""
    # Counting takes as long as a store is large; in memory that is no time.
    counted = stats(store) if store.kind == "memory" else None
    packaged = is_packaged(store)
    return page(
        "home.html", lang, links,
        title=site(lang),
        licence=ABOUT[0].licence if len(ABOUT) == 1 else "",
        packaged=packaged,
        counts=counted,
        location=word("the packaged graph", lang) if packaged else store.location,
    )  # fmt: skip


def defined(iri: str, lang: str) -> str:
    """Return how the ontology defines a class, a property or a code; "" where it does not."""
    return (choose(_definitions().get(iri, {}), lang) or ("",))[0]


def kind_words(kind: str, lang: str) -> tuple[str, str]:
    """Return what a kind is called, and how the ontology defines it."""
    return vocabulary().kind(kind).label(lang), defined(ONTOLOGY + kind, lang)


@cache
def _definitions() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = {}
    for triple in linked.ontology_triples():
        if (
            isinstance(triple.object, Literal)
            and isinstance(triple.subject, NamedNode)
            and triple.predicate.value in _DEFINING
        ):
            texts.setdefault(triple.subject.value, {})[triple.object.language or ""] = (
                triple.object.value
            )
    return texts


def ontology_page(lang: str, links: Links, **more: Any) -> bytes:
    """Return the ontology for people."""
    words = vocabulary()
    return page(
        "ontology.html", lang, links,
        title=word("Ontology", lang),
        **more,
        classes=sorted(words.classes.items()),
        above={name: sorted(above) for name, above in words.superclasses.items()},
        concepts=sorted(words.concepts.items()),
        properties=sorted(words.properties.values(), key=lambda each: each.iri),
        evidenced=words.evidenced,
        defined=lambda iri: defined(iri, lang),
        local=lambda iri: iri.removeprefix(ONTOLOGY),
        kind_label=lambda name: words.kind(name).label(lang),
    )  # fmt: skip


_DEFINING: Final = frozenset({PREFIXES["rdfs"] + "comment", PREFIXES["skos"] + "definition"})


def error_page(error: Mapping[str, Any], status: int, lang: str, links: Links) -> bytes:
    """Return the page of an error."""
    candidates = []
    for line in error.get("candidates", ()):
        # A thing by its identifier, kind and label; a relation or a kind by its name alone.
        name, *rest = line.split("  ")
        kind, label = rest if len(rest) == 2 else ("", line)  # noqa: PLR2004
        candidates.append({"name": name, "kind": kind, "label": label})
    return page(
        "error.html", lang, links, title=word("This could not be answered", lang),
        status=status, problem=error,
        candidates=candidates,
    )  # fmt: skip


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON."""
    return (json.dumps(to_json(value), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
