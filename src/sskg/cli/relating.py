"""Commands that follow relations: relations, path, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sskg.cli.completion import complete_entity, complete_predicate
from sskg.cli.options import (
    kind_option,
    named_kind_option,
    passed_kind_option,
    shared_options,
)
from sskg.language.message import listed, msg

if TYPE_CHECKING:
    from sskg.cli.options import Reader

_DIRECTIONS = ("both", "out", "in")
_MODALITIES = ("reported", "inferred", "required", "hypothetical")

predicate_option = click.option(
    "--predicate", "predicates", multiple=True, metavar="RELATION",
    shell_complete=complete_predicate,
    help='Only this relation and those below it: resolves, "is resolved by", 解决; repeatable.',
)  # fmt: skip


@click.command()
@click.argument("name", shell_complete=complete_entity)
@predicate_option
@click.option("--direction", type=click.Choice(_DIRECTIONS), default="both", show_default=True,
              help="out: NAME is the subject; in: it is the object.")  # fmt: skip
@click.option("--depth", type=click.IntRange(1, 10), default=1, show_default=True,
              metavar="N", help="How many relations to follow.")  # fmt: skip
@kind_option
@shared_options()
def relations(
    reader: Reader,
    name: str,
    *,
    predicates: tuple[str, ...],
    direction: str,
    depth: int,
    kinds: tuple[str, ...],
) -> None:
    r"""Show what NAME is related to, as a tree: what it resolves, concerns, is called for by.

    --type keeps things of a kind, and what leads to them.

    \b
    sskg relations national-pooling
    sskg relations "social security system" --predicate concerns --direction in --type reform
    """
    from sskg.cli.naming import identify
    from sskg.errors import NegativeAnswer
    from sskg.names import kind_names
    from sskg.ontology.vocabulary import vocabulary
    from sskg.questions.relations import relations as related

    wanted = [vocabulary().find_property(each) for each in predicates]
    only = kind_names(kinds)
    store = reader.store()
    answer = related(
        store,
        identify(reader, store, name),
        # A name of an inverse reads one way; a property's own name both, unless --direction says.
        predicates=[(iri, True if inverse else None) for iri, inverse in wanted],
        direction=direction,
        depth=depth,
        kinds=only,
        documents=reader.documents(),
    )
    if not answer.branches:
        bare = related(store, answer.entity.iri)
        known = {branch.step.reading(): branch.step.named() for branch in bare.branches}.values()
        raise NegativeAnswer(
            msg(
                "the graph has no such relation of “{label}”",
                label=answer.entity,
            ),
            hint=(
                msg("it has: {names}", names=listed(known))
                if known
                else msg("it has no relation at all")
            ),
        )
    reader.answer(answer)


@click.command()
@click.argument("start", metavar="A", shell_complete=complete_entity)
@click.argument("end", metavar="B", shell_complete=complete_entity)
@click.option(
    "--via",
    metavar="NAME",
    shell_complete=complete_entity,
    help="Only chains that pass this thing, and nothing twice.",
)
@click.option("--avoid", multiple=True, metavar="NAME", shell_complete=complete_entity,
              help="No chain that passes this thing; repeatable.")  # fmt: skip
@click.option("--max", "longest", type=click.IntRange(1, 30), default=8, show_default=True,
              metavar="N", help="Longest chain to look for, in hops.")  # fmt: skip
@click.option("--only", "modalities", multiple=True, type=click.Choice(_MODALITIES),
              help="Only statements with such a claim; repeatable.")  # fmt: skip
@predicate_option
@passed_kind_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True,
              metavar="N", help="Most chains to show; all are counted.")  # fmt: skip
@shared_options()
def path(
    reader: Reader,
    start: str,
    end: str,
    *,
    via: str | None,
    avoid: tuple[str, ...],
    longest: int,
    modalities: tuple[str, ...],
    predicates: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int,
) -> None:
    r"""Show all shortest chains of statements between A and B, whichever way they point.

    Each hop has every relation between its two things, with modality and passage. A chain is as
    strong as its weakest hop, which is named.

    \b
    sskg path "2018 institutional reform" "common prosperity"
    sskg path national-pooling xi-jinping --only reported
    """
    from sskg.cli.naming import identify
    from sskg.names import kind_names
    from sskg.ontology.vocabulary import vocabulary
    from sskg.questions.paths import Scope, paths

    relations_ = tuple(vocabulary().find_property(each)[0] for each in predicates)
    only = kind_names(kinds)
    store = reader.store()
    ends = [identify(reader, store, name) for name in (start, end)]
    scope = Scope(
        longest=longest,
        predicates=relations_,
        kinds=only,
        modalities=tuple(modality.capitalize() for modality in modalities),
        avoid=tuple(identify(reader, store, name) for name in avoid),
        limit=limit,
    )
    middle = identify(reader, store, via) if via is not None else None
    reader.answer(paths(store, *ends, via=middle, scope=scope, documents=reader.documents()))


@click.command()
@click.argument("name", shell_complete=complete_entity)
@click.option("--down", is_flag=True, help="What follows from NAME, instead of what leads to it.")
@click.option("--depth", type=click.IntRange(1, 20), default=8, show_default=True,
              metavar="N", help="How many statements to follow.")  # fmt: skip
@named_kind_option
@shared_options()
def why(reader: Reader, name: str, *, down: bool, depth: int, kinds: tuple[str, ...]) -> None:
    r"""Explain NAME: the problem, the reform that resolves it, the outcome, the goal.

    Follows what produces, contributes to, achieves or resolves. Each sentence has its evidence
    beneath it; what is required, supposed or inferred is said to be so.

    \b
    sskg why "reform dividends"
    sskg why --down "national pooling"
    """
    from sskg.cli.naming import identify
    from sskg.questions.why import why as explain

    store = reader.store()
    iri = identify(reader, store, name, kinds)
    reader.answer(explain(store, iri, down=down, depth=depth, documents=reader.documents()))
