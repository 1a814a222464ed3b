"""Runs a query: parameters bound as terms, errors placed in the query's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from sskg.errors import QuerySyntaxError, RequestError
from sskg.language.message import msg
from sskg.rdf.terms import OURS, Prologue
from sskg.rdf.tokens import outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import NamedNode

    from sskg.rdf.tokens import Outline
    from sskg.store.base import QueryAnswer, Store, Term


def values(variable: str, terms: Iterable[NamedNode]) -> str:
    """Return a VALUES clause that binds a variable to IRIs.

    >>> from pyoxigraph import NamedNode
    >>> values("s", [NamedNode("http://example.org/a")])
    'VALUES ?s { <http://example.org/a> }'
    """
    return f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms)} }}"


def iri_list(iris: Iterable[str], between: str = ", ") -> str:
    """Return IRIs in order as a query writes them: `FILTER(?p IN (…))` takes them between commas.

    >>> iri_list({"urn:b", "urn:a"})
    '<urn:a>, <urn:b>'
    """
    return between.join(f"<{iri}>" for iri in sorted(iris))


def bind(text: str, parameters: Mapping[str, Term]) -> str:
    """Return the query with parameters bound by a VALUES clause at the start of its pattern.

    A parameter is a term, written by the term's own serialiser, so no text of a reader's ever
    becomes part of the query. The clause joins the outermost group, where FILTER, OPTIONAL and
    aggregates of that group see it.

    Raises:
        RequestError: the query has no variable of that name, or no pattern to bind it in.
    """
    if not parameters:
        return text
    parts = outline(text)
    check_variables(parts, parameters)
    if parts.start is None or parts.end is None:
        raise RequestError(msg("the query has no pattern that a parameter could be bound in"))
    names = " ".join(f"?{name}" for name in parameters)
    terms = " ".join(str(term) for term in parameters.values())
    pattern = text[parts.start : parts.end]
    if parts.nested_select:
        # A group that is a SELECT takes no clause beside it: it becomes a group within the group.
        pattern = f"{{{pattern}\n}}"
    clause = f" VALUES ({names}) {{ ({terms}) }} "
    return text[: parts.start] + clause + pattern + text[parts.end :]


def check_variables(parts: Outline, names: Iterable[str]) -> None:
    """Check that a query has variables of these names.

    Raises:
        RequestError: it has no variable of one of them.
    """
    for name in names:
        if name not in parts.variables:
            variables = " ".join(f"?{variable}" for variable in sorted(parts.variables))
            raise RequestError(
                msg("the query has no variable ?{name}", name=name),
                hint=msg("its variables: {known}", known=variables or "none"),
            )


def run(
    store: Store,
    text: str,
    parameters: Mapping[str, Term] | None = None,
    *,
    origin: str = "query",
    prologue: Prologue = OURS,
) -> QueryAnswer:
    """Answer a query with its parameters bound.

    Args:
        store: the graph that is asked.
        text: SPARQL 1.1.
        parameters: terms by variable name, without the question mark.
        origin: where the text came from, for messages.
        prologue: what the text need not declare: for a reader's own, that of the store.

    Raises:
        QuerySyntaxError: the query does not parse, or is refused; line and column count in `text`.
        RequestError: a parameter that the query does not have.
    """
    try:
        return _answer(store, text, parameters or {}, prologue)
    except QuerySyntaxError as error:
        raise QuerySyntaxError(
            error.message,
            line=error.line,
            column=error.column,
            source=error.source,
            origin=origin,
            hint=error.hint,
        ) from error


def _answer(
    store: Store, text: str, parameters: Mapping[str, Term], prologue: Prologue
) -> QueryAnswer:
    try:
        bound = bind(text, parameters)
        return store.query(bound, prologue)
    except (QuerySyntaxError, RequestError) as error:
        if parameters:
            # Without its parameters, so that an error is placed in the text that the reader wrote.
            store.query(text, prologue)
        raise error from None


def columns(answer: QuerySolutions, text: str) -> tuple[str, ...]:
    """Return the variables of an answer's rows; those of a `SELECT *` as they first appear."""
    names = tuple(variable.value for variable in answer.variables)
    if "*" not in text:
        return names
    parts = outline(text)
    if not parts.all_columns:
        return names
    order = {name: at for at, name in enumerate(parts.variables)}
    return tuple(sorted(names, key=lambda name: order.get(name, len(order))))


def select(store: Store, text: str) -> QuerySolutions:
    """Answer a SELECT.

    Raises:
        RequestError: the query is of another form.
    """
    answer = store.query(text)
    if not isinstance(answer, QuerySolutions):
        raise RequestError(msg("not a SELECT query"))
    return answer


def count_of(store: Store, text: str) -> int:
    """Return what a query counts as ?n."""
    return int(next(select(store, text))["n"].value)
