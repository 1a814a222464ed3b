"""Values pass between processes as they are, and nothing that is sent can make code run."""

from __future__ import annotations

import dataclasses
import json
import pickle
from typing import Any

import pytest
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Triple

import sskg
from sskg.errors import AmbiguousName, QuerySyntaxError, RequestError
from sskg.language.message import by_door, counted, listed, msg, tell, verbatim
from sskg.process.outcome import packed, packed_or_error, unpacked
from sskg.rdf.terms import Prologue
from sskg.store.datasets import Dataset

XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = (
    NamedNode("http://example.org/é"),
    BlankNode("b1"),
    Literal("x"),
    Literal(""),
    Literal("社会", language="zh-hans"),
    Literal("שלום", language="he", direction=BaseDirection.RTL),
    Literal("007", datatype=NamedNode(XSD + "integer")),
    Literal("\x00\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    Triple(BlankNode("b1"), NamedNode("a:p"), Literal("1")),
    Triple(NamedNode("a:s"), NamedNode("a:p"),
           Triple(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o"))),
)  # fmt: skip


@pytest.mark.parametrize("value", [
    None, True, False, 0, 2**64, -1.5, float("inf"), "", "é\ud800", (), ((),), [1, [2]], {1: (2,)},
    {"a": {"b": None}}, {1, 2}, frozenset({"x"}), *TERMS, TERMS, {TERMS[0]: TERMS},
    Dataset(3, unnamed="urn:g"), Prologue({"ex": "http://example.org/"}),
])  # fmt: skip
def test_a_value_comes_back_equal_and_of_the_same_type(value):
    back = unpacked(packed(value))
    assert back == value
    assert type(back) is type(value)


def test_a_thousand_triples_within_each_other_pass_and_more_are_an_error():
    term: Any = Literal("x")
    for _ in range(1000):
        term = Triple(NamedNode("a:s"), NamedNode("a:p"), term)
    assert unpacked(packed(term)) == term
    with pytest.raises(RecursionError):
        packed(Triple(NamedNode("a:s"), NamedNode("a:p"), term))


def test_messages_keep_their_translation():
    message = by_door(
        msg("the store's files are damaged: {error}", error=verbatim("disk")),
        web=counted("{n} hop", "{n} hops", n=2),
    )
    for each in (message, listed([msg("no such file"), "b"])):
        back = unpacked(packed(each))
        assert type(back) is type(each)
        for lang in ("en", "zh"):
            for door in ("terminal", "web"):
                assert tell(back, lang, door) == tell(each, lang, door)


def test_errors_keep_all_they_carry():
    error = QuerySyntaxError(msg("no"), line=2, column=3, source="a\nbcd", hint=msg("yes"))
    back = unpacked(packed(error))
    assert type(back) is QuerySyntaxError
    assert vars(back) == vars(error)
    assert str(back) == str(error)
    assert back.excerpt() == "bcd\n  ^"
    ambiguous = unpacked(packed(AmbiguousName("x", {"en": ["a", "b"]})))
    assert (ambiguous.candidates, str(ambiguous)) == (("a", "b"), "“x” fits 2 things")


def test_errors_of_the_system_keep_number_and_text():
    back = unpacked(packed(OSError(28, "No space left on device")))
    assert (type(back), back.errno, back.strerror) == (OSError, 28, "No space left on device")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_answers_come_back_as_they_are(lang):
    graph = sskg.open(lang=lang)
    answers: list[Any] = [
        graph.find("poverty"), graph.show("common prosperity"), graph.timeline(), graph.gaps(),
        graph.relations("common prosperity"), graph.path("common prosperity", "poverty"),
        graph.why("common prosperity"), graph.figures(), graph.stats(), graph.sources(),
        graph.check(), graph.query("SELECT * { ?a ?b ?c } LIMIT 9"),
        graph.query("CONSTRUCT WHERE { ?a ?b ?c }"), graph.view(names=["poverty"]),
    ]  # fmt: skip
    for answer in answers:
        back = unpacked(packed(answer))
        assert type(back) is type(answer)
        if dataclasses.is_dataclass(answer):
            assert back == answer
        if hasattr(answer, "grids"):
            assert back.grids(lang) == answer.grids(lang)
            assert back.taken == answer.taken
            assert back._repr_html_() == answer._repr_html_()


def forged(*nodes: list[Any]) -> bytes:
    return json.dumps(nodes).encode()


class Pickled:
    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("a pickle was read",)


@pytest.mark.parametrize("content", [
    b"", b"[]", b"{}", b"null", b"[[]]", b"[" * 100_000, b"\xff",
    pickle.dumps(Pickled()),
    forged(["value", [0]]),
    forged(["value", [-1]]),
    forged(["value", 1], ["value", [7]]),
    forged(["nothing"]),
    forged(["iri", "no iri"]),
    forged(["error", "SystemExit", 3]),
    forged(["error", "KeyboardInterrupt"]),
    forged(["error", "eval", "1"]),
    forged(["error", "__import__", "os"]),
    forged(["object", "os", "system", None]),
    forged(["object", "subprocess", "Popen", None]),
    forged(["object", "sskg.process.child", "Child", None, "pid", 1]),
    forged(["object", "sskg.process.child", "fork", None]),
    forged(["object", "sskg.process.child", "os", None]),
    forged(["object", "sskg.api", "Graph", None]),
    forged(["object", "sskg.errors", "SskgError", "no tuple", "__class__", 1]),
    forged(["tuple"], ["object", "sskg.errors", "SskgError", [0], "__class__", 1]),
    forged(["object", "sskg.api", "Page", None, "_repr_html_", "x"]),
    forged(["object", "sskg.api", "Page", None, "html"]),
    forged(["member", "sskg.api", "Page", "html"]),
    forged(["row", "collections", "Counter", "x"]),
    forged(["row", "sskg.model", "Taken", "x", "y", "z"]),
    forged(["row", "sskg.store.datasets", "Dataset"]),
    forged(["row", "sskg.process.child", "fork"]),
    forged(["object", "sskg.store.datasets", "Dataset", None, "triples", 1]),
])  # fmt: skip
def test_what_is_forged_is_refused(content):
    with pytest.raises(ValueError, match="not a value"):
        unpacked(content)


@pytest.mark.parametrize("value", [object(), open, b"x", lambda: 1, RequestError])
def test_what_is_no_value_is_not_handed_over(value):
    with pytest.raises(TypeError):
        packed(value)
    raised, error = unpacked(packed_or_error(raised=False, value=value))
    assert raised
    assert type(error) is RuntimeError
