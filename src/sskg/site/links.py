"""The links of a page that lies in a folder: all of them lead from file to file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from sskg.language.ranges import LANGUAGES
from sskg.rdf.terms import ONTOLOGY, expand
from sskg.site.filenames import kind_name, pair_name
from sskg.view.packing import identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sskg.pages.parts import Part

PAGES: Final = {
    "/": "index", "/find": "find", "/figures": "figures", "/timeline": "timeline", "/gaps": "gaps",
    "/list": "list", "/sources": "sources", "/ontology": "ontology", "/sparql": "sparql",
    "/commitments": "commitments", "/compare": "compare",
}  # fmt: skip
"""The pages of each language, by the address that they have where a program serves them."""
GRAPH: Final = "static/graph.html"
"""The picture of the graph, which speaks all languages."""


@dataclass(frozen=True, slots=True)
class SitePages:
    """The pages that a site has beside those of `PAGES`.

    Attributes:
        things: names of the files of things and passages, by IRI.
        relations: those of properties.
        missing: surveys that the graph has no answer for.
        figures: IRIs of the indicators that have figures.
        languages: those that each page is written in.
        committed: IRIs of the things whose commitments have a page.
        compared: the pairs of documents that have a page.
    """

    things: Mapping[str, str]
    relations: Mapping[str, str] = field(default_factory=dict)
    missing: Collection[str] = ()
    figures: Collection[str] = ()
    languages: tuple[str, ...] = LANGUAGES
    committed: Collection[str] = ()
    compared: Collection[tuple[str, str]] = ()


class SiteLinks:
    """The links of one page.

    Args:
        place: the page's path within a language's folder, as "id/drug-procurement.html".
        lang: the language of the page.
        pages: those that there are.
    """

    served = False

    def __init__(self, place: str, lang: str, pages: SitePages) -> None:
        self._place, self._lang, self._pages = place, lang, pages
        self._names = pages.things
        self._up = "../" * (place.count("/") + 1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that each page is written in."""
        return self._pages.languages

    @property
    def elsewhere(self) -> dict[str, str]:
        """This page in each language."""
        return {lang: f"{self._up}{lang}/{self._place}" for lang in self.languages}

    def has(self, path: str) -> bool:
        """Tell whether a site has such a page."""
        own = path in PAGES and path.removeprefix("/") not in self._pages.missing
        return own or path == "/graph"

    def link(self, path: str, **parameters: Any) -> str:
        """Return the address of a page: of the thing that is named, where it has no such page."""
        if path == "/list" and parameters.get("kind"):
            return f"{self._up}{self._lang}/kind/{kind_name(str(parameters['kind']))}.html"
        if path == "/graph":
            return self._graph(str(parameters.get("name", "")))
        page = f"{self._up}{self._lang}/{PAGES.get(path, 'index')}.html"
        fields = {key: value for key, value in parameters.items() if value not in {None, ""}}
        return page + ("?" + urlencode(fields) if fields and path == "/sparql" else "")

    def _graph(self, name: str) -> str:
        """Return the address of the picture, which takes its language and its thing from there."""
        chosen = {"lang": self._lang}
        if name:
            chosen["thing"] = identifier(expand(name) or name)
        return f"{self._up}{GRAPH}#{urlencode(chosen)}"

    def address(self, iri: str) -> str:
        """Return where a thing or term has its page; what has none is named by its IRI."""
        if iri in self._names:
            return f"{self._up}{self._lang}/id/{self._names[iri]}.html"
        if iri.startswith(ONTOLOGY):
            return f"{self._up}{self._lang}/ontology.html#{quote(iri.removeprefix(ONTOLOGY))}"
        # No other scheme becomes a link: what it would run is nobody's to say.
        return iri if iri.startswith(("http://", "https://")) else "#"

    def figure(self, iri: str) -> str:
        """Return the page of an indicator's figures, or else its own."""
        if iri in self._pages.figures and iri in self._names:
            return f"{self._up}{self._lang}/figure/{self._names[iri]}.html"
        return self.address(iri)

    def commitments(self, iri: str) -> str:
        """Return the page of what is required of a thing; "" where there is none."""
        if iri not in self._pages.committed:
            return ""
        return f"{self._up}{self._lang}/commitments/{self._names[iri]}.html"

    def comparison(self, first: str, second: str) -> str:
        """Return the page of two documents side by side; "" where there is none."""
        if (first, second) not in self._pages.compared:
            return ""
        return f"{self._up}{self._lang}/compare/{pair_name(self._names, (first, second))}.html"

    def relation(self, iri: str) -> str:
        """Return the page of a property; "" where it has none."""
        name = self._pages.relations.get(iri)
        return f"{self._up}{self._lang}/relation/{name}.html" if name else ""

    def further(self, part: Part, number: int) -> str:
        """Return another of the pages that show one long list: they lie side by side."""
        return f"{part.at(number)}.html"

    def rdf(self, iri: str, form: str) -> str:
        """Return the file that tells a thing or a relation in another format."""
        if iri in self._pages.relations and iri not in self._names:
            return f"{self._up}relation/{self._pages.relations[iri]}.{form}"
        return f"{self._up}id/{self._names[iri]}.{form}" if iri in self._names else "#"

    def ontology(self, form: str) -> str:
        """Return where the ontology is told in another format; "" where it is not."""
        return f"{self._up}ontology.ttl" if form == "ttl" else ""

    def asset(self, name: str) -> str:
        """Return the address of a file that all pages share."""
        return f"{self._up}static/{name}"
