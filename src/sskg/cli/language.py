"""The language that the command line speaks: found out before anything is parsed.

click asks gettext for its own sentences, by their English; while a command runs for a reader of
Chinese, gettext answers from the catalogue of sskg, which has them too.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sskg.language.message import msg
from sskg.language.ranges import LANGUAGES, interface, is_language_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of a reader, from --lang, SSKG_LANG or the locale.

    Of the locale only a language that sskg speaks is heard: labels in any other are asked for.

    >>> wanted(["show", "x", "--lang", "zh"], {"SSKG_LANG": "de"})
    'zh'
    >>> wanted([], {"LANG": "zh_CN.UTF-8"}), wanted([], {"LANG": "fr_FR.UTF-8"})
    ('zh-CN', 'en')
    """
    for at, argument in reversed(list(enumerate(arguments))):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[at + 1 : at + 2])
            if is_language_list(value):
                return value
    if lang := environment.get("SSKG_LANG"):
        return lang
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "").partition(".")[0].replace("_", "-")
    return locale if locale.partition("-")[0] in LANGUAGES[1:] else LANGUAGES[0]


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """Let click speak a language as long as a command runs."""
    if interface(lang) == LANGUAGES[0]:
        yield
        return
    import gettext

    from sskg.language.catalogue import DOMAIN, FOLDER

    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = interface(lang)
    try:
        yield
    finally:
        gettext.textdomain(before[0])
        del os.environ["LANGUAGE"]
        if before[1] is not None:
            os.environ["LANGUAGE"] = before[1]


class LazyHelpCommand(click.Command):
    """A command whose --help is not put into words before it is asked for.

    click's own asks gettext, which loads the locale, in each lookup.
    """

    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option; always the same, as click compares options by what they are."""
        if self._help is None:
            self._help = click.Option(
                self.get_help_option_names(ctx), is_flag=True, is_eager=True, expose_value=False,
                callback=_show_help, help=told("Show this message and exit.", language(ctx)),
            )  # fmt: skip
        return self._help


def _show_help(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def language(ctx: click.Context) -> str:
    """Return the language that the reader wants."""
    return str(ctx.obj["lang"]) if ctx.obj else LANGUAGES[0]


def localized(command: click.Command, lang: str) -> click.Command:
    """Return a command whose help is in the reader's language."""
    if interface(lang) == LANGUAGES[0]:
        return command
    from copy import copy

    local = copy(command)
    local.help = "\n\n".join(told(text, lang) for text in paragraphs(command))
    # click keeps the option --help, in the language in which it was first shown.
    vars(local).update(_help_option=None, _help=None)
    local.params = [copy(param) for param in command.params]
    for param in local.params:
        if isinstance(param, click.Option) and param.help:
            param.help = told(param.help, lang)
    return local


def paragraphs(command: click.Command) -> list[str]:
    """Return the paragraphs of a command's help, each on one line; examples as they are."""
    from inspect import cleandoc

    texts = cleandoc(command.help or "").split("\n\n")
    return [text if text.startswith("\b") else " ".join(text.split()) for text in texts]


def note_language(ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """Keep the language where it is seen when the command has failed, and return it.

    Args:
        ctx: of the command, or of the group for an option before the command.
        value: what --lang has; None where it is not there.
    """
    noted: dict[str, str] = ctx.obj if ctx.obj is not None else {}
    lang = noted.get("lang", LANGUAGES[0]) if value is None else value
    if not is_language_list(lang):
        raise click.BadParameter(
            msg("“{text}” is no list of language tags, as en, zh-Hans or de,en are.", text=lang)
        )
    noted["lang"] = lang
    return lang


def told(text: str, lang: str) -> str:
    """Return a text of the help in the reader's language."""
    if interface(lang) == LANGUAGES[0]:
        return text
    from sskg.language.catalogue import translated

    return translated(text)
