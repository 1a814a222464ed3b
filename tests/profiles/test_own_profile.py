"""A reader's own profile: given to every command, the server and Python; what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

import sskg
from sskg.errors import UnreadableInput
from sskg.server.answers import answering
from sskg.server.settings import Settings

X = "https://example.org/x/"
GRAPH = """
@prefix ex: <https://example.org/x/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a ex:title "Mine alone" ; ex:enacted "2020-01-02" ; ex:near ex:b .
ex:b ex:title "Other thing" ; rdfs:label "theirs" .
"""
OWN = """
@prefix p: <https://w3id.org/sskg/profile#> .
@prefix ex: <https://example.org/x/> .
ex:profile a p:Profile ; p:name ( ex:title ) ; p:start ( ex:enacted ) .
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """The paths of a graph, and of a profile for it."""
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    (tmp_path / "own.ttl").write_text(OWN, encoding="utf-8")
    return str(tmp_path / "graph.ttl"), str(tmp_path / "own.ttl")


def test_two_graphs_of_one_session_have_a_profile_each(files):
    graph, own = files
    mine, theirs = sskg.open(graph, profile=own), sskg.open(graph)
    for _ in range(2):
        assert mine.show(X + "b").entity.label() == "Other thing"
        assert theirs.show(X + "b").entity.label() == "theirs"
    assert [row[4] for row in mine.timeline().grids()[0].rows] == ["2020-01-02"]
    assert mine.iri("mine alone") == X + "a"
    # A date stands under its own heading, on whichever line that is.
    assert "dates\n  enacted 2020-01-02" in mine.text(mine.show(X + "a"))
    assert "dates\n" not in theirs.text(theirs.show(X + "a"))


def test_a_store_is_loaded_and_asked_by_it(run, tmp_path, files):
    graph, own = files
    store = str(tmp_path / "store")
    assert run("load", store, graph, "--profile", own).code == 0
    shown = run("show", "mine alone", "-g", store, "--profile", own)
    assert (shown.code, shown.out.splitlines()[0]) == (0, "Mine alone")
    assert sskg.open(store, profile=own).iri("mine alone") == X + "a"


def test_exports_and_the_view_are_made_by_it(run, tmp_path, files):
    graph, own = files
    for name in ("graph.graphml", "page.html"):
        path = tmp_path / name
        command = ["export", str(path)] if name.startswith("graph") else ["view", "-o", str(path)]
        assert run(*command, "-g", graph, "--profile", own).code == 0
        assert "Mine alone" in path.read_text(encoding="utf-8")


def test_the_server_reads_by_it(files):
    graph, own = files
    from sskg.ontology.profiles import reading_by

    with reading_by(""):
        served = answering.open_graph(Settings(graphs=(graph,), profile=own))
        assert sskg.api.Graph(served.store, profile=own).iri("mine alone") == X + "a"
        settings = Settings(graphs=(graph,), profile=own)
        assert Settings.loads(settings.dumps()) == settings


PREFIX = "@prefix p: <https://w3id.org/sskg/profile#> . <urn:x> a p:Profile ; "


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("p:nam ( <urn:a> ) .", "“p:nam” is no word of a profile"),
        ('p:name "title" .', 'p:name takes a property, or a list of properties, and not "title"'),
        ("p:name ( <urn:a> [] ) .", "p:name takes a property"),
        ("p:kind [ p:name <urn:a> ] .", "p:kind takes a property"),
        ('p:order "first" .', "p:order takes a whole number, and not “first”"),
        ("p:name ( <urn:a> ", "Unexpected end"),
        ('p:claim [ p:tells ( <urn:a> ) ; p:given "?claim" ] .', "p:given is no pattern of SPARQL"),
        ('p:claim [ p:tells ( <urn:a> ) ; p:given "?s ?p ?o" ] .', "p:given has no ?claim in it"),
    ],
)
def test_what_is_wrong_with_it_is_said_with_its_place(run, tmp_path, files, content, said):
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(PREFIX + content, encoding="utf-8")
    ran = run("list", "-g", files[0], "--profile", str(wrong))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"sskg: {wrong}")
    assert said in ran.err
    assert "hint: " in ran.err
    with pytest.raises(UnreadableInput):
        sskg.open(files[0], profile=wrong)


def test_one_that_is_not_there_is_missed_before_anything_is_loaded(run, tmp_path, files):
    ran = run("load", str(tmp_path / "store"), files[0], "--profile", str(tmp_path / "on.ttl"))
    assert ran.code == 3
    assert "no such file" in ran.err
    assert not (tmp_path / "store").exists()


def test_names_are_completed_by_it(run, monkeypatch, files):
    graph, own = files
    monkeypatch.setenv("_SSKG_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"sskg show -g {graph} --profile {own} mine")
    monkeypatch.setenv("COMP_CWORD", "6")
    assert run().out == "plain,a\n"
