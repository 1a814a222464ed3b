"""From what a reader typed to a thing, telling on standard error what it was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sskg.language.message import msg, word
from sskg.language.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.cli.options import Reader
    from sskg.names import Match
    from sskg.store.base import Store


def identify(reader: Reader, store: Store, name: str, kinds: Sequence[str] | None = None) -> str:
    """Return the IRI of the one thing that a name means, and name it if it was typed otherwise.

    Args:
        reader: who asks.
        store: the graph that is asked.
        name: as the reader typed it.
        kinds: what --type narrows it to; None where the command has no such option.

    Raises:
        AmbiguousName: several things bear it equally well.
        UnknownName: none does.
    """
    from sskg.errors import AmbiguousName
    from sskg.names import resolve

    try:
        match = resolve(store, name, kinds or ())
    except AmbiguousName as error:
        if kinds is not None:
            error.hint = msg(
                "use one of the names on the left, or narrow the kind with {option}",
                option="--type",
            )
        raise
    tell(reader, name, match)
    return match.entity.iri


def identify_measured(reader: Reader, store: Store, name: str) -> list[str]:
    """Return the IRIs of what a reader wants to see figures of: best of indicators.

    Raises:
        UnknownName: nothing bears it.
    """
    from sskg.names import resolve_measured

    iris, match = resolve_measured(store, name)
    if match is not None:
        tell(reader, name, match)
    else:
        click.echo(
            printable(
                word(
                    "“{text}” fits {n} indicators; all are shown",
                    reader.lang,
                    text=name,
                    n=len(iris),
                )
            ),
            err=True,
        )
    return iris


def tell(reader: Reader, name: str, match: Match) -> None:
    """Say on standard error which thing a name was taken for, unless it was named exactly."""
    if not match.exact:
        click.echo(printable(match.notice(name, reader.lang)), err=True)
