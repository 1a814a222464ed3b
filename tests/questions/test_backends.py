"""The same answers from a store on disk and from endpoints as from memory."""

from __future__ import annotations

import pytest

from sskg.questions.commitments import commitments
from sskg.questions.compare import compare
from sskg.questions.describe import describe
from sskg.questions.figures import figures
from sskg.questions.gaps import gaps
from sskg.questions.listing import listing
from sskg.questions.multigraph import multigraph
from sskg.questions.paths import paths
from sskg.questions.relations import relations
from sskg.questions.sources import sources
from sskg.questions.stats import stats
from sskg.questions.timeline import timeline
from sskg.questions.why import why
from sskg.rdf.terms import THINGS
from sskg.store import open_store
from tests.conftest import TINY
from tests.store.conftest import served

QUESTIONS = {
    "show": lambda store: describe(store, THINGS + "fund-reform"),
    "list": listing,
    "list, of a kind": lambda store: listing(store, ["Goal", "Reform"]),
    "list, more than is shown": lambda store: listing(store, ["Measure"], limit=1).more,
    "relations": lambda store: relations(store, THINGS + "fund-reform", depth=3),
    "path": lambda store: paths(store, THINGS + "fund-reform", THINGS + "care-for-all"),
    "why": lambda store: why(store, THINGS + "care-for-all"),
    "timeline": timeline,
    "timeline, the first": lambda store: timeline(store, limit=2),
    "timeline, within limits": lambda store: timeline(
        store, start="2013", kinds=["Measure"], limit=1
    ),
    "figures": figures,
    "gaps": gaps,
    "single sources": lambda store: gaps(store, only=["single-source"]),
    "commitments": commitments,
    "commitments, of one thing": lambda store: commitments(store, THINGS + "new-office"),
    "compare": lambda store: compare(store, THINGS + "alpha", THINGS + "beta"),
    "stats": stats,
    "sources": sources,
    "networkx": lambda store: sorted(multigraph(store).edges(keys=True, data="modality")),
}


@pytest.fixture(scope="module", params=["directory", "oxigraph", "virtuoso"])
def other(request, tmp_path_factory):
    with served(request.param, [TINY], tmp_path_factory.mktemp(request.param)) as address:
        yield open_store([address])


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_backend_gives_the_answer_of_the_graph_in_memory(tiny, other, question):
    assert question(other) == question(tiny)
