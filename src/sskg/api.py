"""The Python door: one graph, and the same questions as on the command line.

Every method takes names as a reader types them, and gives back the frozen dataclass that the
command of the same name prints. A notebook shows it as a table; `to_pandas()` makes a data frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from sskg.errors import damage
from sskg.language.message import msg
from sskg.model import Answer, Grid
from sskg.names import find, kind_names, resolve, resolve_measured, resolve_term
from sskg.rdf.terms import curie

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike

    from pyoxigraph import Triple

    from sskg.check.report import Report
    from sskg.graph.documents import Document
    from sskg.graph.tables import Table
    from sskg.names import Found
    from sskg.process.confined import Limits
    from sskg.questions.describe import Description
    from sskg.questions.figures import Figures
    from sskg.questions.gaps import Gaps
    from sskg.questions.paths import Paths
    from sskg.questions.relations import Relations
    from sskg.questions.sources import Sources
    from sskg.questions.stats import Stats
    from sskg.questions.timeline import Timeline
    from sskg.questions.why import Explanation
    from sskg.store import Store
    from sskg.store.base import Term


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _asks(method: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a method tell of damage that shows while it reads rows as an error of ours."""

    @wraps(method)
    def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(*args, **kwargs)
        except (OSError, RuntimeError) as error:
            if damaged := damage(error):
                raise damaged from error
            raise

    return asked


@dataclass(frozen=True, slots=True)
class Triples(Answer):
    """The triples of a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    @property
    def rows(self) -> tuple[tuple[Any, Any, Any], ...]:
        """Subject, predicate and object of each triple."""
        return tuple((each.subject, each.predicate, each.object) for each in self.triples)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each triple."""
        rows = tuple(tuple(_shown(term) for term in row) for row in self.rows)
        return (Grid("triples", ("subject", "predicate", "object"), rows),)


@dataclass(frozen=True, slots=True)
class Page:
    """The interactive graph as one HTML page; a notebook shows it inline."""

    html: str

    def _repr_html_(self) -> str:
        from sskg.view.page import inline_frame

        return inline_frame(self.html)


class Graph:
    """A graph that can be asked; `sskg.open` makes one.

    Names may be IRIs, CURIEs, slugs, labels or anything that the command line takes. A name that
    several things bear raises `sskg.errors.AmbiguousName`, one that nothing bears `UnknownName`,
    an answer that is no `NegativeAnswer`, a damaged store `StoreUnavailable`; all are
    `sskg.errors.SskgError`.

    Args:
        store: the graph.
        graphs: what it was opened from; none for the packaged graph.
        documents: the reader's source documents by digest, or None where no folder was named.
        lang: the language in which a notebook shows answers.

    Attributes:
        limits: what a query may use; None for what SSKG_TIMEOUT and SSKG_MEMORY say.
    """

    def __init__(
        self,
        store: Store,
        graphs: Sequence[str] = (),
        documents: Mapping[str, Document] | None = None,
        lang: str = "en",
    ) -> None:
        self.store = store
        self.graphs = tuple(graphs)
        self.documents = documents
        self.lang = lang
        self.limits: Limits | None = None

    def __repr__(self) -> str:
        return f"<sskg.Graph: {self.store.location}>"

    @_asks
    def iri(self, name: str, kind: str | None = None) -> str:
        """Return the IRI of the one thing that a name means.

        >>> open().iri("common prosperity")
        'https://w3id.org/sskg/id/common-prosperity'
        """
        return resolve(self.store, name, (kind,) if kind else ()).entity.iri

    @_asks
    def query(self, text: str, **parameters: str | Term) -> Table | Triples | bool:
        """Answer a SPARQL query, or a named one, in a process of its own.

        Whatever the query does, this process goes on; `limits` bounds it.

        Args:
            text: SPARQL 1.1, or the name of a named query.
            parameters: terms for variables; a string is the name of a thing, a relation or a
                kind, a literal is a `pyoxigraph.Literal`.

        Returns:
            A table with `rows` for SELECT, a truth value for ASK, triples for CONSTRUCT and
            DESCRIBE.

        Raises:
            QuerySyntaxError: the query does not parse; line and column count in `text`.
            QueryTimeout: the time was up.
            Unavailable: it needs more memory or stack than it may have.

        >>> open().query("ASK { ?reform sskg:resolves :institutional-obstacles }")
        True
        """
        from sskg.graph import tables
        from sskg.process import confined
        from sskg.queries import catalog
        from sskg.rdf.results import too_deep
        from sskg.store import sparql

        source = catalog.read(text).text if text in catalog.names() else text
        terms = {
            name: NamedNode(resolve_term(self.store, value).entity.iri)
            if isinstance(value, str)
            else value
            for name, value in parameters.items()
        }
        origin = text if source != text else "query"
        store, bounds = self.store, self.limits or confined.limits()

        def work() -> Table | Triples | bool:
            store.reopen()
            answer = sparql.run(store, source, terms, origin=origin)
            if isinstance(answer, QuerySolutions):
                columns = sparql.columns(answer, source)
                return tables.table(answer, store, columns=columns)[0]
            return bool(answer) if isinstance(answer, QueryBoolean) else Triples(tuple(answer))

        try:
            if store.kind == "endpoint":
                # The endpoint's connection is this process's; the text is parsed on a deep stack.
                result = confined.in_thread(work, bounds.seconds)
            else:
                result = confined.run(work, bounds)
        except RecursionError as error:
            raise too_deep() from error
        return result if isinstance(result, bool) else result.shown_in(self.lang)

    @_asks
    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20) -> Found:
        """Return the things whose names fit a text, ranked.

        >>> [match.entity.curie for match in open().find("poverty").matches]
        ['id:poverty', 'id:poverty-alleviation']
        """
        return find(self.store, text, kinds, limit).shown_in(self.lang)

    @_asks
    def show(self, name: str) -> Description:
        """Return all that the graph says of one thing."""
        from sskg.questions.describe import describe

        return describe(self.store, self.iri(name), self.documents).shown_in(self.lang)

    @_asks
    def relations(
        self,
        name: str,
        *,
        predicates: Sequence[str] = (),
        direction: str = "both",
        depth: int = 1,
        kinds: Sequence[str] = (),
    ) -> Relations:
        """Return what a thing is related to, as a tree."""
        from sskg.ontology.vocabulary import vocabulary
        from sskg.questions.relations import relations

        wanted = [vocabulary().find_property(each) for each in predicates]
        return relations(
            self.store,
            self.iri(name),
            predicates=[(iri, True if inverse else None) for iri, inverse in wanted],
            direction=direction,
            depth=depth,
            kinds=kind_names(kinds),
            documents=self.documents,
        ).shown_in(self.lang)

    @_asks
    def path(
        self,
        start: str,
        end: str,
        *,
        via: str | None = None,
        avoid: Sequence[str] = (),
        longest: int = 8,
        only: Sequence[str] = (),
        predicates: Sequence[str] = (),
        kinds: Sequence[str] = (),
        limit: int = 50,
    ) -> Paths:
        """Return all shortest chains between two things.

        Args:
            start: name of the one end.
            end: name of the other.
            via: a thing that every chain must pass.
            avoid: things that no chain may pass.
            longest: most hops in a chain.
            only: modalities ("reported", …): only statements with such a claim.
            predicates: only these relations.
            kinds: of the things on the way.
            limit: most chains to spell out; all are counted.
        """
        from sskg.ontology.vocabulary import vocabulary
        from sskg.questions.paths import Scope, paths

        scope = Scope(
            longest=longest,
            predicates=tuple(vocabulary().find_property(each)[0] for each in predicates),
            kinds=kind_names(kinds),
            modalities=tuple(modality.capitalize() for modality in only),
            avoid=tuple(self.iri(each) for each in avoid),
            limit=limit,
        )
        return paths(
            self.store,
            self.iri(start),
            self.iri(end),
            via=self.iri(via) if via is not None else None,
            scope=scope,
            documents=self.documents,
        ).shown_in(self.lang)

    @_asks
    def why(self, name: str, *, down: bool = False, depth: int = 8) -> Explanation:
        """Explain what leads to a thing, or what follows from it."""
        from sskg.questions.why import why

        iri = self.iri(name)
        return why(self.store, iri, down=down, depth=depth, documents=self.documents).shown_in(
            self.lang
        )

    @_asks
    def timeline(
        self, start: str | None = None, end: str | None = None, kinds: Sequence[str] = ()
    ) -> Timeline:
        """Return dated things in order; limits like "2018" or "2018-06"."""
        from sskg.questions.timeline import timeline

        return timeline(
            self.store, start=start, end=end, kinds=kind_names(kinds), documents=self.documents
        ).shown_in(self.lang)

    @_asks
    def figures(self, name: str | None = None) -> Figures:
        """Return figures of an indicator, or of what has some; all of them without a name.

        A name that fits several indicators gives the figures of each.
        """
        from sskg.questions.figures import figures

        iris = resolve_measured(self.store, name)[0] if name is not None else []
        return figures(self.store, *iris, documents=self.documents).shown_in(self.lang)

    @_asks
    def gaps(self, only: Sequence[str] = ()) -> Gaps:
        """Return what the graph leaves open."""
        from sskg.questions.gaps import gaps

        return gaps(self.store, only=only, documents=self.documents).shown_in(self.lang)

    @_asks
    def stats(self) -> Stats:
        """Count what is in the graph."""
        from sskg.questions.stats import stats

        return stats(self.store, self.documents).shown_in(self.lang)

    @_asks
    def sources(self) -> Sources:
        """Return the source documents, and which of them the reader holds."""
        from sskg.questions.sources import sources

        return sources(self.store, self.documents).shown_in(self.lang)

    @_asks
    def check(self) -> Report:
        """Check shapes, rules and evidence."""
        from sskg.check.gather import check
        from sskg.ontology import assets
        from sskg.rdf import files

        paths = [
            file
            for graph in self.graphs
            if Path(graph).exists()
            for file in files.rdf_files(Path(graph))
        ]
        report = check(
            self.store,
            documents=self.documents,
            paths=paths if self.graphs else assets.graph_files(),
            whole=not self.graphs,
        )
        return report.shown_in(self.lang)

    @_asks
    def view(
        self,
        path: str | PathLike[str] | None = None,
        names: Sequence[str] = (),
        *,
        depth: int = 1,
        kinds: Sequence[str] = (),
    ) -> Page:
        """Return the interactive graph as one page, and write it to a file if one is named.

        Args:
            path: where the page is written; None for nowhere.
            names: only what is around these things; the whole graph without any.
            depth: how many relations around them.
            kinds: only things of these kinds.
        """
        from sskg.view.page import Choice, view_html

        choice = Choice(
            names=tuple(self.iri(name) for name in names),
            depth=depth,
            kinds=kind_names(kinds),
            lang=self.lang,
            graphs=self.graphs,
        )
        html = view_html(self.store, choice, self.documents or {})
        if path is not None:
            from sskg.rdf.files import writing

            with writing(Path(path)) as stream:
                stream.write(html.encode("utf-8"))
        return Page(html)

    @_asks
    def to_rdflib(self) -> Any:
        """Return all triples as an `rdflib.Graph`."""
        from sskg.rdf.bridge import to_rdflib

        return to_rdflib(self.store)

    @_asks
    def to_networkx(self) -> Any:
        """Return the graph as a `networkx.MultiDiGraph`, its edges keyed by the claims' IRIs."""
        from sskg.questions.multigraph import multigraph

        return multigraph(self.store)

    def text(self, answer: Answer, form: str = "table") -> str:
        """Return an answer as the command line prints it: "table", "json", "csv", "tsv", "md"."""
        from sskg.render.answers import render
        from sskg.render.style import Style

        return render(answer, form, self.lang, Style())


def open(  # noqa: A001  (read as sskg.open)
    *graphs: str | PathLike[str],
    sources: str | PathLike[str] | None = None,
    lang: str = "en",
) -> Graph:
    """Open a graph.

    Args:
        graphs: RDF files, folders of them, a store or an endpoint's URL; none for the packaged
            graph.
        sources: the folder with your copies of the source documents; passages are then in full.
        lang: languages of labels, the best first: "zh", or "de,en".

    Raises:
        UnreadableInput: a file is missing, unreadable or malformed.
    """
    from sskg.errors import RequestError
    from sskg.graph.documents import read_documents
    from sskg.language.ranges import is_language_list
    from sskg.store import open_store

    if not is_language_list(lang):
        raise RequestError(
            msg("“{text}” is no list of language tags", text=lang),
            hint=msg("write en, zh-Hans or de,en"),
        )
    names = [str(graph) for graph in graphs]
    documents = read_documents(Path(sources)) if sources is not None else None
    return Graph(open_store(names), names, documents, lang)


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return curie(term.value)
    return term.value if isinstance(term, Literal) else str(term)
