"""The rules are plain SPARQL 1.1: a second engine finds the same offenders."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from sskg.check.report import Requirement
from sskg.check.rules import Rule, break_rules, read_rules
from sskg.errors import UnreadableInput
from sskg.language.message import msg
from sskg.ontology import assets
from sskg.store.embedded import EmbeddedStore

CHINESE = "# message@zh: 乙\n# do@zh: 丙\n"
BROKEN = Path(__file__).resolve().parent.parent / "data" / "broken"


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.requirement.name)
def test_rdflib_finds_the_same_offenders(rule: Rule) -> None:
    for path in BROKEN.glob(f"{rule.requirement.name}*.ttl"):
        graph = rdflib.Graph().parse(path)
        if not rule.whole:
            graph.parse(assets.ontology())
        offenders = {row.node for row in graph.query(rule.text)}  # type: ignore[union-attr]
        said = path.read_text(encoding="utf-8").split("# node: ")[1].split("\n")[0]
        assert {graph.namespace_manager.expand_curie(said.replace("id:", ":"))} == offenders


def test_every_rule_names_its_offender() -> None:
    for rule in read_rules():
        assert "?node" in rule.text.split("WHERE")[0], rule.path


def test_every_placeholder_of_a_message_is_a_variable_of_the_rule() -> None:
    for rule in read_rules():
        words = rule.requirement.message + rule.requirement.advice
        for name in _placeholders(words):
            assert f"?{name}" in rule.text, rule.path


def _placeholders(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


def test_a_rule_of_the_whole_graph_spares_a_part_of_it() -> None:
    store = ox.Store()
    store.load(path=assets.ontology(), format=ox.RdfFormat.TURTLE)
    graph = EmbeddedStore(store, "the ontology alone")
    assert break_rules(graph, whole=False) == []
    unused = {finding.curie for finding in break_rules(graph, whole=True)}
    assert {"sskg:Reform", "sskg:resolves"} <= unused


def test_a_term_is_used_by_what_is_below_it() -> None:
    store = ox.Store()
    store.load(
        b"""PREFIX owl: <http://www.w3.org/2002/07/owl#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX : <https://w3id.org/sskg/ontology#>
        :Top a owl:Class . :Middle a owl:Class ; rdfs:subClassOf :Top .
        :Low a owl:Class ; rdfs:subClassOf :Middle . :Beside a owl:Class ; rdfs:subClassOf :Top .
        :above a owl:ObjectProperty . :below a owl:ObjectProperty ; rdfs:subPropertyOf :above .
        :beside a owl:ObjectProperty ; rdfs:subPropertyOf :above .
        <urn:other> a owl:Class .
        <urn:thing> a :Middle ; :below <urn:thing> .""",
        format=ox.RdfFormat.TURTLE,
    )
    found = break_rules(EmbeddedStore(store, "terms"), whole=True)
    unused = sorted(finding.curie for finding in found if finding.check == "unused-term")
    assert unused == ["sskg:Beside", "sskg:Low", "sskg:beside"]


def test_a_bound_of_words_is_counted_in_words() -> None:
    eight = EmbeddedStore(_anchor("a b c d e f g h"), "eight")
    assert break_rules(eight, whole=False) == []
    nine = EmbeddedStore(_anchor("  a b\tc d e f\ng h i"), "nine")
    assert [finding.check for finding in break_rules(nine, whole=False)] == ["long-anchor"]


def _anchor(text: str) -> ox.Store:
    store = ox.Store()
    store.load(path=assets.ontology(), format=ox.RdfFormat.TURTLE)
    passage = ox.NamedNode("https://w3id.org/sskg/id/doc-s1")
    anchor = ox.NamedNode("https://w3id.org/sskg/ontology#anchor")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    role = ox.NamedNode("https://w3id.org/sskg/ontology#passageRole")
    ontology = "https://w3id.org/sskg/ontology#"
    store.add(ox.Quad(passage, kind, ox.NamedNode(ontology + "Passage")))
    store.add(ox.Quad(passage, role, ox.NamedNode(ontology + "Heading")))
    store.add(ox.Quad(passage, anchor, ox.Literal(text)))
    return store


@pytest.mark.parametrize(
    ("header", "wrong"),
    [
        ("# title: x\n# message: y\n# severity: violation\n" + CHINESE, "the header lacks: do"),
        (
            "# title: x\n# message: y\n# do: z\n# do@zh: 丙\n# severity: violation\n",
            "the header lacks: message@zh",
        ),
        (
            "# title: x\n# message: y\n# do: z\n# severity: fatal\n" + CHINESE,
            "there is no severity “fatal”",
        ),
        (
            "# title: x\n# message: y\n# do: z\n# severity: note\n# scope: mine\n" + CHINESE,
            "there is no scope “mine”",
        ),
    ],
)
def test_a_rule_with_a_bad_header_is_refused(
    header: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.rq").write_text(header + "SELECT ?node WHERE { ?node ?p ?o }")
    monkeypatch.setattr(assets, "ontology", lambda _name: tmp_path)
    with pytest.raises(UnreadableInput, match=wrong) as caught:
        read_rules()
    assert caught.value.place == str(tmp_path / "bad.rq")


def test_a_requirement_leaves_unknown_braces_alone() -> None:
    texts = (msg("{node} has {a} and {b}."), msg("Mend {node}."))
    requirement = Requirement("x", "t", *texts)
    finding = requirement.broken("https://w3id.org/sskg/id/x", {"a": "1"})
    assert finding.message == "id:x has 1 and {b}."
    assert finding.advice == "Mend id:x."
