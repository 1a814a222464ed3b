"""Finding and listing things of an endpoint, by queries that bring back few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sskg.model import Kind
from sskg.ontology.profiles import first, profile
from sskg.rdf.terms import LABEL
from sskg.store.names.grams import pieces
from sskg.store.names.index import FEW, identifiers

if TYPE_CHECKING:
    from collections.abc import Collection

    from sskg.store.base import Store

_MOST_PIECES: Final = 12
"""Pieces of a name that are looked for: enough to rank by, few enough for any endpoint."""

# Counted by their rows, within a bound, as a COUNT would go through all of them.
_COUNTED = """
SELECT DISTINCT ?s WHERE {{
  {{ ?s a ?type FILTER(?type NOT IN (sskg:Claim, sskg:Passage)) }} UNION {names}
}} LIMIT {limit}"""

_USED = "SELECT ?p WHERE {{ VALUES ?p {{ {iris} }} FILTER EXISTS {{ ?s ?p ?o }} }}"

# Names that hold most of the pieces come first, and of these the shortest.
_BY_PIECES = """
SELECT ?s (MAX(?hits) AS ?best) (MIN(?length) AS ?shortest) WHERE {{
  {names}
  {kinds}
  BIND(LCASE(STR(?name)) AS ?text)
  BIND({score} AS ?hits)
  BIND(STRLEN(?text) AS ?length)
  FILTER(?hits >= {least})
}}
GROUP BY ?s
ORDER BY DESC(?best) ?shortest ?s
LIMIT {limit}"""

_OF_KINDS = """
SELECT DISTINCT ?s WHERE {{ ?s a ?type .{kinds} FILTER(ISIRI(?s) && STR(?s) > {after}) }}
ORDER BY ?s LIMIT {limit}"""


class RemoteNames:
    """Find things by name on an endpoint; see `sskg.store.base.NameIndex`.

    Args:
        store: the endpoint.
        few: so many names are not searched, but read.
    """

    def __init__(self, store: Store, few: int = FEW) -> None:
        self._store = store
        self.few = few
        self._count: int | None = None
        self._paths: list[str] = []

    def candidates(
        self, text: str, kinds: Collection[str] = (), limit: int = 100
    ) -> list[str] | None:
        """Return IRIs of things whose names may fit a text; None where all names may be read."""
        if self._counted() <= self.few:
            return None
        iris = dict.fromkeys(identifiers(text))
        wanted = _spread(pieces(text))
        if wanted:
            query = _BY_PIECES.format(
                names=self._names(),
                kinds=f"?s a ?type .{_kinds(kinds)}" if kinds else "",
                score=" + ".join(f"IF(CONTAINS(?text, {Literal(p)}), 1, 0)" for p in wanted),
                # Half of the pieces: a name with a mistyped letter still holds more.
                least=max(1, len(wanted) // 2),
                limit=2 * limit,
            )
            iris |= dict.fromkeys(self._ask(query))
        return list(iris)

    def of_kinds(self, kinds: Collection[str], limit: int, after: str = "") -> list[str]:
        """Return IRIs of things of some kinds in order; see `sskg.store.base.NameIndex`."""
        among = _kinds(kinds) if kinds else " FILTER(?type NOT IN (sskg:Claim, sskg:Passage))"
        return self._ask(_OF_KINDS.format(kinds=among, after=Literal(after), limit=limit))

    def _counted(self) -> int:
        """Return how many things may bear a name, counted up to one more than few."""
        if self._count is None:
            self._count = len(self._ask(_COUNTED.format(names=self._names(), limit=self.few + 1)))
        return self._count

    def _names(self) -> str:
        """Return a pattern for all names, of the properties that the endpoint uses for them."""
        if not self._paths:
            paths = profile().naming
            iris = " ".join(sorted({f"<{first(path)}>" for path in paths}))
            answer = self._store.query(_USED.format(iris=iris))
            assert isinstance(answer, QuerySolutions)  # noqa: S101  (what SELECT gives)
            used = {row["p"].value for row in answer if isinstance(row["p"], NamedNode)}
            self._paths = [path for path in paths if first(path) in used] or [str(LABEL)]
        return " UNION ".join(f"{{ ?s {path} ?name }}" for path in self._paths)

    def _ask(self, query: str) -> list[str]:
        answer = self._store.query(query)
        assert isinstance(answer, QuerySolutions)  # noqa: S101  (what SELECT gives)
        return [row["s"].value for row in answer if isinstance(row["s"], NamedNode)]


def _kinds(kinds: Collection[str]) -> str:
    return f" VALUES ?type {{ {' '.join(str(NamedNode(Kind(kind).iri)) for kind in kinds)} }}"


def _spread(parts: list[str]) -> list[str]:
    """Return at most so many pieces, taken evenly from all of the name."""
    if len(parts) <= _MOST_PIECES:
        return parts
    return [parts[at * len(parts) // _MOST_PIECES] for at in range(_MOST_PIECES)]
