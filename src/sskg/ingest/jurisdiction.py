"""The state or region that a document is of: a place of the graph, or a country by name or code.

`countries.tsv` holds ISO 3166 codes with English and Chinese names, from the Unicode CLDR.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import RequestError
from sskg.ingest.items import is_http_iri
from sskg.language.message import listed, msg
from sskg.language.text import fold
from sskg.names.bearers import bearers
from sskg.rdf.terms import THINGS, expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.store.base import Store

_COUNTRIES: Final = Path(__file__).with_name("countries.tsv")
_PLACE: Final = "Place"
DEFINITION: Final = {"en": "A country or territory.", "zh": "国家或地区。"}


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose document it is.

    Attributes:
        iri: of the place.
        labels: by language.
        linked: whether the graph has it, so that it is not described again.
    """

    iri: str
    labels: Mapping[str, str]
    linked: bool

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"iri": self.iri, "labels": dict(self.labels), "linked": self.linked}

    @classmethod
    def from_json(cls, record: Any) -> Jurisdiction:
        """Return what `to_json` gave.

        Raises:
            ValueError: it is none.
        """
        match record:
            case {"iri": str() as iri, "labels": dict() as labels, "linked": bool() as linked} if (
                is_http_iri(iri)
            ):
                return cls(iri, {str(tag): str(text) for tag, text in labels.items()}, linked)
        raise ValueError(f"jurisdiction: {record!r}")


def jurisdiction(text: str, store: Store | None) -> Jurisdiction:
    """Return the place that a text means.

    Args:
        text: IRI, CURIE or name of a place of the graph; or a country's name, in English or
            Chinese, or its ISO 3166 code of two letters.
        store: the graph.

    Raises:
        RequestError: it is no such place, or the graph has several of that name.
    """
    code = text.strip().upper()
    country = _countries().get(code) or next(
        (each for each in _countries().values() if fold(text) in map(fold, each.values())), None
    )
    names = {fold(text), *(map(fold, country.values()) if country else ())}
    places = _places(store, text, names) if store is not None else ()
    if len(places) > 1:
        raise RequestError(
            msg("several places are called “{name}”: {places}", name=text,
                places=listed(place.iri for place in places)),
            place="--jurisdiction",
            hint=msg("give the IRI of one of them"),
        )  # fmt: skip
    if places:
        return places[0]
    if country is None:
        raise _unknown(text)
    return Jurisdiction(THINGS + slug(country["en"]), country, linked=False)


def _places(store: Store, text: str, names: set[str]) -> tuple[Jurisdiction, ...]:
    iri = expand(text.strip())
    return tuple(
        Jurisdiction(bearer.entity.iri, dict(bearer.entity.labels), linked=True)
        for bearer in bearers(store, [_PLACE])
        if bearer.entity.iri == iri or names & set(bearer.folded)
    )


def _unknown(text: str) -> RequestError:
    names = [name for each in _countries().values() for name in each.values()]
    near = get_close_matches(text, names, n=3)
    hint = msg("name a place of the graph, or a country by its name or its code: ZA, South Africa")
    if near:
        hint = msg("did you mean {names}?", names=listed(near))
    return RequestError(
        msg("“{name}” is no state or region that is known", name=text),
        place="--jurisdiction",
        hint=hint,
    )


@cache
def _countries() -> Mapping[str, Mapping[str, str]]:
    """Return the names of all countries, by code."""
    lines = _COUNTRIES.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {code: {"en": english, "zh": chinese} for code, english, chinese in rows}


def slug(name: str) -> str:
    """Return a label as the end of an IRI.

    >>> slug("Côte d’Ivoire"), slug("粮食基金")
    ('cote-divoire', '')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
