"""The search from both ends, against trying every chain."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sskg.questions.frontier import shortest

NODES = "abcdefg"


def neighbours_of(links):
    near: dict[str, set[str]] = {node: set() for node in NODES}
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    return lambda nodes: {node: sorted(near[node]) for node in nodes}


def every_chain(links, start, end, longest):
    """All chains without repetition of at most so many links, by trying."""
    near = neighbours_of(links)
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[str, ...]] = [(start,)]
    for chain in waiting:
        if chain[-1] == end:
            found.append(chain)
        elif len(chain) <= longest:
            last = near(chain[-1])[chain[-1]]
            waiting += [(*chain, node) for node in last if node not in chain]
    return found


@given(
    links=st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=14),
    longest=st.integers(1, 5),
)
def test_it_finds_exactly_the_shortest_chains_that_trying_finds(links, longest):
    links = {(one, other) for one, other in links if one != other}
    tried = every_chain(links, "a", "g", longest)
    length = min(map(len, tried), default=0)
    expected = sorted(chain for chain in tried if len(chain) == length)
    found = shortest("a", "g", neighbours_of(links), longest, limit=1000)
    assert list(found.chains) == expected
    assert found.total == len(expected)


def test_both_ends_are_asked_level_by_level_and_no_node_twice():
    links = [*pairwise("abcdefg")]
    near, asked = neighbours_of(links), []

    def neighbours(nodes):
        asked.extend(nodes)
        return near(nodes)

    found = shortest("a", "g", neighbours, 8, limit=10)
    assert found.chains == (tuple("abcdefg"),)
    assert len(asked) == len(set(asked))
    assert len(asked) <= 6


def test_chains_beyond_the_limit_are_counted_but_not_spelled():
    links = [("a", middle) for middle in "bcde"] + [(middle, "g") for middle in "bcde"]
    found = shortest("a", "g", neighbours_of(links), 8, limit=3)
    assert len(found.chains) == 3
    assert found.total == 4


def test_it_tells_that_everything_within_reach_was_searched():
    found = shortest("a", "g", neighbours_of([("a", "b")]), 8, limit=3)
    assert found.chains == ()
    assert found.exhausted
    assert found.reached == (2, 1)


def test_no_links_at_all_lead_nowhere():
    found = shortest("a", "g", neighbours_of([("a", "g")]), 0, limit=3)
    assert (found.chains, found.total, found.depth, found.exhausted) == ((), 0, 0, False)


def named(*links):
    """Links as pairs of letters: "ab" links a and b."""
    nodes = {node for link in links for node in link}
    near = {node: sorted({*"".join(link for link in links if node in link)} - {node})
            for node in nodes}  # fmt: skip
    return lambda asked: {node: near[node] for node in asked}


def test_chains_that_part_and_join_twice_are_multiplied():
    # Two ways from a to d, and two from d to g.
    found = shortest("a", "g", named("ab", "ac", "bd", "cd", "de", "df", "eg", "fg"), 8, limit=1)
    assert (found.chains, found.total) == ((("a", "b", "d", "e", "g"),), 4)


def test_ways_that_join_on_the_far_side_are_multiplied_too():
    # The near side has four to choose from, so the far side is widened until it comes to b.
    found = shortest(
        "a", "g", named("ab", "ax", "ay", "az", "bd", "de", "df", "eg", "fg"), 8, limit=9
    )
    assert found.chains == (("a", "b", "d", "e", "g"), ("a", "b", "d", "f", "g"))
    assert found.total == 2


def test_levels_of_both_sides_count_against_the_limit():
    links = named("ab", "bc", "cd", "de", "ef", "fg")
    found = shortest("a", "g", links, 5, limit=3)
    assert (found.chains, found.total, found.depth) == ((), 0, 5)
    assert not found.exhausted
    assert shortest("a", "g", links, 6, limit=3).chains == (tuple("abcdefg"),)
    both = shortest("a", "g", named("ab", "ac", "gx", "gy"), 2, limit=3)
    assert (both.depth, both.reached) == (2, (3, 3))
