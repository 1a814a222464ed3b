"""Writes the page: pyvis's network and vis-network, our template, style and scripts, in one file.

The page fetches nothing: all scripts and styles are inside it, each allowed by its digest in a
Content-Security-Policy that forbids every connection.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from sskg.graph.blank import named
from sskg.language.ranges import LANGUAGES, NEUTRAL, interface
from sskg.ontology import assets
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.files import writing
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name
from sskg.view import packing
from sskg.view.choice import Choice
from sskg.view.kinds import FLOW, LOOKS, STAGES, UNDRAWN, WIDTHS, look
from sskg.view.material import STRENGTHS
from sskg.view.network import build
from sskg.view.overview import lines, opening
from sskg.view.reading import read
from sskg.view.surroundings import around
from sskg.view.themes import WIDE
from sskg.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store
    from sskg.view.asking import Progress
    from sskg.view.network import Network
    from sskg.view.overview import Opening
    from sskg.view.themes import Themes

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
    progress: Progress | None = None,
    kept: set[str] | None = None,
) -> Network:
    """Read the part of the graph that a choice names, or that `kept` lists by IRI."""
    store = named(store)
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
    progress: Progress | None = None,
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
    progress: Progress | None = None,
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
    progress: Progress | None,
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


def vis_network(network: Network, choice: Choice, first: Opening) -> dict[str, Any]:
    """Return the nodes and edges of the first picture, as a pyvis network holds them.

    A node's id is the index of its thing, an edge's that of its statement. Sums of a kind have
    negative ids.
    """
    from pyvis.network import Network as VisNetwork

    made = VisNetwork(directed=True)
    kinds = packing.kind_numbers(network)
    for at, (x, y) in sorted(first.positions.items()):
        thing = network.things[at]
        made.add_node(
            at, label=thing.label(choice.lang), shape=look(thing.kind).shape, x=x, y=y,
            labels=thing.texts.labels or {"": thing.label(choice.lang)}, kind=kinds[thing.kind],
            lines=lines(thing), theme=_theme(first.themes, at),
        )  # fmt: skip
    for kind, (x, y) in first.kinds.items():
        made.add_node(-1 - kinds[kind], label=kind, shape=look(kind).shape, x=x, y=y,
                      kind=kinds[kind])  # fmt: skip
    for at in first.statements:
        statement = network.statements[at]
        made.add_edge(
            statement.subject, statement.object, id=at, predicate=statement.predicate,
            modality=STRENGTHS.index(statement.modality) if statement.modality else -1,
        )  # fmt: skip
    for total in first.sums:
        if total.source in first.kinds and total.target in first.kinds:
            made.add_edge(-1 - kinds[total.source], -1 - kinds[total.target], value=total.count)
    return {"nodes": made.nodes, "edges": made.edges}


def _theme(placed: Themes, at: int) -> list[float]:
    """Return where a thing stands by theme, how many lines its label has, and its region or -1."""
    x, y = placed.positions[at]
    return [x, y, placed.lines[at], placed.region.get(at, -1)]


def head(network: Network, choice: Choice, first: Opening) -> dict[str, Any]:
    """Return what a page needs before anything else: vocabulary, counts and settings."""
    ontology = vocabulary()
    served = {} if choice.served is None else {"served": dict(choice.served)}
    return served | {
        "lang": choice.lang,
        "title": None if _is_ours(network) else network.material.title,
        "languages": _languages(network),
        "theme": choice.theme,
        "arrange": choice.arrange,
        "wide": WIDE,
        "ids": THINGS,
        "ontology": ONTOLOGY,
        "whole": first.whole,
        "limit": choice.limit,
        "seeds": [packing.identifier(iri) for iri in choice.names],
        "choice": {
            "depth": choice.hops,
            "kinds": list(choice.kinds),
            "predicates": [local_name(iri) for iri in choice.predicates],
            "modalities": list(choice.modalities),
            "graphs": list(choice.graphs),
        },
        "stages": [
            {**STAGES[stage], "left": left, "right": right} for stage, left, right in first.stages
        ],
        "regions": [
            {
                **dict(zip(("left", "top", "right", "bottom"), each.box, strict=True)),
                "title": -1 if each.title is None else each.title,
            }
            for each in first.themes.regions
        ],
        "names": [{**name, "width": across} for name, across in zip(STAGES, WIDTHS, strict=True)],
        "kinds": _kinds(network),
        "predicates": [
            {
                "name": packing.ontology_name(iri),
                "labels": dict(ontology.property(iri).labels) or _labels(network, iri),
                "inverse": dict(ontology.property(iri).inverse),
                "flow": local_name(iri) in FLOW,
            }
            for iri in network.predicates
        ],
        "modalities": list(STRENGTHS),
        "documents": _documents(network),
        "counts": {"things": len(network.things), "statements": len(network.statements)},
        "rows": packing.BLOCK_ROWS,
        "blocks": packing.block_counts(network),
    }


def _is_ours(network: Network) -> bool:
    """Tell whether a graph is about what our ontology is about."""
    return not network.things or any(thing.kind in LOOKS for thing in network.things)


def _languages(network: Network) -> list[str]:
    """Return the languages to choose from: the page's own, then those that most names are in."""
    counted = Counter(tag for thing in network.things for tag in thing.texts.labels)
    others = [
        tag
        for tag in sorted(counted, key=lambda tag: (-counted[tag], tag))
        if tag not in {*LANGUAGES, *NEUTRAL}
    ]
    return [*LANGUAGES, *others]


def _kinds(network: Network) -> list[dict[str, Any]]:
    """Return the look and the count of each kind, in the order of their numbers."""
    counted = Counter(thing.kind for thing in network.things)
    return [
        {
            "name": kind,
            "labels": _kind_labels(kind),
            "stage": look(kind).stage,
            "shape": look(kind).shape,
            "light": look(kind).light,
            "dark": look(kind).dark,
            "width": look(kind).width,
            "size": look(kind).size,
            "drawn": kind not in UNDRAWN,
            "count": counted[kind],
        }
        for kind in packing.kind_numbers(network)
    ]


def _labels(network: Network, predicate: str) -> dict[str, str]:
    """Return the labels of a property that is not our ontology's; its local name at least."""
    return dict(network.material.labels.get(predicate, {})) or {"en": local_name(predicate)}


def _kind_labels(kind: str) -> dict[str, str]:
    known = vocabulary().kind(kind)
    return dict(known.labels) or ({"en": known.label()} if kind else {})


def _documents(network: Network) -> list[dict[str, Any]]:
    material = network.material
    return [
        {
            "id": packing.identifier(iri),
            "labels": dict(sorted(material.texts[iri].labels.items()))
            if iri in material.texts
            else {},
            "digest": digest,
            "held": iri in material.held,
        }
        for iri, digest in sorted(material.documents.items())
    ]


def _element(block: packing.Block) -> str:
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
    found = sorted(folder.glob("**/vis-9*/vis-network.min.js"), key=lambda path: path.parts[-2])
    if not found:
        found = sorted(folder.glob("**/vis-network.min.js"))
    text = found[-1].read_text(encoding="utf-8")
    library = re.sub(r"//# sourceMappingURL=\S+\s*\Z", "", text)
    return _inline(f"/*!\n{_file('notices.txt')}*/\n{library}")


def _inline(script: str) -> str:
    """Return a script that cannot end its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
