"""Writes the page: pyvis's network and vis-network, our template, style and scripts, in one file.

The page fetches nothing: all scripts and styles are inside it, each allowed by its digest in a
Content-Security-Policy that forbids every connection.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from sskg.graph.blank import with_names
from sskg.language.ranges import interface
from sskg.ontology import assets
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.files import writing
from sskg.view import packing
from sskg.view.choice import Choice
from sskg.view.head import head, vis_network
from sskg.view.network import build
from sskg.view.overview import opening
from sskg.view.reading import read
from sskg.view.surroundings import around
from sskg.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store
    from sskg.view.bulk import ReportRows
    from sskg.view.network import Network
    from sskg.view.overview import Opening

SCRIPT: Final = "file.js"
"""The script of a page that is a file, built from `web/`."""

SERVED: Final = "served.js"
"""The script of a page that a server gives: it can also fetch what surrounds a thing."""

STYLES: Final = ("page.css", "parts.css", "print.css")

_MARK = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Written:
    """What a page holds.

    Attributes:
        things: all but the figures.
        statements: relations between these things.
        figures: things that are shown as figures of what they measure.
        figured: relations of the figures.
        claims: what states all of these.
        drawn: how many things are drawn first.
        whole: whether these are all.
        texts: documents of which the page has the text.
    """

    things: int
    statements: int
    figures: int
    figured: int
    claims: int
    drawn: int
    whole: bool
    texts: int


def network_of(
    store: Store,
    choice: Choice,
    documents: Mapping[str, Document] | None = None,
    progress: ReportRows | None = None,
    kept: set[str] | None = None,
) -> Network:
    """Read the part of the graph that a choice names, or that `kept` lists by IRI."""
    store = with_names(store)
    if choice.names and kept is None:
        kept = around(store, choice.names, choice.hops, choice.predicates)
    material = read(store, documents or {}, kept, progress)
    kinds = {below for kind in choice.kinds for below in vocabulary().subclasses(kind)}
    return build(material, kinds, choice.predicates, choice.modalities)


def view_html(
    store: Store, choice: Choice | None = None, documents: Mapping[str, Document] | None = None
) -> str:
    """Return the page as text.

    Args:
        store: the graph that is shown.
        choice: what of it, and how; the whole of it in English if None.
        documents: the reader's source documents by digest; their text is then in the page.
    """
    choice = choice or Choice()
    return "".join(pieces(network_of(store, choice, documents), choice))


def write_view(
    store: Store,
    path: Path,
    choice: Choice | None = None,
    documents: Mapping[str, Document] | None = None,
    progress: ReportRows | None = None,
) -> Written:
    """Write the page to a file, as `write_page`; it appears only when all of it is written.

    Raises:
        UnwritableOutput: the file cannot be written.
    """
    with writing(path) as stream:
        return write_page(store, stream, choice, documents, progress)


def write_page(
    store: Store,
    stream: IO[bytes],
    choice: Choice | None = None,
    documents: Mapping[str, Document] | None = None,
    progress: ReportRows | None = None,
) -> Written:
    """Write the page to a stream.

    Args:
        store: the graph that is shown.
        stream: takes the page.
        choice: what of the graph, and how; the whole of it in English if None.
        documents: the reader's source documents by digest; their text is then in the page.
        progress: told what is being done and how much of it has been done; at a small graph only
            of bytes written.
    """
    with _uncollected():
        return _write(store, stream, choice or Choice(), documents, progress)


def _write(
    store: Store,
    stream: IO[bytes],
    choice: Choice,
    documents: Mapping[str, Document] | None,
    progress: ReportRows | None,
) -> Written:
    network = network_of(store, choice, documents, progress)
    first = opening(network, choice.limit)
    written = 0
    for piece in pieces(network, choice, first):
        written += stream.write(piece.encode("utf-8"))
        if progress:
            progress("bytes", written)
    return Written(
        len(network.things),
        len(network.statements),
        len({figure.iri for each in network.figures.values() for figure in each}),
        network.figured,
        len({claim.iri for claims in network.material.claims.values() for claim in claims}),
        len(first.positions),
        first.whole,
        len(network.material.held),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through what was read: a fifth of the whole time.

    What is read has no cycles, and all of it is needed until the page is written. It must be gone
    when the collector is enabled again, which would look through it then.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def inline_frame(page: str, height: int = 640) -> str:
    """Return an HTML frame that shows a page inline, for a notebook's `_repr_html_`."""
    return (
        f'<iframe title="social-security knowledge graph" sandbox="allow-scripts allow-downloads" '
        f'style="width:100%;height:{height}px;border:1px solid #8884" '
        f'srcdoc="{escape(page, quote=True)}"></iframe>'
    )


def pieces(network: Network, choice: Choice, first: Opening | None = None) -> Iterator[str]:
    """Yield the page piece by piece; equal networks and choices give equal pages."""
    first = first or opening(network, choice.limit)
    style = "\n".join(_file(name) for name in STYLES)
    library, script = _library(), _script(served=choice.served is not None)
    reach = "'none'" if choice.served is None else "'self'"
    policy = (
        f"default-src 'none'; script-src {_digest(library)} {_digest(script)}; "
        f"style-src {_digest(style)}; img-src data: blob:; connect-src {reach}; "
        "base-uri 'none'; form-action 'none'"
    )
    filled = {
        "lang": interface(choice.lang),
        "theme": choice.theme,
        "policy": policy,
        "style": style,
        "words": _element(packing.plain_block("words", words())),
        "head": _element(packing.plain_block("head", head(network, choice, first))),
        "network": _element(packing.block("network", vis_network(network, choice, first))),
        "library": library,
        "script": script,
    }
    before, _, after = _file("template.html").partition("{{blocks}}")
    yield _MARK.sub(lambda mark: filled[mark[1]], before)
    for block in packing.blocks(network):
        yield _element(block)
    yield after


def _element(block: packing.DataBlock) -> str:
    packed = " data-packed" if block.packed else ""
    return f'<script type="application/json" id="{block.name}"{packed}>{block.text}</script>\n'


def _digest(text: str) -> str:
    """Return the source expression that allows an inline element of exactly this content."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return assets.page(name).read_text(encoding="utf-8")


@cache
def _script(*, served: bool = False) -> str:
    return _inline(_file(SERVED if served else SCRIPT))


@cache
def _library() -> str:
    """Return vis-network as pyvis carries it, under the notices that its licences ask for.

    The note that asks for its source map is left out.
    """
    import pyvis

    folder = Path(pyvis.__file__).parent
    paths = sorted(folder.glob("**/vis-9*/vis-network.min.js"), key=lambda path: path.parts[-2])
    if not paths:
        paths = sorted(folder.glob("**/vis-network.min.js"))
    text = paths[-1].read_text(encoding="utf-8")
    library = re.sub(r"//# sourceMappingURL=\S+\s*\Z", "", text)
    return _inline(f"/*!\n{_file('notices.txt')}*/\n{library}")


def _inline(script: str) -> str:
    """Return a script that cannot end its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
