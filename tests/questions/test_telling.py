"""Chains that say more come first, and hubs last."""

from __future__ import annotations

import pytest

from sskg.questions.paths import paths
from sskg.questions.telling import HUB
from sskg.rdf.terms import ONTOLOGY, THINGS
from sskg.store import open_store


@pytest.fixture
def crowded(tmp_path):
    """A reform and a goal, linked over a hub in two hops and by an outcome in three."""
    lines = [
        "id:reform sskg:concerns id:system .",
        "id:system sskg:contributesTo id:goal .",
        "id:reform sskg:produces id:outcome .",
        "id:outcome sskg:contributesTo id:half .",
        "id:half sskg:contributesTo id:goal .",
        "id:goal sskg:concerns id:other .",
        *(f"id:measure-{n} sskg:concerns id:system ." for n in range(HUB)),
    ]
    path = tmp_path / "crowded.ttl"
    prefixes = f"@prefix id: <{THINGS}> . @prefix sskg: <{ONTOLOGY}> ."
    path.write_text("\n".join([prefixes, *lines]), encoding="utf-8")
    return open_store([str(path)])


def way(chain):
    steps = [hop.relations[0] for hop in chain.hops]
    return [step.target.iri.removeprefix(THINGS) for step in steps]


def test_a_chain_that_says_more_comes_before_the_hub(crowded):
    answer = paths(crowded, THINGS + "reform", THINGS + "goal")
    assert [way(chain) for chain in answer.chains] == [
        ["outcome", "half", "goal"],
        ["system", "goal"],
    ]
    assert answer.total == 2
    first, last = answer.chains
    assert (first.telling, first.hubs) == (3, ())
    assert last.telling == 1
    assert [hub.iri for hub in last.hubs] == [THINGS + "system"]


def test_where_there_is_only_the_hub_it_is_shown(crowded):
    answer = paths(crowded, THINGS + "measure-0", THINGS + "goal")
    assert [way(chain) for chain in answer.chains] == [["system", "goal"]]


@pytest.mark.parametrize(("measures", "hubs"), [(HUB - 3, 0), (HUB - 2, 1)])
def test_a_hub_is_what_so_many_things_are_linked_to(tmp_path, measures, hubs):
    # Besides the measures, both ends are linked to the thing between them.
    lines = [f"id:m{n} sskg:concerns id:s ." for n in range(measures)]
    lines += ["id:a sskg:concerns id:s .", "id:s sskg:contributesTo id:z ."]
    path = tmp_path / "fewer.ttl"
    prefixes = f"@prefix id: <{THINGS}> . @prefix sskg: <{ONTOLOGY}> ."
    path.write_text("\n".join([prefixes, *lines]), encoding="utf-8")
    (chain,) = paths(open_store([str(path)]), THINGS + "a", THINGS + "z").chains
    assert len(chain.hubs) == hubs
