"""Starts the server, says where it listens, and ends it cleanly.

Little is imported at the top: the process that opens the graph is started first, and the rest is
imported while it works.
"""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
from typing import TYPE_CHECKING

from sskg.errors import RequestError, Unavailable
from sskg.language.message import msg
from sskg.server.workers import launching

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Sequence

    import uvicorn

    from sskg.server.settings import Settings
    from sskg.server.workers.launching import Launched
    from sskg.server.workers.pool import Pool

_MOST_CONNECTIONS = 2000
_BACKLOG = 25
"""Connections that are accepted at a time: asyncio takes so many before it looks at the first."""
_CLOSING = 4 * _BACKLOG
"""Descriptors of connections beyond the limit: each is closed some turns of the loop later."""
_QUEUE = 1024
_MOMENT = 0.01
_OWN = 100
"""Descriptors that are kept for the server's own work: workers, their renewal, the log."""
_SPARE = 5
"""Seconds beyond the limits in which a request that is under way must be done at the end."""


def serve(
    settings: Settings,
    host: str,
    port: int,
    *,
    tell: Callable[[str, str], None],
    hosts: Sequence[str] = (),
    open_to_all: bool = True,
) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is under way.

    Args:
        settings: the graph and the limits.
        host: address to listen on.
        port: to listen on; 0 for any that is free.
        tell: told the address, and what is served, when the server listens.
        hosts: further names that the server may be called by.
        open_to_all: whether pages of other origins may read the answers.

    Raises:
        Unavailable: the port is taken, the graph cannot be opened, or the barrier does not hold.
        RequestError: the address is not one of this machine.
        KeyboardInterrupt: a second SIGINT, which waits for nothing.
    """
    with _listen(host, port) as listener:
        launched = launching.forked(settings, [listener])
        import asyncio

        names = _names(host, hosts)
        try:
            with asyncio.Runner(loop_factory=_loop()) as runner:
                runner.run(_run(settings, launched, listener, tell, names, open_to_all=open_to_all))
        except asyncio.CancelledError:
            # Ended before it served.
            return


def _loop() -> Callable[[], AbstractEventLoop] | None:
    """Return what makes a loop that takes a third less of the processor; None for asyncio's own."""
    try:
        from uvloop import new_event_loop
    except ImportError:  # as on Windows
        return None
    return new_event_loop


async def _run(
    settings: Settings,
    launched: Launched,
    listener: socket.socket,
    tell: Callable[[str, str], None],
    hosts: frozenset[str],
    *,
    open_to_all: bool,
) -> None:
    import asyncio

    from sskg.server.failures import Refusal
    from sskg.server.workers.pool import Pool

    pool = Pool(settings, launched=launched)
    served = _until_served()
    try:
        # Imported while the other process opens the graph: each takes some tenths of a second.
        import uvicorn

        from sskg.server.frontend.app import make_app
        from sskg.server.frontend.connections import Connection
        from sskg.server.frontend.log import bound_the_log

        bound_the_log()
        await pool.start()
        app = make_app(pool, settings, hosts=hosts, open_to_all=open_to_all)
        Connection.most, Connection.lang = most_connections(), settings.lang
        longest = settings.limits.seconds + settings.limits.patience
        config = uvicorn.Config(
            app, http=Connection, ws="none", lifespan="on", log_config=None, access_log=False,
            server_header=False, backlog=_BACKLOG, timeout_keep_alive=15,
            timeout_graceful_shutdown=int(longest) + _SPARE,
        )  # fmt: skip
        server = uvicorn.Server(config)
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        watch = asyncio.create_task(_watch(pool, server))
        deep = asyncio.create_task(_queue_more(server, listener))
        served(server)
        tell(f"http://{shown}:{port}/", pool.about["location"])
        await server.serve(sockets=[listener])
        watch.cancel()
        deep.cancel()
        if pool.broken.is_set():
            raise Unavailable(msg("the server ended: no worker can be started any more"))
        if server.force_exit:
            raise KeyboardInterrupt
    except Refusal as refusal:
        raise Unavailable(
            refusal.message, place=refusal.error.get("place"), hint=refusal.hint
        ) from refusal
    finally:
        await pool.close()


def _until_served() -> Callable[[uvicorn.Server], None]:
    """Let SIGINT and SIGTERM cancel the task that runs now, until a server is handed over.

    From then on they end that: uvicorn listens to them only some time later, and one that comes in
    between must not be lost. It raises them anew when it has ended: that must not end the process
    as if nobody had listened to them.
    """
    import asyncio

    task = asyncio.current_task()
    servers: list[uvicorn.Server] = []
    loop = asyncio.get_running_loop()

    def end(_number: int, _frame: object) -> None:
        for server in servers:
            server.should_exit = True
        if not servers and task is not None:
            task.cancel()
        # Wakes the loop.
        loop.call_soon_threadsafe(lambda: None)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return servers.append


async def _watch(pool: Pool, server: uvicorn.Server) -> None:
    """End the server when it can answer nothing any more: who keeps it running starts it anew."""
    await pool.broken.wait()
    server.should_exit = True


async def _queue_more(server: uvicorn.Server, listener: socket.socket) -> None:
    """Let the system keep more connections that wait than asyncio accepts at a time."""
    import asyncio

    while not server.started:  # noqa: ASYNC110  (uvicorn has no event for it)
        await asyncio.sleep(_MOMENT)
    listener.listen(_QUEUE)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # With its protocol: asyncio sets TCP_NODELAY on no other, and an answer's second packet
        # would wait some 40 ms for the client to acknowledge the first.
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_QUEUE)
    except socket.gaierror as error:
        raise RequestError(
            msg(
                "“{host}” is no address of this machine: {reason}", host=host, reason=error.strerror
            )
        ) from error
    except OSError as error:
        raise Unavailable(
            msg("cannot listen: {reason}", reason=error.strerror), place=f"{host}:{port}",
            hint=msg("another program may listen there: choose another --port"),
        ) from error  # fmt: skip
    return listener


def most_connections() -> int:
    """Return how many connections may be open at once, by the limit on descriptors.

    The limit is raised as far as the system allows, for this process alone.
    """
    try:
        import resource
    except ImportError:  # pragma: no cover  (Windows)
        return _MOST_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _CLOSING + _OWN
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return _MOST_CONNECTIONS
    return max(10, min(_MOST_CONNECTIONS, soft - _CLOSING - _OWN))


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names(host: str, others: Sequence[str]) -> frozenset[str]:
    """Return the names that the server may be called by; none, which is any, on an open address.

    On loopback the names are checked: a page of another site could have its own name lead here.
    """
    if not is_loopback(host) and not others:
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "::1", host.lower(), *map(str.lower, others)})
