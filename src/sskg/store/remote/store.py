"""A graph behind a SPARQL 1.1 endpoint: Virtuoso, GraphDB, Fuseki, QLever, Neptune, Stardog.

What endpoints do differently is handled here or reported, never passed on as a wrong answer:
their default graph, their caps on rows, their spelling of terms, their busy and bad days.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, QueryBoolean, QuerySolutions
from pyoxigraph import Store as Oxigraph

from sskg.errors import QuerySyntaxError, RequestError, StoreUnavailable
from sskg.language.message import msg, verbatim
from sskg.rdf.service import refuse_service
from sskg.rdf.terms import OURS, Prologue
from sskg.rdf.tokens import guard, tokens
from sskg.store import paging
from sskg.store.faults import syntax_error, unknown_function
from sskg.store.remote import answers
from sskg.store.remote.names import RemoteNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from sskg.language.message import Message
    from sskg.store.base import NameIndex, QueryAnswer, StoreKind
    from sskg.store.remote.endpoint import Endpoint
    from sskg.store.remote.transport import Response

_ROUND: Final = 500
"""Caps on rows are round numbers: an answer of just so many rows may have been cut off."""

_LIMIT = re.compile(r"\blimit\s+(\d{1,18})\b", re.IGNORECASE)
_NAMED_GRAPHS: Final = "ASK { GRAPH ?g { ?s ?p ?o } }"
_FORMS: Final = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


class Shape:
    """What a query's text tells of it, as far as asking an endpoint needs.

    Attributes:
        form: "SELECT", "ASK", "CONSTRUCT" or "DESCRIBE"; empty where it is none of these.
        start: offset of that word; what stands before it is the prologue.
        prefixes: the prefixes that are used or declared.
        declared: those that the prologue declares.
        words: all other words, in capitals.
        braces: offset of each outermost brace, opening and closing.
    """

    def __init__(self, text: str) -> None:
        self.form = ""
        self.start = 0
        self.prefixes: set[str] = set()
        self.declared: set[str] = set()
        self.words: set[str] = set()
        self.braces: list[int] = []
        depth = 0
        last = ""
        for kind, piece, at in tokens(text):
            if kind == "comment":
                continue
            if kind == "name":
                declaring = last == "PREFIX" and piece.endswith(":")
                (self.declared if declaring else self.prefixes).add(piece.partition(":")[0])
            elif piece in {"{", "}"}:
                depth += 1 if piece == "{" else -1
                if depth == (1 if piece == "{" else 0):
                    self.braces.append(at)
            last = piece.upper() if kind == "word" else ""
            if last in _FORMS and not self.form:
                self.form, self.start = last, at
            if last:
                self.words.add(last)

    def limit(self, text: str) -> int | None:
        """Return how many rows the query itself asks for, or None where it does not say."""
        match = _LIMIT.search(text, self.braces[-1]) if self.braces else None
        return int(match[1]) if match else None


class RemoteStore:
    """Answer queries from an endpoint.

    Args:
        endpoint: where, and within which limits.

    Attributes:
        kind, names, cuts, graphs, apart, blank, with_names, prologue, size, loaded, unread, paths,
            version: as in `sskg.store.base.Store`.
    """

    kind: StoreKind = "endpoint"
    cuts = True
    apart = False
    blank = False
    with_names = None
    loaded = None
    graphs: int | None = None
    prologue = OURS
    unread: tuple[str, ...] = ()
    packaged: bytes | None = None
    paths: tuple[Path, ...] = ()
    size: int | None = None
    version: str | None = None

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._probed = False
        self._virtuoso = False
        self.names: NameIndex = RemoteNames(self)

    @property
    def location(self) -> str:
        """The endpoint's URL; it never holds credentials."""
        return self._endpoint.address.url

    def digest(self) -> None:
        """Tell none: the graph may change while it is read."""

    def quads(self) -> Iterator[Quad]:
        """Yield each statement with its graph; see `sskg.store.base.Store.quads`."""
        return paging.quads(self)

    def query(self, text: str, prologue: Prologue = OURS) -> QueryAnswer:
        """Answer a query; see `sskg.store.base.Store.query`.

        Raises:
            QuerySyntaxError: the query does not parse, or is an update: it is not sent then.
            RequestError: the endpoint refuses it.
            StoreUnavailable: no whole answer within the limits, or one that was cut off.
        """
        guard(text)
        refuse_service(text, prologue.prefixes, prologue.base)
        shape = Shape(text)
        _parse(text, shape, prologue)
        # On the query's first line, so that the lines of the endpoint's messages hold.
        declared = f"BASE <{prologue.base}> " if prologue.base else ""
        declared += "".join(
            f"PREFIX {prefix}: <{prologue.prefixes[prefix]}> "
            for prefix in sorted(shape.prefixes - shape.declared)
            if prefix in prologue.prefixes
        )
        answer, count = self._ask(declared + text, shape.form, shape.limit(text))
        if shape.form == "SELECT":
            self._whole(declared, text, shape, count)
        elif shape.form == "CONSTRUCT":
            self._whole_construct(declared, text, shape)
        elif shape.form == "DESCRIBE" and not count:
            self._described(declared, text, shape)
        empty = not answer if isinstance(answer, QueryBoolean) else count == 0
        if empty and not self._probed:
            self._probe()
        return answer

    def query_dataset(
        self,
        text: str,
        default: Iterable[str],
        named: Iterable[str],
        prologue: Prologue = OURS,
    ) -> QueryAnswer:
        """Refuse: what a graph is called, and which are asked, is the endpoint's own affair."""
        raise RequestError(
            msg("a dataset cannot be named for a remote endpoint"),
            hint=msg("write FROM into the query"),
        )

    def reopen(self) -> None:
        """Do nothing: each question opens its own connection."""

    @cached_property
    def repeats(self) -> bool:
        """Whether there are named graphs: the endpoint may count a statement once for each."""
        return bool(self.query(_NAMED_GRAPHS))

    def _ask(
        self, query: str, form: str, wanted_rows: int | None = None
    ) -> tuple[QueryAnswer, int]:
        rows = form in {"SELECT", "ASK"}
        wanted = answers.ROWS if rows else answers.TRIPLES
        # Some endpoints know their JSON by its plain name alone.
        accept = f"{wanted}, application/json;q=0.5" if rows else f"{wanted}, text/plain;q=0.1"
        response = self._endpoint.ask(query, accept)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in {wanted, "application/json" if rows else "text/plain"}:
            raise self._unavailable(
                msg(
                    "it answers with “{kind}” where {wanted} was asked for",
                    kind=kind or "?",
                    wanted=wanted,
                ),
                hint=msg("is this the address of its SPARQL endpoint? often …/sparql or …/query"),
            )
        self._virtuoso = response.headers.get("server", "").startswith("Virtuoso")
        answer: QueryAnswer
        try:
            if rows:
                answer, count = answers.read_rows(response.body, form, self._endpoint.limits.rows)
            else:
                answer, count = answers.read_triples(response.body, self._endpoint.limits.rows)
        except answers.MalformedAnswer as error:
            raise self._unavailable(verbatim(str(error))) from error
        self._uncut(response, count, wanted_rows)
        return answer, count

    def _uncut(self, response: Response, count: int, wanted_rows: int | None) -> None:
        """Refuse an answer of which the endpoint itself says that it is not all."""
        headers = response.headers
        if cap := headers.get("x-sparql-maxrows"):
            if wanted_rows is not None and count <= wanted_rows <= _number(cap):
                return
            raise self._cut(msg("after {n} rows", n=cap))
        if headers.get("x-sql-state"):
            raise self._cut(msg("at its own time limit"))

    def _whole(self, prologue: str, text: str, shape: Shape, count: int) -> None:
        """Make sure of an answer that looks as if it had been cut off without a word."""
        if not count or count % _ROUND or "FROM" in shape.words:
            return
        outer = f"SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {text[shape.start :]}\n}} }}"
        counted, _ = self._ask(prologue + text[: shape.start] + outer, "SELECT")
        assert isinstance(counted, QuerySolutions)  # noqa: S101  (what SELECT gives)
        number = next(iter(counted))["rows"]
        if not isinstance(number, Literal) or int(number.value) != count:
            raise self._cut(msg("after {n} rows", n=count))

    def _whole_construct(self, prologue: str, text: str, shape: Shape) -> None:
        """Ask for the rows of a CONSTRUCT: Virtuoso tells of its cap on them for rows alone."""
        if not self._virtuoso or len(shape.braces) < 2:  # noqa: PLR2004  (one pair of braces)
            return
        # The template, where there is one, is the first of two outermost groups.
        at = 2 if len(shape.braces) > 2 else 0  # noqa: PLR2004
        after = text[shape.braces[1] + 1 :] if at else text[shape.start + len("CONSTRUCT") :]
        self._ask(f"{prologue}{text[: shape.start]}SELECT * {after}", "SELECT", shape.limit(text))

    def _described(self, prologue: str, text: str, shape: Shape) -> None:
        """Doubt an empty description: each endpoint describes in its own way, Virtuoso in none."""
        if shape.braces or "FROM" in shape.words:
            return
        things = text[shape.start + len("DESCRIBE") :]
        described, _ = self._ask(
            f"{prologue}{text[: shape.start]}ASK {{ VALUES ?s {{ {things}\n}} ?s ?p ?o }}", "ASK"
        )
        if described:
            raise self._unavailable(
                msg("the endpoint describes nothing, though it has statements of it"),
                hint=msg("ask with CONSTRUCT: {query}", query="CONSTRUCT WHERE { <IRI> ?p ?o }"),
            )

    def _probe(self) -> None:
        """Find out whether an answer is empty because the default graph is."""
        self._probed = True
        anything, _ = self._ask("ASK { ?s ?p ?o }", "ASK")
        if anything:
            return
        graphs, _ = self._ask(
            "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 3", "SELECT"
        )
        assert isinstance(graphs, QuerySolutions)  # noqa: S101  (what SELECT gives)
        named = [row["g"].value for row in graphs]
        if named:
            raise self._unavailable(
                msg("the endpoint's default graph is empty; it has named graphs"),
                hint=msg(
                    "add ?default-graph-uri= to its address; graphs: {names}", names=" ".join(named)
                ),
            )

    def _cut(self, where: Message) -> StoreUnavailable:
        return self._unavailable(
            msg("the endpoint cut its answer off {where}", where=where),
            hint=msg("narrow the question, or page through it with ORDER BY, LIMIT and OFFSET"),
        )

    def _unavailable(self, message: Message, *, hint: Message | None = None) -> StoreUnavailable:
        return StoreUnavailable(message, place=self.location, hint=hint)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _parse(text: str, shape: Shape, prologue: Prologue) -> None:
    """Refuse what is not a query before it is sent, with the same messages as other stores.

    The query is parsed here and never evaluated: rows are not read, and an ASK is parsed as a
    SELECT, as an ASK would be evaluated at once.
    """
    tried, shift = text, 0
    if shape.form == "ASK":
        tried = f"{text[: shape.start]}SELECT*{text[shape.start + len('ASK') :]}"
        shift = len("SELECT*") - len("ASK")
    try:
        Oxigraph().query(tried, prefixes=dict(prologue.prefixes), base_iri=prologue.base)
    except SyntaxError as error:
        fault = syntax_error(Oxigraph(), str(error.msg), tried, prologue)
        if shift:
            before = text[: shape.start]
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            if fault.line == line and fault.column > column:
                fault = QuerySyntaxError(
                    fault.message,
                    line=fault.line,
                    column=max(column, fault.column - shift),
                    source=text,
                    hint=fault.hint,
                )
        raise fault from error
    except (OSError, RuntimeError, ValueError) as error:
        if unknown_function(tried, str(error)):
            # The endpoint may know it.
            return
        raise RequestError(msg("the query cannot be read: {error}", error=error)) from error
