"""Names are picked from lines while these are loaded: from all that tell one, however cut."""

from __future__ import annotations

from contextlib import closing
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from sskg.process.parent import GONE
from sskg.rdf.terms import TYPE
from sskg.store.names_gathering import Gatherer, Picker

NAMED = "<https://w3id.org/sskg/id/a>"
LABELLED = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


class Kept:
    """Stands for a gatherer: keeps what a picker sends."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.ends = 0

    def send(self, lines: bytes) -> None:
        self.lines += lines.splitlines()

    def ended(self) -> None:
        self.ends += 1

    def give_up(self) -> None:
        raise AssertionError("no IRI here is written with escapes")


KIND = "<https://w3id.org/sskg/ontology#Goal>"
TELLING = [
    f'{NAMED} {LABELLED} "zebra" .',
    f'{NAMED} {LABELLED.replace("prefLabel", "altLabel")} "养老" .',
    f"{NAMED} <{TYPE.value}> {KIND} .",
    f"{NAMED}\t<{TYPE.value}>\t{KIND.replace('Goal', 'Claim')} .",
]
SILENT = [
    "",
    "# prefLabel",
    f'{NAMED} <https://w3id.org/sskg/ontology#unitLabel> "people" .',
    f"{NAMED} <{TYPE.value}> {KIND.replace('Goal', 'Claim')} .",
    f"{NAMED} <{TYPE.value}> {KIND.replace('Goal', 'Passage')} .",
]


@given(st.lists(st.sampled_from(TELLING + SILENT)), st.lists(st.integers(1, 90)), st.booleans())
def test_lines_are_picked_wherever_a_block_ends(lines, sizes, whole):
    text = "\n".join(lines).encode() + (b"\n" if whole else b"")
    kept = Kept()
    picker = Picker(cast("Gatherer", kept))
    for size in [*sizes, len(text)]:
        if block := text[:size]:
            picker.feed(block)
        text = text[size:]
    picker.feed(b"")
    picker.feed(b"")
    assert set(kept.lines) == {line.encode() for line in lines if line in TELLING}
    assert kept.ends == 1


def test_the_indexing_ends_with_its_parent(tmp_path):
    with closing(Gatherer(tmp_path / "names.sqlite")) as gatherer:
        process = gatherer._indexing
        assert process.stdin is not None
        with process:
            process.stdin.close()
            assert process.wait(30) == GONE
