"""What ontologies import: local files are read if a reader asks for it, and nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sskg.rdf.files import is_rdf_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from pyoxigraph import Store

# What is imported, but for ontologies that are there themselves, by their IRI or their version's.
_IMPORTED: Final = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?imported {
  ?ontology owl:imports ?imported
  FILTER(ISIRI(?imported))
  FILTER NOT EXISTS { ?imported a owl:Ontology }
  FILTER NOT EXISTS { ?other owl:versionIRI ?imported }
} ORDER BY ?imported"""


def follow(
    store: Store, read: Collection[Path], take: Callable[[Path], object] | None
) -> tuple[str, ...]:
    """Read what the ontologies of a store import, as far as it is in files, and what those import.

    Args:
        store: what has been read by now; it grows.
        read: the files that were read.
        take: adds a file to the store; None where nothing more is to be read.

    Returns:
        IRIs of what is imported and not read, in order.
    """
    taken = {path.resolve() for path in read}
    while True:
        answer: Any = store.query(_IMPORTED, use_default_graph_as_union=True)
        imported = {row["imported"].value: _file(row["imported"].value) for row in answer}
        missing = {iri: path for iri, path in imported.items() if path not in taken}
        paths = sorted({path for path in missing.values() if path is not None})
        if take is None or not paths:
            return tuple(missing)
        for path in paths:
            take(path)
            taken.add(path)


def _file(iri: str) -> Path | None:
    """Return the RDF file that an IRI names on this machine; None for all else."""
    from urllib.parse import urlsplit

    parts = urlsplit(iri)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        return None
    # Imported for a file alone: it brings the whole client for HTTP with it.
    from pathlib import Path
    from urllib.request import url2pathname

    path = Path(url2pathname(parts.path)).resolve()
    # No device and no pipe: what a file of others names is read once, to its end.
    return path if is_rdf_file(path) else None
