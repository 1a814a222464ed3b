"""Runs a query: parameters bound as terms, errors placed in the query's own text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from sskg.errors import QuerySyntaxError, RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import NamedNode

    from sskg.store.base import QueryAnswer, Store, Term

# The tokens in which a brace is no brace, then the braces and words that frame a query.
_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n\r]*
        |<[^<>"{}|^`\\\x00-\x20]*>
        |\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"
        |'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\n\r]|\\.)*"
        |'(?:[^'\\\n\r]|\\.)*')
    |(?P<word>[?$]?\w+:?)
    |(?P<mark>[{}()])""",
    re.VERBOSE | re.DOTALL,
)


def values(variable: str, terms: Iterable[NamedNode]) -> str:
    """Return a VALUES clause that binds a variable to IRIs.

    >>> from pyoxigraph import NamedNode
    >>> values("s", [NamedNode("http://example.org/a")])
    'VALUES ?s { <http://example.org/a> }'
    """
    return f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms)} }}"


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
    start, variables = _outer_group(text)
    for name in parameters:
        if name not in variables:
            raise RequestError(
                f"the query has no variable ?{name}",
                hint="its variables: " + " ".join(f"?{known}" for known in sorted(variables)),
            )
    if start is None:
        raise RequestError("the query has no pattern that a parameter could be bound in")
    names = " ".join(f"?{name}" for name in parameters)
    terms = " ".join(str(term) for term in parameters.values())
    return f"{text[:start]} VALUES ({names}) {{ ({terms}) }} {text[start:]}"


def run(
    store: Store,
    text: str,
    parameters: Mapping[str, Term] | None = None,
    *,
    origin: str = "query",
) -> QueryAnswer:
    """Answer a query with its parameters bound.

    Args:
        store: the graph that is asked.
        text: SPARQL 1.1; known prefixes need not be declared.
        parameters: terms by variable name, without the question mark.
        origin: where the text came from, for messages.

    Raises:
        QuerySyntaxError: the query does not parse; line and column count in `text`.
        RequestError: a parameter that the query does not have.
    """
    try:
        if parameters:
            # Parsed unbound first, so that an error is placed in the text that the reader wrote.
            store.query(text)
        return store.query(bind(text, parameters or {}))
    except QuerySyntaxError as error:
        raise QuerySyntaxError(
            error.message,
            line=error.line,
            column=error.column,
            source=error.source,
            origin=origin,
            hint=error.hint,
        ) from error


def select(store: Store, text: str) -> QuerySolutions:
    """Answer a SELECT.

    Raises:
        RequestError: the query is of another form.
    """
    answer = store.query(text)
    if not isinstance(answer, QuerySolutions):
        raise RequestError("not a SELECT query")
    return answer


def _outer_group(text: str) -> tuple[int | None, set[str]]:
    """Find where the outermost pattern begins, behind its brace, and which variables there are."""
    braces = parentheses = 0
    template = False
    start: int | None = None
    variables: set[str] = set()
    for token in _TOKEN.finditer(text):
        if word := token["word"]:
            if word[0] in "?$":
                variables.add(word[1:].rstrip(":"))
            elif word.upper() == "CONSTRUCT" and not braces:
                template = True
            elif word.upper() == "WHERE" and not braces:
                template = False
            continue
        match token["mark"]:
            case "{":
                if braces == parentheses == 0 and start is None and not template:
                    start = token.end()
                braces += 1
            case "}":
                braces -= 1
            case "(":
                parentheses += 1
            case ")":
                parentheses -= 1
            case _:
                pass
    return start, variables
