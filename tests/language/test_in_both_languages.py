"""What Python and the pages both decide: web/agreement.mjs holds the scripts to these tables."""

import json
from pathlib import Path

import pytest

from sskg.errors import QuerySyntaxError
from sskg.ingest.accept import recut
from sskg.ingest.decisions import decided, event
from sskg.ingest.items import Cut
from sskg.ingest.proposal import Segment, Span
from sskg.language.text import fold
from sskg.names.english import mistyped
from sskg.rdf.service import refuse_service
from sskg.rdf.terms import PREFIXES

TABLES = Path(__file__).parent.parent / "data" / "both"


def rows(name):
    return [tuple(row) for row in json.loads((TABLES / name).read_text("utf-8"))]


@pytest.mark.parametrize(("text", "folded"), rows("folding.json"))
def test_names_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("typed", "known", "slip"), rows("slips.json"))
def test_a_slip_of_the_finger_is_told_from_another_word(typed, known, slip):
    assert mistyped(typed, known) is slip


@pytest.mark.parametrize(("query", "calls"), rows("calls.json"))
def test_a_query_that_calls_out_is_told_from_one_that_does_not(query, calls):
    try:
        refuse_service(query, PREFIXES)
    except QuerySyntaxError:
        assert calls
    else:
        assert not calls


TEXT = "A 🌾 fund. It pays. "
SEGMENTS = tuple(Segment(span, "Body", span) for span in (Span(0, 9), Span(10, 18)))


@pytest.mark.parametrize(("what", "events", "expected"), rows("decisions.json"))
def test_what_follows_from_decisions(what, events, expected):
    outcome = decided([event(json.dumps(each), TEXT) for each in events], TEXT)
    cuts = [each for each in outcome.accepted.values() if isinstance(each, Cut)]
    assert {
        "accepted": list(outcome.accepted),
        "rejected": list(outcome.rejected),
        "lapsed": [each.id for each in outcome.lapsed],
        "differ": [[each.key, [one.id for one in each.events]] for each in outcome.disagreements],
        "passages": [
            [each.span.start, each.span.end, each.role, each.sentence.start, each.sentence.end]
            for each in recut(SEGMENTS, cuts, TEXT)
        ],
    } == expected, what
