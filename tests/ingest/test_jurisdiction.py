"""A document belongs to a state: namesakes abroad are new things, and rejections stay at home."""

from __future__ import annotations

import json

import pytest

from sskg.cli.main import main
from sskg.errors import RequestError
from sskg.ingest.ingesting import accepted, ingest
from sskg.ingest.jurisdiction import jurisdiction
from sskg.ingest.proposal import ThingProposal
from sskg.ingest.reading import MAP, SOURCE, read_reading
from sskg.ingest.reviewing.page import page
from sskg.ingest.verdict import verdict
from sskg.rdf.files import load
from sskg.store.embedded import EmbeddedStore
from tests.ingest.conftest import event, write

ID = "https://w3id.org/sskg/id/"
GRAPH = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

:china a sskg:Place ; skos:prefLabel "China"@en , "中国"@zh .
:beijing a sskg:Place ; skos:prefLabel "Beijing"@en , "北京"@zh ; sskg:partOf :china .
:social-relief a sskg:Policy ; skos:prefLabel "social relief"@en , "社会救济"@zh ;
    sskg:jurisdiction :china .
:urban-pooling a sskg:Reform ; skos:prefLabel "urban pooling"@en .
:world-pooling a sskg:Reform ; skos:prefLabel "world pooling"@en .
:weavers a sskg:TargetGroup ; skos:prefLabel "silk weavers"@en .
:paper a sskg:SourceDocument ; skos:prefLabel "paper"@en ; sskg:jurisdiction :china .
:paper-s1 a sskg:Passage ; sskg:inDocument :paper .
:c1 a sskg:Claim ; sskg:evidence :paper-s1 ; rdf:subject :urban-pooling ;
    rdf:predicate sskg:serves ; rdf:object :weavers .
:c2 a sskg:Claim ; sskg:evidence :paper-s1 ; rdf:subject :weavers ;
    rdf:predicate sskg:serves ; rdf:object :weavers .
"""
TEXT = "Social relief, urban pooling and world pooling help silk weavers.\n"


@pytest.fixture
def graph(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


@pytest.fixture
def store(graph):
    return EmbeddedStore(load([graph]), str(graph))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def things(reading):
    return {
        each.name.lower(): each for each in reading.proposals if isinstance(each, ThingProposal)
    }


def links(reading):
    return {name: (each.iri or "").removeprefix(ID) for name, each in things(reading).items()}


@pytest.mark.parametrize("name", ["CN", "cn", "China", "中国", ":china", ID + "china"])
def test_a_place_of_the_graph_is_named_in_any_way(store, name):
    place = jurisdiction(name, store)
    assert (place.iri, place.linked) == (ID + "china", True)


@pytest.mark.parametrize("name", ["ZA", "za", "South Africa", "south africa", "南非"])
def test_a_country_that_the_graph_lacks_has_its_names(store, name):
    place = jurisdiction(name, store)
    assert (place.iri, place.linked) == (ID + "south-africa", False)
    assert place.labels == {"en": "South Africa", "zh": "南非"}


@pytest.mark.parametrize("name", ["Sout Africa", "ZZ", "Atlantis", "silk weavers", "id:nowhere"])
def test_what_is_no_place_is_an_error(store, name):
    with pytest.raises(RequestError, match="no state or region"):
        jurisdiction(name, store)


def test_two_places_of_one_name_are_an_error(graph):
    graph.write_text(GRAPH + ':other a sskg:Place ; skos:prefLabel "Beijing"@en .', "utf-8")
    with pytest.raises(RequestError, match="several places"):
        jurisdiction("Beijing", EmbeddedStore(load([graph]), "graph"))


# Social relief is China's by its own word; urban pooling, for a document of China states it; world
# pooling is nobody's; weavers are a group, which no state makes.
HOME = {
    "social relief": "social-relief", "urban pooling": "urban-pooling",
    "world pooling": "world-pooling", "silk weavers": "weavers",
}  # fmt: skip
ABROAD = {**HOME, "social relief": "", "urban pooling": ""}


@pytest.mark.parametrize(
    ("place", "linked"),
    [(None, HOME), ("China", HOME), ("Beijing", HOME), ("ZA", ABROAD), ("India", ABROAD)],
)
def test_a_namesake_abroad_is_a_new_thing(path, store, place, linked):
    reading = ingest(path, store=store, jurisdiction=place).reading
    assert links(reading) == linked
    for name, iri in HOME.items():
        like = (ID + iri,) if linked[name] == "" else ()
        assert things(reading)[name].like == like


def test_the_place_is_kept_with_the_reading_until_it_is_changed(path, store):
    ingest(path, store=store, jurisdiction="ZA")
    before = (path.with_suffix("") / MAP).read_bytes()
    again = ingest(path, store=store).reading
    assert again.jurisdiction is not None
    assert again.jurisdiction.iri == ID + "south-africa"
    assert (again.folder / MAP).read_bytes() == before
    assert read_reading(again.folder).jurisdiction == again.jurisdiction
    assert ingest(path, store=store, jurisdiction="").reading.jurisdiction is None


def triples(path):
    return {tuple(map(str, quad))[:3] for quad in load([path])}


@pytest.mark.parametrize(("place", "described"), [("ZA", True), ("CN", False)])
def test_the_documents_turtle_names_the_place_and_describes_a_new_one(
    path, store, graph, place, described
):
    reading = ingest(path, store=store, jurisdiction=place).reading
    assert reading.jurisdiction is not None
    iri = f"<{reading.jurisdiction.iri}>"
    out = judged(reading)
    for file in (reading.folder / SOURCE, out):
        found = triples(file)
        assert any(p.endswith("#jurisdiction>") and o == iri for _, p, o in found)
        assert any(s == iri for s, _, _ in found) is described
    findings = {(each.node, each.check) for each in verdict(out, reading, [str(graph)]).findings}
    # Nothing but what a document has that nobody decided on: it is the same without a place.
    bare = ingest(path, path.parent / "bare", name="paper", store=store).reading
    assert findings == {
        (each.node, each.check) for each in verdict(judged(bare), bare, [str(graph)]).findings
    }


def judged(reading):
    out = reading.folder.with_suffix(".ttl")
    out.write_text(accepted(reading.folder)[2], encoding="utf-8")
    return out


def test_the_page_shows_whose_things_are(path, store):
    reading = ingest(path, store=store, jurisdiction="ZA").reading
    content = page(reading, store, lang="en", by="", offline=True)
    start = content.index('id="data">') + len('id="data">')
    data = json.loads(content[start : content.index("</script>", start)])
    assert data["jurisdiction"]["labels"]["en"] == "South Africa"
    homes = {each[0].removeprefix(ID): each[5] for each in data["things"]}
    assert homes["social-relief"] == homes["urban-pooling"] == ID + "china"
    assert homes["weavers"] is None


def rejected(proposal, reason="another thing", to=None):
    (quote,) = proposal.quotes
    return event(1, "reject", proposal.key, to=to, reason=reason,
                 quotes=[(quote.span.start, quote.span.end, quote.text)])  # fmt: skip


@pytest.fixture
def earlier(path, store, tmp_path):
    """The folder of an earlier reading of China, in which a link was rejected."""

    def reading(reason="another thing", to=None):
        folder = tmp_path / "earlier"
        made = ingest(path, folder, store=store, jurisdiction="CN").reading
        write(folder / "decisions.jsonl", [rejected(things(made)["urban pooling"], reason, to)])
        return folder

    return reading


SUMMARY = {
    "type": "thing", "iri": ID + "urban-pooling", "name": "urban pooling",
    "jurisdiction": ID + "china",
}  # fmt: skip


@pytest.mark.parametrize("to", [None, SUMMARY])
def test_a_rejected_link_is_not_proposed_in_the_next_document(path, store, earlier, to):
    taught = ingest(path, store=store, jurisdiction="CN", decisions=[earlier(to=to)]).reading
    assert links(taught) == {**HOME, "urban pooling": ""}
    assert things(taught)["urban pooling"].like == (ID + "urban-pooling",)


@pytest.mark.parametrize("place", ["ZA", "Beijing", None])
def test_a_rejection_holds_in_its_jurisdiction_alone(path, store, earlier, place):
    folder = earlier(to=SUMMARY)
    before = ingest(path, path.parent / "alone", store=store, jurisdiction=place).reading
    after = ingest(path, store=store, jurisdiction=place, decisions=[folder]).reading
    assert links(after) == links(before)


@pytest.mark.parametrize("reason", ["not meant", "wrong span", "not stated", "twice"])
def test_a_rejection_of_the_place_says_nothing_of_the_name(path, store, earlier, reason):
    taught = ingest(path, store=store, jurisdiction="CN", decisions=[earlier(reason)]).reading
    assert links(taught) == HOME


def test_a_file_of_decisions_alone_teaches_what_it_says_itself(path, store, earlier, tmp_path):
    for to, linked in ((SUMMARY, ""), (None, "urban-pooling")):
        folder = earlier(to=to)
        alone = tmp_path / "alone.jsonl"
        (folder / "decisions.jsonl").rename(alone)
        done = ingest(path, store=store, jurisdiction="CN", decisions=[alone])
        assert links(done.reading)["urban pooling"] == linked


def test_an_undone_rejection_teaches_nothing(path, store, earlier):
    folder = earlier()
    write(folder / "decisions.jsonl", [event(2, "undo", "A. Bee-1")])
    taught = ingest(path, store=store, jurisdiction="CN", decisions=[folder]).reading
    assert links(taught) == HOME


ALIAS = {"type": "thing", "iri": ID + "weavers", "linked": True,
         "names": {"en": ["loom people"]}}  # fmt: skip


@pytest.fixture
def alias(path, store):
    folder = ingest(path, path.parent / "one", store=store).reading.folder
    write(folder / "decisions.jsonl", [event(1, to=ALIAS)])
    path.write_text("The loom people rejoice.\n", encoding="utf-8")
    return folder


def test_an_accepted_name_is_known_by_the_decisions(path, store, alias):
    assert links(ingest(path, path.parent / "two", store=store).reading) == {"loom people": ""}
    taught = ingest(path, path.parent / "three", store=store, decisions=[alias]).reading
    assert links(taught)["loom people"] == "weavers"


def test_an_accepted_name_is_known_by_the_turtle(path, graph, alias, tmp_path, monkeypatch):
    out = tmp_path / "out.ttl"
    out.write_text(accepted(alias)[2], encoding="utf-8")
    folder = tmp_path / "next"
    line = ["sskg", "ingest", str(path), "-o", str(folder), "-g", str(graph), "-g", str(out)]
    monkeypatch.setattr("sys.argv", line)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in {None, 0}
    assert links(read_reading(folder))["loom people"] == "weavers"


def test_the_command_takes_place_and_decisions(path, graph, earlier, capsys, monkeypatch):
    folder = path.parent / "next"
    line = ["sskg", "ingest", str(path), "-o", str(folder), "-g", str(graph),
            "--jurisdiction", "cn", "--decisions", str(earlier())]  # fmt: skip
    monkeypatch.setattr("sys.argv", line)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in {None, 0}
    assert "jurisdiction: China" in capsys.readouterr().err
    assert links(read_reading(folder)) == {**HOME, "urban pooling": ""}


# Each is the name of a thing in the packaged graph, which two documents of China state.
FOREIGN = (
    "Social security pays the old-age pension of informal workers; medical insurance does not.\n"
)


def test_no_policy_of_the_packaged_graph_is_linked_in_a_text_of_another_state(path, packaged):
    path.write_text(FOREIGN, encoding="utf-8")
    home, abroad = (
        links(ingest(path, path.parent / place, store=packaged, jurisdiction=place).reading)
        for place in ("CN", "ZA")
    )
    policies = {name for name, iri in home.items() if iri} - {"informal workers"}
    assert policies
    assert not {abroad[name] for name in policies} - {""}
