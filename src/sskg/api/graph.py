"""The Python door: one graph, and the same questions as on the command line.

Every method takes names as a reader types them, and the options of the command of the same name as
keywords. It gives back the frozen dataclass that the command prints. A notebook shows it as a
table; `to_pandas()` makes a data frame.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions

from sskg.api.questions import Questions, asks, reads
from sskg.api.results import Page, Triples
from sskg.errors import AmbiguousName, UnknownName
from sskg.language.message import msg
from sskg.model import Named
from sskg.names import kind_names, resolve, resolve_term, things
from sskg.ontology.profiles import profile as known_profile
from sskg.ontology.profiles import reading_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from os import PathLike

    from sskg.api.questions import NameOrNames
    from sskg.check.report import Report
    from sskg.graph.documents import Document
    from sskg.graph.tables import Table
    from sskg.ingest.opened import OpenReading
    from sskg.model import Answer, Entity
    from sskg.questions.describe import Description
    from sskg.questions.diff import Diff
    from sskg.questions.statements import Statements
    from sskg.store import Store
    from sskg.store.base import Term


class Graph(Questions):
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
        super().__init__(store, documents, lang, profile)
        self.graphs = tuple(graphs)

    @reads
    def _things(self) -> tuple[Entity, ...]:
        from sskg.graph.blank import with_names

        return tuple(things(with_names(self.store)))

    def __len__(self) -> int:
        """Return how many things there are."""
        return len(self._things())

    def __iter__(self) -> Iterator[Entity]:
        """Yield the things, in the order of their IRIs."""
        return iter(self._things())

    @reads
    def __contains__(self, name: object) -> bool:
        """Tell whether a name means something in the graph."""
        if isinstance(name, Named):
            name = name.iri
        if not isinstance(name, str):
            return False
        from sskg.graph.blank import with_names

        try:
            resolve(with_names(self.store), name)
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

    @reads
    def iri(self, name: str, kind: str | None = None) -> str:
        """Return the IRI of the one thing that a name means.

        >>> open().iri("common prosperity")
        'https://w3id.org/sskg/id/common-prosperity'
        """
        from sskg.graph.blank import with_names

        return resolve(with_names(self.store), name, (kind,) if kind else ()).entity.iri

    @asks
    def query(self, /, text: str, **parameters: str | Term) -> Table | Triples | bool:
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
        from sskg.capabilities import querying
        from sskg.process import confined
        from sskg.rdf.results import too_deep
        from sskg.store.apart import read_apart

        query = querying.query(text)
        store = query.graph(self.store)
        terms = {
            name: NamedNode(resolve_term(self.store, value).entity.iri)
            if isinstance(value, str)
            else value
            for name, value in parameters.items()
        }

        def work() -> Table | Triples | bool:
            answer = query.run(store, terms)
            if isinstance(answer, QuerySolutions):
                return query.table(answer, store)[0]
            return bool(answer) if isinstance(answer, QueryBoolean) else Triples(tuple(answer))

        try:
            result = read_apart(store, work, self.limits or confined.limits())
        except RecursionError as error:
            raise too_deep() from error
        return result if isinstance(result, bool) else result.shown_in(self.lang)

    @reads
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

    @asks
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
        kind: NameOrNames = (),
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

    @reads
    def _page(
        self, names: Sequence[str], hops: int | None, kind: NameOrNames, arrange: str
    ) -> Page:
        from sskg.graph.blank import with_names
        from sskg.view.choice import Choice
        from sskg.view.page import view_html

        store = with_names(self.store)
        choice = Choice(
            names=tuple(resolve(store, name).entity.iri for name in names),
            depth=hops,
            kinds=kind_names([kind] if isinstance(kind, str) else kind, store),
            lang=self.lang,
            arrange=arrange,
            graphs=self.graphs,
        )
        return Page(view_html(self.store, choice, self.documents or {}))

    @asks
    def to_rdflib(self) -> Any:
        """Return all triples as an `rdflib.Graph`."""
        from sskg.rdf.bridge import to_rdflib

        return to_rdflib(self.store)

    @asks
    def to_networkx(self) -> Any:
        """Return the graph as a `networkx.MultiDiGraph`, its edges keyed by the claims' IRIs."""
        from sskg.questions.multigraph import multigraph

        return multigraph(self.store)

    @asks
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
