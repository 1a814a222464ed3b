"""From a name to one thing, to several, or to none: a graph whose names are counted by eye."""

from __future__ import annotations

import pyoxigraph
import pytest

from sskg.errors import AmbiguousName, RequestError, UnknownName
from sskg.model import Entity
from sskg.names import Bearer, Match, bearers, find, kind_names, pick, resolve, resolve_measured
from sskg.names import resolve_term as term
from sskg.rdf.terms import ONTOLOGY, OURS, THINGS, local_name
from sskg.store.embedded import EmbeddedStore

GRAPH = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix x: <http://example.org/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:fund a sskg:Policy ; skos:prefLabel "the fund"@en , "基金"@zh ; skos:altLabel "common pot"@en .
:fund-reform a sskg:Reform , sskg:Measure , owl:Thing ; skos:prefLabel "fund reform"@en .
:a1 a sskg:Goal ; skos:prefLabel "care one"@en .
:a2 a sskg:Goal ; skos:prefLabel "care two"@en .
:a3 a sskg:Goal ; skos:prefLabel "care three"@en .
:a4 a sskg:Goal ; skos:prefLabel "care four"@en .
:a5 a sskg:Goal ; skos:prefLabel "care five"@en .
:a6 a sskg:Goal ; skos:prefLabel "care six"@en .
:rate a sskg:Indicator ; skos:prefLabel "coverage rate"@en .
:rate-latest sskg:unit <http://qudt.org/vocab/unit/NUM> .
:rate-latest a sskg:Observation ; skos:prefLabel "coverage rate, latest"@en .
:rate-growth a sskg:MeasuredChange ; skos:prefLabel "coverage rate growth"@en .
:fees-rich a sskg:Indicator ; skos:prefLabel "fees of rich"@en .
:fees-poor a sskg:Indicator ; skos:prefLabel "fees of poor"@en .
:wages a sskg:Indicator ; skos:prefLabel "pay of workers"@en .
:wages-policy a sskg:Policy ; skos:prefLabel "pay of workers policy line"@en .
:twin-a a sskg:Policy ; skos:prefLabel "twin"@en .
:twin-b a sskg:Goal ; skos:prefLabel "twin"@en .
:levy a sskg:Policy ; skos:prefLabel "levy rate"@en .
:levy-paid a sskg:Indicator ; skos:prefLabel "levy rate paid"@en .
:zone-policy a sskg:Policy ; skos:prefLabel "zone north"@en .
:zone-figure a sskg:Observation ; skos:prefLabel "zone south"@en .
:plain a sskg:Goal ; skos:prefLabel "plainly" .
:odd a sskg:Goal ; skos:prefLabel :fund ; skos:altLabel "odd one" .
:c1 a sskg:Claim ; skos:prefLabel "a claim"@en .
:p1 a sskg:Passage ; skos:prefLabel "a passage"@en .
x:thing a sskg:Goal ; skos:prefLabel "thing elsewhere"@en .
x:stranger skos:prefLabel "stranger"@en .
"""


@pytest.fixture(scope="module")
def store():
    held = pyoxigraph.Store()
    held.load(GRAPH.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return EmbeddedStore(held, "names")


def slugs(matches):
    return [local_name(match.entity.iri) for match in matches]


# -- who bears which names -------------------------------------------------------------------------


def test_things_come_with_kinds_and_names_the_preferred_first(store):
    found = {local_name(each.entity.iri): each for each in bearers(store)}
    assert found["fund"] == Bearer.of(
        Entity(THINGS + "fund", {"en": "the fund", "zh": "基金"}, ("Policy",)),
        ("the fund", "基金", "common pot"),
    )
    assert found["fund-reform"].entity.kinds == ("Reform", "Measure")
    assert found["odd"] == Bearer.of(Entity(THINGS + "odd", {}, ("Goal",)), ("odd one",))
    assert found["plain"].entity.labels == {"": "plainly"}
    assert {"c1", "p1"}.isdisjoint(found)
    assert found["stranger"].names == ("stranger",)  # a foreign thing has names, too
    assert [each.entity.iri for each in bearers(store)] == sorted(
        each.entity.iri for each in found.values()
    )


def test_kinds_take_in_those_below_them(store):
    assert [local_name(each.entity.iri) for each in bearers(store, ["Measure"])] == ["fund-reform"]
    assert [local_name(each.entity.iri) for each in bearers(store, ["policy", "reform"])] == [
        "fund", "fund-reform", "levy", "twin-a", "wages-policy", "zone-policy",
    ]  # fmt: skip


def test_things_that_are_asked_for_by_iri_are_read_alone_and_in_any_number(store):
    many = [f"urn:{number}" for number in range(500)]
    iris = [*many, THINGS + "twin-b", THINGS + "fund"]
    assert [each.names for each in bearers(store, iris=iris)] == [
        ("the fund", "基金", "common pot"), ("twin",),
    ]  # fmt: skip
    assert bearers(store, iris=[]) == ()
    indexed = Indexed(store, [])
    bearers(indexed, iris=[])  # finds out which properties the graph uses
    indexed.queries.clear()
    bearers(indexed, iris=iris)
    # Kinds, names and other names, of five hundred things and of the two that are left.
    assert [query.count("<urn:") for query in indexed.queries] == [500, 500, 500, 0, 0, 0]


class Indexed(EmbeddedStore):
    """The store with an index that always gives the same things."""

    def __init__(self, store, iris):
        super().__init__(store._store, "indexed")
        self.names = self
        self.queries: list[str] = []
        self.iris = iris
        self.asked: list[tuple[str, frozenset[str]]] = []

    def query(self, text, prologue=OURS):
        self.queries.append(text)
        return super().query(text, prologue)

    def candidates(self, text, kinds=(), limit=100):
        self.asked.append((text, frozenset(kinds)))
        return self.iris

    def of_kinds(self, kinds, limit, after=""):
        raise AssertionError("nothing is listed here")


def test_an_index_of_names_spares_reading_all_of_them(store):
    indexed = Indexed(store, [THINGS + "twin-b", THINGS + "fund"])
    assert [each.names[0] for each in bearers(indexed, ["Goal"], "twin")] == ["twin"]
    assert indexed.asked == [("twin", frozenset({"Goal"}))]
    # Without a text, or with the things at hand, there is nothing to look up.
    assert len(bearers(indexed)) == len(bearers(store))
    assert len(bearers(indexed, text="twin", iris=[THINGS + "rate"])) == 1
    assert len(indexed.asked) == 1


def test_an_iri_needs_no_search_where_there_is_an_index(store):
    indexed = Indexed(store, [])
    bearers(indexed, iris=[])  # finds out which properties the graph uses
    indexed.queries.clear()
    assert resolve(indexed, "fund").how == "slug"
    assert resolve(indexed, ":fund").how == "IRI"
    assert resolve(indexed, ":fund", ["Policy"]).how == "IRI"
    assert indexed.asked == []
    assert all("VALUES" in query for query in indexed.queries)
    with pytest.raises(UnknownName):
        resolve(indexed, ":fund", ["Goal"])
    assert indexed.asked != []


def test_every_search_asks_the_index_for_its_text(store):
    indexed = Indexed(store, [THINGS + "fund"])
    assert slugs(find(indexed, "common pot").matches) == ["fund"]
    assert resolve(indexed, "common pots").entity.iri == THINGS + "fund"
    assert indexed.asked == [("common pot", frozenset()), ("common pots", frozenset())]
    with pytest.raises(UnknownName) as caught:
        resolve(indexed, "common pots", ("Goal",))
    assert caught.value.nearest == ("id:fund  Policy  the fund",)
    assert indexed.asked[2:] == [
        ("common pots", frozenset({"Goal"})), ("common pots", frozenset()),
    ]  # fmt: skip


def test_kinds_are_known_by_label_number_and_curie():
    assert kind_names(["policies", "sskg:Goal", "目标", "target groups"]) == (
        "Policy", "Goal", "Goal", "TargetGroup",
    )  # fmt: skip
    assert kind_names(["目 标"]) == ("Goal",)
    assert kind_names([]) == ()
    with pytest.raises(RequestError) as caught:
        kind_names(["Goal", "Dream"])
    assert caught.value.message == "there is no kind “Dream”"
    kinds = (caught.value.hint or "").removeprefix("kinds: ").split(", ")
    assert kinds == sorted(kinds)
    assert {"Policy", "Reform", "TargetGroup"} < set(kinds)


# -- find ------------------------------------------------------------------------------------------


def test_a_search_has_the_thing_of_that_slug_first_and_each_thing_once(store):
    found = find(store, " fund ")
    assert found.text == "fund"
    assert [(local_name(match.entity.iri), match.how) for match in found.matches] == [
        ("fund", "slug"), ("fund-reform", "part"),
    ]  # fmt: skip
    assert slugs(find(store, "id:fund").matches) == ["fund", "fund-reform"]
    assert find(store, "id:fund").matches[0].how == "IRI"
    # The whole name goes before those that it is a part of.
    assert slugs(find(store, "twin").matches) == ["twin-a", "twin-b"]
    assert slugs(find(store, "coverage rate").matches) == ["rate", "rate-growth", "rate-latest"]


def test_a_search_for_an_iri_that_is_not_there_looks_for_its_last_part(store):
    (match,) = find(store, "http://elsewhere.org/common-pot").matches
    assert (slugs([match]), match.how) == (["fund"], "name")


def test_a_search_ends_at_its_limit_which_is_twenty(store):
    assert slugs(find(store, "care", limit=2).matches) == [
        "a1",
        "a2",
    ]  # as long as a6, and before it
    with pytest.raises(UnknownName):
        find(store, "care", ("Policy",))
    held = pyoxigraph.Store()
    lines = (
        f':t{number} a sskg:Goal ; skos:prefLabel "care {number}"@en .' for number in range(21)
    )
    prefixes = GRAPH[: GRAPH.index(":fund a")]
    held.load((prefixes + "\n".join(lines)).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    many = find(EmbeddedStore(held, "many"), "care")
    assert (len(many.matches), many.more) == (20, 1)


def test_a_search_is_laid_out_as_one_table(store):
    (grid,) = find(store, "基金").grids("zh")
    assert grid.title == "names like “基金”"
    assert grid.columns == ("thing", "kind", "label", "name", "match")
    assert grid.rows == (("id:fund", "Policy", "基金", "基金", "name"),)
    assert find(store, "基金").grids()[0].rows[0][2] == "the fund"


# -- one thing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug", "how"),
    [
        ("fund", "fund", "slug"),
        (" common pot ", "fund", "name"),
        ("Common Pot", "fund", "folded"),
        ("pots in common", "fund", "endings"),
        ("common pots policy", "fund", "kind"),
        ("reform", "fund-reform", "part"),
        ("comon pot", "fund", "typo"),
        ("http://example.org/thing", "thing", "IRI"),
        ("coverage", "rate", "part"),  # before its figures, which bear more words
    ],
)
def test_a_name_means_one_thing(store, name, slug, how):
    match = resolve(store, name)
    assert (local_name(match.entity.iri), match.how) == (slug, how)


def test_a_name_that_two_things_bear_lists_them(store):
    with pytest.raises(AmbiguousName) as caught:
        resolve(store, "twin")
    assert caught.value.name == "twin"
    assert caught.value.candidates == ("id:twin-a  Policy  twin", "id:twin-b  Goal  twin")
    assert slugs([resolve(store, "twin", ("Goal",))]) == ["twin-b"]


def test_figures_are_left_out_for_their_indicator_only(store):
    with pytest.raises(AmbiguousName) as caught:
        resolve(store, "zone")
    assert [line.split()[0] for line in caught.value.candidates] == [
        "id:zone-figure", "id:zone-policy",
    ]  # fmt: skip


def test_of_several_ways_only_the_best_counts():
    known = [
        Bearer.of(Entity("urn:a"), ("common fund",)),
        Bearer.of(Entity("urn:b"), ("Common fund",)),
        Bearer.of(Entity("urn:c"), ("common fund pool",)),
    ]
    with pytest.raises(AmbiguousName) as caught:
        pick(known, "COMMON FUND")
    assert len(caught.value.candidates) == 2
    # Typed as one of them bears it, it means that one.
    assert pick(known, "common fund").entity.iri == "urn:a"
    assert pick(known, "Common fund").entity.iri == "urn:b"


def test_an_unknown_name_tells_at_most_five_that_are_like_it(store):
    with pytest.raises(UnknownName) as caught:
        resolve(store, "care zzz")
    assert caught.value.name == "care zzz"
    # 2*1/(2+2) each, so the shorter names come first, and then the IRIs.
    assert caught.value.nearest == (
        "id:a1  Goal  care one", "id:a2  Goal  care two", "id:a6  Goal  care six",
        "id:a4  Goal  care four", "id:a5  Goal  care five",
    )  # fmt: skip
    with pytest.raises(UnknownName) as caught:
        resolve(store, "qqqq")
    assert caught.value.nearest == ()


def test_an_unknown_iri_tells_what_its_last_part_is_like(store):
    with pytest.raises(UnknownName) as caught:
        resolve(store, "http://elsewhere.org/common-pot")
    assert caught.value.nearest == ("id:fund  Policy  the fund",)


def test_a_name_of_another_kind_is_told_with_what_bears_it(store):
    with pytest.raises(UnknownName) as caught:
        resolve(store, "care", ("Policy",))
    assert len(caught.value.nearest) == 5
    assert caught.value.message == "“care” is not in the graph as Policy"
    # Nothing of another kind fits, so what is like it among the policies is told.
    with pytest.raises(UnknownName) as caught:
        resolve(store, "twin peaks", ("Policy",))
    assert caught.value.nearest == ("id:twin-a  Policy  twin",)
    with pytest.raises(UnknownName) as caught:
        resolve(store, "qqqq", ("Policy",))
    assert caught.value.nearest == ()


@pytest.mark.parametrize("ask", [find, resolve, term, resolve_measured])
def test_an_empty_or_endless_name_is_refused(store, ask):
    with pytest.raises(RequestError) as caught:
        ask(store, " \t")
    assert caught.value.message == "an empty name"
    assert caught.value.hint == "sskg find TEXT searches all names"
    with pytest.raises(RequestError) as caught:
        ask(store, "x" * 1001)
    assert caught.value.message == "a name of more than 1000 characters"
    try:
        ask(store, "x" * 1000)
    except RequestError:
        pytest.fail("a thousand characters are not too many")
    except UnknownName:
        pass


# -- what figures are asked of ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "iris", "slug"),
    [
        ("the fund", ["fund"], "fund"),  # a policy, named as it is
        ("THE FUND", ["fund"], "fund"),
        ("pot, common", ["fund"], "fund"),
        ("coverage rate", ["rate"], "rate"),
        ("workers", ["wages"], "wages"),  # a part of a policy's name and of an indicator's
        ("pay of worker", ["wages"], "wages"),
        ("common pots", ["fund"], "fund"),  # no indicator fits
        ("levy rate", ["levy"], "levy"),  # the policy, as it is named
        ("Levy Rate", ["levy"], "levy"),
        ("rate, levy", ["levy"], "levy"),
        ("levy rates", ["levy-paid"], "levy-paid"),  # not so: then the indicator
        ("fees", ["fees-poor", "fees-rich"], None),
    ],
)
def test_figures_are_asked_of_what_is_named_and_else_of_indicators(store, name, iris, slug):
    found = [local_name(match.entity.iri) for match in resolve_measured(store, name)]
    assert found == iris
    assert (found[0] if len(found) == 1 else None) == slug


def test_figures_of_nothing_are_not_there(store):
    with pytest.raises(UnknownName):
        resolve_measured(store, "qqqq")


# -- terms of a query ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "iri", "how"),
    [
        ("<http://example.org/thing>", "http://example.org/thing", "IRI"),
        ("unit:NUM", "http://qudt.org/vocab/unit/NUM", "IRI"),
        ("the fund", THINGS + "fund", "name"),
        ("resolves", ONTOLOGY + "resolves", "slug"),
        ("Reform", ONTOLOGY + "Reform", "slug"),
        ("改革", ONTOLOGY + "Reform", "name"),
        ("contributes to", ONTOLOGY + "contributesTo", "name"),
    ],
)
def test_a_term_is_an_iri_a_thing_a_property_or_a_class(store, name, iri, how):
    match = term(store, f" {name} ")
    assert (match.entity.iri, match.how) == (iri, how)


def test_an_iri_is_taken_as_the_best_match_there_is(store):
    iri = "http://qudt.org/vocab/unit/NUM"
    assert term(store, "unit:NUM") == Match(Entity(iri), "unit:NUM", "IRI", 100)


def test_a_term_is_searched_where_there_is_an_index(store):
    indexed = Indexed(store, [THINGS + "fund"])
    assert term(indexed, "the fund").entity.iri == THINGS + "fund"
    assert indexed.asked == [("the fund", frozenset())]


def test_properties_and_classes_are_told_as_such(store):
    assert term(store, "resolves").entity.label("zh") == "解决"
    assert term(store, "Reform").entity.label("zh") == "改革"
    assert term(store, "resolves").entity.kind == "Property"
    assert term(store, "Reform").entity.kind == "Class"
