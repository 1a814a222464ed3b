"""Charts: a bound is drawn as what it is, a range has both ends, nothing is cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sskg.graph.comparison import Change, Figure, Measurement
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.pages.charts import chart
from sskg.pages.surveys import measured
from sskg.questions.figures import amount, figures
from sskg.rdf.terms import THINGS
from sskg.store import open_store

if TYPE_CHECKING:
    from markupsafe import Markup

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


def _figure(value: str, bound: str = "Exactly", upper: str = "") -> Figure:
    return Figure(Entity("urn:o"), value, None, bound, "so it is written", (), (), upper)


def _pair(first: Figure, last: Figure) -> Markup:
    change = Change(Entity("urn:c"), None, None, None, None, "exactly", "no unit", ())
    drawn = chart(Measurement(Entity("urn:i"), {}, first, last, change), "en")
    assert drawn is not None
    return drawn


def test_a_figure_alone_has_no_bar_since_there_is_nothing_to_hold_it_against() -> None:
    drawn = chart(Measurement(Entity("urn:i"), {}, None, _figure("15", "UpTo"), None), "en")
    assert drawn is not None
    assert "<rect" not in drawn
    assert "up to 15" in drawn
    assert "so it is written" in drawn


def test_a_range_is_told_with_both_ends() -> None:
    # "One to three times the amount": neither "at least 1" nor "3" alone is what the text says.
    assert amount(_figure("1", "AtLeast", upper="3"), "en") == "1–3"
    assert amount(_figure("1000", "AtLeast", upper="10000"), "zh") == "1,000–10,000"
    assert amount(_figure("1", "AtLeast"), "en") == "at least 1"


@pytest.mark.parametrize("value", ["7", "1360000000", "24000000", "123456789012345"])
def test_what_stands_beside_a_bar_is_not_cut_off(value: str) -> None:
    # Letters of 18 px, as on a small screen, are some 10 units wide; the picture has 440.
    drawn = _pair(_figure("5"), _figure(value, "MoreThan"))
    texts = re.findall(r'<text x="([\d.]+)" y="\d+">([^<]+)</text>', drawn)
    assert len(texts) == 2
    assert all(float(at) + 10 * len(text) <= 440 for at, text in texts)


def test_a_long_wording_ends_in_an_ellipsis_in_the_picture() -> None:
    long = Figure(Entity("urn:o"), "3", None, "Exactly", "word " * 40, (), ())
    assert "…</text>" in _pair(long, _figure("4"))


@pytest.mark.usefixtures("all_documents")
def test_the_law_fines_fraud_two_to_five_times_over() -> None:
    # Article 88 of the law: 二倍以上五倍以下.
    (found,) = figures(open_store(), THINGS + "fine-benefit-fraud").measurements
    assert found.latest is not None
    assert (found.latest.value, found.latest.upper) == ("2", "5")
    shown = measured(found, "en")
    assert shown["chart"] is None
    assert [end["value"] for end in shown["ends"]] == ["2–5"]


def test_claims_of_the_same_words_are_shown_once_with_a_badge_for_each_modality() -> None:
    # The allowance's figure is reported and its bound inferred, both from one sentence.
    (found,) = figures(open_store(), THINGS + "rural-subsistence-allowance").measurements
    (shown,) = measured(found, "en")["claims"]
    assert [badge["word"] for badge in shown["badges"]] == ["Reported", "Inferred"]
    assert [passage["reference"] for passage in shown["passages"]] == ["ten-years:1908-2105"]
