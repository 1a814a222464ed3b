"""Names of files for things: readable, harmless on every system, and never the same twice."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sskg.rdf.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLAIN: Final = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "index"}
    | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
)
"""Names that Windows gives to devices, and that of a folder's own page."""


def filenames(iris: Iterable[str]) -> dict[str, str]:
    """Return a name for each IRI, without a suffix.

    It is the end of the IRI where that is plain and, whatever the case of its letters, no other
    thing's; else what of it is plain, with a digest of the IRI.

    >>> filenames(["https://a.org/Fund", "https://a.org/x?y=<z>"])["https://a.org/Fund"]
    'Fund'
    """
    ordered = sorted(set(iris))
    ends: dict[str, int] = {}
    for iri in ordered:
        end = local_name(iri).casefold()
        ends[end] = ends.get(end, 0) + 1
    return {iri: _name(iri, alone=ends[local_name(iri).casefold()] == 1) for iri in ordered}


def kind_name(kind: str) -> str:
    """Return the name of a kind's page: its local name, or one made of its CURIE or IRI.

    >>> kind_name("Reform"), kind_name("skos:Concept").split("--")[0]
    ('Reform', 'Concept')
    """
    if kind.isidentifier() and kind.isascii():
        return kind
    return _name(kind.replace(":", "/", 1) if "/" not in kind else kind, alone=False)


def _name(iri: str, *, alone: bool) -> str:
    end = local_name(iri)
    if alone and re.fullmatch(_PLAIN, end) and end.casefold() not in _RESERVED:
        return end
    plain = re.sub(r"[^A-Za-z0-9]+", "-", end)[:40].strip("-")
    digest = sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    # Two hyphens: no name without a digest has them before sixteen digits by chance.
    return f"{plain}--{digest}" if plain else digest


def pair_name(names: Mapping[str, str], pair: tuple[str, str]) -> str:
    """Return the name of the page of two documents: no name of one has a full stop in it."""
    return f"{names[pair[0]]}.{names[pair[1]]}"
