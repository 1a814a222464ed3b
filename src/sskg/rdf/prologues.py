"""The prefixes and the base that RDF files declare, for queries about what they say."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import parse

from sskg.rdf.terms import PREFIXES, Prologue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import BufferedReader

    from pyoxigraph import RdfFormat

_HEAD: Final = 1 << 16
_MOST: Final = 1000
"""Statements of a file's head that are parsed: what is declared behind them is not seen."""


class Head(NamedTuple):
    """The first bytes of a file, which was then read as a whole.

    Attributes:
        content: the bytes; they may end within a statement.
        form: the RDF format that they are in.
        base: IRI of the file itself, if it has one.
    """

    content: bytes
    form: RdfFormat
    base: str | None

    @classmethod
    def of(cls, stream: BufferedReader, form: RdfFormat, base: str | None) -> Head:
        """Return the head of a stream, which is then still to be read."""
        return cls(stream.peek(_HEAD)[:_HEAD], form, base)

    def declared(self) -> Prologue:
        """Return the prefixes and the base that the head declares, or else the file's own base."""
        parser = parse(input=self.content, format=self.form, base_iri=self.base)
        prefixes: dict[str, str] = {}
        base = self.base
        with suppress(SyntaxError):  # where the head ends, as the file itself was sound
            for at, _ in enumerate(islice(parser, _MOST)):
                if at == 0:
                    # XML's declarations are forgotten where their element ends.
                    prefixes, base = parser.prefixes, parser.base_iri
        return Prologue(prefixes | parser.prefixes, base)


def together(prologues: Iterable[Prologue]) -> Prologue:
    """Return the prologue for queries of several files, which names what ours does too.

    What the files declare goes before what we do. A prefix that means this in one file and that in
    another is none of theirs; a base that not all have is none.
    """
    given = list(prologues)
    meanings: dict[str, set[str]] = {}
    for prologue in given:
        for prefix, iri in prologue.prefixes.items():
            meanings.setdefault(prefix, set()).add(iri)
    agreed = {prefix: iri for prefix, (iri, *others) in meanings.items() if not others}
    bases = {prologue.base for prologue in given}
    return Prologue({**PREFIXES, **agreed}, bases.pop() if len(bases) == 1 else None)
