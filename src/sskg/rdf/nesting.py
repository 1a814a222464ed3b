"""RDF that others wrote, looked at before a parser meets it.

What nests some thousand deep overflows the stack of Oxigraph's parsers and ends the process. No
file that a person keeps comes near. RDF/XML has a guard of its own (`markup.py`).
"""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import RdfFormat

from sskg.errors import UnreadableInput
from sskg.language.message import msg

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from sskg.language.message import Message
    from sskg.rdf.prologues import Watch


DEEPEST: Final = 256
"""Nesting that is still read: deeper triple terms and JSON overflow the parser's stack (at some
thousand), deeper XML and JSON take it quadratic time."""

_BLOCK: Final = 1 << 18
"""As much as a processor's second cache holds: each block is looked at several times."""
_LONGEST_WORD: Final = 4096
"""Bytes without a space that may wait for the next block: too few to nest deep."""

# Expressions are compiled where they are used: few lookups read RDF.
# Brackets of triple terms, and what tells whether one stands in a comment.
_ANGLES: Final = rb"<<|>>|<[^\x00-\x20<>\"'{}|^`\\]*>|#|[\r\n]"
_INSIDE: Final = rb'[^"\\]*(?:\\.[^"\\]*)*(?P<end>")?'
_JSON: Final = rb'(?P<string>")' + _INSIDE + rb"|[{}\[\]]"


class Readable(Protocol):
    """What gives bytes, block by block."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, of about a size; none at the end."""
        ...


def guarded(
    stream: Readable, form: RdfFormat, place: str, watch: Watch | None = None
) -> io.BufferedReader:
    """Return a stream's bytes, looked at for what the parser must not meet before it gets them.

    Reading raises UnreadableInput where they nest too deep, or hold markup that is not read.
    Parsers read some kilobytes at a time: those come from a buffer, without any Python being run.
    A byte order mark is taken away, and UTF-16 becomes UTF-8, which is all that Oxigraph reads.

    Args:
        stream: what is read; it stays open when the result is closed.
        form: the RDF format that it is in.
        place: what it is called in messages.
        watch: looks at the bytes, too.
    """
    return io.BufferedReader(_GuardedStream(stream, _guard(form, place), watch), _BLOCK)


def _guard(form: RdfFormat, place: str) -> Guard:
    if form == RdfFormat.RDF_XML:
        from sskg.rdf.markup import Markup  # Expat, which few lookups need

        return Markup(place)
    if form == RdfFormat.JSON_LD:
        return _Decoded(_Json(place), place)
    by_line = form in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
    return _Decoded(_TripleTerms(place, by_line=by_line), place)


class _GuardedStream(io.RawIOBase):
    """Hand on a stream's bytes after a guard has seen them."""

    def __init__(self, stream: Readable, guard: Guard, watch: Watch | None) -> None:
        self._stream = stream
        self._guard = guard
        self._watch = watch
        self._rest = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        """Tell that there may be bytes."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill a buffer with the next bytes, and return how many they are."""
        while not self._rest and not self._ended:
            block = self._stream.read(_BLOCK)
            fed = self._guard.feed(block)
            if self._watch is not None:
                self._watch.feed(fed)
            self._rest = memoryview(fed)
            self._ended = not block
        target = memoryview(buffer)
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


class Guard(Protocol):
    """What looks at bytes before the parser does."""

    def feed(self, block: bytes) -> bytes:
        """Look at the next bytes, none at the end, and return what the parser is to have of them.

        Raises:
            UnreadableInput: the parser must not meet them.
        """
        ...


_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class _Decoded:
    """Take away a byte order mark, and make UTF-8 of UTF-16, before another guard looks."""

    def __init__(self, guard: _TripleTerms | _Json, place: str) -> None:
        self._guard = guard
        self._place = place
        self._start: bytes | None = b""
        self._decoder: codecs.IncrementalDecoder | None = None

    def feed(self, block: bytes) -> bytes:
        if self._start is not None:
            self._start += block
            # A pipe may give its first bytes one by one.
            if block and len(self._start) < len(codecs.BOM_UTF8):
                return b""
            block, self._start = self._unmarked(self._start), None
            if not block:
                return b""
        if self._decoder:
            try:
                block = self._decoder.decode(block, final=not block).encode()
            except UnicodeError as error:
                raise UnreadableInput(
                    msg("the file begins as UTF-16 and goes on as something else"),
                    place=self._place,
                    hint=msg("convert the file to UTF-8"),
                ) from error
        self._guard.feed(block)
        return block

    def _unmarked(self, start: bytes) -> bytes:
        for mark, encoding in _MARKS.items():
            if start.startswith(mark):
                self._decoder = codecs.getincrementaldecoder(encoding)()
                return start[len(mark) :]
        return start.removeprefix(codecs.BOM_UTF8)


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
        # One byte is found much faster than three, and few files that nest nothing hold it.
        if not self._depth and (self._opening[-1:] not in seen or self._opening not in seen):
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
        for match in re.finditer(_ANGLES, seen):
            mark = match[0]
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
                raise too_deep(self._place, msg("triple terms"))


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
        if self._in_string and (rest := re.match(_INSIDE, seen, re.DOTALL)):
            self._in_string = rest["end"] is None
            at = rest.end()
        for match in re.compile(_JSON, re.DOTALL).finditer(seen, at):
            if match["string"]:
                self._in_string = match["end"] is None
            elif match[0] in b"{[":
                self._depth += 1
                if self._depth > DEEPEST:
                    raise too_deep(self._place, msg("objects and lists"))
            else:
                self._depth -= 1


def too_deep(place: str, what: Message) -> UnreadableInput:
    """Return the error for what nests deeper than is read."""
    return UnreadableInput(
        msg("{what} nested more than {n} deep are not read", what=what, n=DEEPEST),
        place=place,
    )
