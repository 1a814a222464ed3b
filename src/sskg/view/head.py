"""What a page reads before its blocks: vocabulary, counts and settings, and the first picture."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sskg.language.ranges import LANGUAGES, NEUTRAL
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name
from sskg.view import packing
from sskg.view.kinds import FLOW, LOOKS, STAGES, UNDRAWN, WIDTHS, look
from sskg.view.material import STRENGTHS
from sskg.view.overview import lines
from sskg.view.themes import WIDE

if TYPE_CHECKING:
    from sskg.view.choice import Choice
    from sskg.view.network import Network
    from sskg.view.overview import Opening
    from sskg.view.themes import Themes


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
    named = vocabulary().kind(kind)
    return dict(named.labels) or ({"en": named.label()} if kind else {})


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
