"""Writes the page of the command line: every command's own help, and an example with its output.

An example that is missing for a command, or fails, ends the run.
"""

from __future__ import annotations

import click
import console

from sskg.cli.main import COMMANDS, cli

HEAD = """# The command line

<!-- Written by docs/refresh.py from the commands themselves; edits here are lost. -->

`sskg` answers from the packaged graph unless `--graph` names another: RDF files, a folder of them,
a store built by `sskg load`, or the URL of a SPARQL endpoint. Names may be typed as IRI, CURIE,
slug, label or alias, in English or Chinese, with slips of the finger; what a name was taken for is
said on standard error.

Exit codes: **0** yes · **1** the answer is no (not found, no chain, a broken rule, ASK false) ·
**2** the request is wrong (usage, syntax, a name that fits several things) · **3** it could not be
done (unreadable file, endpoint down, time over). What goes wrong is told in one line, with its
place and what to do; `SSKG_DEBUG=1` adds where in the code, should the fault be sskg's own.

`--lang zh`, before or after the command, is for labels, headings, messages, usage errors and help;
without it `SSKG_LANG` is heard, or a Chinese locale. What parsers, the system or an endpoint say
stays as they say it.

What is worked out of the packaged graph is kept in the user's cache folder from one run to the
next; `SSKG_CACHE` names another folder, and nothing is kept where it is empty.

`-f json` has the shape that [json.md](json.md) describes: scripts read that, never a table.
"""

# One example for each command; None where it prints nothing that is the same everywhere.
EXAMPLES: dict[str, tuple[str, ...] | None] = {
    "find": ("sskg find pooling", "sskg find 全国统筹 --lang zh"),
    "show": ("sskg show institutional-reform-2018",),
    "list": ("sskg list reform",),
    "relations": ("sskg relations institutional-reform-2018 --direction out",),
    "path": ('sskg path "2018 institutional reform" "fruits of development shared by all"',),
    "why": ('sskg why "reform dividends"', "sskg why --down 全国统筹 --lang zh"),
    "timeline": ("sskg timeline --kind reform",),
    "figures": (
        'sskg figures "old-age insurance coverage"',
        "sskg figures urban-subsistence-allowance",
    ),
    "gaps": ("sskg gaps --gap measures",),
    "stats": ("sskg stats",),
    "sources": ("sskg sources",),
    "commitments": ("sskg commitments national-pooling",),
    "compare": ("sskg compare ten-years xinhua-2021 --limit 3",),
    "query": ('sskg query "SELECT ?reform WHERE { ?reform a sskg:Reform }"',),
    "queries": ("sskg queries",),
    "completion": ("sskg completion fish",),
    "view": ("sskg view -o reforms.html --kind Reform --kind Challenge",),
    "site": ("sskg site public",),
    "load": None,
    "export": ("sskg export graph.nt",),
    "diff": ("sskg diff packaged packaged",),
    "ingest": None,
    "review": None,
    "accept": None,
    "check": ("sskg check",),
    "serve": None,
    "mcp": None,
}

MOST_LINES = 24
"""Lines of an example's output that are shown."""


def render() -> str:
    """Return the page.

    Raises:
        KeyError: a command has no example.
        RuntimeError: an example fails.
    """
    overview = "\n".join(f"- [`sskg {name}`](#sskg-{name}): {line}" for name, (_, line) in
                         COMMANDS.items())  # fmt: skip
    return "\n".join([HEAD, overview, "", *(_section(name) for name in COMMANDS)])


def _section(name: str) -> str:
    with click.Context(
        cli,
        info_name="sskg",
        help_option_names=["-h", "--help"],
        max_content_width=100,
        terminal_width=100,
    ) as root:
        command = cli.get_command(root, name)
        if command is None:
            raise KeyError(name)
        with click.Context(
            command, info_name=name, parent=root, max_content_width=100, terminal_width=100
        ) as context:
            text = command.get_help(context)
    shown = "".join(_example(line) for line in EXAMPLES[name] or ())
    return f"## sskg {name}\n\n```text\n{text}\n```\n{shown}"


def _example(line: str) -> str:
    output = console.run(line).rstrip("\n").split("\n")
    if len(output) > MOST_LINES:
        output = [*output[:MOST_LINES], "…"]
    body = "\n".join([f"$ {line}", *(output if output != [""] else [])])
    return f"\n```console\n{body}\n```\n"
