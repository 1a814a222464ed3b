"""A graph inside this process: pyoxigraph in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from sskg.errors import QuerySyntaxError, RequestError, StoreUnavailable
from sskg.language.message import msg, verbatim
from sskg.rdf.service import refuse_service
from sskg.rdf.terms import OURS, Prologue
from sskg.rdf.tokens import DatasetClause, guard
from sskg.store.datasets import Dataset, count, merged, overlapping, unite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sskg.store.base import NameIndex, QueryAnswer, StoreKind

MOST_MERGED: Final = 500_000
"""Statements of overlapping graphs that are merged for one query; takes seconds."""

_BLANK: Final = "ASK { ?s ?p ?o FILTER(ISBLANK(?s)) }"


class EmbeddedStore:
    """Answer queries from a pyoxigraph store.

    The default graph is the union of all graphs, and GRAPH asks single ones.

    Args:
        store: the graph; where graphs overlap, it is made to hold their union.
        location: what it was read from, for messages.
        apart: whether the default graph is only what stands in no named graph.
        dataset: what the store holds, where that is known; it is then not changed.
        prologue: what a reader's query need not declare.
        blank: whether it has blank nodes, where that is known.
        unread: IRIs of what the graph imports and was not read.
        paths: the RDF files that it was read from.
        packaged: the state of those files, for the packaged graph.

    Attributes:
        apart: whether the default graph is only what stands in no named graph.
        kind, names, cuts, repeats, graphs, blank, with_names, prologue, size, loaded, unread,
            paths, packaged, version: see `sskg.store.base.Store`.
    """

    kind: StoreKind = "memory"
    names: NameIndex | None = None
    cuts = False
    repeats = False
    with_names: EmbeddedStore | None = None
    size: int | None = None
    loaded: int | None = None
    version: str | None = None

    def __init__(
        self,
        store: pyoxigraph.Store,
        location: str,
        *,
        apart: bool = False,
        dataset: Dataset | None = None,
        blank: bool | None = None,
        prologue: Prologue = OURS,
        unread: tuple[str, ...] = (),
        paths: tuple[str | Path, ...] = (),
        packaged: bytes | None = None,
    ) -> None:
        self._blank = blank
        self._store = store
        self._location = location
        self.apart = apart
        self.prologue = prologue
        self.unread = unread
        self._paths = paths
        self.packaged = packaged
        is_known = dataset is not None or not apart
        self._dataset = dataset or (unite(store) if is_known else Dataset(0))
        self.graphs = self._dataset.graphs if is_known else len(list(store.named_graphs()))
        self._asked = _graphs_asked(store, self._dataset, apart=apart)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The RDF files that it was read from."""
        from pathlib import Path  # most lookups need none

        return tuple(map(Path, self._paths))

    @property
    def location(self) -> str:
        """What the store was opened from."""
        return self._location

    @property
    def blank(self) -> bool:
        """Whether there are blank nodes; found out when it is first asked."""
        if self._blank is None:
            self._blank = bool(self._ask(_BLANK, self._asked, OURS))
        return self._blank

    def reopen(self) -> None:
        """Make the store usable in a forked child: a graph in memory is, as it is."""

    def query(self, text: str, prologue: Prologue = OURS) -> QueryAnswer:
        """Answer a query; see `sskg.store.base.Store.query`."""
        guard(text)
        clause = DatasetClause(text) if "from" in text.casefold() else None
        if clause is None or not (clause.default or clause.named):
            return self._ask(text, self._asked, prologue)
        if len(clause.default) < 2 or not self._dataset.overlap:  # noqa: PLR2004
            return self._ask(text, {}, prologue)
        default, named = (self._resolved(text, clause, names, prologue) for names in
                          (clause.default, clause.named))  # fmt: skip
        return self._ask_graphs(text, default, named, prologue)

    def digest(self) -> str:
        """Return the digest of what the store says; takes about as long as loading."""
        from sskg.store.digest import content_digest

        return content_digest(self._store)

    def quads(self) -> Iterator[Quad]:
        """Yield each statement of each graph, with its graph; once more where it stands in another.

        Raises:
            StoreUnavailable: less came than there is.
        """
        # A store on disk compares its files with their digests before it answers.
        self.query("ASK { ?s ?p ?o }")
        union, hidden = self._dataset.overlap > 0, self._dataset.unnamed
        count = 0
        try:
            for graph in (DefaultGraph(), *self._store.named_graphs()):
                if union and isinstance(graph, DefaultGraph):
                    continue  # it holds what stands in the others
                own = hidden is not None and graph == NamedNode(hidden)
                for quad in self._store.quads_for_pattern(None, None, None, graph):
                    count += 1
                    yield Quad(*quad.triple) if own else quad
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreUnavailable(verbatim(str(error)), place=self._location) from error
        there = len(self._store) - (self._dataset.triples if union else 0)
        if count != there:
            raise StoreUnavailable(
                msg("{n:,} triples where {written:,} were written", n=count, written=there),
                place=self._location,
            )

    def query_dataset(
        self,
        text: str,
        default: Iterable[str],
        named: Iterable[str],
        prologue: Prologue = OURS,
    ) -> QueryAnswer:
        """Answer a query over named graphs; see `sskg.store.base.Store.query_dataset`."""
        guard(text)
        try:
            graphs = [[NamedNode(iri) for iri in iris] for iris in (default, named)]
        except ValueError as error:
            raise RequestError(
                msg("the name of a graph is no IRI: {error}", error=error)
            ) from error
        return self._ask_graphs(text, graphs[0], graphs[1], prologue)

    def _ask_graphs(
        self, text: str, default: list[NamedNode], named: list[NamedNode], prologue: Prologue
    ) -> QueryAnswer:
        """Ask graphs of which the first ones are merged to the default graph."""
        default = list(dict.fromkeys(default))
        if len(default) > 1 and self._dataset.overlap:
            size = count(self._store, [*default, *named])
            if size <= MOST_MERGED:
                together = merged(self._store, default, named)
                graphs = {"default_graph": [DefaultGraph()], "named_graphs": named}
                return self._ask(text, graphs, prologue, together)
            if overlapping(self._store, default):
                raise RequestError(
                    msg(
                        "the graphs behind FROM overlap, and have {n:,} statements: up to {most:,} "
                        "are merged for a query",
                        n=size, most=MOST_MERGED,
                    ),
                    hint=msg("leave FROM out to ask all graphs as one, or name a single graph"),
                )  # fmt: skip
        return self._ask(text, {"default_graph": default, "named_graphs": named}, prologue)

    def _resolved(
        self, text: str, clause: DatasetClause, names: list[str], prologue: Prologue
    ) -> list[NamedNode]:
        """Return the graphs that a query means, as Oxigraph reads their names in its prologue."""
        columns = " ".join(f"({name} AS ?g{at})" for at, name in enumerate(names))
        if not names:
            return []
        asked = text[: clause.form] + f"SELECT {columns} {{}}"
        try:
            (row,) = self._ask(asked, {}, prologue, pyoxigraph.Store())  # type: ignore[misc]
        except QuerySyntaxError:
            # Told of the whole query, so that its place and its hint are right.
            self._ask(text, {}, prologue)
            raise
        return list(row)

    def _ask(
        self,
        text: str,
        dataset: Mapping[str, Any],
        prologue: Prologue,
        store: pyoxigraph.Store | None = None,
    ) -> QueryAnswer:
        refuse_service(text, prologue.prefixes, prologue.base)
        store = store or self._store
        try:
            return store.query(
                text, prefixes=dict(prologue.prefixes), base_iri=prologue.base, **dataset
            )
        except SyntaxError as error:
            # What finds words for a fault is imported where there is one.
            from sskg.store.faults import syntax_error

            raise syntax_error(store, str(error.msg), text, prologue) from error
        except (OSError, RuntimeError, ValueError) as error:
            from sskg.store.faults import unknown_function

            if fault := unknown_function(text, str(error)):
                raise fault from error
            raise StoreUnavailable(verbatim(str(error)), place=self._location) from error


def _graphs_asked(store: pyoxigraph.Store, dataset: Dataset, *, apart: bool) -> dict[str, Any]:
    """Return which graphs Oxigraph is to ask where a query names none."""
    if not dataset.overlap:
        # A bag of statements in one graph each is a set.
        return {"use_default_graph_as_union": True} if dataset.graphs and not apart else {}
    asked: dict[str, Any] = {}
    if dataset.unnamed is not None:
        # Oxigraph joins a list of graphs slowly: it gets one only where there is one to hide.
        hidden = NamedNode(dataset.unnamed)
        asked["named_graphs"] = [graph for graph in store.named_graphs() if graph != hidden]
    if apart:
        asked["default_graph"] = [hidden] if dataset.unnamed is not None else []
    return asked
