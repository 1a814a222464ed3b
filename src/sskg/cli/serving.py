"""The command that serves: serve."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.options import shared_options
from sskg.language.message import msg
from sskg.language.message import tell as translated

if TYPE_CHECKING:
    from sskg.cli.options import Reader

_EXTRA = ("starlette", "uvicorn", "jinja2", "httptools")
_MEGABYTE = 1 << 20


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Address to listen on; with another, other machines can ask.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True,
              metavar="N", help="Port to listen on; 0 for any that is free.")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME",
              help="Another name of the server, as behind a proxy; repeatable.")  # fmt: skip
@click.option("--cors/--no-cors", default=None,
              help="Let pages of other sites ask. Default: without --sources.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 256), default=None, metavar="N",
              help="Requests answered at once. Default: one more than processors.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True,
              metavar="SECONDS", help="Computing time of one request.")  # fmt: skip
@click.option("--memory", type=click.IntRange(64, 1 << 20), default=2048, show_default=True,
              metavar="MB", help="Memory of one request.")  # fmt: skip
@click.option("--max-rows", type=click.IntRange(1), default=10_000, show_default=True,
              metavar="N", help="Rows of a result that a page shows.")  # fmt: skip
@click.option("--max-bytes", type=click.IntRange(1), default=200, show_default=True,
              metavar="MB", help="Size of one answer.")  # fmt: skip
@click.option("--queue", type=click.IntRange(0, 100_000), default=64, show_default=True,
              metavar="N",
              help="Requests that may wait for a worker; more are turned away.")  # fmt: skip
@shared_options(formats=(), output=None)
def serve(  # noqa: PLR0917  (click gives them by name)
    reader: Reader,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    workers: int | None,
    timeout: float,
    memory: int,
    max_rows: int,
    max_bytes: int,
    queue: int,
    *,
    cors: bool | None,
) -> None:
    r"""Serve the graph on the web: a SPARQL endpoint, a page for every thing, the lookups as JSON.

    Read-only, for this machine alone unless --host says otherwise. Ctrl-C ends it. Needs the
    extra: pip install "sskg[serve]".

    \b
    sskg serve
    sskg serve -g store/ --port 9000 --timeout 60
    curl localhost:8080/sparql --data-urlencode 'query=SELECT ?r { ?r a sskg:Reform }'
    """
    _require_extra()
    from dataclasses import replace

    from sskg.server.running import is_loopback
    from sskg.server.running import serve as run
    from sskg.server.settings import ServerLimits, Settings

    limits = ServerLimits(seconds=timeout, memory=memory * _MEGABYTE, rows=max_rows,
                    size=max_bytes * _MEGABYTE, queue=queue)  # fmt: skip
    if workers is not None:
        limits = replace(limits, workers=workers)
    settings = Settings(
        graphs=reader.graphs,
        apart=reader.apart,
        imports=reader.imports,
        profile=str(Path(reader.profile).resolve()) if reader.profile else "",
        sources=str(reader.sources) if reader.sources else None,
        lang=reader.lang,
        limits=limits,
    )

    def tell(address: str, location: str) -> None:
        graph = location if reader.graphs else msg("the packaged graph")
        lines = [msg("{address} serves {graph}", address=address, graph=graph)]
        if not is_loopback(host):
            lines.append(msg("  other machines can ask it"))
        lines.append(msg("  SPARQL at /sparql; Ctrl-C ends it"))
        for line in lines:
            click.echo(translated(line, reader.lang), err=True)

    # What the reader's own documents say is not for any page that a browser happens to show.
    open_to_all = cors if cors is not None else reader.sources is None
    run(settings, host, port, tell=tell, hosts=hosts, open_to_all=open_to_all)


def _require_extra() -> None:
    """Stop early, and say what to install, where the libraries of the server are missing.

    Raises:
        Unavailable: they are, or this system cannot fork.
    """
    import os
    from importlib.util import find_spec

    from sskg.errors import Unavailable

    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        raise Unavailable(
            msg("serving needs {names}", names=", ".join(missing)),
            hint=msg('pip install "sskg[serve]"'),
        )
    if not hasattr(os, "fork"):
        raise Unavailable(
            msg("serving needs a system that can fork, as Linux and macOS do"),
            hint=msg("on Windows, run it in WSL"),
        )
