"""Commands that look things up: find, show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sskg.cli.completion import complete_entity
from sskg.cli.options import kind_option, named_kind_option, shared_options

if TYPE_CHECKING:
    from sskg.cli.options import Reader

NOT_FOUND = 1


@click.command()
@click.argument("text", shell_complete=complete_entity)
@kind_option
@click.option("--max", "limit", type=click.IntRange(1), default=20, show_default=True,
              metavar="N", help="Most things to list.")  # fmt: skip
@shared_options(sources=False)
def find(reader: Reader, text: str, kinds: tuple[str, ...], limit: int) -> None:
    r"""List the things whose names fit TEXT, the best first.

    \b
    sskg find "drug procurement"
    sskg find 全国统筹 --type reform
    """
    from sskg.errors import UnknownName
    from sskg.names import find as search

    found = search(reader.store(), text, kinds, limit)
    if not found.matches:
        raise UnknownName(text, kinds=kinds, searched=True)
    reader.answer(found)


@click.command()
@click.argument("name", shell_complete=complete_entity)
@named_kind_option
@shared_options()
def show(reader: Reader, name: str, kinds: tuple[str, ...]) -> None:
    r"""Show one thing: names, dates, figures, relations both ways, each with its passage.

    Of a claim or a passage, show what it states or proves.

    \b
    sskg show "drug procurement"
    sskg show institutional-reform-2018 --sources DIR
    sskg show ten-years-s19d-c2
    """
    from sskg.cli.naming import identify
    from sskg.errors import UnknownName
    from sskg.questions.describe import describe

    store = reader.store()
    try:
        iri = identify(reader, store, name, kinds)
    except UnknownName:
        from sskg.questions import statements

        # Claims and passages are no things to look up, but their names stand beside statements.
        if (evidence := statements.identify(store, name)) is None:
            raise
        reader.answer(statements.statements(store, evidence, reader.documents()))
        return
    reader.answer(describe(store, iri, reader.documents()))
