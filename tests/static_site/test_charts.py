"""A bound is drawn as what it is, whichever it is."""

from __future__ import annotations

import pytest

from sskg.graph.comparison import Figure, Measurement
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.pages.charts import chart

DRAWN = {
    "Exactly": "exact", "MoreThan": "more", "AtLeast": "more", "LessThan": "less", "UpTo": "less",
    "Nearly": "about", "About": "about",
}  # fmt: skip


@pytest.mark.parametrize("bound", DRAWN)
def test_each_bound_of_the_ontology_is_drawn(bound: str) -> None:
    figure = Figure(Entity("urn:o"), "300", None, bound, "so it is written", (), ())
    drawn = chart(Measurement(Entity("urn:i"), {}, None, figure, None), "en")
    assert drawn is not None
    assert f'class="{DRAWN[bound]}"' in drawn
    assert bound in vocabulary().concepts
