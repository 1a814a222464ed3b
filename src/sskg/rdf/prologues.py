"""The prefixes and the base that RDF files declare, for queries about what they say."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import RdfFormat, parse

from sskg.rdf.terms import PREFIXES, Prologue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from io import BufferedReader
    from typing import IO

_HEAD: Final = 1 << 16
_OVERLAP: Final = 1 << 10
"""Bytes of a declaration that may begin in one block and end in the next."""

# What may be a declaration, and bytes that tell quickly that there is none.
_SPACE: Final = rb"(?:\s|#[^\r\n]*[\r\n])"
_TURTLE: Final = (
    rb"(?i:prefix)" + _SPACE + rb"+[^\s:<>\"']*:" + _SPACE + rb"*<",
    (b"refix", b"REFIX"),
)
_XML: Final = rb"\sxmlns:[^\s=]+\s*=", (b"xmlns:",)
_DECLARING: Final = {
    RdfFormat.TURTLE: _TURTLE, RdfFormat.TRIG: _TURTLE, RdfFormat.RDF_XML: _XML,
}  # fmt: skip


class Watch:
    """Notices whether a file may declare something behind its head, while it is read.

    What only looks like a declaration, as in a text, is noticed too: `Head.declared` looks again.

    Attributes:
        late: whether there is such a thing.
    """

    def __init__(self, form: RdfFormat) -> None:
        self._form = form
        self._seen = 0
        self._tail = b""
        self.late = False

    def feed(self, block: bytes) -> None:
        """Look at the next bytes."""
        start = max(0, _HEAD - self._seen - _OVERLAP)
        self._seen += len(block)
        if self.late or self._seen <= _HEAD:
            return
        if self._form == RdfFormat.JSON_LD:
            # It is understood once it is whole.
            self.late = True
        elif self._form in _DECLARING:
            pattern, signs = _DECLARING[self._form]
            seen = self._tail + block[start:]
            self._tail = seen[-_OVERLAP:]
            self.late = any(sign in seen for sign in signs) and bool(re.search(pattern, seen))


class Head(NamedTuple):
    """The first bytes of a file, which was then read as a whole.

    Attributes:
        content: the bytes; they may end within a statement.
        form: the RDF format that they are in.
        base: IRI of the file itself, if it has one.
        watch: what is noticed behind them.
        again: opens the whole file once more; None for what can be read only once.
    """

    content: bytes
    form: RdfFormat
    base: str | None
    watch: Watch
    again: Callable[[], AbstractContextManager[IO[bytes]]] | None

    @classmethod
    def of(
        cls,
        stream: BufferedReader,
        form: RdfFormat,
        base: str | None,
        watch: Watch,
        again: Callable[[], AbstractContextManager[IO[bytes]]] | None = None,
    ) -> Head:
        """Return the head of a stream, which is then still to be read."""
        return cls(stream.peek(_HEAD)[:_HEAD], form, base, watch, again)

    def declared(self) -> Prologue:
        """Return the prefixes and the base that the file declares, or else the file's own base.

        It is parsed once more where it may declare something behind its head. What can be read
        only once is known by its head alone.
        """
        if not self.watch.late or self.again is None:
            return self._declared(self.content)
        with self.again() as stream:
            return self._declared(stream)

    def _declared(self, content: bytes | IO[bytes]) -> Prologue:
        parser = parse(input=content, format=self.form, base_iri=self.base)
        prefixes: dict[str, str] = {}
        base = self.base
        # XML's declarations are forgotten where their element ends.
        forgets = self.form == RdfFormat.RDF_XML
        with suppress(SyntaxError):  # where the head ends, as the file itself was sound
            for at, _ in enumerate(parser):
                if at == 0:
                    base = parser.base_iri
                if at == 0 or forgets:
                    prefixes |= parser.prefixes
        return Prologue(prefixes | parser.prefixes, base)


def together(prologues: Iterable[Prologue]) -> Prologue:
    """Return the prologue for queries of several files, which names what ours does too.

    What the files declare goes before what we do. A prefix that means this in one file and that in
    another is none of theirs; a base that not all have is none.
    """
    every = list(prologues)
    meanings: dict[str, set[str]] = {}
    for prologue in every:
        for prefix, iri in prologue.prefixes.items():
            meanings.setdefault(prefix, set()).add(iri)
    agreed = {prefix: iri for prefix, (iri, *others) in meanings.items() if not others}
    bases = {prologue.base for prologue in every}
    return Prologue({**PREFIXES, **agreed}, bases.pop() if len(bases) == 1 else None)
