"""The parameters of lookups on the web, read from what an address has."""

from __future__ import annotations

import pytest

from sskg.capabilities import Parameter, read_all
from sskg.errors import RequestError
from sskg.language.message import verbatim

NAME = Parameter("name", verbatim("what it is called"), required=True)
DEPTH = Parameter("depth", verbatim("how far"), whole=(1, 20), default=3)
WAY = Parameter("way", verbatim("which way"), choices=("in", "out"), default="out")
WHOLE = Parameter("all", verbatim("all of it"), flag=True)
KINDS = Parameter("type", verbatim("kinds"), repeat=True)
LEVELS = Parameter("level", verbatim("levels"), repeat=True, whole=(0, 9))


def refusal(parameter: Parameter, *values: str) -> tuple[str, str | None]:
    with pytest.raises(RequestError) as caught:
        parameter.read(values)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    ("parameter", "values", "read"),
    [
        (NAME, ["  the fund "], "the fund"),
        (NAME, ["", "the fund", " "], "the fund"),
        (NAME, ["x" * 1000], "x" * 1000),
        (DEPTH, [], 3),
        (DEPTH, [""], 3),
        (DEPTH, ["1"], 1),
        (DEPTH, ["20"], 20),
        (DEPTH, ["007"], 7),
        (WAY, [], "out"),
        (WAY, ["in"], "in"),
        (KINDS, [], ()),
        (KINDS, ["", "Goal", " Reform "], ("Goal", "Reform")),
        (KINDS, ["x"] * 50, ("x",) * 50),
        (LEVELS, ["0", "9"], (0, 9)),
    ],
)
def test_a_value_is_read(parameter, values, read):
    assert parameter.read(values) == read


@pytest.mark.parametrize("value", ["", "1", "true", "YES", "on", " On "])
def test_a_flag_that_stands_there_is_true(value):
    assert WHOLE.read([value]) is True


@pytest.mark.parametrize("values", [[], ["0"], ["False"], ["no"], ["off"]])
def test_a_flag_that_is_missing_or_denied_is_false(values):
    assert WHOLE.read(values) is False


@pytest.mark.parametrize(
    ("parameter", "values", "message", "hint"),
    [
        (NAME, [], "“name” is missing", "what it is called"),
        (NAME, [" "], "“name” is missing", "what it is called"),
        (NAME, ["a", "b"], "“name” is given 2 times", None),
        (NAME, ["x" * 1001], "“name” has more than 1000 characters", None),
        (WHOLE, ["", ""], "“all” is given 2 times", None),
        (WHOLE, ["maybe"], "“all” is true or false", None),
        (DEPTH, ["0"], "“depth” is a whole number from 1 to 20", None),
        (DEPTH, ["21"], "“depth” is a whole number from 1 to 20", None),
        (DEPTH, ["+3"], "“depth” is a whole number from 1 to 20", None),
        (DEPTH, ["٣"], "“depth” is a whole number from 1 to 20", None),
        (DEPTH, ["3 3"], "“depth” is a whole number from 1 to 20", None),
        (DEPTH, ["0000000003"], "“depth” is a whole number from 1 to 20", None),
        (WAY, ["up"], "“way” cannot be “up”", "one of in, out"),
        (WAY, ["x" * 41], f"“way” cannot be “{'x' * 40}”", "one of in, out"),
        (KINDS, ["x"] * 51, "“type” is given more than 50 times", None),
        (LEVELS, ["1", "10"], "“level” is a whole number from 0 to 9", None),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name(parameter, values, message, hint):
    assert refusal(parameter, *values) == (message, hint)


def test_a_number_of_nine_digits_is_still_read():
    assert Parameter("n", verbatim(""), whole=(0, 10**9)).read(["123456789"]) == 123456789


def test_all_parameters_are_read_and_what_every_address_takes_is_left_to_others():
    given = {"name": ["a"], "lang": ["zh"], "format": ["csv"], "depth": ["2"]}
    assert read_all((NAME, DEPTH, WHOLE), given) == {"name": "a", "depth": 2, "all": False}


def test_an_unknown_parameter_lists_the_known():
    with pytest.raises(RequestError) as caught:
        read_all((NAME, DEPTH), {"name": ["a"], "y" * 41: ["1"]})
    assert caught.value.message == f"there is no parameter “{'y' * 40}”"
    assert caught.value.hint == "parameters: name, depth, format, lang"
