"""All things of a kind in order, in pages: the same from every backend."""

from __future__ import annotations

import pytest

from sskg.graph.listing import pages
from sskg.rdf.terms import local_name

# Counted by eye in tests/data/contract.ttl; a reform is a measure.
CHALLENGES = ["costs", "gaps", "leaks"]
MEASURES = ["pooling", "prices"]


@pytest.mark.parametrize(("kind", "expected"), [("Challenge", CHALLENGES), ("Measure", MEASURES)])
@pytest.mark.parametrize("size", [1, 2, 3, 500])
def test_pages_hold_all_things_once_and_in_order(store, kind, expected, size):
    found = [[local_name(iri) for iri in page] for page in pages(store, kind, size=size)]
    assert found == [expected[at : at + size] for at in range(0, len(expected), size)]


def test_there_is_no_page_of_what_is_not_there(store):
    assert list(pages(store, "Goal")) == []
