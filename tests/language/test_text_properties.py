"""What no text can do, whatever it holds."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sskg.language.text import disarm, fold, fold_each, printable, shorten, width

# Bidirectional controls (UAX #9), zero-width characters, separators and the byte order mark.
HIDDEN = {
    *"\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2066\u2067\u2068\u2069\ufeff",
}
any_text = st.text(st.characters())


@given(any_text)
def test_nothing_printable_moves_the_cursor_or_turns_the_reading_order(text):
    shown = printable(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in shown)
    assert not HIDDEN & set(shown)
    shown.encode("utf-8")


@given(any_text)
def test_making_safe_keeps_the_length_and_is_done_once(text):
    assert len(printable(text)) == len(text)
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(categories=["L", "N"], exclude_characters="\ufffd")))
def test_letters_and_numbers_are_shown_as_they_are(text):
    assert printable(text) == text


@given(any_text)
def test_kept_newlines_are_the_only_control_characters(text):
    assert set(printable(text, keep_newlines=True)) & set("\t\r\x1b\x00\x9b") == set()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_case_and_outer_punctuation_do_not_matter(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(f"  ({text})! ")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 40))
def test_a_cut_text_fits_its_columns(text, columns):
    assert width(shorten(text, columns)) <= columns


@given(any_text)
def test_no_disarmed_cell_begins_a_formula_unless_it_is_a_number(cell):
    safe = disarm(cell)
    if safe[:1] in set("=+-@\t\r\n"):
        float(safe.rstrip("%") or "0")
    assert safe.endswith(cell)


common = st.text(st.sampled_from("aB-_ .,\n\t'养老Éßﬁ①１İς|é"))


@given(st.lists(any_text | common))
def test_many_texts_are_folded_as_each_alone(texts):
    assert fold_each(texts) == [fold(text) for text in texts]
