"""What every command shares: the graph, the language, the sources, the format and the output."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import wraps
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from sskg.cli.completion import complete_kind
from sskg.cli.language import note_language
from sskg.language.message import listed, msg, word
from sskg.language.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from sskg.graph.documents import Document
    from sskg.model import Answer
    from sskg.render.style import Style
    from sskg.store.base import Store

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType  # generic from click 8.4 on

FORMATS = ("table", "json", "csv", "tsv", "md")
_SUFFIXES = {".txt": "table"}
"""Suffixes of files that are not the name of the format that they stand for."""
_OF_CELLS = ("csv", "tsv")


class FileName(_Type):
    """A file or folder, by its name: click's own asks gettext what it is called, in each lookup.

    Args:
        dir_okay: whether it may be a folder.
    """

    name = "path"

    def __init__(self, *, dir_okay: bool = True) -> None:
        self._dir_okay = dir_okay

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name, as click has it."""
        return os.fsdecode(self._type().convert(value, param, ctx))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete names of files."""
        return self._type().shell_complete(ctx, param, incomplete)

    def _type(self) -> click.Path:
        return click.Path(dir_okay=self._dir_okay)


class FilePath(FileName):
    """A file or folder as a path. Its class is imported when one is named: few lookups name any."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        from pathlib import Path

        return Path(super().convert(value, param, ctx))


class Reader(NamedTuple):
    """Who asks, of which graph, and in which form the answer is wanted.

    Attributes:
        graphs: what --graph named; none for the packaged graph.
        lang: language ranges, the best first ("de,en").
        sources: the folder with the reader's documents, if any.
        form: the format of the answer.
        output: the file that the answer goes to, or None for standard output.
        color: whether colour was asked for or against; None leaves it to the terminal.
        excel_safe: whether cells must be harmless in a spreadsheet.
        table: which table csv and tsv give; None for the first.
        brief: whether evidence is left out of a table for people.
        pager: whether a long answer on a terminal may be shown page by page.
        apart: whether the default graph is only what stands in no named graph.
        imports: whether files that the graphs import are read too.
        profile: file with the reader's own profile; "" for none.
    """

    graphs: tuple[str, ...]
    lang: str
    sources: Path | None
    form: str
    output: Path | None
    color: bool | None
    excel_safe: bool
    table: str | None = None
    brief: bool = False
    pager: bool = True
    apart: bool = False
    imports: bool = False
    profile: str = ""

    def store(self, *, kept: bool = False) -> Store:
        """Open the graph that was named; `kept` as `sskg.store.locate.open_store` takes it."""
        from sskg.rdf.terms import know
        from sskg.store.locate import open_store

        store = open_store(self.graphs, apart=self.apart, imports=self.imports, kept=kept)
        know(store.prologue.prefixes)
        note_unread(store.unread, self.lang)
        return store

    def documents(self) -> Mapping[str, Document] | None:
        """Read the reader's source documents; None if no folder was named."""
        if self.sources is None:
            return None
        from sskg.graph.documents import read_documents

        return read_documents(self.sources)

    def style(self) -> Style:
        """Return the terminal's width, and colours where it shows them and nobody is against."""
        from sskg.render.style import Style

        terminal = self.output is None and sys.stdout.isatty()
        width = None
        if terminal:
            from shutil import get_terminal_size

            # A line that fills the last column makes some terminals break it once more.
            width = get_terminal_size().columns - 1
        if self.color is not None:
            return Style(self.color, width, self.brief)
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return Style(terminal and not plain, width, self.brief)

    def answer(self, answer: Answer) -> None:
        """Write an answer in the format and to the place that was asked for."""
        from sskg.render.answers import render

        text = render(
            answer, self.form, self.lang, self.style(),
            excel_safe=self.excel_safe, table=self.table,
        )  # fmt: skip
        if self.output is not None and self.form in {"table", "md"}:
            text = "".join(f"{each.notice(self.lang)}\n\n" for each in answer.taken) + text
        if self._is_long(text):
            os.environ.setdefault("LESS", "FRX")
            click.echo_via_pager(text)
            return
        self.write(text)

    def _is_long(self, text: str) -> bool:
        """Tell whether a text is for people at a terminal, and longer than it."""
        if self.form != "table" or self.output is not None or not self.pager:
            return False
        if not (sys.stdout.isatty() and sys.stdin.isatty()):
            return False
        from shutil import get_terminal_size

        return text.count("\n") >= get_terminal_size().lines

    def write(self, content: str | bytes) -> None:
        """Write text (as UTF-8) or bytes to the output."""
        with self.stream() as stream:
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Open the output for bytes; a file appears only when all of it is written."""
        if self.output is None:
            if self.form != "table" and sys.stdout.isatty():
                from sskg.cli.terminal import gated

                yield gated(sys.stdout.buffer)
            else:
                yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        from sskg.rdf.files import writing

        with writing(self.output) as stream:
            yield stream


graph_option = click.option(
    "-g", "--graph", "graphs", multiple=True, envvar="SSKG_GRAPH", metavar="PATH|URL",
    help="RDF file, folder of them (repeatable), store built by sskg load, or https:// URL "
    "of a SPARQL endpoint. Default: the packaged graph, which “packaged” names beside others.",
)  # fmt: skip
apart_option = click.option(
    "--graphs-apart", "apart", is_flag=True,
    help="Ask only what stands in no named graph; GRAPH asks those. Default: all graphs as one.",
)  # fmt: skip
imports_option = click.option(
    "--imports", is_flag=True,
    help="Read files that the graph's files import (owl:imports); nothing is fetched.",
)  # fmt: skip


def _read_by(ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    if value:
        from sskg.ontology.profiles import profile, reading_by

        ctx.with_resource(reading_by(value))
        profile()
    return value or ""


profile_option = click.option(
    "--profile", envvar="SSKG_PROFILE", metavar="FILE", callback=_read_by, type=FileName(),
    help="Your own profile, by which other vocabularies are read first.",
)  # fmt: skip

_MOST_NAMED = 3


def note_unread(unread: tuple[str, ...], lang: str) -> None:
    """Say on standard error what a graph imports and was not read."""
    if not unread:
        return
    notice = word("imported, and not read: {names}", lang, names=", ".join(unread[:_MOST_NAMED]))
    if more := len(unread) - _MOST_NAMED:
        notice += f" +{more}" if more > 0 else ""
    click.echo(f"sskg: {printable(notice)}", err=True)


def shared_options(
    *,
    formats: tuple[str, ...] = FORMATS,
    graph: bool = True,
    sources: bool = True,
    output: str | None = "standard output",
    confines: bool = False,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the shared options to a command; the function gets a Reader as its first argument.

    Args:
        formats: what --format offers; none for a command that answers in no format.
        graph: whether a graph is asked.
        sources: whether the answer shows passages, which --sources fills in.
        output: where the answer goes without --output; None where that is no question.
        confines: whether the command sees to its limits itself; else it has some on a store.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def command(**given: Any) -> None:
            form, output = given.pop("form", None), given.pop("output", None)
            if given.pop("json", False):
                if form not in {None, "json"}:
                    raise click.UsageError(msg("--json and --format {form} differ", form=form))
                form = "json"
            reader = Reader(
                graphs=given.pop("graphs", ()),
                lang=given.pop("lang"),
                sources=given.pop("sources", None),
                form=form or _by_suffix(output, formats),
                output=output,
                color=given.pop("color", None),
                excel_safe=given.pop("excel_safe", False),
                table=given.pop("table", None),
                brief=given.pop("brief", False),
                pager=given.pop("pager", True),
                apart=given.pop("apart", False),
                imports=given.pop("imports", False),
                profile=given.pop("profile", ""),
            )
            if reader.table is not None and reader.form not in _OF_CELLS:
                raise click.UsageError(
                    msg("--table is for {names}", names=listed(_OF_CELLS, " and "))
                )
            if reader.excel_safe and reader.form not in _OF_CELLS:
                raise click.UsageError(
                    msg(
                        "--excel-safe is for {names}, and not for {form}",
                        names=listed(_OF_CELLS, " and "),
                        form=reader.form,
                    )
                )
            if reader.graphs and formats and not confines:
                from sskg.cli.confining import in_process, reads_store
                from sskg.process.confined import LONGEST_LOOKUP

                if reads_store(reader.graphs):
                    in_process(
                        reader, lambda asker: function(asker, **given), default=LONGEST_LOOKUP
                    )
                    return
            function(reader, **given)

        for option in reversed(_options(formats, graph=graph, sources=sources, output=output)):
            command = option(command)
        return command

    return decorate


def _options(
    formats: tuple[str, ...], *, graph: bool, sources: bool, output: str | None
) -> list[Callable[..., Any]]:
    options = [graph_option, apart_option, imports_option, profile_option] if graph else []
    options.append(
        click.option(
            "--lang", metavar="LANG[,LANG…]", callback=note_language, is_eager=True,
            help="Languages of labels, the best first: zh, or de,en. Headings and messages are in "
            "the first of them that sskg speaks: en, zh. Default: SSKG_LANG, or Chinese where the "
            "locale is, or en.",
        )
    )  # fmt: skip
    if sources:
        options.append(click.option(
            "--sources", type=FilePath(), envvar="SSKG_SOURCES", metavar="DIR",
            help="Folder with your copies of the source documents: passages are shown in full.",
        ))  # fmt: skip
    if formats:
        options.append(click.option(
            "-f", "--format", "form", type=click.Choice(formats),
            help="Format of the answer. Default: by the suffix of --output, or a table.",
        ))  # fmt: skip
    if "json" in formats:
        options.append(click.option("--json", "json", is_flag=True, help="The same as -f json."))
    if output:
        options.append(click.option(
            "-o", "--output", type=FilePath(dir_okay=False), metavar="FILE",
            callback=_output, help=f"Write here instead of to {output}.",
        ))  # fmt: skip
    if formats:
        options += [
            click.option("--color/--no-color", default=None, help="Colour, or none (NO_COLOR)."),
            click.option(
                "--excel-safe", is_flag=True,
                help="Make the cells of csv and tsv harmless in a spreadsheet.",
            ),
            click.option(
                "--table", metavar="NAME", help="Which table csv and tsv give; default: the first.",
            ),
            click.option(
                "--brief/--full", default=False, help="Without evidence, or with all of it.",
            ),
            click.option(
                "--pager/--no-pager", default=True,
                help="Show what is longer than the terminal page by page.",
            ),
        ]  # fmt: skip
    return options


def _output(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    if str(value) == ".":
        raise click.BadParameter(msg("an empty name."))
    return None if str(value) in _STDOUT else value


_STDOUT = ("-", "/dev/stdout")


def _by_suffix(output: Path | None, formats: tuple[str, ...]) -> str:
    """Return the format that a file's suffix asks for, or else the first."""
    if output is not None:
        suffix = output.suffix.lower()
        form = _SUFFIXES.get(suffix, suffix.removeprefix("."))
        if form in formats:
            return form
    return formats[0] if formats else "table"


kind_option = click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", shell_complete=complete_kind,
    help="Only things of this kind (Reform, Goal, …)",
)  # fmt: skip
