"""Commands that ask in SPARQL: query, queries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.options import shared_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.cli.options import Reader
    from sskg.queries.catalog import NamedQuery
    from sskg.store.base import Store, Term

ROW_FORMATS = ("table", "json", "xml", "csv", "tsv", "md")
TRIPLE_FORMATS = ("ttl", "nt", "jsonld", "rdf")
SAID_NO = 1


@click.command()
@click.argument("text", metavar="TEXT|FILE.rq|-|NAME")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE",
              help='Bind a variable to a thing, by any name, or to a "literal".')  # fmt: skip
@shared_options(formats=ROW_FORMATS + TRIPLE_FORMATS)
def query(reader: Reader, text: str, params: tuple[str, ...]) -> None:
    r"""Ask in SPARQL 1.1: a query's text, a file, standard input (-), or a named query.

    The prefixes sskg: id: (also written :) rdf: rdfs: skos: oa: org: prov: and others need not be
    declared. `sskg queries` lists the named queries.

    \b
    sskg query 'SELECT ?reform WHERE { ?reform a sskg:Reform }'
    sskg query what-concerns --param policy="basic medical insurance"
    """
    from pyoxigraph import QueryBoolean, QuerySolutions

    from sskg import results, sparql

    source, origin, named = _source(text)
    store = reader.store()
    answer = sparql.run(store, source, _parameters(store, params, named), origin=origin)
    if isinstance(answer, QuerySolutions) and reader.form in {"table", "md"}:
        reader.answer(results.table(answer, store))
        return
    if isinstance(answer, QueryBoolean):
        plain = reader.form in {"table", "md"}
        word = "yes\n" if answer else "no\n"
        reader.write(word if plain else results.written(answer, reader.form))
        if not answer:
            raise click.exceptions.Exit(SAID_NO)
        return
    form = reader.form
    if form == "table" and not isinstance(answer, QuerySolutions):
        form = "ttl"
    with reader.stream() as stream:
        results.write(answer, form, stream)


@click.command()
@click.option("--show", "name", metavar="NAME", help="Print the text of one named query.")
@shared_options()
def queries(reader: Reader, name: str | None) -> None:
    r"""List the named queries with what each asks.

    \b
    sskg queries
    sskg queries --show reforms
    """
    from sskg.queries import catalog

    if name is not None:
        reader.write(catalog.read(name).text)
        return
    reader.answer(catalog.listing())


def _source(text: str) -> tuple[str, str, NamedQuery | None]:
    """Return the query's text, where it came from, and the named query that it is, if any."""
    from sskg.errors import RequestError, UnreadableInput
    from sskg.queries import catalog

    if text == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace"), "standard input", None
    if text.endswith((".rq", ".sparql")) and "{" not in text:
        try:
            return Path(text).read_text(encoding="utf-8"), text, None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableInput(f"cannot read the query: {reason}", place=text) from error
    if text in catalog.names():
        named = catalog.read(text)
        return named.text, text, named
    if text.strip() and not any(char in text for char in "{} \n"):
        raise RequestError(
            f"there is no named query “{text}”", hint="named queries: " + ", ".join(catalog.names())
        )
    return text, "query", None


def _parameters(store: Store, params: Sequence[str], named: NamedQuery | None) -> dict[str, Term]:
    """Return the terms that --param names: a thing by any of its names, or a quoted literal."""
    from pyoxigraph import Literal, NamedNode

    from sskg.errors import RequestError
    from sskg.names import resolve

    terms: dict[str, Term] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise RequestError(f"--param {param}", hint="write --param NAME=VALUE")
        if len(value) > 1 and value[0] == value[-1] == '"':
            terms[name] = Literal(value[1:-1])
        else:
            terms[name] = NamedNode(resolve(store, value).entity.iri)
    for parameter in named.parameters if named else ():
        if parameter.required and parameter.name not in terms:
            raise RequestError(
                f"this query needs --param {parameter.name}=…", hint=parameter.meaning
            )
    return terms
