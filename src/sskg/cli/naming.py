"""From what a reader typed to a thing, telling on standard error what it was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sskg.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.cli.options import Reader
    from sskg.names import Match
    from sskg.store.base import Store


def identify(reader: Reader, store: Store, name: str, kinds: Sequence[str] = ()) -> str:
    """Return the IRI of the one thing that a name means, and name it if it was typed otherwise.

    Raises:
        AmbiguousName: several things bear it equally well.
        UnknownName: none does.
    """
    from sskg.names import resolve

    match = resolve(store, name, kinds)
    tell(reader, name, match)
    return match.entity.iri


def identify_measured(reader: Reader, store: Store, name: str) -> list[str]:
    """Return the IRIs of what a reader wants to see figures of: best of indicators.

    A name that a thing bears as it was typed means that thing; any other is looked for among the
    indicators first, so that "pension coverage" is not a policy of that sound. A name that fits
    several indicators means all of them: to see more figures than were meant misleads nobody.

    Raises:
        UnknownName: nothing bears it.
    """
    from sskg.errors import AmbiguousName, UnknownName
    from sskg.names import resolve
    from sskg.terms import expand

    match = None
    try:
        match = resolve(store, name)
        if match.exact or match.how in {"folded", "words"}:
            tell(reader, name, match)
            return [match.entity.iri]
    except (AmbiguousName, UnknownName):
        pass  # it may still be clear among the indicators
    try:
        match = resolve(store, name, ("Indicator",))
    except UnknownName:
        if match is None:
            raise
    except AmbiguousName as error:
        taken = f"“{name}” fits {len(error.candidates)} indicators; all are shown"
        click.echo(printable(taken), err=True)
        return [iri for line in error.candidates if (iri := expand(line.split()[0]))]
    tell(reader, name, match)
    return [match.entity.iri]


def tell(reader: Reader, name: str, match: Match) -> None:
    """Say on standard error which thing a name was taken for, unless it was named exactly."""
    if not match.exact:
        click.echo(printable(match.notice(name, reader.lang)), err=True)
