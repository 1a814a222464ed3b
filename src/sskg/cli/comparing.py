"""The command that compares two states of a graph: diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sskg.cli.options import FORMATS, shared_options

if TYPE_CHECKING:
    from sskg.cli.options import Reader

DIFFERENT = 1


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@shared_options(formats=(*FORMATS, "patch"), graph=False)
def diff(reader: Reader, old: str, new: str) -> None:
    r"""Show what changed from the graph OLD to the graph NEW, as a reviewer needs it.

    Each is an RDF file, a folder of them, a store, or “packaged”. Things, figures, statements,
    evidence and names are told apart; -f patch writes an RDF Patch. Blank nodes are compared by
    canonical form. Exit code 0: nothing differs; 1: something does.

    \b
    sskg diff before.ttl after.ttl
    sskg diff packaged mine/ -f json
    sskg diff before.ttl STORE -f patch -o changes.rdfp
    """
    from sskg.cli.confining import in_process
    from sskg.process.confined import LONGEST_LOOKUP

    in_process(reader, lambda asker: _compare(asker, old, new), default=LONGEST_LOOKUP)


def _compare(reader: Reader, old: str, new: str) -> None:
    from sskg.questions.diff import diff as changes
    from sskg.rdf.terms import know
    from sskg.store.locate import open_store

    before, after = (open_store([each]) for each in (old, new))
    know({**before.prologue.prefixes, **after.prologue.prefixes})
    answer = changes(before, after, reader.documents())
    if reader.form == "patch":
        reader.write(answer.patch())
    else:
        reader.answer(answer)
    if not answer.same:
        raise click.exceptions.Exit(DIFFERENT)
