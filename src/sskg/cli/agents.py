"""The command that serves assistants: mcp."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.options import shared_options
from sskg.language.message import msg

if TYPE_CHECKING:
    from sskg.cli.options import Reader

_TOKEN = "SSKG_MCP_TOKEN"  # noqa: S105  (the name of a variable)
_MEGABYTE = 1 << 20


@click.command()
@click.option("--http", is_flag=True,
              help="Serve at an address of this machine, under a token, instead of on standard "
              "input and output.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
              metavar="N", help="Port for --http; 0 for any that is free.")  # fmt: skip
@click.option("--reading", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Let assistants add open proposals to this reading.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True,
              metavar="SECONDS", help="Time of one call.")  # fmt: skip
@click.option("--memory", type=click.IntRange(64, 1 << 20), default=2048, show_default=True,
              metavar="MB", help="Memory of one call.")  # fmt: skip
@shared_options(formats=(), output=None)
def mcp(  # noqa: PLR0917  (click gives them by name)
    reader: Reader,
    http: bool,  # noqa: FBT001
    port: int,
    reading: Path | None,
    timeout: float,
    memory: int,
) -> None:
    r"""Serve the graph to assistants over the Model Context Protocol: answers with their evidence.

    Read-only, but for open proposals with --reading. --http takes the token from SSKG_MCP_TOKEN, or
    makes one and prints it. Needs the extra: pip install "sskg[mcp]".

    \b
    sskg mcp
    sskg mcp -g store/ --sources DIR
    sskg mcp --http --port 8765
    """
    _require_extra()
    from sskg.mcp import serving
    from sskg.mcp.answering import Answering
    from sskg.process.confined import Limits

    store = reader.store()
    limits = Limits(timeout, memory * _MEGABYTE)
    answering = Answering(store, reader.documents(), reader.lang, limits, reader.profile, reading)
    if not http:
        serving.serve_stdio(answering)
        return
    import secrets

    token = os.environ.get(_TOKEN) or secrets.token_urlsafe(32)

    def tell(address: str) -> None:
        click.echo(address, err=True)
        if not os.environ.get(_TOKEN):
            click.echo(f"Authorization: Bearer {token}", err=True)

    serving.serve_http(answering, port, token, tell)


def _require_extra() -> None:
    """Stop early, and say what to install, where the package of the protocol is missing.

    Raises:
        Unavailable: it is.
    """
    from importlib.util import find_spec

    from sskg.errors import Unavailable

    if find_spec("mcp") is None:
        raise Unavailable(
            msg("assistants need {names}", names="mcp"), hint=msg('pip install "sskg[mcp]"')
        )
