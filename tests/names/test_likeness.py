"""When two words or texts count as the same, and when a slip is none."""

import pytest

from sskg.names import chinese, english


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("policies", "policy"), ("reforms", "reform"), ("raised", "raising"), ("pooling", "pooled"),
        ("integration", "integrating"), ("organisation", "organizing"), ("ageing", "aging"),
        ("programme", "programs"), ("normalization", "normalizing"), ("centre", "centers"),
        ("persons", "people"), ("classes", "class"), ("taxes", "tax"),
    ],
)  # fmt: skip
def test_endings_and_spellings_do_not_matter(one, other):
    assert english.stem(one) == english.stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("insured", "insurance"), ("pension", "pensioner"), ("nation", "national"), ("gas", "gap")],
)
def test_other_words_stay_other_words(one, other):
    assert english.stem(one) != english.stem(other)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("procurment", "procurement"), ("poolng", "pooling"), ("prospertiy", "prosperity"),
        ("commmon", "common"), ("insurence", "insurance"), ("allowence", "allowance"),
        ("subsistance", "subsistence"), ("instituional", "institutional"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_one(typed, known):
    assert english.mistyped(typed, known)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("rural", "urban"), ("employer", "employee"), ("unemployment", "employment"),
        ("19th", "18th"), ("2019", "2018"), ("property", "prosperity"), ("cat", "car"),
        ("equality", "inequality"),
    ],
)  # fmt: skip
def test_another_word_is_no_slip(typed, known):
    assert not english.mistyped(typed, known)


def test_possessives_and_small_words_carry_no_meaning():
    assert english.words("The People's Livelihood, of the residents’") == (
        "people", "livelihood", "residents",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "known"),
    [("党的十九大会", "党的十八大会"), ("农村居民养老", "城市居民养老"), ("医保改革", "社保改革"),
     ("提高社保水平", "降低社保水平")],
)  # fmt: skip
def test_a_telling_character_is_no_slip(typed, known):
    assert not chinese.mistyped(typed, known)


def test_one_wrong_character_in_a_long_name_is_a_slip():
    assert chinese.mistyped("药品集中采构", "药品集中采购")


def test_a_short_form_keeps_most_characters_in_order():
    assert chinese.short_form("养老统筹", "养老全国统筹")
    assert not chinese.short_form("统筹养老", "养老全国统筹")
    assert not chinese.short_form("医保改革", "医保个人账户改革")


def test_word_order_is_free_in_chinese_too():
    assert chinese.reordered("全国统筹养老保险", "养老保险全国统筹")
    assert not chinese.reordered("保养老险", "养老保险")
