"""What changed between two states: each change of the tiny graph is made, and counted, by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

import sskg
from sskg.errors import RequestError
from sskg.questions.diff import diff
from sskg.rdf.canonical import canonical
from sskg.rdf.terms import local_name
from sskg.store import open_store
from sskg.store.embedded import EmbeddedStore

TINY = Path(__file__).parent.parent / "data" / "tiny.ttl"
CHANGES = (
    ("figure", ":coverage ; sskg:value 150.0", ":coverage ; sskg:value 160.0"),
    ("its claim", "sskg:value ; rdf:object 150.0", "sskg:value ; rdf:object 160.0"),
    ("evidence", "sskg:modality sskg:Hypothetical", "sskg:modality sskg:Reported"),
    ("name", '"low trust"@en', '"little trust"@en'),
    ("thing", ':island a sskg:Policy ; skos:prefLabel "island without relations"@en .', ""),
    ("statement", ":fee-reform a", ":fee-reform sskg:concerns :fund ; a"),
)  # fmt: skip
NODES = """@prefix : <urn:x:> .
:a :p [ :q 1 ; :r [ :s 2 ] ] .
:b :p [ :q 5 ] , [ :q 5 ] ."""

OTHERWISE = """@prefix : <urn:x:> .
:b :p _:z , _:w . _:w :q 5 . _:z :q 5 . _:k :s 2 . _:j :r _:k ; :q 1 . :a :p _:j ."""


@pytest.fixture
def states(tmp_path):
    """The tiny graph, and a later state of it."""
    text = TINY.read_text(encoding="utf-8")
    for _, old, new in CHANGES:
        assert text.count(old) == 1
        text = text.replace(old, new)
    later = tmp_path / "later.ttl"
    later.write_text(text, encoding="utf-8")
    return TINY, later


def compared(old, new) -> Any:
    """Return what changed between two files."""
    return diff(open_store([str(old)]), open_store([str(new)]))


def statements(path) -> set[Quad]:
    store = open_store([str(path)])
    assert isinstance(store, EmbeddedStore)
    return set(store.quads())


def test_each_change_is_told_as_what_it_is(states):
    found = compared(*states)
    assert [local_name(thing.iri) for thing in found.removed_things] == ["island"]
    assert found.added_things == ()
    (figure,) = found.figures
    assert local_name(figure.indicator.iri) == "coverage"
    assert (figure.before.value, figure.after.value) == ("150", "160")
    (added,) = found.added
    assert [local_name(x.iri) for x in (added.subject, added.predicate, added.object)] == [
        "fee-reform", "concerns", "fund",
    ]  # fmt: skip
    assert found.removed == ()
    (proof,) = found.evidence
    assert (proof.before.modality, proof.after.modality) == ("Hypothetical", "Reported")
    assert local_name(proof.after.subject.iri) == "missing-rules"
    (name,) = found.described
    assert name.removed == (("skos:prefLabel", '"low trust"@en'),)
    assert name.added == (("skos:prefLabel", '"little trust"@en'),)
    # Value, object of its claim, modality, name; kind and name of the island; the new statement.
    assert (len(found.removed_triples), len(found.added_triples)) == (6, 5)


def test_the_other_way_round_is_the_opposite(states):
    forth, back = compared(*states), compared(*reversed(states))
    assert forth.removed_triples == back.added_triples
    assert (forth.added, forth.removed) == (back.removed, back.added)


def test_a_moved_passage_is_other_evidence_for_what_it_proves(states, tmp_path):
    moved = tmp_path / "moved.ttl"
    text = TINY.read_text(encoding="utf-8")
    moved.write_text(
        text.replace("oa:start 112 ; oa:end 159", "oa:start 112 ; oa:end 150"), "utf-8"
    )
    (proof,) = compared(TINY, moved).evidence
    assert [fact.claims[0].passages[0].end for fact in (proof.before, proof.after)] == [159, 150]


def test_the_patch_makes_the_new_state_of_the_old_one(states):
    old, new = (statements(path) for path in states)
    patch = compared(*states).patch().splitlines()
    assert (patch[0], patch[-1]) == ("TX .", "TC .")
    for row in patch[1:-1]:
        (triple,) = parse(row[2:].encode(), RdfFormat.N_TRIPLES)
        (old.remove if row[0] == "D" else old.add)(
            Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
        )
    assert old == new


@pytest.mark.parametrize(("written", "removed", "added"), [
    (NODES, 0, 0),
    # The same with other labels, in another order.
    (OTHERWISE, 0, 0),
    # One of two that say the same: the link and what it says.
    (NODES.replace(":b :p [ :q 5 ] , [ :q 5 ]", ":b :p [ :q 5 ]"), 2, 0),
    # A node that hangs on another: all three statements of the two, and the link to them.
    (NODES.replace(":s 2", ":s 3"), 4, 4),
    # A blank node more, elsewhere, renames none of the others.
    (NODES + " :c :p [ :q 7 ] .", 0, 2),
])  # fmt: skip
def test_blank_nodes_are_compared_by_what_is_said_of_them(tmp_path, written, removed, added):
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_text(NODES, "utf-8")
    new.write_text(written, "utf-8")
    found = compared(old, new)
    assert (len(found.removed_triples), len(found.added_triples)) == (removed, added)


def test_a_blank_node_in_a_triple_term_keeps_it_apart():
    text = "@prefix : <urn:x:> . :b :p _:z {| :src _:y |} . _:y :q %d ."
    first, second = (canonical(parse((text % n).encode(), RdfFormat.TURTLE)) for n in (1, 2))
    assert len(first) == len(second) == 4
    assert not first & second


def test_a_store_is_compared_with_a_file(states, tmp_path, run):
    assert run("load", str(tmp_path / "store"), str(states[0])).code == 0
    assert run("diff", str(tmp_path / "store"), str(states[0])).code == 0
    ran = run("diff", str(tmp_path / "store"), str(states[1]), "-f", "json")
    assert ran.code == 1
    assert len(json.loads(ran.out)["added_triples"]) == 5


def test_every_format_and_python_tell_the_same(states, run):
    shown = run("diff", *map(str, states))
    assert shown.code == 1
    for part in ("island without relations", "- more than 150", "+ more than 160", "little trust"):
        assert part in shown.out
    assert "事物" in run("diff", *map(str, states), "--lang", "zh").out
    rows = run("diff", *map(str, states), "-f", "csv").out.splitlines()
    assert rows[0].startswith("change,part,thing,label")
    patch = run("diff", *map(str, states), "-f", "patch").out
    answer = sskg.open(states[0]).diff(sskg.open(states[1]))
    assert answer.patch() == patch
    assert json.loads(run("diff", *map(str, states), "-f", "json").out) == json.loads(
        sskg.open(states[0]).text(answer, "json")
    )


def test_an_endpoint_is_refused_and_a_missing_file_told(states, run):
    class Endpoint:
        location, kind = "https://example.org/sparql", "endpoint"

    endpoint: Any = Endpoint()
    with pytest.raises(RequestError, match="endpoint"):
        diff(endpoint, open_store([str(TINY)]))
    missing = run("diff", "nowhere.ttl", str(states[0]))
    assert (missing.code, "nowhere.ttl" in missing.err) == (3, True)


@pytest.mark.parametrize(("lang", "bound"), [("en", "more than"), ("zh", "超过")])
def test_what_became_a_range_is_shown_with_both_ends(tmp_path, run, lang, bound):
    text = TINY.read_text(encoding="utf-8")
    old = ":coverage ; sskg:value 150.0"
    assert text.count(old) == 1
    later = tmp_path / "later.ttl"
    later.write_text(text.replace(old, old + " ; sskg:upperValue 180.0"), encoding="utf-8")
    lines = run("diff", str(TINY), str(later), "--lang", lang).out.splitlines()
    (before,) = (line for line in lines if line.startswith("    - "))
    (after,) = (line for line in lines if line.startswith("    + "))
    space = " " if lang == "en" else ""
    assert before.startswith(f"    - {bound}{space}150 NUM")
    assert after.startswith("    + 150–180 NUM")
