"""Finding things by name on an endpoint, by queries that bring back a bounded number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sskg.store.grams import short_pieces, trigrams
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, THINGS, expand

if TYPE_CHECKING:
    from collections.abc import Collection

    from sskg.store.base import Store

_MOST_PIECES: Final = 12
"""Pieces of a name that are looked for: enough to rank by, few enough for any endpoint."""

_BY_IRI = """
SELECT DISTINCT ?s WHERE {{
  VALUES ?s {{ {iris} }}
  ?s a ?type .{kinds}
}}"""

# Names that hold most of the pieces come first, and of these the shortest.
_BY_PIECES = """
SELECT ?s (MAX(?hits) AS ?best) (MIN(?length) AS ?shortest) WHERE {{
  {{ ?s {label} ?name }} UNION {{ ?s {alternative} ?name }}
  ?s a ?type .{kinds}
  BIND(LCASE(STR(?name)) AS ?text)
  BIND({score} AS ?hits)
  BIND(STRLEN(?text) AS ?length)
  FILTER(?hits >= {least})
}}
GROUP BY ?s
ORDER BY DESC(?best) ?shortest ?s
LIMIT {limit}"""


class RemoteNames:
    """Find things by name on an endpoint; see `sskg.store.base.NameIndex`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def candidates(self, text: str, kinds: Collection[str] = (), limit: int = 200) -> list[str]:
        """Return IRIs of things whose names may fit a text, likely ones first."""
        found = dict.fromkeys(self._by_iri(text, kinds))
        pieces = _spread([*trigrams(text), *(p for p in short_pieces(text) if len(p) > 1)])
        pieces = pieces or short_pieces(text)
        if pieces:
            query = _BY_PIECES.format(
                label=LABEL,
                alternative=ALT_LABEL,
                kinds=_kinds(kinds),
                score=" + ".join(f"IF(CONTAINS(?text, {Literal(p)}), 1, 0)" for p in pieces),
                # Half of the pieces: a name with a mistyped letter still holds more.
                least=max(1, len(pieces) // 2),
                limit=limit,
            )
            found |= dict.fromkeys(self._ask(query))
        return list(found)[:limit]

    def _by_iri(self, text: str, kinds: Collection[str]) -> list[str]:
        iris = []
        for iri in (expand(text.strip()), THINGS + text.strip()):
            try:
                iris.append(str(NamedNode(iri or "")))
            except ValueError:
                continue
        if not iris:
            return []
        return self._ask(_BY_IRI.format(iris=" ".join(iris), kinds=_kinds(kinds)))

    def _ask(self, query: str) -> list[str]:
        answer = self._store.query(query)
        assert isinstance(answer, QuerySolutions)  # noqa: S101  (what SELECT gives)
        return [row["s"].value for row in answer if isinstance(row["s"], NamedNode)]


def _kinds(kinds: Collection[str]) -> str:
    if not kinds:
        return f' FILTER(STRSTARTS(STR(?type), "{ONTOLOGY}"))'
    return f" VALUES ?type {{ {' '.join(str(NamedNode(ONTOLOGY + kind)) for kind in kinds)} }}"


def _spread(pieces: list[str]) -> list[str]:
    """Return at most so many pieces, taken evenly from all of the name."""
    if len(pieces) <= _MOST_PIECES:
        return pieces
    return [pieces[at * len(pieces) // _MOST_PIECES] for at in range(_MOST_PIECES)]
