"""The Python door: one graph, and the same questions as on the command line.

Every method takes names as a reader types them, and the options of the command of the same name as
keywords. It gives back the frozen dataclass that the command prints. A notebook shows it as a
table; `to_pandas()` makes a data frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    ParamSpec,
    TypedDict,
    TypeVar,
    Unpack,
    cast,
)

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from sskg.capabilities import CAPABILITIES, ask, take_all
from sskg.errors import AmbiguousName, UnknownName, damage
from sskg.language.message import msg
from sskg.model import Answer, Entity, Grid, Named
from sskg.names import kind_names, resolve, resolve_term, things
from sskg.ontology.profiles import profile as known_profile
from sskg.ontology.profiles import reading_by
from sskg.rdf.terms import OURS, curie, naming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from os import PathLike

    from pyoxigraph import Triple

    from sskg.check.report import Report
    from sskg.graph.documents import Document
    from sskg.graph.tables import Table
    from sskg.ingest.opened import OpenReading
    from sskg.names import Found
    from sskg.process.confined import Limits
    from sskg.queries.catalog import Catalog, NamedQuery
    from sskg.questions.commitments import Commitments
    from sskg.questions.compare import Comparison
    from sskg.questions.describe import Description
    from sskg.questions.diff import Diff
    from sskg.questions.figures import Figures
    from sskg.questions.gaps import Gaps
    from sskg.questions.listing import Listing
    from sskg.questions.paths import Paths
    from sskg.questions.relations import Relations
    from sskg.questions.sources import Sources
    from sskg.questions.statements import Statements
    from sskg.questions.stats import Stats
    from sskg.questions.timeline import Timeline
    from sskg.questions.why import Explanation
    from sskg.store import Store
    from sskg.store.base import Term
    from sskg.store.directory import DirectoryStore

    Names = str | Sequence[str]
    """One text, or several."""


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _asks(method: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a method tell of damage that shows while it reads rows as an error of ours."""

    @wraps(method)
    def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            graph = args[0]
            with naming(graph.store.prologue.prefixes), reading_by(graph.profile):  # type: ignore[attr-defined]
                return method(*args, **kwargs)
        except (OSError, RuntimeError) as error:
            if damaged := damage(error):
                raise damaged from error
            raise

    return asked


def _reads(
    method: Callable[Concatenate[Graph, _P], _T],
) -> Callable[Concatenate[Graph, _P], _T]:
    """Let a method read a store on disk, which may be damaged, in a process with limits."""

    @wraps(method)
    def read(self: Graph, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        if self.store.kind != "directory":
            return method(self, *args, **kwargs)
        from sskg.process import confined

        cast("DirectoryStore", self.store).compare()

        def work() -> _T:
            self.store.reopen()
            return method(self, *args, **kwargs)

        bounds = self.limits or confined.limits(default=confined.LONGEST_LOOKUP)
        return confined.run(work, bounds)

    return _asks(read)


class Scope(TypedDict, total=False):
    """What part of the graph is asked; every lookup takes it.

    Attributes:
        document: names of source documents: only what they state.
        modality: "reported", …: only statements with such a claim.
        min_documents: how many documents must make a statement.
    """

    document: str | Sequence[str]
    modality: str | Sequence[str]
    min_documents: int


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
        profile: file with a profile of your own, by which other vocabularies are read first.

    Attributes:
        limits: what a query may use, and whatever reads a store on disk, but `to_rdflib` and
            `to_networkx`, which fill the memory of this process; None for what SSKG_TIMEOUT and
            SSKG_MEMORY say.
    """

    def __init__(
        self,
        store: Store,
        graphs: Sequence[str] = (),
        documents: Mapping[str, Document] | None = None,
        lang: str = "en",
        profile: str = "",
    ) -> None:
        self.store = store
        self.profile = profile
        self.graphs = tuple(graphs)
        self.documents = documents
        self.lang = lang
        self.limits: Limits | None = None

    @_reads
    def _things(self) -> tuple[Entity, ...]:
        from sskg.graph.blank import named

        return tuple(things(named(self.store)))

    def __len__(self) -> int:
        """Return how many things there are."""
        return len(self._things())

    def __iter__(self) -> Iterator[Entity]:
        """Yield the things, in the order of their IRIs."""
        return iter(self._things())

    @_reads
    def __contains__(self, name: object) -> bool:
        """Tell whether a name means something in the graph."""
        if isinstance(name, Named):
            name = name.iri
        if not isinstance(name, str):
            return False
        from sskg.graph.blank import named

        try:
            resolve(named(self.store), name)
        except UnknownName:
            return False
        except AmbiguousName:
            return True
        return True

    def __getitem__(self, name: str) -> Description | Statements:
        """Return all that the graph says of one thing.

        Raises:
            KeyError: nothing, or more than one thing, bears the name.

        >>> open()["drug procurement"].entity.curie
        'id:drug-procurement-normalization'
        """
        try:
            return self.show(name)
        except (AmbiguousName, UnknownName) as error:
            raise KeyError(name) from error

    def __repr__(self) -> str:
        return f"<sskg.Graph: {self.store.location}>"

    @_reads
    def iri(self, name: str, kind: str | None = None) -> str:
        """Return the IRI of the one thing that a name means.

        >>> open().iri("common prosperity")
        'https://w3id.org/sskg/id/common-prosperity'
        """
        from sskg.graph.blank import named

        return resolve(named(self.store), name, (kind,) if kind else ()).entity.iri

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
        from sskg.graph.annotations import annotated
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
        store = self.store if source == text else annotated(self.store)
        bounds = self.limits or confined.limits()

        def work() -> Table | Triples | bool:
            store.reopen()
            prologue = store.prologue if source == text else OURS
            answer = sparql.run(store, source, terms, origin=origin, prologue=prologue)
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

    @_reads
    def _ask(self, question: str, /, **values: Any) -> Any:
        """Ask a capability with the values that a method was given."""
        capability = CAPABILITIES[question]
        taken = take_all(capability.parameters, values)
        return ask(question, self.store, taken, self.documents).shown_in(self.lang)

    def find(
        self, text: str, *, kind: Names = (), limit: int = 20, **scope: Unpack[Scope]
    ) -> Found:
        """Return the things whose names fit a text, ranked.

        >>> [match.entity.curie for match in open().find("poverty").matches]
        ['id:poverty', 'id:poverty-alleviation']
        """
        return cast("Found", self._ask("find", text=text, kind=kind, limit=limit, **scope))

    def show(
        self, name: str, *, kind: Names = (), **scope: Unpack[Scope]
    ) -> Description | Statements:
        """Return all that the graph says of one thing; of a claim or passage, what it states."""
        return cast("Description | Statements", self._ask("show", name=name, kind=kind, **scope))

    def list(self, kind: Names = (), *, limit: int = 1000, **scope: Unpack[Scope]) -> Listing:
        """Return all things of a kind, each with its main facts."""
        return cast("Listing", self._ask("list", kind=kind, limit=limit, **scope))

    def relations(
        self,
        name: str,
        *,
        predicate: Names = (),
        direction: str = "both",
        hops: int = 1,
        kind: Names = (),
        **scope: Unpack[Scope],
    ) -> Relations:
        """Return what a thing is related to, as a tree.

        Raises:
            NegativeAnswer: it has no such relation.
        """
        return cast(
            "Relations",
            self._ask("relations", name=name, predicate=predicate, direction=direction, hops=hops,
                      kind=kind, **scope),
        )  # fmt: skip

    def path(
        self,
        start: str,
        end: str,
        *,
        via: str | None = None,
        avoid: Names = (),
        hops: int = 8,
        predicate: Names = (),
        kind: Names = (),
        limit: int = 50,
        **scope: Unpack[Scope],
    ) -> Paths:
        """Return all shortest chains between two things.

        Args:
            start: name of the one end.
            end: name of the other.
            via: a thing that every chain must pass.
            avoid: things that no chain may pass.
            hops: most hops in a chain.
            predicate: only these relations.
            kind: of the things on the way.
            limit: most chains to spell out; all are counted.
            scope: what part of the graph is asked.
        """
        return cast(
            "Paths",
            self._ask("path", start=start, end=end, via=via, avoid=avoid, hops=hops,
                      predicate=predicate, kind=kind, limit=limit, **scope),
        )  # fmt: skip

    def why(
        self,
        name: str,
        *,
        down: bool = False,
        hops: int = 8,
        kind: Names = (),
        **scope: Unpack[Scope],
    ) -> Explanation:
        """Explain what leads to a thing, or what follows from it."""
        return cast(
            "Explanation", self._ask("why", name=name, down=down, hops=hops, kind=kind, **scope)
        )

    def timeline(
        self,
        since: str | None = None,
        until: str | None = None,
        *,
        kind: Names = (),
        limit: int = 1000,
        **scope: Unpack[Scope],
    ) -> Timeline:
        """Return dated things in order; limits like "2018" or "2018-06"."""
        return cast(
            "Timeline",
            self._ask("timeline", since=since, until=until, kind=kind, limit=limit, **scope),
        )

    def figures(
        self,
        name: str | None = None,
        *,
        sort: str = "graph",
        falling: bool = False,
        limit: int = 1000,
        **scope: Unpack[Scope],
    ) -> Figures:
        """Return figures of an indicator, or of what has some; all of them without a name.

        A name that fits several indicators gives the figures of each.
        """
        return cast(
            "Figures",
            self._ask("figures", name=name, sort=sort, falling=falling, limit=limit, **scope),
        )

    def gaps(self, *, gap: Names = (), limit: int = 1000, **scope: Unpack[Scope]) -> Gaps:
        """Return what the graph leaves open."""
        return cast("Gaps", self._ask("gaps", gap=gap, limit=limit, **scope))

    def commitments(
        self, name: str | None = None, *, document: Names = (), limit: int = 100
    ) -> Commitments:
        """Return what texts require or enact, and what is reported of it since.

        Raises:
            NegativeAnswer: no text requires or enacts any such thing.
        """
        return cast(
            "Commitments", self._ask("commitments", name=name, document=document, limit=limit)
        )

    def stats(self, *, limit: int = 100, **scope: Unpack[Scope]) -> Stats:
        """Count what is in the graph."""
        return cast("Stats", self._ask("stats", limit=limit, **scope))

    def sources(self, *, limit: int = 100, **scope: Unpack[Scope]) -> Sources:
        """Return the source documents, and which of them the reader holds."""
        return cast("Sources", self._ask("sources", limit=limit, **scope))

    def compare(self, first: str, second: str, *, limit: int = 100) -> Comparison:
        """Return two documents side by side: figures with a verdict, statements, things."""
        return cast("Comparison", self._ask("compare", first=first, second=second, limit=limit))

    def queries(self, show: str | None = None) -> Catalog | NamedQuery:
        """Return the named queries, or one of them with its text."""
        return cast("Catalog | NamedQuery", self._ask("queries", show=show))

    @_reads
    def check(self, shapes: Sequence[str | PathLike[str]] = ()) -> Report:
        """Check shapes, rules and evidence.

        Args:
            shapes: files with SHACL shapes of your own, which the graph is held to as well.
        """
        from sskg.check.gather import check
        from sskg.store.locate import PACKAGED

        report = check(
            self.store,
            documents=self.documents,
            paths=self.store.paths,
            whole=set(self.graphs) <= {PACKAGED},
            shapes=[Path(path) for path in shapes],
        )
        return report.shown_in(self.lang)

    @_asks
    def diff(self, other: Graph) -> Diff:
        """Return what changed from this graph to another, as a later state of it."""
        from sskg.questions.diff import diff

        return diff(self.store, other.store, self.documents).shown_in(self.lang)

    def ingest(
        self,
        path: str | PathLike[str],
        folder: str | PathLike[str] | None = None,
        *,
        name: str | None = None,
        jurisdiction: str | None = None,
        decisions: Sequence[str | PathLike[str]] = (),
        model: bool = True,
    ) -> OpenReading:
        """Read a document in, with proposals against this graph; decide on them, and check them.

        Args:
            path: .txt, .md, .html, .docx or .pdf.
            folder: of the reading; by default, the file's name without its suffix.
            name: of the document in the graph.
            jurisdiction: the state or region that it is of: a place of the graph, or a country by
                name or code.
            decisions: folders of earlier readings, or files of decisions, to learn from.
            model: whether the language model of SSKG_LLM_URL is asked, if it is set.
        """
        from sskg.ingest.ingesting import ingest
        from sskg.ingest.opened import OpenReading

        done = ingest(
            Path(path),
            None if folder is None else Path(folder),
            name=name,
            store=self.store,
            jurisdiction=jurisdiction,
            decisions=[Path(each) for each in decisions],
            model=model,
        )
        return OpenReading(done.reading, self.store, self.lang, done.lapsed)

    def reading(self, folder: str | PathLike[str]) -> OpenReading:
        """Open a document that was read in before, as it stands in its folder."""
        from sskg.ingest.opened import OpenReading
        from sskg.ingest.reading import read_reading

        return OpenReading(read_reading(Path(folder)), self.store, self.lang)

    def view(
        self,
        path: str | PathLike[str] | None = None,
        names: Sequence[str] = (),
        *,
        hops: int | None = None,
        kind: Names = (),
        arrange: str = "columns",
    ) -> Page:
        """Return the interactive graph as one page, and write it to a file if one is named.

        Args:
            path: where the page is written; None for nowhere.
            names: only what is around these things; the whole graph without any.
            hops: how many relations around them; 1, or 2 in rings, if None.
            kind: only things of these kinds.
            arrange: "columns" by stage, "themes" by what belongs together, or "around" one thing.
        """
        page = self._page(names, hops, kind, arrange)
        if path is not None:
            from sskg.rdf.files import writing

            with writing(Path(path)) as stream:
                stream.write(page.html.encode("utf-8"))
        return page

    @_reads
    def _page(self, names: Sequence[str], hops: int | None, kind: Names, arrange: str) -> Page:
        from sskg.graph.blank import named
        from sskg.view.choice import Choice
        from sskg.view.page import view_html

        store = named(self.store)
        choice = Choice(
            names=tuple(resolve(store, name).entity.iri for name in names),
            depth=hops,
            kinds=kind_names([kind] if isinstance(kind, str) else kind, store),
            lang=self.lang,
            arrange=arrange,
            graphs=self.graphs,
        )
        return Page(view_html(self.store, choice, self.documents or {}))

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

    @_asks
    def text(self, answer: Answer, form: str = "table") -> str:
        """Return an answer as the command line prints it: "table", "json", "csv", "tsv", "md"."""
        from sskg.render.answers import render
        from sskg.render.style import Style

        return render(answer, form, self.lang, Style())


def open(  # noqa: A001  (read as sskg.open)
    *graphs: str | PathLike[str],
    sources: str | PathLike[str] | None = None,
    lang: str = "en",
    graphs_apart: bool = False,
    imports: bool = False,
    profile: str | PathLike[str] | None = None,
) -> Graph:
    """Open a graph.

    Args:
        graphs: RDF files, folders of them, a store or an endpoint's URL; none for the packaged
            graph, which "packaged" names beside other files.
        sources: the folder with your copies of the source documents; passages are then in full.
        lang: languages of labels, the best first: "zh", or "de,en".
        graphs_apart: ask only what stands in no named graph; GRAPH asks those.
        imports: read files that the graph's files import too.
        profile: file with a profile of your own, by which other vocabularies are read first; else
            that of SSKG_PROFILE.

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
    own = str(profile or "")
    with reading_by(own):
        known_profile()
    store = open_store(names, apart=graphs_apart, imports=imports)
    return Graph(store, names, documents, lang, own)


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return curie(term.value)
    return term.value if isinstance(term, Literal) else str(term)
