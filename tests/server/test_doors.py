"""One capability at every door: command line, Python and web, with the same values."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import click
import pytest

import sskg
from sskg import model
from sskg.api import Graph, Scope
from sskg.capabilities import CAPABILITIES
from sskg.capabilities.table import GAPS, MODALITIES
from sskg.cli.main import COMMANDS, cli
from sskg.errors import SskgError
from sskg.ontology import assets
from sskg.questions.gaps import KINDS
from sskg.server.failures import described
from sskg.server.frontend.description import describe_interface
from tests.conftest import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.capabilities import Capability

Values = dict[str, Any]

YES, NO, WRONG = 0, 1, 2
STATUS = {YES: 200, NO: 404, WRONG: 400}

# Each capability, asked with values that are answered, that are answered with no, that are wrong.
ASKED: list[tuple[str, Values, int]] = [
    ("find", {"text": "pooling"}, YES),
    ("find", {"text": "insurance", "kind": ["policies", "reform"], "limit": 3}, YES),
    ("find", {"text": "qqqqqq"}, NO),
    ("find", {"text": "pooling", "kind": ["Dragon"]}, WRONG),
    ("find", {"text": "pooling", "limit": 0}, WRONG),
    ("show", {"name": "drug procurement"}, YES),
    ("show", {"name": "retired soldier"}, YES),
    ("show", {"name": "ten-years-s19d-c2"}, YES),
    ("show", {"name": "医保改革", "kind": ["Reform"]}, NO),
    ("show", {"name": "no such thing at all"}, NO),
    ("show", {"name": "insurance"}, WRONG),
    ("list", {"kind": ["reform", "goal"], "limit": 7}, YES),
    ("list", {"document": ["xinhua-2021"], "modality": ["required"]}, YES),
    ("list", {"kind": ["Dragon"]}, WRONG),
    ("show", {"name": "ten-years:4803-4864"}, YES),
    ("show", {"name": "ten-years:4864-4866"}, NO),
    ("show", {"name": "common prosperity", "document": ["xinhua-2021"]}, YES),
    ("show", {"name": "national-pooling", "document": ["xinhua-2021"]}, NO),
    ("show", {"name": "outcome"}, NO),
    ("find", {"text": "1.36 billion"}, YES),
    ("relations", {"name": "retired soldiers", "kind": ["reform"]}, NO),
    ("relations", {"name": "social-security-system", "min_documents": 2}, YES),
    ("relations", {"name": "national-pooling"}, YES),
    ("relations", {"name": "national-pooling", "direction": "out", "hops": 2}, YES),
    ("relations", {"name": "social security system", "predicate": ["concerns"],
                   "direction": "in", "kind": ["reform"]}, YES),
    ("relations", {"name": "poverty", "predicate": ["resolves"]}, NO),
    ("relations", {"name": "poverty", "direction": "up"}, WRONG),
    ("relations", {"name": "poverty", "predicate": ["frobnicates"]}, WRONG),
    ("relations", {"name": "poverty", "hops": 11}, WRONG),
    ("path", {"start": "2018 institutional reform", "end": "common prosperity"}, YES),
    ("path", {"start": "national-pooling", "end": "common-prosperity", "limit": 1,
              "modality": ["reported", "required"], "avoid": ["social-security-system"]}, YES),
    ("path", {"start": "national-pooling", "end": "common-prosperity", "kind": ["Outcome"],
              "predicate": ["contributes to", "produces"]}, NO),
    ("path", {"start": "national-pooling", "end": "common-prosperity", "hops": 1}, NO),
    ("path", {"start": "national-pooling", "end": "national-pooling"}, WRONG),
    ("path", {"start": "national-pooling", "end": "poverty", "modality": ["sworn"]}, WRONG),
    ("why", {"name": "reform dividends"}, YES),
    ("why", {"name": "national pooling", "down": True, "hops": 2}, YES),
    ("why", {"name": "national pooling", "kind": ["reform"]}, YES),
    ("why", {"name": "no such thing at all"}, NO),
    ("timeline", {"kind": ["reform"]}, YES),
    ("timeline", {"since": "2019", "until": "2021-02", "limit": 2}, YES),
    ("timeline", {"since": "soon"}, WRONG),
    ("timeline", {"since": "2020", "until": "2019"}, WRONG),
    ("figures", {}, YES),
    ("figures", {"name": "housing", "limit": 1}, YES),
    ("figures", {"sort": "change", "falling": True}, YES),
    ("figures", {"sort": "size"}, WRONG),
    ("figures", {"document": ["ten years"], "modality": ["reported"]}, YES),
    ("gaps", {"modality": ["reported"]}, YES),
    ("why", {"name": "reform dividends", "document": ["ten-years"]}, YES),
    ("timeline", {"document": ["xinhua-2021"]}, YES),
    ("stats", {"document": ["xinhua-2021"]}, YES),
    ("stats", {"document": ["no such document"]}, NO),
    ("figures", {"name": "no such thing at all"}, NO),
    ("gaps", {}, YES),
    ("gaps", {"gap": ["goals", "measures"], "limit": 1}, YES),
    ("gaps", {"gap": ["everything"]}, WRONG),
    ("stats", {}, YES),
    ("stats", {"limit": 1}, YES),
    ("sources", {"limit": 1}, YES),
    ("commitments", {"name": "national-pooling"}, YES),
    ("commitments", {"document": ["xinhua-2021"], "limit": 2}, YES),
    ("commitments", {"name": "drug procurement"}, YES),
    ("commitments", {"name": "individual accounts", "limit": 3}, YES),
    ("commitments", {"name": "poverty"}, NO),
    ("commitments", {"limit": 0}, WRONG),
    ("compare", {"first": "ten-years", "second": "xinhua-2021", "limit": 2}, YES),
    ("compare", {"first": "ten-years", "second": "ten years"}, WRONG),
    ("compare", {"first": "ten-years", "second": "no such document"}, NO),
    ("queries", {}, YES),
    ("queries", {"show": "reforms"}, YES),
    ("queries", {"show": "refroms"}, WRONG),
]  # fmt: skip


def arguments(capability: Capability, values: Values) -> list[str]:
    """Return values as the command line takes them."""
    typed: list[str] = []
    for parameter in capability.parameters:
        if parameter.name not in values:
            continue
        value = values[parameter.name]
        if parameter.argument:
            typed += value if parameter.repeat else [value]
        else:
            option = f"--{parameter.name.replace('_', '-')}"
            for each in value if parameter.repeat else [value]:
                typed += [option] if each is True else [option, str(each)]
    return typed


def fields(values: Values) -> dict[str, Any]:
    """Return values as an address has them."""
    return {name: "true" if value is True else value for name, value in values.items()}


@pytest.fixture(scope="module", autouse=True)
def whole_graph() -> Iterator[None]:
    """Let every door have the whole packaged graph, as the server has: a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "graph_places", lambda: WHOLE)
        yield


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sskg.open()


@pytest.mark.parametrize("asked_for", ASKED, ids=lambda asked: asked[0])
def test_every_door_gives_the_same(run, graph, served, asked_for):
    name, values, expected = asked_for
    capability = CAPABILITIES[name]
    ran = run(name, *arguments(capability, values), "--format", "json")
    asked = served.client.get(f"/{name}", params={**fields(values), "format": "json"})
    assert (ran.code, asked.status_code) == (expected, STATUS[expected])
    if expected == YES:
        answer = getattr(graph, name)(**values)
        assert graph.text(answer, "json") == ran.out == asked.text
        return
    assert ran.out == ""
    with pytest.raises(SskgError) as caught:
        getattr(graph, name)(**values)
    error = caught.value
    assert error.exit_code == expected
    assert described(error, "en") == {"status": asked.status_code, "error": asked.json()["error"]}


def test_every_capability_is_answered_and_refused_here():
    answered = {name for name, _, expected in ASKED if expected == YES}
    assert answered == set(CAPABILITIES)
    for name, capability in CAPABILITIES.items():
        given = {key for asked, values, _ in ASKED if asked == name for key in values}
        given |= {"document", "modality", "min_documents"}  # asked of each below
        assert given >= {each.name for each in capability.parameters} - {"via"}, name


@pytest.mark.parametrize("capability", CAPABILITIES.values(), ids=lambda each: each.name)
def test_a_method_has_the_parameters_of_the_table(capability):
    signature = inspect.signature(getattr(Graph, capability.name))
    shown = {
        name: parameter.default
        for name, parameter in signature.parameters.items()
        if name not in {"self", "scope"}
    }
    scope = set(Scope.__annotations__) if "scope" in signature.parameters else set()
    assert shown == {
        each.name: inspect.Parameter.empty if each.required else each.without
        for each in capability.parameters
        if each.name not in scope
    }
    assert scope <= {each.name for each in capability.parameters}


@pytest.mark.parametrize("capability", CAPABILITIES.values(), ids=lambda each: each.name)
def test_a_command_and_an_address_have_the_parameters_of_the_table(capability):
    names = {each.name for each in capability.parameters}
    command = cli.get_command(click.Context(cli, obj={"lang": "en"}), capability.name)
    assert command is not None
    shared = {"graphs", "lang", "sources", "form", "output", "color", "excel_safe", "json", "table",
              "brief", "pager", "apart", "imports", "profile"}  # fmt: skip
    assert {each.name for each in command.params} - shared == names
    operation = describe_interface()["paths"][f"/{capability.name}"]["get"]
    assert {each["name"] for each in operation["parameters"]} - {"lang", "format"} == names
    assert COMMANDS[capability.name][1] == capability.line


def test_each_kind_of_gap_and_each_modality_may_be_asked_for():
    assert GAPS == KINDS
    assert tuple(each.capitalize() for each in MODALITIES) == model.MODALITIES


def test_a_short_option_means_the_same_everywhere():
    meant: dict[str, set[str]] = {}
    for capability in CAPABILITIES.values():
        for each in capability.parameters:
            if each.short:
                meant.setdefault(each.short, set()).add(each.name)
    assert meant == {"-n": {"limit"}}
