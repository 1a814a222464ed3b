"""Pages of what texts require or enact, and of documents side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import NegativeAnswer
from sskg.language.message import word
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import committed
from sskg.pages.lookups import lookup_page
from sskg.pages.page import page
from sskg.pages.parts import STATEMENTS, parts
from sskg.questions.commitments import STANDINGS, commitments
from sskg.questions.compare import compare
from sskg.site.filenames import pair_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.pages.links import Links
    from sskg.pages.parts import Part
    from sskg.questions.commitments import Commitment, Commitments
    from sskg.questions.compare import Comparison
    from sskg.store.base import Store

_KINDS: Final = frozenset({"Reform", "Policy", "Directive"})
"""What has a page of its commitments: of other things, their own page shows them."""
_ALL: Final = 1_000_000
_EACH: Final = 500
"""Commitments, and things of a document, that one page shows at most."""
_COMPARED: Final = 30
"""Documents up to which each two are compared: of more, pairs would be most of a site."""
FIRST: Final = 6
"""Commitments that the front page shows."""


@dataclass(frozen=True, slots=True)
class Pacts:
    """What a graph has of commitments and of documents to compare.

    Attributes:
        everything: what texts require or enact; None where they do not.
        of: the same of one thing, by its IRI.
        by: the commitments of each document, which is first.
        compared: documents side by side that share something, by their IRIs.
    """

    everything: Commitments | None = None
    of: Mapping[str, Commitments] = field(default_factory=dict)
    by: tuple[tuple[Entity, tuple[Commitment, ...]], ...] = ()
    compared: Mapping[tuple[str, str], Comparison] = field(default_factory=dict)

    @property
    def missing(self) -> frozenset[str]:
        """The surveys that would be empty."""
        absent = {"commitments": self.everything, "compare": self.compared or None}
        return frozenset(name for name, answer in absent.items() if answer is None)

    @property
    def committed(self) -> frozenset[str]:
        """IRIs of what has a page of its commitments: things, and documents."""
        return frozenset(self.of) | {document.iri for document, _ in self.by}

    def beside(self, iri: str) -> list[dict[str, Any]]:
        """Return the documents that a document is compared with, each with the pair."""
        return [
            {"pair": pair, "label": (answer.second if pair[0] == iri else answer.first).label}
            for pair, answer in self.compared.items()
            if iri in pair
        ]

    def front(self) -> list[Commitment]:
        """Return the commitments that say most, one of each thing: reported, then of reforms."""
        if self.everything is None:
            return []
        order = list(STANDINGS)
        ranked = sorted(
            self.everything.commitments,
            key=lambda each: (
                order.index(each.standing),
                all("Reform" not in end.kinds for end in _ends(each)),
                not each.date,
                each.date,
            ),
        )
        firsts = {each.statement.subject.iri: each for each in reversed(ranked)}
        return [each for each in ranked if firsts[each.statement.subject.iri] is each][:FIRST]


def gather(store: Store, things: Iterable[Entity], held: Mapping[str, Document] | None) -> Pacts:
    """Ask a graph for all commitments, and compare each two of its documents, if they are few."""
    documents = [thing for thing in things if "SourceDocument" in thing.kinds]
    few = documents if len(documents) <= _COMPARED else ()
    pairs = {
        (first.iri, second.iri): compare(store, first.iri, second.iri, limit=_EACH, documents=held)
        for first, second in combinations(few, 2)
    }
    # What two documents share is a thing of which both speak, and so are figures and statements.
    shared = {pair: answer for pair, answer in pairs.items() if answer.counts[0]}
    try:
        everything = commitments(store, limit=_ALL, documents=held)
    except NegativeAnswer:
        return Pacts(compared=shared)
    wanted = {
        end.iri: end
        for each in everything.commitments
        for end in _ends(each)
        if _KINDS.intersection(end.kinds)
    }
    wanted |= {thing.iri: thing for thing in things if "Reform" in thing.kinds}
    of = {}
    for iri in sorted(wanted):
        try:
            of[iri] = commitments(store, iri, limit=_EACH, documents=held)
        except NegativeAnswer:  # a reform of which nothing is required, nor of what it concerns
            continue
    made = [(document, _made_by(document, everything.commitments)) for document in documents]
    by = tuple((document, group) for document, group in made if group)
    return Pacts(everything, of, by, shared)


def _ends(each: Commitment) -> list[Entity]:
    ends = (each.statement.subject, each.statement.object)
    return [end for end in ends if isinstance(end, Entity)]


def _made_by(document: Entity, group: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Return the commitments that a document makes, in the order of its text."""
    placed = [(min(places), at, each) for at, each in enumerate(group)
              if (places := _places(each, document))]  # fmt: skip
    return tuple(each for _, _, each in sorted(placed))


def _places(each: Commitment, document: Entity) -> list[int]:
    """Return where a document makes a commitment."""
    return [
        passage.start
        for claim in each.statement.claims
        for passage in claim.passages
        if passage.document.iri == document.iri
    ]


def front_shown(pacts: Pacts, lang: str) -> dict[str, Any] | None:
    """Return what the front page shows of commitments."""
    if pacts.everything is None:
        return None
    return {
        "counts": committed.counts_shown(pacts.everything.counts, lang),
        "commitments": [committed.commitment_shown(each, lang) for each in pacts.front()],
    }


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that can be written once its links are known.

    Attributes:
        place: its path within a language's folder.
        title: what it is called.
        answer: of a lookup that it shows, with that lookup's name; or None.
        template: of any other page, with what that shows.
    """

    place: str
    title: str
    answer: tuple[str, Commitments | Comparison] | None = None
    template: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)

    def written(self, lang: str, links: Links, head: Mapping[str, Any]) -> bytes:
        """Return the page."""
        if self.answer is not None:
            name, answer = self.answer
            return lookup_page(name, answer, {}, lang, links, title=self.title, **head)
        return page(self.template, lang, links, title=self.title, **self.shown, **head)


def planned(pacts: Pacts, names: Mapping[str, str], lang: str) -> Iterator[Planned]:
    """Yield all these pages in one language."""
    yield from _commitments(pacts, names, lang)
    if not pacts.compared:
        return
    rows = [
        {
            "first": {"iri": pair[0], "label": answer.first.label(lang)},
            "second": {"iri": pair[1], "label": answer.second.label(lang)},
            "things": answer.counts[0], "agreed": answer.counts[3], "figures": answer.counts[4],
        }
        for pair, answer in pacts.compared.items()
    ]  # fmt: skip
    yield Planned("compare.html", word("Compare", lang),
                  template="site-compare.html", shown={"pairs": rows})  # fmt: skip
    for pair, answer in pacts.compared.items():
        title = f"{answer.first.label(lang)} | {answer.second.label(lang)}"
        yield Planned(f"compare/{pair_name(names, pair)}.html", title, ("compare", answer))


def _commitments(pacts: Pacts, names: Mapping[str, str], lang: str) -> Iterator[Planned]:
    if pacts.everything is None:
        return
    kinds: dict[str, list[dict[str, Any]]] = {}
    for iri, answer in pacts.of.items():
        if answer.about is not None:
            kinds.setdefault(answer.about.kind, []).append(
                {"iri": iri, "label": answer.about.label(lang), "n": sum(answer.counts.values())}
            )
    moved = [each for each in pacts.everything.commitments if each.standing != "not reported"]
    for part in parts("commitments", len(moved), STATEMENTS):
        yield Planned(
            f"{part.file}.html", word("Commitments", lang), template="site-commitments.html",
            shown={
                "counts": committed.counts_shown(pacts.everything.counts, lang),
                "moved": [committed.commitment_shown(each, lang) for each in part.of(moved)],
                "documents": [_row(document, group, lang) for document, group in pacts.by],
                "kinds": [(vocabulary().kind(kind).label(lang),
                           sorted(things, key=lambda thing: str(thing["label"]).casefold()))
                          for kind, things in sorted(kinds.items())],
                "part": part,
            },
        )  # fmt: skip
    for iri, answer in pacts.of.items():
        name = answer.about.label(lang) if answer.about is not None else ""
        title = word("What is required of {name}", lang, name=name)
        yield Planned(f"commitments/{names[iri]}.html", title, ("commitments", answer))
    for document, group in pacts.by:
        for part in parts(names[document.iri], len(group), STATEMENTS):
            yield _of_document(document, group, part, lang)


def _of_document(document: Entity, group: tuple[Commitment, ...], part: Part, lang: str) -> Planned:
    name = document.label(lang)
    return Planned(
        f"commitments/{part.file}.html", word("What {name} requires", lang, name=name),
        template="site-committed.html",
        shown={
            "document": {"iri": document.iri, "label": name},
            "counts": _row(document, group, lang)["counts"],
            "shown": [committed.commitment_shown(each, lang) for each in part.of(group)],
            "part": part,
        },
    )  # fmt: skip


def _row(document: Entity, group: Collection[Commitment], lang: str) -> dict[str, Any]:
    counts = {name: sum(each.standing == name for each in group) for name in STANDINGS}
    return {
        "iri": document.iri, "label": document.label(lang),
        "counts": committed.counts_shown(counts, lang),
    }  # fmt: skip
