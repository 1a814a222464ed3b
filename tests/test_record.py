"""Records behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from sskg.record import is_record, record


@record
class Named:
    iri: str
    labels: tuple[str, ...] = ()


@record
class Thing(Named):
    kinds: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.kinds[0]


@record
class One:
    text: str


@dataclass(frozen=True, slots=True)
class Plain:
    iri: str
    labels: tuple[str, ...] = ()


def test_values_come_by_place_by_name_and_by_default():
    thing = Thing("urn:x", kinds=["Reform"])
    assert (thing.iri, thing.labels, thing.kinds, thing.kind) == ("urn:x", (), ["Reform"], "Reform")
    assert Thing("a").kinds is not Thing("a").kinds
    assert [each.name for each in fields(thing)] == ["iri", "labels", "kinds"]
    match thing:
        case Thing(iri, _, [kind]):
            assert (iri, kind) == ("urn:x", "Reform")


@pytest.mark.parametrize(
    ("values", "named"), [
        ((), {}), (("a", (), "more"), {}), (("a",), {"iri": "b"}), (("a",), {"other": 1}),
        ((), {"labels": ()}),
    ],
)  # fmt: skip
def test_wrong_values_are_refused(values, named):
    with pytest.raises(TypeError, match="Named"):
        Named(*values, **named)


def test_it_compares_hashes_and_prints_as_a_dataclass_does():
    assert Named("a", ("b",)) == Named("a", ("b",)) != Named("a")
    assert hash(Named("a", ("b",))) == hash(Named("a", ("b",)))
    others: list[object] = [Thing("a"), "a", ("a", ())]
    assert all(Named("a") != other for other in others)
    assert {One("a"): 1}[One("a")] == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Thing("a", (), ["b"]))
    assert repr(Named("a", ("b",))) == repr(Plain("a", ("b",))).replace("Plain", "Named")


def test_it_cannot_be_changed_and_has_no_room_for_more():
    named = Named("a")
    for change in (lambda: setattr(named, "iri", "b"), lambda: setattr(named, "more", "b")):
        with pytest.raises(FrozenInstanceError):
            change()
    with pytest.raises(FrozenInstanceError):
        del named.iri
    assert not hasattr(named, "__dict__")


def test_what_works_on_dataclasses_works_on_it():
    thing = Thing("a", ("b",), ["c"])
    assert is_dataclass(thing)
    assert replace(thing, iri="z") == Thing("z", ("b",), ["c"])
    assert copy.copy(thing) == thing
    deep = copy.deepcopy(thing)
    assert deep == thing
    assert deep.kinds is not thing.kinds
    assert is_record(Thing)
    assert not is_record(Plain)
