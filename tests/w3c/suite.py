"""The W3C's tests of SPARQL queries: what they ask, of what data, and which answer they expect.

The files are packed in `sparql.tar.xz`; LICENSE beside it is theirs.
"""

from __future__ import annotations

import re
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

ARCHIVE: Final = Path(__file__).with_name("sparql.tar.xz")
_ROOT: Final = "file:///suite/"
_FROM: Final = re.compile(r"^\s*FROM\s+(?:NAMED\s+)?<([^>]*)>", re.MULTILINE)
_TESTS: Final = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?test ?type ?query ?data ?graph ?result ?lax {
  ?manifest mf:entries/rdf:rest*/rdf:first ?test .
  ?test a ?type ; mf:action ?action .
  OPTIONAL { ?action qt:query ?inner }
  BIND (COALESCE(?inner, ?action) AS ?query)
  OPTIONAL { ?action qt:data ?data }
  OPTIONAL { ?action qt:graphData ?graph }
  OPTIONAL { ?test mf:result ?result }
  BIND (EXISTS { ?test mf:resultCardinality mf:LaxCardinality } AS ?lax)
}
"""


@dataclass
class Case:
    """One test of the suite; its files are paths within the archive.

    Attributes:
        name: its folder and its name in the manifest there.
        kind: name of its class in the manifest.
        query: file of the query.
        data: files of the default graph.
        graphs: files of named graphs, which bear the files' IRIs.
        result: file of the answer that is expected.
        lax: whether rows may be fewer than expected, as REDUCED allows.
    """

    name: str
    kind: str
    query: str
    data: set[str]
    graphs: set[str]
    result: str | None
    lax: bool

    @property
    def text(self) -> str:
        return files()[self.query].decode("utf-8")


@cache
def files() -> dict[str, bytes]:
    """Return the files of the archive by their paths."""
    with tarfile.open(ARCHIVE) as archive:
        return {
            member.name: stream.read()
            for member in archive
            if (stream := archive.extractfile(member)) is not None
        }


@cache
def cases() -> tuple[Case, ...]:
    """Return all tests, in the order of their names."""
    return tuple(
        case
        for path in sorted(files())
        if path.endswith("/manifest.ttl")
        for case in _listed(path).values()
    )


def _listed(path: str) -> dict[str, Case]:
    manifest = Store()
    manifest.load(files()[path], RdfFormat.TURTLE, base_iri=_ROOT + path)
    found: dict[str, Case] = {}
    rows = manifest.query(_TESTS)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        test, kind, query, result = row["test"], row["type"], row["query"], row["result"]
        name = f"{path.removesuffix('/manifest.ttl')}/{test.value.rpartition('#')[2]}"
        case = found.setdefault(
            name,
            Case(name, kind.value.rpartition("#")[2], _path(query), set(), set(),
                 _path(result) if result else None, row["lax"].value == "true"),
        )  # fmt: skip
        for column, paths in (("data", case.data), ("graph", case.graphs)):
            if isinstance(term := row[column], NamedNode):
                paths.add(_path(term))
    for case in found.values():
        if case.result and not case.data and not case.graphs:
            # Where a manifest names no data, the query does.
            folder = case.query.rpartition("/")[0]
            case.graphs = {f"{folder}/{name}" for name in _FROM.findall(case.text)}
    return dict(sorted(found.items()))


def _path(term: NamedNode) -> str:
    return term.value.removeprefix(_ROOT)
