"""Statements with their blank nodes named by canonical form, so that two graphs can be compared.

The canonical form is that of RDF Dataset Canonicalization (RDFC-1.0). It is made of each group of
blank nodes that hang together by itself: made of a whole graph, one statement more would rename
nodes everywhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    Triple,
)

from sskg.rdf.terms import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    """Return statements in which each blank node has a name made from its canonical form.

    What hangs together has the same names in every graph that says the same of it. Groups that say
    the same are counted: a second one has names of its own.
    """
    named: set[Quad] = set()
    bare: list[Quad] = []
    for quad in quads:
        if any(_blank(quad)):
            bare.append(quad)
        else:
            named.add(quad)
    seen: Counter[str] = Counter()
    for group in _groups(bare):
        dataset = Dataset(group)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = sorted(dataset, key=str)
        name = _hash("\n".join(map(str, quads)))
        seen[name] += 1
        prefix = f"b{name}-{seen[name]}-"
        named.update(_renamed(quad, lambda node: BlankNode(prefix + node.value)) for quad in quads)  # noqa: B023
    return named


def with_iris(quads: Iterable[Quad]) -> set[Quad]:
    """Return statements in which each blank node is an IRI, so that it can be asked for."""
    return {_renamed(quad, lambda node: NamedNode(BLANK + node.value)) for quad in quads}


def _blank(quad: Quad) -> Iterator[BlankNode]:
    """Yield the blank nodes of a statement, and of the statements that it speaks of."""
    waiting = [quad.subject, quad.object, quad.graph_name]
    while waiting:
        term = waiting.pop()
        if isinstance(term, BlankNode):
            yield term
        elif isinstance(term, Triple):
            waiting += [term.subject, term.object]


def _groups(quads: list[Quad]) -> list[list[Quad]]:
    """Return statements by the blank nodes that hang together, in one order or another."""
    heads: dict[BlankNode, BlankNode] = {}

    def head(node: BlankNode) -> BlankNode:
        while (above := heads.setdefault(node, node)) != node:
            heads[node] = node = heads[above]
        return node

    for quad in quads:
        first, *others = _blank(quad)
        for node in others:
            heads[head(node)] = head(first)
    groups: dict[BlankNode, list[Quad]] = {}
    for quad in quads:
        groups.setdefault(head(next(_blank(quad))), []).append(quad)
    return list(groups.values())


def _renamed(quad: Quad, rename: Callable[[BlankNode], BlankNode | NamedNode]) -> Quad:
    def name(term: Any) -> Any:
        if isinstance(term, BlankNode):
            return rename(term)
        if isinstance(term, Triple):
            return Triple(name(term.subject), term.predicate, name(term.object))
        return term

    return Quad(name(quad.subject), quad.predicate, name(quad.object), name(quad.graph_name))


def _hash(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:16]
