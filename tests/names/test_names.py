"""What people type finds the one thing they mean, or they are asked; never a wrong one."""

from pathlib import Path

import pyoxigraph
import pytest

from sskg.errors import AmbiguousName, RequestError, UnknownName
from sskg.model import Taken
from sskg.names import bearers, find, kind_names, pick, rank, resolve, resolve_term
from sskg.rdf.terms import THINGS, local_name
from sskg.store.embedded import EmbeddedStore

TABLE = Path(__file__).with_name("names.tsv")
CHOOSE, ABSENT = "?", "-"

NAMESAKES = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:pension-policy a sskg:Policy ; skos:prefLabel "Pension"@en , "养老金"@zh .
:pension-goal a sskg:Goal ; skos:prefLabel "pension"@en .
:chess a sskg:Principle ; skos:prefLabel "Ünïted, (as) one"@en ; skos:altLabel "一盘棋"@zh .
:rate a sskg:Indicator ; skos:prefLabel "coverage rate"@en .
:rate-latest a sskg:Observation ; skos:prefLabel "coverage rate of towns, latest"@en .
:odd a sskg:Goal ; skos:prefLabel "a\\u001B[31m\\u202Eb"@en .
:nameless a sskg:Goal .
"""


@pytest.fixture(scope="module")
def known(packaged):
    return bearers(packaged)


@pytest.fixture(scope="module")
def answers(known):
    """Each row of the table with what the resolver makes of the name."""
    return [(name, expected, answered(known, name)) for name, expected in table()]


@pytest.fixture(scope="module")
def namesakes():
    store = pyoxigraph.Store()
    store.load(NAMESAKES.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return EmbeddedStore(store, "namesakes")


def table():
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def answered(known, name):
    try:
        return local_name(pick(known, name).entity.iri)
    except AmbiguousName:
        return CHOOSE
    except UnknownName:
        return ABSENT


def test_the_table_is_as_large_as_it_claims():
    rows = table()
    assert len({name for name, _ in rows}) == len(rows) >= 150
    assert sum(expected in {CHOOSE, ABSENT} for _, expected in rows) >= 25


def test_names_as_people_type_them_find_what_they_mean(answers):
    missed = [row for row in answers if row[1] != row[2]]
    assert 1 - len(missed) / len(answers) >= 0.95, missed


def test_no_name_finds_a_wrong_thing(answers):
    assert [row for row in answers if row[2] not in {row[1], CHOOSE, ABSENT}] == []


def test_every_name_in_the_graph_finds_its_bearer_or_lists_it(known):
    lost = []
    for bearer in known:
        for name in bearer.names:
            try:
                found = [pick(known, name).entity.curie]
            except AmbiguousName as error:
                found = [line.split()[0] for line in error.candidates]
            if bearer.entity.curie not in found:
                lost.append((name, bearer.entity.curie, found))
    assert lost == []


@pytest.mark.parametrize(
    "name", ["chess", ":chess", "id:chess", THINGS + "chess", f"<{THINGS}chess>", "Chess", "一盘棋",
             "united as one", "ONE UNITED AS", "Ünïted, (as) one", "  united (as) one  "]
)  # fmt: skip
def test_one_thing_is_found_under_all_its_names(namesakes, name):
    assert resolve(namesakes, name).entity.iri == THINGS + "chess"


def test_namesakes_are_listed_with_their_kinds(namesakes):
    with pytest.raises(AmbiguousName) as caught:
        resolve(namesakes, "pensions")
    assert caught.value.candidates == (
        "id:pension-goal  Goal  pension",
        "id:pension-policy  Policy  Pension",
    )


@pytest.mark.parametrize(("kind", "slug"), [("goal", "pension-goal"), ("政策", "pension-policy")])
def test_a_kind_tells_namesakes_apart(namesakes, kind, slug):
    assert local_name(resolve(namesakes, "pension", (kind,)).entity.iri) == slug


def test_an_indicator_goes_before_its_figures(namesakes):
    assert local_name(resolve(namesakes, "coverage").entity.iri) == "rate"


def test_a_name_of_another_kind_is_not_taken_but_named(namesakes):
    with pytest.raises(UnknownName) as caught:
        resolve(namesakes, "coverage rate", ("Goal",))
    assert caught.value.nearest[0].startswith("id:rate  Indicator")


def test_an_unknown_name_gives_the_nearest(packaged):
    with pytest.raises(UnknownName) as caught:
        resolve(packaged, "unemployment insurance")
    assert "id:basic-old-age-insurance  Policy  basic old-age insurance" in caught.value.nearest


def test_an_unknown_iri_is_not_taken_for_its_last_part(packaged):
    with pytest.raises(UnknownName):
        resolve(packaged, "http://example.org/poverty")


def test_a_name_that_was_not_typed_exactly_is_said(packaged):
    match = resolve(packaged, "retired soldier")
    assert not match.exact
    assert Taken("retired soldier", (match.entity,), match.how).notice() == (
        "“retired soldier” is taken for: retired soldiers (id:retired-soldiers)"
    )
    assert resolve(packaged, "retired soldiers").exact


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_an_empty_name_is_refused(packaged, name):
    with pytest.raises(RequestError, match="empty"):
        resolve(packaged, name)


@pytest.mark.parametrize(
    "name",
    ["x" * 2000, "*" * 900, "(" * 900, "'; DROP", "?s ?p ?o }", "\ud800", "\x00", "🙂", "的"],
)
def test_a_strange_name_is_unknown_or_refused(packaged, name):
    with pytest.raises((UnknownName, RequestError)):
        resolve(packaged, name)


def test_a_thing_without_a_label_is_found_by_its_slug(namesakes):
    assert resolve(namesakes, "nameless").entity.label() == "nameless"


def test_find_ranks_the_whole_name_before_its_parts(packaged):
    found = find(packaged, "common prosperity")
    assert local_name(found.matches[0].entity.iri) == "common-prosperity"
    with pytest.raises(UnknownName):
        find(packaged, "zzzzzz")


def test_find_narrows_by_kind_and_number(packaged):
    found = find(packaged, "insurance", ("Policy",), limit=3)
    assert len(found.matches) == 3
    assert {match.entity.kind for match in found.matches} == {"Policy"}


def test_ranking_needs_no_store(namesakes):
    known = bearers(namesakes)
    assert [match.entity.iri for match in rank(known, "一盘棋")] == [THINGS + "chess"]


@pytest.mark.parametrize("kind", ["Reform", "reform", "reforms", "sskg:Reform", "改革", "REFORM"])
def test_a_kind_is_known_by_its_names(kind):
    assert kind_names([kind]) == ("Reform",)


@pytest.mark.parametrize("kind", ["target group", "TargetGroup", "target-groups"])
def test_a_kind_of_two_words_is_known_however_they_are_joined(kind):
    assert kind_names([kind]) == ("TargetGroup",)


def test_an_unknown_kind_lists_the_known():
    with pytest.raises(RequestError) as caught:
        kind_names(["Revolution"])
    assert "Reform" in (caught.value.hint or "")


def test_a_term_may_be_a_property_a_class_or_any_iri(packaged):
    assert resolve_term(packaged, "resolves").entity.curie == "sskg:resolves"
    assert resolve_term(packaged, "sskg:serves").entity.curie == "sskg:serves"
    assert resolve_term(packaged, "unit:NUM").entity.iri == "http://qudt.org/vocab/unit/NUM"
    assert resolve_term(packaged, "common prosperity").entity.curie == "id:common-prosperity"
