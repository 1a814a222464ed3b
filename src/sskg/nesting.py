"""RDF that others wrote, looked at before a parser meets it.

What nests some thousand deep overflows the stack of Oxigraph's parsers and ends the process; a
document type in RDF/XML can be a bomb. No file that a person keeps comes near either.
"""

from __future__ import annotations

import re
from typing import IO, Final, Protocol

from pyoxigraph import RdfFormat

from sskg.errors import UnreadableInput

DEEPEST: Final = 256
"""Nesting that is still read: deeper triple terms and JSON overflow the parser's stack (at some
thousand), deeper XML and JSON take it quadratic time."""

_BLOCK: Final = 1 << 20
_LONGEST_WORD: Final = 4096
"""Bytes without a space that may wait for the next block: too few to nest deep."""

# Brackets of triple terms, and what tells whether one stands in a comment.
_ANGLES: Final = re.compile(rb"<<|>>|<[^\x00-\x20<>\"'{}|^`\\]*>|#|[\r\n]")
_INSIDE: Final = rb'[^"\\]*(?:\\.[^"\\]*)*(?P<end>")?'
_STRING: Final = re.compile(_INSIDE, re.DOTALL)
_JSON: Final = re.compile(rb'(?P<string>")' + _INSIDE + rb"|[{}\[\]]", re.DOTALL)


class Guarded:
    """Hand on a stream's bytes after looking for what the parser must not meet.

    Args:
        stream: what is read.
        form: the RDF format that it is in.
        place: what it is called in messages.
    """

    def __init__(self, stream: IO[bytes], form: RdfFormat, place: str) -> None:
        self._stream = stream
        self._block = b""
        self._at = 0
        self._guard: _Guard
        if form == RdfFormat.RDF_XML:
            self._guard = _Xml(place)
        elif form == RdfFormat.JSON_LD:
            self._guard = _Json(place)
        else:
            by_line = form in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
            self._guard = _TripleTerms(place, by_line=by_line)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`.

        Raises:
            UnreadableInput: the bytes hold a document type, or nest too deep.
        """
        if self._at >= len(self._block):
            self._block, self._at = self._stream.read(_BLOCK), 0
            self._guard.feed(self._block)
        end = len(self._block) if size < 0 else self._at + size
        taken = self._block[self._at : end]
        self._at += len(taken)
        return taken


class _Guard(Protocol):
    def feed(self, block: bytes) -> None: ...


class _TripleTerms:
    """Count the brackets of triple terms: all that open, and those that surely close.

    A bracket in a comment closes nothing. Strings are not told apart: what looks like a comment in
    one closes nothing either, so at worst nesting is taken for deeper than it is. In N-Triples and
    N-Quads no term goes on in the next line.
    """

    def __init__(self, place: str, *, by_line: bool) -> None:
        self._place = place
        self._by_line = by_line
        # Turtle nests statements without a bracket, too. The longer mark is found much faster.
        self._opening = b"<<(" if by_line else b"<<"
        self._depth = 0
        self._remark = False
        self._tail = b""

    def feed(self, block: bytes) -> None:
        seen = self._tail + block
        self._tail = b""
        if self._opening not in seen and not self._depth:
            # The comment, if it is one, may go on in the next block.
            last = max(seen.rfind(b"\n"), seen.rfind(b"\r")) + 1
            self._remark = seen.find(b"#", last) >= 0 or (self._remark and not last)
            self._tail = seen[len(seen.rstrip(b"<")) :][-2:]
            return
        cut = max(seen.rfind(space, -_LONGEST_WORD) for space in (b" ", b"\n", b"\t", b"\r")) + 1
        if block:
            # A word may go on in the next block; of a very long one, at least its last byte.
            cut = cut if cut or len(seen) <= _LONGEST_WORD else len(seen) - 1
            seen, self._tail = seen[:cut], seen[cut:]
        for found in _ANGLES.finditer(seen):
            mark = found[0]
            if mark == b"<<":
                self._depth += 1
            elif mark == b">>":
                self._depth -= self._depth > 0 and not self._remark
            elif mark == b"#":
                self._remark = True
            elif mark in b"\r\n":
                self._remark = False
                self._depth = 0 if self._by_line else self._depth
            if self._depth > DEEPEST:
                raise _too_deep(self._place, "triple terms")


class _Json:
    """Count the brackets of JSON outside its strings."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._depth = 0
        self._in_string = False
        self._tail = b""

    def feed(self, block: bytes) -> None:
        seen = self._tail + block
        # A backslash belongs to what follows it.
        self._tail = b"\\" if (len(seen) - len(seen.rstrip(b"\\"))) % 2 and block else b""
        seen = seen.removesuffix(self._tail)
        at = 0
        if self._in_string and (rest := _STRING.match(seen)):
            self._in_string = rest["end"] is None
            at = rest.end()
        for found in _JSON.finditer(seen, at):
            if found["string"]:
                self._in_string = found["end"] is None
            elif found[0] in b"{[":
                self._depth += 1
                if self._depth > DEEPEST:
                    raise _too_deep(self._place, "objects and lists")
            else:
                self._depth -= 1


class _Xml:
    """Look at RDF/XML with Expat, which knows encodings, comments and CDATA."""

    def __init__(self, place: str) -> None:
        from xml.parsers import expat

        self._place = place
        self._depth = 0
        self._error = expat.ExpatError
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, block: bytes) -> None:
        try:
            self._parser.Parse(block, not block)
        except self._error as error:
            raise UnreadableInput(
                str(error).split(":")[0],
                place=f"{self._place}, line {error.lineno}, column {error.offset + 1}",
                hint="mend the file there; nothing of it was taken",
            ) from error

    def _doctype(self, *_: object) -> None:
        raise UnreadableInput(
            "a document type (<!DOCTYPE …>) in RDF/XML is not read",
            place=self._place,
            hint="entities can be bombs: expand them, or convert the file to Turtle",
        )

    def _start(self, *_: object) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _too_deep(self._place, "elements")

    def _end(self, *_: object) -> None:
        self._depth -= 1


def _too_deep(place: str, what: str) -> UnreadableInput:
    return UnreadableInput(f"{what} nested more than {DEEPEST} deep are not read", place=place)
