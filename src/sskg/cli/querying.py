"""The command that asks in SPARQL: query."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.completion import complete_parameter, complete_query
from sskg.cli.options import shared_options
from sskg.language.message import msg, tell, word

if TYPE_CHECKING:
    from sskg.capabilities.querying import Query
    from sskg.cli.options import Reader

ROW_FORMATS = ("table", "json", "xml", "csv", "tsv", "md")
TRIPLE_FORMATS = ("ttl", "nt", "jsonld", "rdf")
SAID_NO = 1

MOST_SHOWN = 10_000
"""Rows that a table shows at most: all of a table is laid out before its first line is written."""


_LONGEST = 7 * 24 * 3600
"""Seconds that a time limit may be: a timer takes no endless ones."""


def _duration(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    # A range lets nan through.
    if value is None or 0 < value <= _LONGEST:
        return value
    raise click.BadParameter(
        msg(
            "{value:g} is not a number of seconds above 0, up to {most}.",
            value=value,
            most=_LONGEST,
        )
    )


def _base(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from sskg.rdf.terms import is_iri

    if value is None or is_iri(value):
        return value
    raise click.BadParameter(msg("“{value}” is not an IRI.", value=value[:80]))


@click.command()
@click.argument("text", metavar="TEXT|FILE.rq|-|NAME", shell_complete=complete_query)
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE",
              shell_complete=complete_parameter,
              help='Bind a variable to a thing, by any name, or to a "literal".')  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(0), metavar="N",
              help="Most rows or triples to give.")  # fmt: skip
@click.option("--base", metavar="IRI", callback=_base,
              help="What relative IRIs are resolved against; default: the file's own.")  # fmt: skip
@click.option("--timeout", type=float, callback=_duration, metavar="SECONDS",
              help="End the query after so long.")  # fmt: skip
@shared_options(formats=ROW_FORMATS + TRIPLE_FORMATS, sources=False, confines=True)
def query(
    reader: Reader,
    text: str,
    *,
    params: tuple[str, ...],
    limit: int | None,
    base: str | None,
    timeout: float | None,
) -> None:
    r"""Ask in SPARQL 1.1: a query's text, a file, standard input (-), or a named query.

    The prefixes sskg: id: (also written :) rdf: rdfs: skos: oa: org: prov: and others need not be
    declared. `sskg queries` lists the named queries. A parameter is a thing by any of its names,
    a number, "text", "text"@en, or "2018"^^xsd:gYear, always quoted for the shell as a whole.

    \b
    sskg query 'SELECT ?reform WHERE { ?reform a sskg:Reform }'
    sskg query what-concerns --param policy="basic medical insurance"
    sskg query evidence -p subject=全国统筹 -p predicate=resolves -f csv
    """
    from sskg.cli.confining import in_process

    in_process(reader, lambda asker: _ask(asker, text, params, limit, base), timeout)


def _ask(
    reader: Reader, text: str, params: tuple[str, ...], limit: int | None, base: str | None
) -> None:
    from pyoxigraph import QueryBoolean, QuerySolutions

    from sskg.cli.parameters import parameters
    from sskg.language.text import printable
    from sskg.queries.spelling import misspelt
    from sskg.rdf import results
    from sskg.store import sparql

    asked = _read(text)
    store = asked.graph(reader.store())
    answer = asked.run(store, parameters(reader, store, params, asked.named), base)
    form = reader.form
    empty = isinstance(answer, QueryBoolean) and not answer
    if isinstance(answer, QueryBoolean) and form in {"table", "md"}:
        reader.write("yes\n" if answer else "no\n")
        cut = False
    elif isinstance(answer, QuerySolutions) and form in {"table", "md"}:
        limit = MOST_SHOWN if limit is None else limit
        table, cut = asked.table(answer, store, limit)
        reader.answer(table)
        empty = not table.rows
        if empty and form == "md":
            click.echo(f"sskg: {word('no rows', reader.lang)}", err=True)
    else:
        columns = sparql.columns(answer, asked.text) if isinstance(answer, QuerySolutions) else None
        form = "ttl" if form == "table" else form
        with reader._replace(form=form).stream() as stream:
            cut = results.write(
                answer, form, stream,
                columns=columns, limit=limit, excel_safe=reader.excel_safe,
            )  # fmt: skip
    for warning in () if asked.named else misspelt(store, asked.text, empty=empty):
        click.echo(f"sskg: {printable(tell(warning, reader.lang))}", err=True)
    if cut:
        click.echo(
            f"sskg: {word('cut after {n}; there are more (--limit)', reader.lang, n=limit)}",
            err=True,
        )
    if isinstance(answer, QueryBoolean) and not answer:
        raise click.exceptions.Exit(SAID_NO)


def _read(text: str) -> Query:
    """Return the query that a reader names or writes."""
    from sskg.capabilities.querying import Query, query
    from sskg.errors import RequestError, UnreadableInput
    from sskg.queries import catalog

    if not text.strip():
        raise RequestError(
            msg("an empty query"),
            hint=msg("sskg queries lists those with a name; sskg query -h shows how"),
        )
    if text == "-":
        return Query(
            _decoded(sys.stdin.buffer.read(), msg("standard input")), msg("standard input")
        )
    if text.endswith((".rq", ".sparql")) and "{" not in text:
        try:
            content = Path(text).read_bytes()
        except (OSError, ValueError) as error:
            if isinstance(error, FileNotFoundError):
                hint = msg(
                    "a path starts at this folder; sskg queries lists the queries with a name"
                )
                raise UnreadableInput(msg("no such file"), place=text, hint=hint) from error
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableInput(
                msg("cannot read the query: {reason}", reason=reason), place=text
            ) from error
        return Query(_decoded(content, text), text)
    asked = query(text)
    if not asked.named and not any(char in text for char in "{}<> \n"):
        raise RequestError(
            msg("there is no named query “{name}”", name=text), hint=catalog.nearest(text)
        )
    return asked


def _decoded(content: bytes, place: str) -> str:
    from sskg.errors import UnreadableInput

    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            msg("not UTF-8 at byte {n}", n=error.start + 1),
            place=msg("{where}, line {line}", where=place, line=line),
            hint=msg("SPARQL is written in UTF-8: convert the query"),
        ) from error
