"""From --param NAME=VALUE to terms: a thing by any of its names, a literal or a number.

What a reader writes becomes a term, or an error; it is never pasted into a query.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click
from pyoxigraph import Literal, NamedNode

from sskg.errors import RequestError
from sskg.language.message import msg, verbatim
from sskg.language.text import printable
from sskg.model import Taken
from sskg.rdf.terms import PREFIXES, expand
from sskg.rdf.tokens import outline
from sskg.store.sparql import check_variables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.cli.options import Reader
    from sskg.queries.catalog import NamedQuery
    from sskg.store.base import Store, Term

_NAME = re.compile(r"[?$]?(\w+)\Z")
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<lang>[^"@^]+)|\^\^(?P<type>[^"]+))?\Z', re.DOTALL)
_NUMBERS = (
    (re.compile(r"[+-]?[0-9]+\Z"), "integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"), "decimal"),
    (re.compile(r"[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+\Z"), "double"),
    (re.compile(r"(true|false)\Z"), "boolean"),
)
_HINT: Final = msg('a thing by any name, a number, "text", "text"@en or "2018"^^xsd:gYear')


def parameters(
    reader: Reader, store: Store, params: Sequence[str], named: NamedQuery | None
) -> dict[str, Term]:
    """Return the term that each --param names, by variable.

    Raises:
        RequestError: one is malformed or given twice, or the named query needs another.
        AmbiguousName, UnknownName: a thing cannot be told by the name given.
    """
    terms: dict[str, Term] = {}
    for param in params:
        left, equals, value = param.partition("=")
        name = _NAME.match(left.strip())
        if not equals or name is None:
            raise RequestError(
                msg("--param {param}", param=param),
                hint=msg("write --param NAME=VALUE: {hint}", hint=_HINT),
            )
        if name[1] in terms:
            raise RequestError(
                msg("--param {name} is given twice", name=name[1]),
                hint=msg("a variable has one value"),
            )
        if named:
            check_variables(outline(named.text), (name[1],))  # before its value is looked up
        terms[name[1]] = _term(reader, store, value.strip())
    for parameter in named.parameters if named else ():
        if parameter.required and parameter.name not in terms:
            raise RequestError(
                msg("this query needs --param {name}=…", name=parameter.name),
                hint=verbatim(parameter.meaning),
            )
    return terms


def _term(reader: Reader, store: Store, value: str) -> Term:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RequestError(
            msg("a parameter that is not UTF-8"), hint=msg("type it in UTF-8")
        ) from error
    if literal := _LITERAL.match(value):
        return _literal(literal, value)
    for pattern, datatype in _NUMBERS:
        if pattern.match(value):
            return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype))
    from sskg.names import resolve_term

    match = resolve_term(store, value)
    if not match.exact:
        notice = Taken(value, (match.entity,), match.how).notice(reader.lang)
        click.echo(printable(notice), err=True)
    return NamedNode(match.entity.iri)


def _literal(parts: re.Match[str], value: str) -> Literal:
    try:
        if parts["type"]:
            iri = expand(parts["type"])
            if iri is None:
                raise RequestError(
                    msg("the datatype of {value} is not known", value=value),
                    hint=msg("write xsd:integer or <IRI>"),
                )
            return Literal(parts["text"], datatype=NamedNode(iri))
        if parts["lang"]:
            return Literal(parts["text"], language=parts["lang"])
        return Literal(parts["text"])
    except ValueError as error:
        raise RequestError(
            msg("{value} is not a literal: {error}", value=value, error=error), hint=_HINT
        ) from error
