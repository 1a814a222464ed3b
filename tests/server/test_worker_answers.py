"""What a worker answers to each task, frame by frame, on a graph that is counted by eye.

The worker runs in a thread of the test: without its barrier, but with nothing else left out.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest

pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")

from sskg.capabilities import CAPABILITIES
from sskg.pages import linked
from sskg.rdf.terms import THINGS
from sskg.server import wire
from sskg.server.answers import answering
from sskg.server.settings import ServerLimits, Settings
from sskg.server.workers import worker
from sskg.store.embedded import EmbeddedStore
from tests.conftest import TINY

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = Settings(graphs=(str(TINY),), sources=str(TINY.with_suffix("")))
HTML = "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def graph():
    opened = answering.open_graph(SETTINGS)
    answering.warm()
    return opened


@dataclass
class Answered:
    """The frames of one answer."""

    frames: list[wire.Frame]

    @property
    def head(self) -> dict[str, Any]:
        (head,) = [frame.json() for frame in self.frames if frame.kind == wire.HEAD]
        return dict(head)

    @property
    def body(self) -> bytes:
        return b"".join(frame.content for frame in self.frames if frame.kind == wire.DATA)

    @property
    def text(self) -> str:
        assert self.head["status"] == 200, self.body
        return self.body.decode("utf-8")

    @property
    def refused(self) -> tuple[int, dict[str, Any]]:
        (told,) = [frame.json() for frame in self.frames if frame.kind == wire.FAILED]
        return told["status"], told["error"]


def ask(graph: Any, task: str, settings: Settings = SETTINGS, **more: Any) -> Answered:
    """Have a worker answer one request."""
    request = {
        "task": task, "path": f"/{task}", "fields": [], "given": {}, "lang": "en",
        "lang_given": False, "accept": "", "form": None, "gzip": False, "base": "http://here",
        "query": None, "default": [], "named": [], **more,
    }  # fmt: skip
    ours, theirs = socket.socketpair()

    def work() -> None:
        with theirs:
            worker._answer_all(theirs, graph, settings)

    with ours:
        ours.settimeout(60)
        thread = threading.Thread(target=work)
        thread.start()
        ours.sendall(wire.pack(wire.ASK, request))
        frames = []
        while (frame := wire.receive(ours)) is not None:
            frames.append(frame)
            if frame.kind == wire.END:
                ours.shutdown(socket.SHUT_RDWR)
        thread.join(60)
        assert not thread.is_alive()
    return Answered(frames)


def look(graph: Any, name: str, given: Mapping[str, str] | None = None, **more: Any) -> Answered:
    values = {key: [value] for key, value in (given or {}).items()}
    return ask(graph, "lookup", name=name, given=values, **more)


# -- queries ---------------------------------------------------------------------------------------

LABELS = "SELECT ?label { :fund skos:prefLabel ?label } ORDER BY ?label"


def test_rows_come_in_the_form_that_is_asked_for(graph):
    answered = ask(graph, "sparql", query=LABELS)
    assert answered.head["type"] == "application/sparql-results+json"
    assert answered.head["headers"]["Vary"] == "Accept, Accept-Language, Accept-Encoding"
    bindings = json.loads(answered.text)["results"]["bindings"]
    assert [row["label"]["value"] for row in bindings] == ["the fund", "基金"]
    assert ask(graph, "sparql", query=LABELS, form="csv").body == b"label\r\nthe fund\r\n" + (
        "基金\r\n".encode()
    )


def test_triples_come_in_their_own_forms(graph):
    text = "CONSTRUCT WHERE { :fund skos:prefLabel ?label }"
    answered = ask(graph, "sparql", query=text, accept="application/n-triples")
    lines = sorted(answered.text.splitlines())
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    assert lines == [
        f'<{THINGS}fund> {label} "the fund"@en .', f'<{THINGS}fund> {label} "基金"@zh .',
    ]  # fmt: skip


def test_a_form_that_does_not_fit_the_answer_is_refused(graph):
    status, error = ask(graph, "sparql", query=LABELS, form="ttl").refused
    assert (status, error["code"]) == (400, "unknown-format")


def test_an_error_in_a_query_is_told_with_its_place(graph):
    status, error = ask(graph, "sparql", query="SELECT ?s {\n ?s ?p }").refused
    assert (status, error["code"], error["line"], error["column"]) == (400, "query-syntax", 2, 8)


def test_the_editor_shows_rows_or_the_error_and_says_so_in_its_status(graph):
    rows = ask(graph, "sparql", query=LABELS, page=True)
    assert rows.head["type"] == HTML
    assert "基金" in rows.text
    wrong = ask(graph, "sparql", query="SELECT ?s {", page=True)
    assert wrong.head["status"] == 400
    assert b"the query ends too early" in wrong.body
    as_html = ask(graph, "sparql", query=LABELS, form="html")
    assert "基金" in as_html.text


def test_a_dataset_that_is_named_is_asked_alone(graph):
    answered = ask(graph, "sparql", query=LABELS, default=["http://example.org/none"])
    assert json.loads(answered.text)["results"]["bindings"] == []


def test_the_service_says_whether_named_graphs_are_asked_as_one():
    def features(graph_name):
        store = pyoxigraph.Store()
        thing = pyoxigraph.NamedNode("http://example.org/a")
        store.add(pyoxigraph.Quad(thing, thing, thing, graph_name))
        told = linked.service(EmbeddedStore(store, "here"), "http://here")
        return [str(triple.object) for triple in told if "#feature>" in str(triple.predicate)]

    union = "<http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph>"
    assert features(pyoxigraph.NamedNode("http://example.org/g")) == [union]
    assert features(pyoxigraph.DefaultGraph()) == []


def test_without_a_query_the_service_is_described_or_the_editor_shown(graph):
    assert "http://here/sparql" in ask(graph, "service", form="ttl").text
    assert "<textarea" in ask(graph, "service", form="html").text


# -- lookups ---------------------------------------------------------------------------------------

ASKED: dict[str, tuple[dict[str, str], str]] = {
    "find": ({"text": "fund"}, "id:fund"),
    "show": ({"name": "fund reform"}, "old barrier"),
    "relations": ({"name": "fund reform", "predicate": "resolves"}, "old barrier"),
    "path": ({"start": "great meeting", "end": "new office", "modality": "required"}, ""),
    "why": ({"name": "care for all"}, "steady benefits"),
    "timeline": ({"since": "2018", "until": "2018"}, "fund reform"),
    "figures": ({"name": "people covered"}, "150"),
    "gaps": ({"gap": "goals"}, "fair fees"),
    "stats": ({}, "Challenge"),
    "sources": ({}, "first text"),
    "queries": ({}, "reforms"),
    "list": ({"kind": "reform"}, "fund reform"),
    "commitments": ({"name": "new office"}, "low trust"),
    # Its first table is of figures, of which the two texts share none.
    "compare": ({"first": "alpha", "second": "beta"}, ""),
}


def test_every_lookup_is_asked_for_here():
    assert set(ASKED) == set(CAPABILITIES)


@pytest.mark.parametrize("form", ["json", "html", "csv", "md"])
@pytest.mark.parametrize("name", [name for name in ASKED if ASKED[name][1]])
def test_a_lookup_answers_in_every_form(graph, name, form):
    given, expected = ASKED[name]
    answered = look(graph, name, given, form=form)
    assert expected in answered.text
    kind = {"json": "application/json", "html": HTML, "csv": "text/csv; charset=utf-8"}
    assert answered.head["type"] == kind.get(form, "text/markdown; charset=utf-8")


def test_what_is_not_there_is_refused_with_what_there_is(graph):
    status, error = look(graph, "path", ASKED["path"][0]).refused
    assert (status, error["code"]) == (404, "no")
    status, error = look(graph, "relations", {"name": "fund", "predicate": "resolves"}).refused
    assert (status, error["code"]) == (404, "no")
    # The fund contributes to care for all, and the reform and the coverage concern it.
    assert error["hint"].startswith("it has: ")
    assert "contributes to" in error["hint"]
    status, error = look(graph, "relations", {"name": "island", "kind": "Goal"}).refused
    assert error["hint"] == "it has no relation at all"
    status, error = look(graph, "find", {"text": "qqqq"}).refused
    assert (status, error["code"]) == (404, "unknown-name")


def test_chains_over_and_around_a_thing(graph):
    given = {"start": "fee reform", "end": "care for all", "via": "fund"}
    found = json.loads(look(graph, "path", given, form="json").text)
    assert (found["total"], found["via"]["iri"]) == (1, THINGS + "fund")
    around = {"start": "fund reform", "end": "care for all", "avoid": "fund", "kind": "outcome"}
    found = json.loads(look(graph, "path", around, form="json").text)
    assert len(found["chains"]) == 1


def test_a_lookup_without_what_it_needs_is_a_form_for_readers_and_an_error_for_programs(graph):
    page = look(graph, "show", form="html")
    assert "<form" in page.text
    status, error = look(graph, "show", form="json").refused
    assert (status, error["message"]) == (400, "“name” is missing")


def test_a_page_is_in_the_readers_language(graph):
    assert "基金改革" in look(graph, "show", {"name": "fund"}, form="html", lang="zh").text


# -- things ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form", "kind", "expected"),
    [
        ("fund", "html", HTML, "the fund"),
        ("fund", "json", "application/json", "the fund"),
        ("fund", "ttl", "text/turtle; charset=utf-8", "the fund"),
        ("fund.ttl", None, "text/turtle; charset=utf-8", "the fund"),
        ("fund.json", None, "application/json", "the fund"),
        ("fund.nt", None, "application/n-triples", f"<{THINGS}fund>"),
    ],
)
def test_a_thing_is_answered_by_name_and_by_suffix(graph, name, form, kind, expected):
    answered = ask(graph, "thing", name=name, form=form)
    assert answered.head["type"] == kind
    assert answered.head["headers"]["Link"] == f'<{THINGS}fund>; rel="describes"'
    assert expected in answered.text


def test_a_passage_is_shown_with_the_words_of_the_readers_document(graph, tiny_documents):
    (alpha,) = [each for each in tiny_documents.values() if len(each.text) == 277]
    page = ask(graph, "thing", name="alpha-s1", form="html").text
    assert alpha.text[0:48].strip() in page
    assert "old barrier" in page


@pytest.mark.parametrize("name", ["none", "none.ttl", ".ttl", "a b", "fund.exe", "<"])
def test_a_thing_that_is_not_there_is_unknown(graph, name):
    status, error = ask(graph, "thing", name=name).refused
    assert (status, error["code"]) == (404, "unknown-name")


# -- the other pages -------------------------------------------------------------------------------


def test_the_ontology_is_a_page_json_and_rdf(graph):
    assert "Reform" in ask(graph, "ontology", form="html").text
    assert "Reform" in json.loads(ask(graph, "ontology", form="json").text)["classes"]
    assert "sskg/ontology#Reform" in ask(graph, "ontology", form="nt").text


def test_the_dataset_is_described_by_its_size(graph):
    text = ask(graph, "void", form="nt").text
    # 34 claims, each of one class: VoID counts them as a partition.
    assert "http://rdfs.org/ns/void#triples" in text
    assert "http://here/sparql" in text


def test_the_first_page_counts_things_by_kind(graph):
    page = ask(graph, "home").text
    assert re.search(r'challenge</a>&nbsp;<span class="kind">3</span>', page, re.IGNORECASE)
    assert re.search(r'goal</a>&nbsp;<span class="kind">2</span>', page, re.IGNORECASE)


def test_the_picture_forbids_every_connection_and_being_framed(graph):
    answered = ask(graph, "picture", given={"name": ["fund"], "hops": ["1"]}, gzip=True)
    policy = answered.head["headers"]["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("frame-ancestors 'none'")
    page = zlib.decompress(answered.body, 31).decode("utf-8")
    assert "care for all" in page
    # Two statements away from the fund, and so not in this picture.
    assert "demand for an office" not in page


def test_a_store_that_answers_is_alive_and_an_empty_one_is_not(graph, tmp_path):
    assert ask(graph, "alive").text == ""
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    empty = answering.open_graph(replace(SETTINGS, graphs=(str(tmp_path / "empty.ttl"),)))
    status, error = ask(empty, "alive").refused
    assert (status, error["message"]) == (503, "the graph is empty")


# -- limits and failures ---------------------------------------------------------------------------


def test_long_answers_are_packed_for_those_who_take_it_and_short_ones_are_not(graph):
    packed = look(graph, "stats", form="html", gzip=True)
    assert packed.head["headers"]["Content-Encoding"] == "gzip"
    plain = look(graph, "stats", form="html")
    assert "Content-Encoding" not in plain.head["headers"]
    assert zlib.decompress(packed.body, 31) == plain.body
    short = ask(graph, "sparql", query=LABELS, form="csv", gzip=True)
    assert "Content-Encoding" not in short.head["headers"]


def test_an_answer_over_the_limit_is_refused(graph):
    narrow = replace(SETTINGS, limits=ServerLimits(size=20))
    status, error = ask(graph, "sparql", narrow, query=LABELS).refused
    assert (status, error["code"]) == (503, "too-large")
    assert len(ask(graph, "sparql", narrow, query="ASK {}", form="csv").body) <= 20


class Failing:
    """A graph whose answer is an exception."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def answer(self, request: Any, reply: Any) -> None:
        raise self.error


def test_a_defect_is_told_as_one_and_traced_for_the_log():
    answered = ask(Failing(KeyError("inner")), "home")
    status, error = answered.refused
    assert (status, error["code"]) == (500, "defect")
    assert error["message"] == "a defect in sskg (KeyError)"
    assert "inner" not in json.dumps(error)
    (failed,) = [frame for frame in answered.frames if frame.kind == wire.FAILED]
    assert failed.json()["trace"].endswith("KeyError: 'inner'\n")
    assert answered.frames[-1].kind == wire.END


def test_a_worker_without_memory_says_so_and_ends():
    answered = ask(Failing(MemoryError()), "home")
    status, error = answered.refused
    assert (status, error["code"]) == (503, "out-of-memory")
    assert answered.frames[-1].kind == wire.FAILED


def test_a_door_that_has_gone_ends_the_worker_quietly():
    assert ask(Failing(BrokenPipeError()), "home").frames == []


# -- frames ----------------------------------------------------------------------------------------


def test_a_frame_is_a_kind_a_length_and_its_content():
    assert wire.pack(b"D", b"abc") == b"D\x00\x00\x00\x03abc"
    assert wire.pack(b"H", {"a": "百"}) == b'H\x00\x00\x00\x0b{"a":"\xe7\x99\xbe"}'
    assert wire.pack(b"E") == b"E\x00\x00\x00\x00"
    with pytest.raises(wire.WireError):
        wire.pack(b"D", b"x" * (wire.LARGEST + 1))


def test_a_frame_that_breaks_off_is_none_and_one_too_large_is_refused():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"D\xff\xff\xff\xff")
        with pytest.raises(wire.WireError):
            wire.receive(theirs)
        ours.sendall(wire.pack(b"D", b"abc")[:-1])
        ours.shutdown(socket.SHUT_WR)
        assert wire.receive(theirs) is None
        assert wire.receive(theirs) is None
