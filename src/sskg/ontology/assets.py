"""Finds the ontology, the data, the queries and the page's files.

In a checkout the ontology and the data stand at the top level; in an installed wheel they lie in
`sskg/packaged/`. Queries and templates always lie beside the code that uses them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A lookup finds its files by their names as text: pathlib takes a twentieth of its time.
    from pathlib import Path

_FURTHER = (
    "social-insurance-law", "zhejiang-medical-security", "social-assistance-measures",
    "veterans-law",
)  # fmt: skip
"""Documents after the first two, each a file of its own; later ones name things of the earlier."""
PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
"""The folder of this package's modules."""


def _below(*names: str) -> str:
    packaged = os.path.join(PACKAGE, "packaged")
    root = packaged if os.path.isdir(packaged) else os.path.dirname(os.path.dirname(PACKAGE))
    return os.path.join(root, *names)


def _path(place: str) -> Path:
    from pathlib import Path

    return Path(place)


def ontology_place(name: str = "sskg.ttl") -> str:
    """Return where a file of the ontology is: "sskg.ttl", "shapes.ttl", "rules"."""
    return _below("ontology", name)


def ontology(name: str = "sskg.ttl") -> Path:
    """Return the path of a file of the ontology."""
    return _path(ontology_place(name))


def data() -> Path:
    """Return the path of the graph of the first two documents."""
    return _path(_below("data", "triples.ttl"))


def texts_place() -> str:
    """Return where the source documents are that may be passed on, with their digests."""
    return _below("data", "texts")


def texts() -> Path:
    """Return the folder of the source documents that may be passed on."""
    return _path(texts_place())


def graph_places() -> tuple[str, ...]:
    """Return where the files are that make up the packaged graph: data, ontology, alignments."""
    data = (_below("data", f"{name}.ttl") for name in ("triples", *_FURTHER))
    return (*data, ontology_place(), ontology_place("alignments.ttl"))


def packaged_files() -> tuple[Path, ...]:
    """Return the paths of the files that make up the packaged graph."""
    return tuple(map(_path, graph_places()))


def queries() -> Path:
    """Return the folder of the named queries."""
    return _path(os.path.join(PACKAGE, "queries"))


def page(name: str) -> Path:
    """Return the path of a file that the graph view is made of."""
    return _path(os.path.join(PACKAGE, "view", "page", name))
