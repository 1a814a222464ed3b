"""Commands that survey the graph: timeline, figures, gaps, stats, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sskg.cli.completion import complete_entity
from sskg.cli.options import kind_option, limit_option, shared_options

if TYPE_CHECKING:
    from sskg.cli.options import Reader

_GAPS = ("goals", "challenges", "directives", "measures", "single-source")


@click.command()
@click.option("--from", "start", metavar="DATE", help="Earliest: 2018, 2018-06 or 2018-06-30.")
@click.option("--to", "end", metavar="DATE", help="Latest, all of it included.")
@kind_option
@limit_option(1000)
@shared_options()
def timeline(
    reader: Reader, start: str | None, end: str | None, kinds: tuple[str, ...], limit: int
) -> None:
    r"""List dated reforms, measures, events and others in order, with how exact each date is.

    What is dated only by an event ("since the congress") comes after, under that event.

    \b
    sskg timeline --type reform
    sskg timeline --from 2019 --to 2021-02
    """
    from sskg.names import kind_names
    from sskg.questions.timeline import timeline as dated

    only = kind_names(kinds)
    answer = dated(
        reader.store(), start=start, end=end, kinds=only, limit=limit, documents=reader.documents()
    )
    reader.answer(answer)
    _say_more(reader, answer.more)


@click.command()
@click.argument("name", metavar="[INDICATOR]", required=False, shell_complete=complete_entity)
@limit_option(1000)
@shared_options()
def figures(reader: Reader, name: str | None, limit: int) -> None:
    r"""Show figures: baseline, latest, change, ratio, the source's wording and the passage.

    INDICATOR may also be a policy, a group, a measure or an outcome: then its indicators. Part of
    a name shows every indicator that it fits. The limit holds for indicators.

    \b
    sskg figures "old-age insurance coverage"
    sskg figures "basic medical insurance"
    sskg figures housing
    """
    from sskg.questions.figures import figures as measured

    store = reader.store()
    iris: list[str] = []
    if name is not None:
        from sskg.cli.naming import identify_measured

        iris = identify_measured(reader, store, name)
    answer = measured(store, *iris, limit=limit, documents=reader.documents())
    reader.answer(answer)
    _say_more(reader, answer.more)


@click.command()
@click.option("--only", multiple=True, type=click.Choice(_GAPS),
              help="Only this kind of gap; repeatable.")  # fmt: skip
@limit_option(1000)
@shared_options()
def gaps(reader: Reader, only: tuple[str, ...], limit: int) -> None:
    r"""List what the graph leaves open, and what each gap means.

    Goals without an outcome, challenges that nothing addresses, directives whose measure has not
    been reported, measures without a figure, statements with a single source. The last are only
    counted, unless --only single-source asks for each. The limit holds for each kind; in a graph of
    more than 300,000 claims, what is beyond it is counted only where --only names the kind.

    \b
    sskg gaps
    sskg gaps --only goals
    """
    from sskg.questions.gaps import gaps as missing

    answer = missing(reader.store(), only=only, limit=limit, documents=reader.documents())
    reader.answer(answer)
    listed = [group for group in answer.groups if group.gaps and group.count is not None]
    _say_more(reader, sum((group.count or 0) - len(group.gaps) for group in listed))


@click.command()
@limit_option(100)
@shared_options()
def stats(reader: Reader, limit: int) -> None:
    r"""Count what is in the graph: kinds, relations, claims by modality, coverage of documents.

    \b
    sskg stats
    sskg stats --format json
    """
    from sskg.questions.stats import stats as counted

    answer = counted(reader.store(), reader.documents(), limit)
    reader.answer(answer)
    _say_more(reader, answer.more)


@click.command()
@limit_option(100)
@shared_options()
def sources(reader: Reader, limit: int) -> None:
    r"""List the source documents: digest, passages, claims, and whether you hold them.

    --sources names the folder with your copies; they are recognised by digest, not by name.

    \b
    sskg sources
    sskg sources --sources DIR
    """
    from sskg.questions.sources import sources as documents

    held = reader.documents() if reader.sources is not None else None
    answer = documents(reader.store(), held, limit)
    reader.answer(answer)
    _say_more(reader, answer.more)


def _say_more(reader: Reader, more: int) -> None:
    """Say where only a part was listed; a table for people says so itself."""
    if more and reader.form != "table":
        click.echo(f"sskg: {more:,} more are not listed (--limit)", err=True)
