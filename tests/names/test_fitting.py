"""How names fit, one way at a time: words, characters and scores worked out by hand."""

from __future__ import annotations

import pytest

from sskg.model import Entity, Taken
from sskg.names import chinese, english
from sskg.names.bearers import Bearer
from sskg.names.ranking import Match, by_identifier, rank

URN = "http://example.org/"


def bearer(slug, *names, kinds=()):
    return Bearer.of(Entity(URN + slug, {"en": names[0]} if names else {}, kinds), names)


def fit(text, name, kinds=()):
    """Return how a thing that bears one name fits, with its score; None where it does not."""
    found = rank([bearer("x", name, kinds=kinds)], text)
    return (found[0].how, round(found[0].score, 2)) if found else None


# -- English words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The people's fund", ("people", "fund")),
        ("the people’S fund", ("people", "fund")),
        ("workers' funds", ("workers", "funds")),
        ("the workers’", ("workers",)),
        ("o'clock", ("o", "clock")),
        ("a an and the of for in on to by with from at its", ()),
        ("Coverage, 2012-2021", ("coverage", "2012", "2021")),
    ],
)
def test_words_that_tell_names_apart_are_kept(text, words):
    assert english.words(text) == words


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("policies", "policy"), ("ties", "tie"), ("taxes", "tax"), ("classes", "class"),
        ("buzzes", "buzz"), ("churches", "church"), ("wishes", "wish"), ("wages", "wage"),
        ("funds", "fund"), ("class", "class"), ("status", "status"), ("crisis", "crisis"),
        ("pooling", "pool"), ("pooled", "pool"), ("pool", "pool"), ("protection", "protect"),
        ("state", "stat"), ("wage", "wage"), ("need", "need"), ("bring", "bring"),
        ("paying", "paying"), ("region", "region"), ("ageing", "aging"), ("aging", "aging"),
        ("organisation", "organiz"), ("organization", "organiz"), ("organised", "organiz"),
        ("organises", "organiz"), ("raise", "raiz"), ("raised", "raiz"), ("raising", "raiz"),
        ("labour", "labor"), ("persons", "peopl"), ("person", "peopl"), ("people", "peopl"),
        ("enterprise", "enterpriz"), ("enterprises", "enterpriz"),
        ("centred", "center"), ("centre", "center"), ("centres", "center"),
        ("programmes", "program"), ("programs", "program"), ("2018", "2018"),
    ],
)  # fmt: skip
def test_a_word_loses_its_ending_and_its_british_spelling(word, stem):
    assert english.stem(word) == stem


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("aid", "aid"), ("fund", "funds"), ("refrom", "reform"), ("reorm", "reform"),
        ("refform", "reform"), ("refarm", "reform"), ("insarunce", "insurance"),
        ("insurance", "insurancess"), ("insuranec", "insurance"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_forgiven(typed, known):
    assert english.mistyped(typed, known)
    assert english.mistyped(known, typed)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("aid", "aids"),  # too short
        ("urban", "rural"), ("zeform", "reform"),  # another first letter
        ("employer", "employee"), ("reform", "reforn"),  # another last letter, in its place
        ("plan5", "plan"), ("plan", "plan5"), ("18th", "19th"), ("2018x", "2019x"),  # numbers
        ("reform", "refaxm"), ("cavorage", "coverage"),  # two slips in a short word
        ("adninistretiom", "administration"),  # three in a long one
        ("fund", "fundss"), ("insurance", "insuranceses"),  # lengths too far apart
    ],
)  # fmt: skip
def test_another_word_is_no_slip(typed, known):
    assert not english.mistyped(typed, known)
    assert not english.mistyped(known, typed)


def test_the_beginning_of_a_word_has_three_letters():
    assert english.begins("ins", "insurance")
    assert english.begins("in", "in")
    assert not english.begins("in", "insurance")
    assert not english.begins("surance", "insurance")
    assert not english.begins("insurance", "ins")


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1),
        ("ab", "ba", 1), ("abcd", "acbd", 1), ("abcd", "badc", 2), ("kitten", "sitting", 3),
        ("sunday", "saturday", 3), ("ca", "abc", 3), ("aab", "aba", 1), ("xab", "xba", 1),
        ("aaa", "a", 2),
    ],
)  # fmt: skip
def test_edits_are_counted_as_optimal_string_alignment_does(first, second, edits):
    assert english._edits(first, second) == edits
    assert english._edits(second, first) == edits


# -- Chinese characters ----------------------------------------------------------------------------


def test_characters_without_particles_and_spaces():
    assert chinese.characters("养老 的 保险之１８了") == "养老保险18"


@pytest.mark.parametrize(
    ("text", "kinds", "bare"),
    [
        ("中国养老保险制度", {"制度"}, "养老保险"),
        ("我国养老保险", {"制度"}, "养老保险"),
        ("养老保险中国", {"制度"}, "养老保险中国"),
        ("医保机构改革", {"改革", "机构改革", "reform"}, "医保"),
        ("机构改革", {"改革", "机构改革"}, "机构"),
        ("医保改革", {"革", "改革"}, "医保"),  # the longer word, though 革 sorts after 改
        ("改革", {"改革"}, "改革"),
        ("养老reform", {"reform"}, "养老reform"),
        ("制度保险", {"制度"}, "制度保险"),
    ],
)
def test_the_country_and_a_word_for_the_kind_are_taken_off(text, kinds, bare):
    assert chinese.without_kind(text, frozenset(kinds)) == bare


@pytest.mark.parametrize(
    ("typed", "known", "same"),
    [
        ("改革医保", "医保改革", True),  # 2 of 3 pairs
        ("cdefba", "abcdef", True),  # 3 of 5 pairs: just enough
        ("保医改革", "医保改革", False),  # 1 of 3 pairs
        ("医保改改", "医保改革", False),
        ("医保改革", "医保改革", True),
    ],
)
def test_the_same_characters_in_another_order(typed, known, same):
    assert chinese.reordered(typed, known) is same


@pytest.mark.parametrize(
    ("typed", "known", "short"),
    [
        ("基本保险", "基本养老保险", True),
        ("abcdef", "abcdefghij", True),  # six of ten: just enough
        ("abcde", "abcdefghij", False),
        ("abc", "abcd", False),  # too short to tell
        ("abcd", "abcd", True),
        ("abdc", "abcde", False),  # out of order
        ("abcx", "abcde", False),
    ],
)
def test_a_short_form_keeps_the_order(typed, known, short):
    assert chinese.short_form(typed, known) is short


@pytest.mark.parametrize(
    ("typed", "known", "slip"),
    [
        ("基本保陷金", "基本保险金", True),
        ("本保陷金", "本保险金", False),  # four characters only
        ("基本保陷今", "基本保险金", False),  # two slips
        ("基本保险金", "基本保险金", False),  # none
        ("城镇保险金", "乡镇保险金", False),  # 城 and 乡 tell apart
        ("基本保险医", "基本保险金", False),
        ("基本保险金", "基本保险医", False),
        ("基本保险a", "基本保险金", False),
        ("基本保险金", "基本保险b", False),
        ("基本保陷", "基本保险金", False),
    ],
)
def test_a_wrong_character_is_a_slip_unless_it_tells_names_apart(typed, known, slip):
    assert chinese.mistyped(typed, known) is slip


@pytest.mark.parametrize(
    ("typed", "known", "share"),
    [("养老", "养老", 1.0), ("养老保险", "养老金", 0.4), ("养", "养", 0.0), ("", "", 0.0),
     ("哈哈哈", "哈哈", 2 / 3)],
)  # fmt: skip
def test_likeness_is_the_share_of_common_pairs(typed, known, share):
    assert chinese.likeness(typed, known) == pytest.approx(share)


# -- ranking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "way"),
    [
        ("Old-age fund", "Old-age fund", ("name", 100)),
        ("old age FUND", "Old-age fund", ("folded", 99)),
        ("oldage fund", "Old-age fund", ("folded", 99)),
        ("fund, old age", "Old-age fund", ("words", 98)),
        ("the funds of old age", "Old-age fund", ("endings", 96)),
        ("old age", "old-age fund pool", ("part", 85)),  # 2 of 4 words
        ("fund age", "old-age fund", ("part", 86.67)),  # apart, but 2 of 3 words
        ("age pool", "old-age fund pool", ("likeness", 6.67)),  # apart, 1 of 2: 2*2/(2+4)
        ("ins refo", "insurance reform", ("beginning", 80)),
        ("ins", "insurance reform", ("beginning", 75)),
        ("insurence reform", "insurance reform", ("typo", 70)),
        ("insurence", "insurance reform", ("typo in part", 50)),
        ("covarage", "coverage plan", ("typo in part", 50)),  # eight letters: just enough
        ("pooled ins", "pooling insurance", ("beginning", 80)),
        # 13 of 20 words that stand apart, and 3 of 4 and 16: just enough.
        (
            "bb cc dd ff gg hh jj kk ll nn oo pp rr",
            "aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp qq rr ss tt",
            ("part", 86.5),
        ),
        ("bb cc dd zz", "aa bb ee cc ff dd gg hh ii jj kk ll mm nn oo pp", ("likeness", 3)),
        ("refrom", "insurance reform", ("likeness", 5.33)),  # 2*0.8/(1+2)
        ("insurance tables", "insurance reform", ("likeness", 5)),  # 2*1/(2+2)
        ("insurence tables", "insurance reform", ("likeness", 4)),  # 2*0.8/(2+2)
        ("insurance tables of one more kind", "insurance reform", None),  # 2*1/(5+2) < 0.3
        ("tables", "insurance reform", None),
        ("fund fund", "fund", ("likeness", 6.67)),  # each word needs one of its own: 2*1/(2+1)
        ("of the", "fund", None),
        ("fund", "of the", None),
        ("-", "fund", None),
        ("养老保险", "养老保险", ("name", 100)),
        ("养老 保险", "养老保险", ("folded", 99)),
        ("养老的保险", "养老保险", ("folded", 99)),
        ("改革医保", "医保改革", ("words", 98)),
        ("养老", "养老保险", ("part", 85)),
        ("基本保险", "基本养老保险", ("beginning", 76.67)),
        ("基本保陷金", "基本保险金", ("typo", 70)),
        ("养老金问题", "养老金补贴", ("likeness", 5)),  # 2*2/(4+4)
        ("养老问题", "养老金补贴款", None),  # 2*1/(3+5) < 0.3
        ("失业", "养老保险", None),
        ("中国", "之", None),  # a name of particles only names nothing
        ("之", "中国", None),
        ("养", "养老保险", None),
        ("fund", "养老保险", None),
        ("养老保险", "fund", None),
    ],
)
def test_a_name_fits_in_the_best_way_there_is(text, name, way):
    assert fit(text, name) == way


@pytest.mark.parametrize(
    ("text", "name", "kinds", "way"),
    [
        ("drug reform", "drug", ("Reform", "Measure"), ("kind", 95)),
        ("drug measure", "drug", ("Reform", "Measure"), ("kind", 95)),
        ("drug measure", "drug", ("Reform",), ("kind", 95)),  # a reform is a measure
        ("drugs in China", "drug", (), ("kind", 95)),
        ("drug reform", "drug", ("Goal",), ("likeness", 6.67)),
        ("health care scheme", "health care system", ("Policy",), ("kind", 95)),
        ("care scheme", "care system", ("Policy",), ("likeness", 5)),  # one word is too little
        ("health care scheme", "health care system", ("Goal",), ("likeness", 6.67)),
        ("药品改革", "药品", ("Reform",), ("kind", 95)),
        ("中国药品", "药品", ("Reform",), ("kind", 95)),
        ("药品采购改革", "药品采购举措", ("Reform",), ("kind", 95)),
        ("药采购改革", "药采购举措", ("Reform",), ("likeness", 5)),  # three are too few
    ],
)
def test_a_word_for_the_kind_may_be_added_or_stand_for_another(text, name, kinds, way):
    assert fit(text, name, kinds) == way


def test_a_thing_is_known_by_the_best_of_its_names_and_its_slug():
    thing = bearer("old-barrier", "the obstacle", "barriers of old", "Old barrier")
    assert [(match.name, match.how) for match in rank([thing], "old barrier")] == [
        ("old barrier", "name")
    ]
    assert [(match.name, match.how) for match in rank([thing], "barrier of olds")] == [
        ("barriers of old", "endings")
    ]


def test_of_names_that_fit_as_well_the_first_is_told():
    thing = bearer("x", "Old Barrier", "OLD BARRIER")
    assert [match.name for match in rank([thing], "old barrier")] == ["Old Barrier"]


def test_the_best_come_first_then_the_shortest_name_then_by_iri():
    known = [
        bearer("d", "fund pool reserve"),
        bearer("c", "funds pool"),
        bearer("b", "fund pools"),
        bearer("a", "fund pond"),
        bearer("z", "trust"),
    ]
    assert [match.entity.iri[-1] for match in rank(known, "fund")] == ["a", "b", "c", "d"]


def test_what_is_merely_like_a_name_is_told_only_where_nothing_fits():
    known = [bearer("a", "insurance reform"), bearer("b", "insurance tables law")]
    assert [m.entity.iri[-1] for m in rank(known, "insurance tables")] == ["b"]
    assert [m.how for m in rank(known, "insurance table saw")] == ["likeness", "likeness"]


def test_parts_of_names_are_told_beside_a_whole_name_only_where_they_are_wanted():
    known = [bearer("a", "fund pool"), bearer("b", "fund")]
    assert [match.how for match in rank(known, "fund")] == ["name"]
    assert [match.how for match in rank(known, "fund", parts=True)] == ["name", "part"]


def test_nothing_typed_fits_nothing():
    assert rank([bearer("a", "-", "fund")], " - ") == []


def test_an_iri_goes_before_a_slug_and_the_first_of_two_slugs_is_taken():
    first, second = Entity("http://a.org/fund"), Entity("http://b.org/fund")
    known = [Bearer.of(first, ("x",)), Bearer.of(second, ("y",))]
    assert by_identifier(known, "http://b.org/fund", "fund") == Match(
        second, "http://b.org/fund", "IRI", 100
    )
    assert by_identifier(known, None, "fund") == Match(first, "fund", "slug", 100)
    assert by_identifier(known, "http://c.org/fund", "pool") is None


def test_a_match_is_told_in_the_readers_language():
    thing = Entity("https://w3id.org/sskg/id/fund", {"en": "the fund", "zh": "基金"}, ("Kind",))
    match = Match(thing, "fund", "folded", 99)
    assert match.line() == "id:fund  Kind  the fund"
    assert match.line("zh") == "id:fund  Kind  基金"
    taken = Taken("funt", (thing,), "folded")
    assert taken.notice() == "“funt” is taken for: the fund (id:fund)"
    assert "基金" in taken.notice("zh")
    assert "id:fund" in taken.notice("zh")
    assert not match.exact
    assert [Match(thing, "", how, 0).exact for how in ("IRI", "slug", "name", "words")] == [
        True, True, True, False,
    ]  # fmt: skip
