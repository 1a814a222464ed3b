"""Where pages lead: the same templates are served by a program, or lie in a folder as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlencode

from sskg.language.ranges import LANGUAGES
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, THINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.pages.parts import Part


class Links(Protocol):
    """Makes the links of one page."""

    @property
    def served(self) -> bool:
        """Whether a program answers: forms and queries then work without a script."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that each page is written in."""
        ...

    @property
    def elsewhere(self) -> Mapping[str, str]:
        """This page's address in each language, and as "json" where there is one."""
        ...

    def has(self, path: str) -> bool:
        """Tell whether there is such a page, as "/figures"."""
        ...

    def link(self, path: str, **parameters: Any) -> str:
        """Return the address of such a page."""
        ...

    def address(self, iri: str) -> str:
        """Return where a thing or term has its page."""
        ...

    def figure(self, iri: str) -> str:
        """Return the page of an indicator's figures."""
        ...

    def commitments(self, iri: str) -> str:
        """Return the page of what is required of a thing; "" where there is none."""
        ...

    def comparison(self, first: str, second: str) -> str:
        """Return the page of two documents side by side; "" where there is none."""
        ...

    def relation(self, iri: str) -> str:
        """Return the page of a property; "" where it has none."""
        ...

    def further(self, part: Part, number: int) -> str:
        """Return another of the pages that show one long list."""
        ...

    def rdf(self, iri: str, form: str) -> str:
        """Return where a thing is told in another format: "ttl", "jsonld", "json"."""
        ...

    def ontology(self, form: str) -> str:
        """Return where the ontology is told in another format; "" where it is not."""
        ...

    def asset(self, name: str) -> str:
        """Return the address of a file that all pages share."""
        ...


class Served:
    """The links of a page that a program serves.

    Args:
        request: what was asked, as the worker hands it on.
        lang: language ranges of the reader.
    """

    served = True
    languages = LANGUAGES

    def __init__(self, request: Mapping[str, Any], lang: str) -> None:
        self._lang = lang if request.get("lang_given") else None
        self._path = request.get("path", "/")
        fields = request.get("fields", ())
        self._fields = [(name, value) for name, value in fields if name != "lang"]

    @property
    def elsewhere(self) -> dict[str, str]:
        """This page's address in each language, and as JSON."""
        rest = [pair for pair in self._fields if pair[0] != "format"]
        return {
            lang: self._path + "?" + urlencode([*self._fields, ("lang", lang)])
            for lang in LANGUAGES
        } | {"json": self._path + "?" + urlencode([*rest, ("format", "json")])}

    def has(self, path: str) -> bool:
        """Tell whether there is such a page: a program answers all."""
        return bool(path)

    def link(self, path: str, **parameters: Any) -> str:
        """Return an address with the language that the reader named."""
        fields = {key: value for key, value in parameters.items() if value not in {None, ""}}
        if self._lang:
            fields["lang"] = self._lang
        return path + ("?" + urlencode(fields, doseq=True) if fields else "")

    def address(self, iri: str) -> str:
        """Return where a thing or term has its page."""
        if iri.startswith(THINGS):
            return self.link("/id/" + quote(iri.removeprefix(THINGS), safe=":"))
        if iri.startswith(ONTOLOGY):
            return self.link("/ontology") + "#" + quote(iri.removeprefix(ONTOLOGY))
        return self.link("/resource", iri=iri)

    def figure(self, iri: str) -> str:
        """Return the page of an indicator's figures: its own has them."""
        return self.address(iri)

    def commitments(self, iri: str) -> str:
        """Return the page of what is required of a thing."""
        return self.link("/commitments", name=iri)

    def comparison(self, first: str, second: str) -> str:
        """Return the page of two documents side by side."""
        return self.link("/compare", first=first, second=second)

    def relation(self, iri: str) -> str:
        """Return the page of a property; an inverse and what describes claims have none."""
        silent = iri.startswith(ONTOLOGY) and iri not in vocabulary().told
        return "" if silent else self.link("/resource", iri=iri)

    def further(self, part: Part, number: int) -> str:
        """Return another of the pages that show one long list."""
        fields = [pair for pair in self._fields if pair[0] != "page"]
        if self._lang:
            fields.append(("lang", self._lang))
        return f"{self._path}?{urlencode([*fields, ('page', min(number, part.total))])}"

    def rdf(self, iri: str, form: str) -> str:
        """Return where a thing is told in another format."""
        if iri.startswith(THINGS):
            return f"/id/{quote(iri.removeprefix(THINGS))}.{form}"
        return self.link("/resource", iri=iri, format=form)

    def ontology(self, form: str) -> str:
        """Return where the ontology is told in another format."""
        return f"/ontology?format={form}"

    def asset(self, name: str) -> str:
        """Return the address of a file that all pages share."""
        return f"/static/{name}"
