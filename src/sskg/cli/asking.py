"""Commands that ask the graph, made from the table of capabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sskg.capabilities import CAPABILITIES, UNBOUNDED, ask, take_all
from sskg.cli.completion import COMPLETERS
from sskg.cli.language import LazyHelpCommand
from sskg.cli.options import shared_options
from sskg.language.message import word
from sskg.language.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sskg.capabilities import Capability, Parameter
    from sskg.cli.options import Reader
    from sskg.store.base import Store


def command(name: str) -> click.Command:
    """Return the command of a capability."""
    capability = CAPABILITIES[name]

    def run(reader: Reader, **values: Any) -> None:
        taken = take_all(capability.parameters, values)
        # A graph that was named may be asked in a forked process, and a store is no fork's.
        store = reader.store(kept=not reader.graphs)
        answer = ask(name, store, taken, reader.documents())
        for each in answer.taken:
            click.echo(printable(each.notice(reader.lang)), err=True)
        if capability.passages:
            _tell_of_claims(reader, store)
        if store.kind == "directory" and store.blank:
            notice = word(
                "blank nodes of this store have no names, as there are too many: "
                "show tells what is said of them inside what holds them", reader.lang,
            )  # fmt: skip
            click.echo(notice, err=True)
        reader.answer(answer)
        if answer.more and reader.form != "table":
            more = word("{n:,} more are not listed (--limit)", reader.lang, n=answer.more)
            click.echo(f"sskg: {more}", err=True)

    run.__doc__ = _help(capability)
    shared = shared_options(sources=capability.passages, graph=capability.graph)
    decorated = shared(run)
    for parameter in reversed(capability.parameters):
        decorated = _parameter(parameter)(decorated)
    return click.command(name, cls=LazyHelpCommand)(decorated)


def _tell_of_claims(reader: Reader, store: Store) -> None:
    """Say once of a graph that makes no claims that none of its statements is proved."""
    from sskg.graph.reading import reading

    if not reading(store).makes_claims(store):
        notice = word("this graph makes no claims: it does not say where its statements are from",
                    reader.lang)  # fmt: skip
        click.echo(notice, err=True)


def _help(capability: Capability) -> str:
    examples = "\n".join(("\b", *capability.examples))
    return "\n\n".join((*capability.about, examples))


def _parameter(parameter: Parameter) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the decorator that adds a parameter to a command."""
    complete = COMPLETERS.get(parameter.of)
    if parameter.argument:
        return click.argument(
            parameter.name, metavar=parameter.argument,
            required=not parameter.argument.startswith("["),
            nargs=-1 if parameter.repeat else 1, shell_complete=complete,
        )  # fmt: skip
    shown: dict[str, Any] = {"help": str(parameter.meaning), "shell_complete": complete}
    if parameter.flag:
        shown["is_flag"] = True
    elif parameter.whole is not None:
        most = parameter.whole[1] if parameter.whole[1] < UNBOUNDED else None
        shown |= {"type": click.IntRange(parameter.whole[0], most), "metavar": "N"}
    elif parameter.choices:
        shown["type"] = click.Choice(parameter.choices, case_sensitive=False)
    elif parameter.value:
        shown["metavar"] = parameter.value
    if parameter.default is not None:
        shown |= {"default": parameter.default, "show_default": True}
    names = [parameter.short] if parameter.short else []
    return click.option(
        *names,
        f"--{parameter.name.replace('_', '-')}",
        parameter.name,
        multiple=parameter.repeat,
        **shown,
    )
