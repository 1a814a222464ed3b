"""Builds the site: every thing, kind and survey as a page in each language, with RDF beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from sskg.graph.about import about
from sskg.graph.blank import with_names
from sskg.graph.facts import state
from sskg.graph.reading import reading
from sskg.language.message import word
from sskg.language.script import script_json
from sskg.names import bearers
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked, lookups, page, stating, surveys, thing
from sskg.pages.charts import in_words
from sskg.pages.parts import STATEMENTS, parts
from sskg.pages.relation import relation_page
from sskg.questions import statements
from sskg.questions.describe import describe
from sskg.questions.figures import figures
from sskg.questions.listing import listing
from sskg.site import documents as texts
from sskg.site import figures as charts
from sskg.site import pacts, querying, scripts
from sskg.site import surveys as surveyed
from sskg.site.addresses import CARD, Addresses
from sskg.site.filenames import filenames, kind_name
from sskg.site.languages import languages
from sskg.site.links import GRAPH, PAGES, SiteLinks, SitePages
from sskg.site.pictures import picture
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sskg.graph.documents import Document
    from sskg.model import Answer
    from sskg.names import Bearer
    from sskg.pages.parts import Part
    from sskg.store.base import Store

_PASSAGES: Final = "SELECT ?passage WHERE { ?passage a sskg:Passage }"
DUMPS: Final = {"graph.nt": "application/n-triples", "graph.ttl": "text/turtle"}
"""The whole graph as files."""
_FIRST: Final = 6
"""Figures and demands that the front page shows."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a site has.

    Attributes:
        pages: how many there are, of all languages together.
        things: how many things have one.
        size: bytes of all files.
    """

    pages: int
    things: int
    size: int


def build(
    store: Store,
    folder: Path,
    *,
    held: Mapping[str, Document] | None = None,
    url: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Write the site of a graph into an empty folder.

    Args:
        store: the graph.
        folder: where it is written.
        held: texts that may be published, by digest; None for no text but anchors.
        url: the address that the site will have, for canonical addresses; "" for none.
        progress: told how many pages there are so far, and how many there will be.

    Raises:
        UnwritableOutput: a file cannot be written.
    """
    page.prepare()
    page.ABOUT[:] = about(store)
    page.EXAMPLES[:] = querying.examples()
    site = _Site(with_names(store), folder, held, url.rstrip("/"), progress)
    return site.write()


class _Site:
    def __init__(
        self,
        store: Store,
        folder: Path,
        held: Mapping[str, Document] | None,
        url: str,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._store, self._folder, self._held = store, folder, held
        self._url, self._progress = url, progress
        lexicon = reading(store)
        self._bearers: list[Bearer] = [
            each for each in bearers(store) if lexicon.is_thing(each.entity)
        ]
        self._languages = languages(each.entity for each in self._bearers)
        self._addresses = Addresses(url, self._languages)
        self._told = linked.void(store, url, DUMPS) if url else []
        self._bare = not lexicon.makes_claims(store)
        self._passages = {row["passage"].value for row in select(store, _PASSAGES)}
        self._names = filenames([*(each.entity.iri for each in self._bearers), *self._passages])
        self._figures = charts.by_indicator(store, held)
        self._own = surveyed.kinds(each.entity for each in self._bearers)
        self._surveys = surveyed.answered(store, self._own, held)
        self._relations = filenames(stating.relations(store))
        self._pacts = pacts.gather(store, [each.entity for each in self._bearers], held)
        missing = (frozenset(surveyed.SURVEYS) - self._surveys.keys()) | self._pacts.missing
        self._site_pages = SitePages(
            self._names, self._relations, missing, self._figures, self._languages,
            self._pacts.committed, self._pacts.compared.keys(),
        )  # fmt: skip
        self._pages, self._size = 0, 0
        self._pictures: dict[str, str] = {}
        groups = (
            self._names, self._relations, self._figures, PAGES, self._pacts.committed,
            self._pacts.compared,
        )  # fmt: skip
        self._total = len(self._languages) * sum(len(group) for group in groups)

    def write(self) -> Built:
        if self._url:
            self._pictures = self._draw_pictures()
        for iri in self._names:
            self._thing(iri)
        for iri in self._relations:
            self._relation(iri)
        for name, answer in self._surveys.items():
            for (part, shown), lang in product(surveyed.cut(name, answer), self._languages):
                self._survey(name, f"{part.file}.html", part, shown, lang, counts=self._own)
        self._kinds()
        for lang in self._languages:
            self._figure_pages(lang)
            for each in pacts.planned(self._pacts, self._names, lang):
                links, head = self._links(each.place, lang), self._head(each.place, lang)
                self._page(each.place, lang, each.written(lang, links, head))
            self._front(lang)
            self._others(lang)
        self._shared()
        return Built(self._pages, len(self._bearers), self._size)

    # -- files -------------------------------------------------------------------------------------

    def _put(self, place: str, content: bytes) -> None:
        path = self._folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._size += len(content)

    def _put_data(self, place: str, source: Path) -> None:
        """Write a text as a script, line by line: of a large graph it would stand there often."""
        with (
            source.open(encoding="utf-8", newline="") as lines,
            (self._folder / place).open("wb") as stream,
        ):
            self._size += stream.write(b'sskgGraph("')
            for line in lines:
                self._size += stream.write(script_json(line)[1:-1].encode("utf-8", "replace"))
            self._size += stream.write(b'");\n')

    def _page(self, place: str, lang: str, content: bytes) -> None:
        self._put(f"{lang}/{place}", content)
        self._pages += 1
        if self._progress is not None:
            self._progress(self._pages, max(self._total, self._pages))

    def _links(self, place: str, lang: str) -> SiteLinks:
        return SiteLinks(place, lang, self._site_pages)

    def _head(self, place: str, lang: str) -> dict[str, Any]:
        return self._addresses.head(place, lang)

    # -- things ------------------------------------------------------------------------------------

    def _thing(self, iri: str) -> None:
        triples = linked.about_thing(self._store, iri)
        name = self._names[iri]
        for form in ("ttl", "jsonld"):
            self._put(f"id/{name}.{form}", linked.written(triples, form))
        described = describe(self._store, iri, self._held)
        proved = statements.identify(self._store, iri)
        evidence = (
            statements.statements(self._store, proved, self._held)
            if proved and iri in self._passages
            else None
        )
        own = [each for each in triples if getattr(each.subject, "value", "") == iri]
        more: dict[str, Any] = {}
        if "SourceDocument" in described.entity.kinds:
            more = {
                "template": "document.html",
                "passages": texts.passages(self._store, iri, self._held),
                "beside": self._pacts.beside(iri),
            }
        rows = len(thing.statements_of(described)[1])
        for part, lang in product(parts(name, rows, STATEMENTS), self._languages):
            place = f"id/{part.file}.html"
            content = thing.thing_page(
                described, own, lang, self._links(place, lang), evidence=evidence, bare=self._bare,
                part=part, **more, **self._head(place, lang),
            )  # fmt: skip
            self._page(place, lang, content)

    def _relation(self, iri: str) -> None:
        name, lexicon = self._relations[iri], reading(self._store)
        own, triples = stating.meaning(self._store, iri), stating.stated(self._store, iri)
        for form in ("ttl", "jsonld"):
            self._put(f"relation/{name}.{form}", stating.written(own, triples, form))
        lexicon.labels(self._store, [iri])
        for part in parts(name, len(triples), STATEMENTS):
            facts = state(self._store, part.of(triples), self._held)
            for lang in self._languages:
                place = f"relation/{part.file}.html"
                content = relation_page(
                    lexicon.property(iri), own, facts, lang, self._links(place, lang),
                    total=len(triples), part=part,
                    **self._head(place, lang),
                )  # fmt: skip
                self._page(place, lang, content)

    # -- surveys -----------------------------------------------------------------------------------

    def _survey(
        self, name: str, place: str, part: Part, answer: Answer, lang: str, **more: Any
    ) -> None:
        content = lookups.lookup_page(
            name, answer, {}, lang, self._links(place, lang), part=part, **more,
            **self._head(place, lang),
        )  # fmt: skip
        self._page(place, lang, content)

    def _kinds(self) -> None:
        for kind in sorted({kind for each in self._bearers for kind in each.entity.kinds}):
            answer = surveyed.of_kind(self._store, kind, self._held)
            for (part, shown), lang in product(
                surveyed.cut(kind_name(kind), answer), self._languages
            ):
                title, lead = lookups.kind_words(kind, lang)
                place = f"kind/{part.file}.html"
                own = {"title": title, "lead": lead, "counts": self._own}
                self._survey("list", place, part, shown, lang, **own)

    def _figure_pages(self, lang: str) -> None:
        for iri, group in self._figures.items():
            name = self._names.get(iri)
            if name is None:
                continue
            place = f"figure/{name}.html"
            files = charts.files(group, lang)
            for suffix, content in files.items():
                self._put(f"{lang}/figure/{name}{suffix}", content)
            address = f"{self._url}/{lang}/figure/{name}" if self._url else name
            head = self._addresses.head(place, lang, self._pictures.get(iri, CARD))
            content = page.page(
                "figure.html", lang, self._links(place, lang),
                title=group[0].indicator.label(lang),
                measured=[surveys.measured(each, lang) for each in group],
                rows=charts.table(group, lang),
                name=name,
                embed=f'<iframe src="{address}.svg" width="440" height="160" '
                      f'title="{charts.attribute(group[0].indicator.label(lang))}"></iframe>',
                iri=iri,
                description=in_words(group[0], lang),
                **head,
            )  # fmt: skip
            self._page(place, lang, content)

    def _draw_pictures(self) -> dict[str, str]:
        """Draw what other sites show beside a link to a figure, and return each one's place."""
        places: dict[str, str] = {}
        for iri, group in self._figures.items():
            name, drawn = self._names.get(iri), picture(group)
            if name and drawn:
                places[iri] = f"figure/{name}.png"
                self._put(places[iri], drawn)
        return places

    def _front(self, lang: str) -> None:
        things = {
            kind: listing(self._store, [kind], documents=self._held)
            for kind in ("Reform", "Directive", "Goal")
            if any(kind in each.entity.kinds for each in self._bearers)
        }
        changed = figures(self._store, sort="change", documents=self._held)
        place = "index.html"
        content = page.page(
            "front.html", lang, self._links(place, lang),
            title=page.site(lang),
            documents=[
                each.entity for each in self._bearers if "SourceDocument" in each.entity.kinds
            ],
            groups=[
                group
                for answer in things.values()
                for group in surveys.things_by_kind(answer, lang)
            ],
            measured=[
                surveys.measured(measurement, lang) for measurement in changed.measurements[:_FIRST]
            ],
            kinds=[
                (kind, vocabulary().kind(kind).label(lang), n)
                for kind, n in sorted(self._own.items(), key=lambda pair: -pair[1])
            ],
            promised=pacts.front_shown(self._pacts, lang),
            dataset=thing.script(self._told) if self._told else "",
            licence=page.ABOUT[0].licence if len(page.ABOUT) == 1 else "",
            **self._head(place, lang),
        )  # fmt: skip
        self._page(place, lang, content)

    def _others(self, lang: str) -> None:
        place = "ontology.html"
        self._page(place, lang, lookups.ontology_page(
            lang, self._links(place, lang), **self._head(place, lang)))  # fmt: skip
        for name, title in (("find", word("Find", lang)), ("sparql", word("SPARQL", lang))):
            place = f"{name}.html"
            shown = page.page(
                f"site-{name}.html", lang, self._links(place, lang), title=title,
                **self._head(place, lang),
            )  # fmt: skip
            self._page(place, lang, shown)

    def _graph(self) -> bytes:
        from io import BytesIO

        from sskg.view.choice import Choice
        from sskg.view.page import write_page

        stream, choice = BytesIO(), Choice(lang=self._languages[0])
        write_page(self._store, stream, choice, dict(self._held or {}), None)
        return stream.getvalue()

    # -- what all languages share ------------------------------------------------------------------

    def _shared(self) -> None:
        from sskg.pages.assets import ASSETS, asset
        from sskg.store.paging import everything

        for name in ASSETS:
            self._put(f"static/{name}", asset(name))
        self._put(GRAPH, self._graph())
        self._put(
            "static/names.js",
            scripts.names(self._bearers, self._names, sorted(self._own), self._languages),
        )
        triples = list(everything(self._store))
        self._put("graph.ttl", linked.written(triples, "ttl"))
        self._put("graph.nt", linked.written(triples, "nt"))
        del triples
        self._put_data("static/graph-data.js", self._folder / "graph.ttl")
        self._put("ontology.ttl", linked.written(linked.ontology_triples(), "ttl"))
        self._put(
            "static/queries.js",
            scripts.call("sskgQueries", querying.known(self._store, self._names)),
        )
        if self._url:
            self._put("void.ttl", linked.written(self._told, "ttl"))
            pages = self._folder.glob("*/**/*.html")
            places = sorted(path.relative_to(self._folder).as_posix() for path in pages)
            for name, content in self._addresses.files(places):
                self._put(name, content)
        for place, template in (("index.html", "choose.html"), ("404.html", "missing.html")):
            links = SiteLinks("", self._languages[0], self._site_pages)
            first = bool(self._url) and place == "index.html"
            self._put(place, page.page(
                template, self._languages[0], links, title=page.site(self._languages[0]),
                choices=[(lang, page.site(lang)) for lang in self._languages], root=f"{self._url}/",
                canonical=f"{self._url}/" if first else "", card=f"{self._url}/{CARD}",
            ))  # fmt: skip
