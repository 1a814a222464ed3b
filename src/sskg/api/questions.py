"""What can be asked of a graph: one method for each capability of the table.

Written out, so that types and `help()` show the parameters; tests/server/test_doors.py compares
them with the table.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypedDict, TypeVar, Unpack, cast

from sskg.capabilities import CAPABILITIES, ask, take_all
from sskg.errors import damage
from sskg.ontology.profiles import reading_by
from sskg.rdf.terms import naming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.names import Found
    from sskg.process.confined import Limits
    from sskg.queries.catalog import Catalog, NamedQuery
    from sskg.questions.commitments import Commitments
    from sskg.questions.compare import Comparison
    from sskg.questions.describe import Description
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
    from sskg.store.directory import DirectoryStore

    NameOrNames = str | Sequence[str]
    """One text, or several."""


_P = ParamSpec("_P")
_T = TypeVar("_T")
_Asked = TypeVar("_Asked", bound="Questions")


def asks(
    method: Callable[Concatenate[_Asked, _P], _T],
) -> Callable[Concatenate[_Asked, _P], _T]:
    """Let a method tell of damage that shows while it reads rows as an error of ours."""

    @wraps(method)
    def asked(self: _Asked, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            with naming(self.store.prologue.prefixes), reading_by(self.profile):
                return method(self, *args, **kwargs)
        except (OSError, RuntimeError) as error:
            if damaged := damage(error):
                raise damaged from error
            raise

    return asked


def reads(
    method: Callable[Concatenate[_Asked, _P], _T],
) -> Callable[Concatenate[_Asked, _P], _T]:
    """Let a method read a store on disk, which may be damaged, in a process with limits."""

    @wraps(method)
    def read(self: _Asked, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        if self.store.kind != "directory":
            return method(self, *args, **kwargs)
        from sskg.process import confined
        from sskg.store.apart import read_apart

        cast("DirectoryStore", self.store).compare()
        bounds = self.limits or confined.limits(default=confined.LONGEST_LOOKUP)
        return read_apart(self.store, lambda: method(self, *args, **kwargs), bounds)

    return asks(read)


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


class Questions:
    """The lookups of a graph.

    Attributes:
        store: the graph.
        documents: the reader's source documents by digest, or None where no folder was named.
        lang: the language in which a notebook shows answers.
        profile: file with a profile of your own, by which other vocabularies are read first.
        limits: what a query may use, and whatever reads a store on disk, but `to_rdflib` and
            `to_networkx`, which fill the memory of this process; None for what SSKG_TIMEOUT and
            SSKG_MEMORY say.
    """

    def __init__(
        self,
        store: Store,
        documents: Mapping[str, Document] | None = None,
        lang: str = "en",
        profile: str = "",
    ) -> None:
        self.store = store
        self.documents = documents
        self.lang = lang
        self.profile = profile
        self.limits: Limits | None = None

    @reads
    def _ask(self, question: str, /, **values: Any) -> Any:
        """Ask a capability with the values that a method was given."""
        capability = CAPABILITIES[question]
        taken = take_all(capability.parameters, values)
        return ask(question, self.store, taken, self.documents).shown_in(self.lang)

    def find(
        self, text: str, *, kind: NameOrNames = (), limit: int = 20, **scope: Unpack[Scope]
    ) -> Found:
        """Return the things whose names fit a text, ranked.

        >>> import sskg
        >>> [match.entity.curie for match in sskg.open().find("poverty").matches]
        ['id:poverty', 'id:poverty-alleviation']
        """
        return cast("Found", self._ask("find", text=text, kind=kind, limit=limit, **scope))

    def show(
        self, name: str, *, kind: NameOrNames = (), **scope: Unpack[Scope]
    ) -> Description | Statements:
        """Return all that the graph says of one thing; of a claim or passage, what it states."""
        return cast("Description | Statements", self._ask("show", name=name, kind=kind, **scope))

    def list(self, kind: NameOrNames = (), *, limit: int = 1000, **scope: Unpack[Scope]) -> Listing:
        """Return all things of a kind, each with its main facts."""
        return cast("Listing", self._ask("list", kind=kind, limit=limit, **scope))

    def relations(
        self,
        name: str,
        *,
        predicate: NameOrNames = (),
        direction: str = "both",
        hops: int = 1,
        kind: NameOrNames = (),
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
        avoid: NameOrNames = (),
        hops: int = 8,
        predicate: NameOrNames = (),
        kind: NameOrNames = (),
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
        kind: NameOrNames = (),
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
        kind: NameOrNames = (),
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

    def gaps(self, *, gap: NameOrNames = (), limit: int = 1000, **scope: Unpack[Scope]) -> Gaps:
        """Return what the graph leaves open."""
        return cast("Gaps", self._ask("gaps", gap=gap, limit=limit, **scope))

    def commitments(
        self, name: str | None = None, *, document: NameOrNames = (), limit: int = 100
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
