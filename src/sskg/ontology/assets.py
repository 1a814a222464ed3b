"""Finds the ontology, the data, the queries and the page's files.

In a checkout the ontology and the data stand at the top level; in an installed wheel they lie in
`sskg/packaged/`. Queries and templates always lie beside the code that uses them.
"""

from __future__ import annotations

from pathlib import Path

_FURTHER = (
    "social-insurance-law", "zhejiang-medical-security", "social-assistance-measures",
    "veterans-law",
)  # fmt: skip
"""Documents after the first two, each a file of its own; later ones name things of the earlier."""
_PACKAGE = Path(__file__).resolve().parent.parent


def _root() -> Path:
    packaged = _PACKAGE / "packaged"
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent


def ontology(name: str = "sskg.ttl") -> Path:
    """Return the path of a file of the ontology: "sskg.ttl", "shapes.ttl", "rules"."""
    return _root() / "ontology" / name


def data() -> Path:
    """Return the path of the graph of the first two documents."""
    return _root() / "data" / "triples.ttl"


def texts() -> Path:
    """Return the folder of the source documents that may be passed on, with their digests."""
    return _root() / "data" / "texts"


def graph_files() -> tuple[Path, ...]:
    """Return the files that make up the packaged graph: data, ontology and alignments."""
    further = (data().with_name(f"{name}.ttl") for name in _FURTHER)
    return (data(), *further, ontology(), ontology("alignments.ttl"))


def queries() -> Path:
    """Return the folder of the named queries."""
    return _PACKAGE / "queries"


def page(name: str) -> Path:
    """Return the path of a file that the graph view is made of."""
    return _PACKAGE / "view" / "page" / name
