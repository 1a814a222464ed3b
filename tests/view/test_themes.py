"""Themes: what is linked stands together, nothing overlaps, and equal graphs give equal pages."""

import os
import subprocess
import sys
from itertools import combinations, count, pairwise
from pathlib import Path

import networkx as nx
import pytest
from networkx.algorithms.community import louvain

from sskg.errors import RequestError
from sskg.store import open_store
from sskg.view.choice import Choice
from sskg.view.kinds import look
from sskg.view.network import drawn
from sskg.view.overview import opening
from sskg.view.page import network_of
from sskg.view.regions import TITLE
from sskg.view.themes import WIDE

ROOT = Path(__file__).resolve().parents[2]
HEAD = """@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def placed(tmp_path, links, alone=()):
    """Return themes and names of a graph of measures with these links."""
    names = sorted({name for link in links for name in link} | set(alone))
    lines = [f':{name} a sskg:Measure ; skos:prefLabel "{name}"@en .' for name in names]
    lines += [f":{one} sskg:contributesTo :{two} ." for one, two in links]
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    network = network_of(open_store([str(path)]), Choice())
    return opening(network).themes, [thing.label("en") for thing in network.things]


def members(themes, names):
    """Return the names in each region."""
    found: list[set[str]] = [set() for _ in themes.regions]
    for at, region in themes.region.items():
        found[region].add(names[at])
    return found


def clique(letter):
    return list(combinations([f"{letter}{at}" for at in range(4)], 2))


def test_what_is_linked_among_itself_is_a_theme(tmp_path):
    themes, names = placed(tmp_path, [*clique("a"), *clique("b"), ("a0", "b0")])
    assert members(themes, names) == [{"a0", "a1", "a2", "a3"}, {"b0", "b1", "b2", "b3"}]


def test_a_theme_is_called_after_what_most_of_it_is_linked_with(tmp_path):
    star = [("hub", f"leaf{at}") for at in range(5)]
    themes, names = placed(tmp_path, star)
    (region,) = themes.regions
    assert names[region.title] == "hub"


def test_what_is_linked_with_a_large_part_of_all_stands_apart(tmp_path):
    parts = [link for letter in "abcd" for link in clique(letter)]
    ends = sorted({name for link in parts for name in link})
    themes, names = placed(tmp_path, [*parts, *(("middle", end) for end in ends)])
    middle = names.index("middle")
    assert middle not in themes.region
    assert len(themes.regions) == 4
    x, y = themes.positions[middle]
    for region in themes.regions:
        left, top, right, bottom = region.box
        assert not (left < x + WIDE / 2 and x - WIDE / 2 < right and top < y < bottom)


def test_what_nothing_links_stands_in_a_region_without_a_name(tmp_path):
    themes, names = placed(tmp_path, clique("a"), alone=("x", "y"))
    assert members(themes, names)[-1] == {"x", "y"}
    assert themes.regions[-1].title is None


def test_nothing_overlaps_and_titles_have_a_strip_of_their_own(whole):
    network = network_of(whole, Choice())
    first = opening(network)
    themes = first.themes
    assert set(themes.positions) == set(drawn(network)) == set(first.positions)
    for one, two in combinations([region.box for region in themes.regions], 2):
        assert one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]
    labels = {}
    for at, (x, y) in themes.positions.items():
        # As the page writes it: so many lines of type with their leading, and a frame.
        kind = look(network.things[at].kind)
        height = themes.lines[at] * (kind.size + 2) + 6
        labels[at] = (x - WIDE / 2, y - height / 2, x + WIDE / 2, y + height / 2)
    for at, box in labels.items():
        if at in themes.region:
            left, top, right, bottom = themes.regions[themes.region[at]].box
            assert left < box[0]
            assert top + TITLE <= box[1]
            assert box[2] < right
            assert box[3] < bottom
    rows = sorted(labels.values(), key=lambda box: box[1])
    for nth, one in enumerate(rows):
        for two in rows[nth + 1 :]:
            if two[1] >= one[3]:
                break
            assert one[2] <= two[0] or two[2] <= one[0]


# Four links at each of 24 things. With a weight of 1 for each, networkx's Louvain goes to and fro
# between groups for ever: rounding makes each of them a little better than the other.
TO_AND_FRO = """
00-04 00-15 00-16 00-23 01-07 01-09 01-11 01-19 02-03 02-07 02-18 02-19 03-07 03-14 03-21 04-08
04-13 04-20 05-12 05-14 05-15 05-16 06-12 06-16 06-17 06-20 07-11 08-10 08-17 08-19 09-12 09-14
09-18 10-13 10-15 10-18 11-21 11-22 12-23 13-14 13-22 15-22 16-20 17-18 17-23 19-23 20-21 21-22
"""


@pytest.fixture
def bounded(monkeypatch):
    """End Louvain with an error once it has looked at each of 24 things 400 times."""
    looks = count()
    look_at = louvain._neighbor_weights

    def counted(*args):
        if next(looks) > 24 * 400:
            raise RecursionError
        return look_at(*args)

    monkeypatch.setattr(louvain, "_neighbor_weights", counted)


@pytest.mark.usefixtures("bounded")
def test_themes_are_found_where_rounding_keeps_louvain_going_for_ever(tmp_path):
    links = [tuple(link.split("-")) for link in TO_AND_FRO.split()]
    themes, names = placed(tmp_path, links)
    assert set().union(*members(themes, names)) == {f"{at:02}" for at in range(24)}


@pytest.mark.usefixtures("bounded")
def test_louvain_still_needs_weights_that_it_computes_with_exactly():
    plain = nx.Graph()
    plain.add_nodes_from(range(24))
    plain.add_edges_from([int(end) for end in link.split("-")] for link in TO_AND_FRO.split())
    with pytest.raises(RecursionError):
        nx.community.louvain_communities(plain, seed=7)


def test_neighbours_stand_closer_than_others_of_their_theme(tmp_path):
    chain = [(f"n{a:02}", f"n{b:02}") for a, b in pairwise(range(12))]
    network, names = placed(tmp_path, chain)
    place = {names[at]: position for at, position in network.positions.items()}

    def apart(one, two):
        return abs(place[one][0] - place[two][0]) + abs(place[one][1] - place[two][1])

    linked = [apart(*link) for link in chain]
    others = [apart(one, two) for one, two in combinations(place, 2) if (one, two) not in chain]
    assert sum(linked) / len(linked) < sum(others) / len(others)


def test_two_writes_give_the_same_bytes(tmp_path):
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-m", "sskg", "view", "--arrange", "themes",
             "-g", "data/triples.ttl", "-g", "ontology/sskg.ttl", "-o", str(path)],
            cwd=ROOT, check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_rings_need_the_one_thing_that_they_are_drawn_around(run):
    asked = run("view", "--arrange", "around")
    assert asked.code == 2
    assert "“around” needs one thing" in asked.err
    assert "arrange by “themes”" in asked.err
    asked = run("--lang", "zh", "view", "--arrange", "around")
    assert asked.code == 2
    assert "“around”需要一个事物" in asked.err
    with pytest.raises(RequestError):
        Choice(names=("a", "b"), arrange="around")


def test_an_arrangement_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(RequestError, match="“arrange” cannot be “spiral”") as refused:
        Choice(arrange="spiral")
    assert "columns, themes, around" in str(refused.value.hint)


def test_rings_reach_two_statements_unless_another_number_is_asked_for():
    assert Choice(names=("a",), arrange="around").hops == 2
    assert Choice(names=("a",), arrange="around", depth=1).hops == 1
    assert Choice(names=("a",)).hops == 1
