"""Messages: one sentence in several languages, with what fills it."""

from __future__ import annotations

import pickle

from sskg.errors import QuerySyntaxError, UnknownName
from sskg.language.message import WEB, by_door, counted, listed, msg, tell, verbatim
from sskg.model import Entity

FUND = Entity("urn:fund", {"en": "fund", "zh": "基金"})


def test_a_message_is_its_english_sentence():
    assert msg("there is no kind “{kind}”", kind="Dragon") == "there is no kind “Dragon”"


def test_a_message_is_told_in_chinese_with_what_fills_it_as_it_is():
    message = msg("there is no kind “{kind}”", kind="{kind}.*")
    assert tell(message, "zh") == "没有“{kind}.*”这一类别"


def test_things_are_named_by_their_labels_in_the_readers_language():
    message = msg("the graph has no such relation of “{label}”", label=FUND)
    assert message == "the graph has no such relation of “fund”"
    assert tell(message, "zh") == "图谱中“基金”没有这样的关系"


def test_what_fills_a_message_is_told_too():
    message = msg("{what}: {reason}", what=msg("no such file"), reason=verbatim("EIO"))
    assert (str(message), tell(message, "zh")) == ("no such file: EIO", "没有此文件：EIO")


def test_english_tells_one_from_many():
    assert [counted("{n} hop", "{n} hops", n) for n in (0, 1, 2)] == ["0 hops", "1 hop", "2 hops"]
    assert [tell(counted("{n} hop", "{n} hops", n), "zh") for n in (1, 2)] == ["1步", "2步"]


def test_lists_have_each_languages_comma():
    message = listed([FUND, "x"])
    assert (str(message), tell(message, "zh")) == ("fund, x", "基金、x")


def test_numbers_keep_their_format():
    assert tell(msg("the request has more than {n:,} bytes", n=1000), "zh") == "请求超过1,000字节"


def test_the_web_is_told_what_can_be_typed_there():
    message = by_door(msg("use one of the names on the left"), web=msg("no such file"))
    assert tell(message, "en") == "use one of the names on the left"
    assert tell(message, "en", WEB) == "no such file"
    assert tell(message, "zh", WEB) == "没有此文件"
    hint = UnknownName("x").hint
    assert hint is not None
    assert tell(hint, "en") == "sskg find TEXT searches all names"
    assert tell(hint, "zh", WEB) == "/find?text=… 可搜索所有名称"


def test_errors_keep_their_messages_when_another_process_gets_them():
    wrong = msg("“{piece}” cannot stand here", piece="!")
    error = pickle.loads(  # noqa: S301  (our own bytes)
        pickle.dumps(QuerySyntaxError(wrong, line=1, column=8, source="SELECT !"))
    )
    assert isinstance(error, QuerySyntaxError)
    assert (error.line, error.excerpt()) == (1, "SELECT !\n       ^")
    assert tell(error.message, "zh") == "“!”不能出现在这里"
    assert error.place is not None
    assert tell(error.place, "zh") == "查询，第1行第8列"


def test_an_error_that_another_process_got_has_its_hint():
    error = pickle.loads(pickle.dumps(UnknownName("x")))  # noqa: S301
    assert (str(error), error.exit_code) == ("“x” is not in the graph", 1)
    assert error.hint == "sskg find TEXT searches all names"
