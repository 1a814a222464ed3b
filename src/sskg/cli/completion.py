"""Completion in bash, zsh and fish: what may stand where, and the script that a shell loads.

The functions `complete_…` are click's `shell_complete` callables, shared by all commands. None of
them ever fails: at a prompt there is no place for an error.
"""

from __future__ import annotations

import os
from functools import wraps
from typing import TYPE_CHECKING, Final

import click

from sskg.language.message import msg, word
from sskg.language.ranges import LANGUAGES
from sskg.language.text import fold, is_chinese, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem

    from sskg.names import Bearer

    Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

SHELLS = ("bash", "zsh", "fish")

_LARGEST = 20_000_000
"""Bytes of RDF up to which a graph is read at a prompt."""

_HOW_TO = {
    "bash": '# bash: put this line into ~/.bashrc\n#   eval "$(sskg completion bash)"\n',
    "zsh": "# zsh: put this line into ~/.zshrc, after compinit\n"
    '#   eval "$(sskg completion zsh)"\n',
    "fish": "# fish: run this once\n"
    "#   sskg completion fish > ~/.config/fish/completions/sskg.fish\n",
}


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    r"""Print the script that completes sskg's commands and names in a shell.

    \b
    eval "$(sskg completion bash)"
    sskg completion fish > ~/.config/fish/completions/sskg.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(msg("click completes no {shell}", shell=shell))
    script = kind(click.Command("sskg"), {}, "sskg", "_SSKG_COMPLETE")
    # Not `source()`: for bash that first starts a bash, to ask for its version.
    click.echo(_HOW_TO[shell] + script.source_template % script.source_vars())


def _quietly(complete: Completer) -> Completer:
    @wraps(complete)
    def completer(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        try:
            return complete(ctx, param, incomplete)
        except Exception:  # noqa: BLE001  (whatever it is, a prompt is no place to show it)
            return []

    return completer


@_quietly
def complete_entity(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a thing: its slug, or a label in Chinese or within quotes."""
    return _things(ctx, ctx.params.get("kind") or ctx.params.get("kinds") or (), incomplete)


@_quietly
def complete_document(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a source document."""
    return _things(ctx, ("SourceDocument",), incomplete)


def _things(ctx: click.Context, kinds: Iterable[str], incomplete: str) -> list[CompletionItem]:
    from sskg.names import bearers
    from sskg.ontology.profiles import reading_by
    from sskg.store.locate import open_store

    graphs = ctx.params.get("graphs") or ()
    if sum(map(_size, graphs)) > _LARGEST:
        return []
    # The command's own choice ended with its context.
    with reading_by(ctx.params.get("profile") or ""):
        candidates = bearers(open_store(graphs), kinds, incomplete)
    lang = ctx.params.get("lang") or LANGUAGES[0]
    return _names(candidates, incomplete, lang)


@_quietly
def complete_kind(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a kind of things: the local name of a class."""
    from sskg.ontology.vocabulary import vocabulary

    return [
        _item(name, help=kind.label(ctx.params.get("lang") or LANGUAGES[0]))
        for name, kind in sorted(vocabulary().classes.items())
        if name.casefold().startswith(incomplete.casefold())
    ]


@_quietly
def complete_predicate(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a relation: the local name of a property that needs evidence."""
    from sskg.ontology.vocabulary import vocabulary
    from sskg.rdf.terms import local_name

    words = vocabulary()
    return [
        _item(name, help=words.property(iri).label(ctx.params.get("lang") or LANGUAGES[0]))
        for iri in sorted(words.evidenced)
        if (name := local_name(iri)).casefold().startswith(incomplete.casefold())
    ]


@_quietly
def complete_query_name(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a named query."""
    from sskg.queries import catalog

    return [
        _item(query.name, help=word(query.title, ctx.params.get("lang") or LANGUAGES[0]))
        for query in catalog.listing().queries
        if query.name.startswith(incomplete)
    ]


COMPLETERS: Final[dict[str, Completer]] = {
    "thing": complete_entity,
    "document": complete_document,
    "kind": complete_kind,
    "relation": complete_predicate,
    "query": complete_query_name,
}
"""What completes a parameter, by what its value names."""


@_quietly
def complete_query(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a named query or a file that holds one."""
    folder, _, start = incomplete.rpartition("/")
    from pathlib import Path

    place = Path(f"{folder}/") if "/" in incomplete else Path()
    files = [
        path
        for path in sorted(place.iterdir() if place.is_dir() else ())
        if path.name.startswith(start) and (path.is_dir() or path.suffix in {".rq", ".sparql"})
        and (start or not path.name.startswith("."))
    ]  # fmt: skip
    return [
        *complete_query_name(ctx, param, incomplete),
        *(_item(f"{path}/" if path.is_dir() else str(path)) for path in files),
    ]


@_quietly
def complete_parameter(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete NAME= from a named query's parameters, and what follows from names of things."""
    from sskg.queries import catalog

    name, equals, value = incomplete.partition("=")
    if equals:
        items = complete_entity(ctx, param, value)
        return [_item(f"{name}={item.value}", help=item.help) for item in items]
    # An option that still lacks its value keeps click from telling the arguments apart.
    arguments = [ctx.params.get("text"), *ctx.args]
    query = next((text for text in arguments if text in catalog.names()), None)
    if query is None:
        return []
    return [
        _item(
            f"{parameter.name}=",
            help=word(parameter.meaning, ctx.params.get("lang") or LANGUAGES[0]),
        )
        for parameter in catalog.read(query).parameters
        if parameter.name.startswith(incomplete)
    ]


def _item(value: str, *, help: str | None = None) -> CompletionItem:  # noqa: A002  (click's name)
    # Imported at a prompt only: every command declares what completes it.
    from click.shell_completion import CompletionItem

    return CompletionItem(value, help=help)


def _names(candidates: Iterable[Bearer], incomplete: str, lang: str) -> list[CompletionItem]:
    """Return slugs that begin so, or else those of which a word of a name does.

    A label holds spaces, so it is offered only within quotes, which are not part of `incomplete`,
    or where it is Chinese.
    """
    from sskg.rdf.terms import local_name

    begun, named, labelled = [], [], []
    start = fold(incomplete)
    colon = ":" if incomplete.startswith(":") else ""
    for bearer in candidates:
        slug = colon + local_name(bearer.entity.iri)
        about = printable(f"{bearer.entity.kind} · {bearer.entity.label(lang)}")
        if slug.startswith(incomplete):
            begun.append(_item(slug, help=about))
        elif is_chinese(incomplete) or " " in incomplete:
            labels = (name for name in bearer.names if name.startswith(incomplete))
            labelled += [_item(printable(label), help=about) for label in labels]
        elif start and any(f" {start}" in f" {fold(name)}" for name in bearer.names):
            named.append(_item(slug, help=about))
    # A shell inserts what all that it is offered begin with: what begins otherwise must stay away.
    return begun or labelled or named


def _size(graph: str) -> int:
    if graph.startswith(("http://", "https://")):
        return _LARGEST + 1
    from pathlib import Path

    path = Path(graph)
    if path.is_dir():
        return sum(entry.stat().st_size for entry in os.scandir(path) if entry.is_file())
    return path.stat().st_size
