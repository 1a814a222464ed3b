"""The routes, and what all of them share: limits, errors in one shape, conditional requests.

Nothing is computed here. Each route turns a request into a task for a worker
(`answers/answering.py`) and passes on what comes back.
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
import json
import re
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from sskg.capabilities import CAPABILITIES
from sskg.language.message import msg
from sskg.language.ranges import is_language_list
from sskg.pages.assets import TYPES, asset
from sskg.process import memory
from sskg.server import negotiation, protocol
from sskg.server.failures import Refusal
from sskg.server.frontend.guarding import Guarded
from sskg.server.frontend.operating import Operating, as_json
from sskg.server.frontend.relay import Relay, unless_gone
from sskg.server.negotiation import HTML, VARY
from sskg.server.workers.pool import Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from sskg.server.settings import Settings

_READS: Final = ("GET", "HEAD", "OPTIONS")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
# Answers that differ from one time to the next, whatever the graph.
_FLEETING = re.compile(r"\b(rand|now|uuid|struuid|bnode)\b", re.IGNORECASE)


class Frontend:
    """What the routes share.

    Args:
        pool: answers.
        settings: how the server was started.
        hosts: names that the server may be called by; any if empty.
        open_to_all: whether pages of other origins may read the answers.
    """

    def __init__(
        self, pool: Pool, settings: Settings, hosts: frozenset[str], *, open_to_all: bool
    ) -> None:
        self.pool = pool
        # One picture at a time: it takes long, and the imports that it needs stay in its worker.
        one = replace(settings, limits=replace(settings.limits, workers=1))
        self.views = Pool(one, pool.spawner, for_view=True)
        self.settings = settings
        self.hosts = hosts
        self.open_to_all = open_to_all
        self.operating = Operating(pool)
        self._seeds: dict[str, Any] = {}
        self._static = {name: asset(name) for name in TYPES}

    # -- routes --------------------------------------------------------------------------------

    async def sparql(self, request: Request) -> ASGIApp:
        """Answer by the SPARQL 1.1 Protocol; without a query, describe the service."""
        if request.method == "POST":
            body = await self._body(request)
            call = protocol.request_by_post(
                request.headers.get("content-type", ""), request.scope["query_string"], body
            )
        else:
            call = protocol.request_by_get(request.scope["query_string"])
        if call.query is None:
            if request.method == "POST" or call.default_graphs or call.named_graphs:
                raise Refusal(HTTPStatus.BAD_REQUEST, "no-query", msg("the query is missing"),
                              hint=msg("send it as query=…"))  # fmt: skip
            return await self._answer(request, self._task(request, "service"))
        if len(call.query) > self.settings.limits.query:
            raise Refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "too-large",
                msg("the query has more than {n:,} characters", n=self.settings.limits.query),
                hint=msg("load the values as data, or ask in several queries"),
            )
        task = self._query(request, call)
        fleeting = _FLEETING.search(call.query) is not None
        return await self._answer(request, task, tagged=not fleeting)

    def _query(self, request: Request, call: protocol.ProtocolRequest) -> dict[str, Any]:
        accept = request.headers.get("accept", "")
        task = {
            "query": call.query,
            "default": call.default_graphs,
            "named": call.named_graphs,
            "form": call.form,
        }
        if "html" in f"{accept} {call.form}".lower() or b"lang=" in request.scope["query_string"]:
            # A browser gets the editor with the answer in it; its forms name a format for a
            # download.
            page = call.form is None and negotiation.prefers_page(accept)
            return self._task(request, "sparql") | task | {"page": page}
        # A program is not asked for more than its answer depends on.
        packed = negotiation.takes_gzip(request.headers.get("accept-encoding", ""))
        return task | {"task": "sparql", "accept": accept, "gzip": packed}

    async def lookup(self, request: Request) -> ASGIApp:
        """Answer what the command of the same name answers."""
        name = request.url.path.strip("/")
        return await self._answer(request, self._task(request, "lookup") | {"name": name})

    async def thing(self, request: Request) -> ASGIApp:
        """Answer for one thing by its name."""
        name = request.path_params["name"]
        return await self._answer(request, self._task(request, "thing") | {"name": name})

    async def plain(self, request: Request) -> ASGIApp:
        """Answer where the address alone says what is asked."""
        name = {"/": "home"}.get(request.url.path, request.url.path.strip("/"))
        return await self._answer(request, self._task(request, name))

    async def graph(self, request: Request) -> ASGIApp:
        """Answer with the interactive view."""
        return await self._answer(request, self._task(request, "picture"), pool=self.views)

    async def static(self, request: Request) -> ASGIApp:
        """Give one of the files that pages are made of; the name only chooses among them."""
        name = request.path_params["name"]
        if name not in self._static:
            raise _missing()
        content = self._static[name]
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if _matches(request, tag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(content, media_type=TYPES[name], headers=headers)

    # -- what they share -----------------------------------------------------------------------

    def _task(self, request: Request, name: str) -> dict[str, Any]:
        fields = protocol.fields(request.scope["query_string"], "query string")
        values: dict[str, list[str]] = {}
        for key, value in fields:
            values.setdefault(key, []).append(value)
        for single in ("lang", "format"):
            if len(values.get(single, ())) > 1:
                raise Refusal(400, "repeated", msg("“{name}” is given more than once", name=single))
        lang = self.language(request, values.get("lang", [""])[0])
        return {
            "task": name,
            "path": request.url.path,
            "fields": fields,
            "given": values,
            "lang": lang,
            "lang_given": "lang" in values,
            "accept": request.headers.get("accept", ""),
            "form": values.get("format", [None])[0],
            "gzip": negotiation.takes_gzip(request.headers.get("accept-encoding", "")),
            "base": self._base(request),
        }

    def language(self, request: Request, wanted: str) -> str:
        """Return the language that a client wants."""
        if is_language_list(wanted):
            return wanted
        if wanted:
            raise Refusal(
                HTTPStatus.BAD_REQUEST,
                "bad-request",
                msg("“{text}” is no list of language tags", text=wanted[:20]),
                hint=msg("write en, zh-Hans or de,en"),
            )
        return negotiation.language(request.headers.get("accept-language", ""), self.settings.lang)

    async def _answer(
        self,
        request: Request,
        task: dict[str, Any],
        *,
        tagged: bool = True,
        pool: Pool | None = None,
    ) -> ASGIApp:
        pool = pool or self.pool
        identity = asked = json.dumps(task).encode("ascii")
        generation = self.pool.generation
        tag = self._tag(identity, generation) if tagged else None
        if tag is not None and request.method != "POST" and _matches(request, tag):
            kept = {"ETag": tag, "Cache-Control": "no-cache", **VARY}
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)
        head = request.method == "HEAD"
        if head and task["task"] == "sparql":
            asked = json.dumps(task | {"head": True}).encode("ascii")
        answer = await unless_gone(request.scope, pool.ask(asked))
        headers = {"Cache-Control": "no-cache", **VARY, **answer.headers}
        if tagged and answer.generation != generation:
            # All workers have taken up another graph meanwhile.
            tag = self._tag(identity, answer.generation)
        if tag is not None and answer.status == HTTPStatus.OK:
            headers["ETag"] = tag
        return Relay(answer, headers, stall=self.settings.limits.stall, head=head)

    def _tag(self, asked: bytes, generation: str | None) -> str | None:
        """Return what stays the same while graph and request do; None where that is unknown."""
        if generation is None:
            return None
        if generation not in self._seeds:
            seed = hashlib.sha256(f"{generation} {self.settings.dumps()} ".encode())
            self._seeds = {generation: seed}
        digest = self._seeds[generation].copy()
        digest.update(asked)
        return f'W/"{digest.hexdigest()[:32]}"'

    async def _body(self, request: Request) -> bytes:
        most = self.settings.limits.body
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refusal(415, "unsupported-encoding", msg("a packed request is not taken"),
                          hint=msg("send it without Content-Encoding"))  # fmt: skip
        length = request.headers.get("content-length", "0")
        too_large = Refusal(413, "too-large", msg("the request has more than {n:,} bytes", n=most))
        if not length.isdecimal() or int(length) > most:
            raise too_large
        content = bytearray()
        try:
            async with asyncio.timeout(self.settings.limits.patience):
                async for piece in request.stream():
                    content += piece
                    if len(content) > most:
                        raise too_large
        except TimeoutError:
            raise Refusal(408, "too-slow", msg("the request took too long to come"),
                          headers={"Connection": "close"}) from None  # fmt: skip
        return bytes(content)

    def _base(self, request: Request) -> str:
        host = request.headers.get("host") or "{}:{}".format(*(request.scope["server"]))
        return f"{request.url.scheme}://{host}"

    def refused(self, request: Request, refusal: Refusal) -> Response:
        """Return an error as JSON or, for a browser, as a page."""
        headers = {"Cache-Control": "no-store", **VARY, **refusal.headers}
        try:
            form = dict(protocol.fields(request.scope["query_string"], "query string")).get(
                "format"
            )
        except Refusal:
            form = None
        accept = request.headers.get("accept", "")
        wanted = request.query_params.get("lang", "")
        is_list = is_language_list(wanted)
        lang = wanted if is_list else negotiation.language(
            request.headers.get("accept-language", ""), self.settings.lang
        )  # fmt: skip
        if (form is None and negotiation.prefers_page(accept)) or form == "html":
            shown = {"path": "/", "lang_given": is_list}
            # Imported when one is needed: else only workers make pages.
            from sskg.pages.links import Served
            from sskg.pages.lookups import error_page
            from sskg.pages.page import prepare

            prepare()
            links = Served(shown, lang)
            content = error_page(refusal.told(lang), refusal.status, lang, links)
            return Response(content, refusal.status, headers, HTML)
        return as_json({"error": refusal.told(lang)}, refusal.status, headers)

    def count(self, request: Request, status: int) -> None:
        """Count an answer by the route that gave it."""
        self.operating.count(request, status)


_TIDY: Final = 20.0


def make_app(
    pool: Pool,
    settings: Settings,
    *,
    hosts: frozenset[str] = _LOOPBACK,
    open_to_all: bool = True,
) -> ASGIApp:
    """Return the application; it starts and ends with its pool.

    Args:
        pool: of workers, started or not.
        settings: how the server is started.
        hosts: names that the server may be called by; any if empty.
        open_to_all: whether pages of other origins may read the answers (CORS).
    """
    frontend = Frontend(pool, settings, hosts, open_to_all=open_to_all)
    routes: list[tuple[str, Callable[[Request], Awaitable[ASGIApp]], tuple[str, ...]]] = [
        ("/", frontend.plain, _READS),
        ("/sparql", frontend.sparql, ("GET", "HEAD", "POST", "OPTIONS")),
        ("/sparql/", frontend.sparql, ("GET", "HEAD", "POST", "OPTIONS")),
        ("/graphs", frontend.plain, _READS),
        ("/id/{name:path}", frontend.thing, _READS),
        ("/resource", frontend.plain, _READS),
        ("/ontology", frontend.plain, _READS),
        ("/void", frontend.plain, _READS),
        ("/graph", frontend.graph, _READS),
        ("/health", frontend.operating.health, _READS),
        ("/metrics", frontend.operating.metrics, _READS),
        ("/openapi.json", frontend.operating.interface, _READS),
        ("/static/{name}", frontend.static, _READS),
        *((f"/{name}", frontend.lookup, _READS) for name in CAPABILITIES),
    ]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await frontend.views.start()
        tidying = asyncio.create_task(_tidy())
        try:
            yield
        finally:
            tidying.cancel()
            await frontend.views.close()
            await pool.close()

    guarded = {path: Guarded(frontend, handler, methods) for path, handler, methods in routes}
    app = Starlette(routes=[Route(*each) for each in guarded.items()], lifespan=lifespan)
    app.router.redirect_slashes = False
    app.router.default = Guarded(frontend, _nowhere, (*_READS, "POST", "PUT", "DELETE", "PATCH"))
    sparql = guarded["/sparql"]

    async def first(scope: Scope, receive: Receive, send: Send) -> None:
        # Most requests are queries: they do not look through the routes.
        await (sparql if scope.get("path") == "/sparql" else app)(scope, receive, send)

    return first


async def _tidy() -> None:
    """Hand memory back to the system now and then: what an attack took would stay here for good."""
    while True:
        await asyncio.sleep(_TIDY)
        gc.collect()
        memory.give_back()


async def _nowhere(_request: Request) -> ASGIApp:
    raise _missing()


def _missing() -> Refusal:
    return Refusal(404, "no-such-address", msg("there is nothing at this address"),
                   hint=msg("/ lists what there is"))  # fmt: skip


def _matches(request: Request, tag: str) -> bool:
    """Tell whether a client has this answer already (weak comparison)."""
    header = request.headers.get("if-none-match", "")
    tags = {each.strip().removeprefix("W/") for each in header.split(",")}
    return tag.removeprefix("W/") in tags
