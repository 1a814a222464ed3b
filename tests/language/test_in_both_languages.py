"""What Python and the pages both decide: web/agreement.mjs holds the scripts to these tables."""

import json
from pathlib import Path

import pytest

from sskg.errors import QuerySyntaxError
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
