"""The group of commands, the one error handler, and the exit codes.

0 yes; 1 the answer is no; 2 the request is wrong; 3 it could not be done.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import time
from importlib import import_module
from typing import TYPE_CHECKING, Final, NoReturn

import click

from sskg.capabilities import CAPABILITIES
from sskg.cli.language import (
    LazyHelpCommand,
    language,
    localized,
    note_language,
    spoken,
    told,
    wanted,
)
from sskg.errors import (
    AmbiguousName,
    QuerySyntaxError,
    SskgError,
    Unavailable,
    UnknownName,
    UnwritableOutput,
    damage,
)
from sskg.language.message import msg, tell
from sskg.language.ranges import interface
from sskg.language.text import printable

if TYPE_CHECKING:
    from types import FrameType

    from click.shell_completion import CompletionItem

    from sskg.language.message import Message

# Name → (module, its line in the overview). Modules are imported only for the command that runs;
# those that ask the graph are made from the table of capabilities.
COMMANDS: Final = {
    **{each.name: ("asking", each.line) for each in CAPABILITIES.values()},
    "query": ("querying", msg("Ask in SPARQL 1.1.")),
    "completion": ("completion", msg("The script that completes names in your shell.")),
    "view": ("viewing", msg("Write the interactive graph as one HTML file.")),
    "site": ("siting", msg("Write the graph as a static site.")),
    "load": ("loading", msg("Build an on-disk store from RDF files.")),
    "export": ("exporting", msg("Write the whole graph for another tool.")),
    "serve": ("serving", msg("Serve the graph on the web: SPARQL, pages, JSON.")),
    "mcp": ("agents", msg("Serve the graph to assistants, with evidence.")),
    "ingest": ("ingesting", msg("Read a document in, for a person to decide on.")),
    "review": (
        "ingesting",
        msg("Decide on a reading in the browser."),
    ),
    "accept": ("ingesting", msg("Write what was decided of a document as Turtle.")),
    "diff": ("comparing", msg("What changed between two states of a graph.")),
    "check": ("checking", msg("Check shapes, rules and evidence.")),
}

# Spelled out here, for the shared options are not imported before a command is known.
_OF_COMMANDS: Final = frozenset(
    ("-g", "--graph", "--sources", "-f", "--format", "-o", "--output", "--color",
     "--no-color", "--excel-safe", "--json", "--table", "--brief", "--full", "--pager",
     "--no-pager", "--graphs-apart", "--imports", "--profile")
)  # fmt: skip

INTERRUPTED: Final = 130
_TIDYING: Final = 1.0
"""Seconds that are left for removing an unfinished file."""


class Commands(LazyHelpCommand, click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"sskg.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = (
            module.command(cmd_name) if cmd_name in CAPABILITIES else getattr(module, cmd_name)
        )
        command.help = _marked(command.help)
        return localized(command, language(ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands without importing any."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=told(line, language(ctx)))
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        lang = language(ctx)
        with formatter.section(told("Commands", lang)):
            formatter.write_dl([(name, told(line, lang)) for name, (_, line) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell who puts a command's option before the command where it goes."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name in _OF_COMMANDS:
                raise click.UsageError(
                    msg(
                        "{option} goes after the command: sskg COMMAND … {option}",
                        option=error.option_name,
                    ),
                    ctx,
                ) from error
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that is not there."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if (near := _near(args[0])) is None:
                raise
            message = msg("{what} Did you mean “{name}”?", what=error.message, name=near)
            raise click.UsageError(message, ctx) from error


# What other tools call it, or this one did.
_CALLED: Final = {
    "search": "find", "lookup": "find", "describe": "show", "get": "show", "ls": "list",
    "things": "list", "related": "relations", "neighbors": "relations", "explain": "why",
    "sparql": "query", "count": "stats", "info": "stats", "documents": "sources",
    "validate": "check", "graph": "view", "import": "load", "help": "--help",
    "version": "--version",
}  # fmt: skip
_OPTIONS_CALLED: Final = {
    "--type": ("--kind",), "--depth": ("--hops",), "--only": ("--gap", "--modality"),
    "--from": ("--since",), "--to": ("--until",), "--max": ("--hops", "--limit"),
    "--language": ("--lang",), "--source": ("--sources",), "--file": ("--output",),
}  # fmt: skip


def _near(name: str) -> str | None:
    """Return the command that was probably meant."""
    if (called := _CALLED.get(name.lower())) is not None:
        return called
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, COMMANDS, n=1)), None)


def _marked(text: str | None) -> str:
    # Docstrings with a backslash are raw strings, in which click's mark for "keep these lines
    # as they are" is two characters.
    return (text or "").replace("\\b\n", "\b\n")


def _version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    """Print the version. click's own option asks gettext for its help in every lookup."""
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"sskg {version('sskg')}")
        ctx.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--lang", metavar="LANG[,LANG…]", expose_value=False, callback=note_language,
    help="Languages of labels, the best first; before or after the command.",
)  # fmt: skip
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def cli() -> None:
    r"""Policies, reforms, goals and outcomes of social security, each statement with its source.

    Every command works on the packaged graph; --graph names another. Things may be called by any
    of their names, in English or Chinese; a name of several words is put in quotes.

    \b
    sskg find pension
    sskg show "drug procurement"
    sskg COMMAND --help

    Exit code: 0 yes, 1 the answer is no, 2 the request is wrong, 3 it could not be done.
    """


cli.help = _marked(cli.help)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    sys.exit(_run())


def program() -> NoReturn:
    """Be the program `sskg`: run the command line, and end this process at once."""
    _mind_interrupts()
    _mind_closed_streams()
    _leave(_run())


def _mind_interrupts() -> None:
    """Let one Ctrl-C tidy up and end; a second right behind it does not disturb that.

    One that is told where Python cannot raise it, as while an object is deleted, is lost: then the
    next one ends the process.
    """
    if signal.getsignal(signal.SIGINT) not in {signal.SIG_DFL, signal.default_int_handler}:
        return  # a shell lets what runs in its background ignore it
    first: list[float] = []

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        if not first:
            first.append(time.monotonic())
            raise KeyboardInterrupt
        if time.monotonic() - first[0] > _TIDYING:
            os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, interrupted)


def _mind_closed_streams() -> None:
    """Let a write to a standard output that was closed before the start fail as other writes do."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _run() -> int:
    lang = wanted(sys.argv[1:], os.environ)
    with spoken(lang):
        return _ran({"lang": lang})


def _ran(reader: dict[str, str]) -> int:
    # Commands note in `reader` the language that is wanted, for messages about their end.
    try:
        # The name under which a shell asks for completions, however this was started.
        code = localized(cli, reader["lang"]).main(
            prog_name="sskg", complete_var="_SSKG_COMPLETE", standalone_mode=False, obj=reader
        )
        sys.stdout.flush()
    except SystemExit as ended:
        # Completion ends so, from within click.
        return ended.code if isinstance(ended.code, int) else 0
    except SskgError as error:
        report(error, reader["lang"])
        return error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        # Messages of our own are told only now; the attribute is declared final.
        vars(error)["message"] = tell(error.message, reader["lang"])
        hint = _hint(error)
        error.show()
        if hint is not None:
            click.echo(f"  {tell(msg('hint: {hint}', hint=hint), reader['lang'])}", err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone, which is no error.
        _silence()
        return 0
    except Exception as error:  # noqa: BLE001  (the last handler there is)
        # Whatever it is, one line tells of it; who mends it asks for more.
        if os.environ.get("SSKG_DEBUG"):
            import traceback

            traceback.print_exc()
        failure = _foreseen(error) or _of_our_own(error)
        _silence()
        report(failure, reader["lang"])
        return failure.exit_code
    return code if isinstance(code, int) else 0


def _hint(error: click.ClickException) -> Message | None:
    """Return what a reader can do about an error of usage, where click does not say it."""
    command = getattr(getattr(error, "ctx", None), "command", None)
    if isinstance(error, click.NoSuchOption) and command is not None:
        options = {name for param in command.params for name in param.opts}
        called = [name for name in _OPTIONS_CALLED.get(error.option_name, ()) if name in options]
        return msg("here it is {option}", option=called[0]) if called else None
    if error.message.startswith(_surplus()):
        if getattr(command, "name", "") == "queries":
            return msg("the text of one: sskg queries --show NAME")
        return msg("quote a name of several words")
    return None


def _surplus() -> tuple[str, ...]:
    """Return how click's message on an argument too many begins, in the language it speaks."""
    from gettext import ngettext

    forms = ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})")
    return tuple(ngettext(*forms, n).partition("{")[0] for n in (1, 2))


def _silence() -> None:
    """Point standard output at nothing, so that closing it is silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _foreseen(error: Exception) -> SskgError | None:
    """Return what may go wrong at any place as an error of the tree; None for all else."""
    if isinstance(error, MemoryError):
        return Unavailable(
            msg("there is not enough memory"),
            hint=msg("ask for less at once, or build a store with sskg load and ask that"),
        )
    return damage(error) or _of_the_output(error)


def _of_our_own(error: Exception) -> SskgError:
    """Return a mistake in sskg itself as an error in one line: there is nobody else to tell it."""
    reason = (type(error).__name__, " ".join(str(error).split()))
    return SskgError(
        msg("an error of sskg itself: {reason}", reason=": ".join(filter(None, reason))),
        hint=msg(
            "report it with the command that you gave; SSKG_DEBUG=1 before it shows the place"
        ),
    )


def _of_the_output(error: Exception) -> SskgError | None:
    """Return what the system says when standard output takes no more, as an error of ours."""
    full = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF)
    if not isinstance(error, OSError) or error.errno not in full:
        return None
    return UnwritableOutput(msg("cannot write the answer: {reason}", reason=error.strerror))


def _leave(code: int) -> NoReturn:
    """End the process, without taking apart a graph that ends with it: that is slower than asking.

    Where something runs beside the command, or watches it, the process ends the long way.
    """
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stderr.flush()
    beside = {"multiprocessing", "concurrent.futures", "coverage"} & set(sys.modules)
    if beside or threading.active_count() > 1:
        sys.exit(code)
    sys.stdout.flush()
    os._exit(code)


def report(error: SskgError, lang: str = "en") -> None:
    """Say on standard error what is wrong, where, and what to do."""
    place = f"{tell(error.place, lang)}: " if error.place else ""
    lines = [f"sskg: {printable(place + tell(error.message, lang))}"]
    if isinstance(error, QuerySyntaxError):
        lines += ["  " + printable(line) for line in error.excerpt().split("\n")]
    if error.hint:
        lines.append(f"  {printable(tell(msg('hint: {hint}', hint=error.hint), lang))}")
    if isinstance(error, AmbiguousName | UnknownName):
        lines += ["    " + printable(line) for line in error.lines.get(interface(lang), ())]
    click.echo("\n".join(lines), err=True)
