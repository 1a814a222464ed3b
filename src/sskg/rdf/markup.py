"""RDF/XML that others wrote, read by Expat before Oxigraph meets it.

Expat knows encodings, comments and CDATA, and expands entities. Oxigraph reads UTF-8 alone, and
refuses harmless document types: what is not plain UTF-8 is written anew for it, with its entities
expanded. Entities are bounded, and nothing is fetched.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from sskg.errors import UnreadableInput
from sskg.language.message import Message, msg, verbatim
from sskg.rdf.nesting import DEEPEST, too_deep

MOST_ATTRIBUTES: Final = 1000
"""Attributes of an element: Oxigraph takes time that grows with their square."""
LONGEST_TAG: Final = 1 << 20
"""Bytes of a tag, a comment or another piece of markup."""
LONGEST_TEXT: Final = 1 << 26
"""Bytes of a text: parsers hold all of it, several times."""
LONGEST_ENTITY: Final = 1 << 14
"""Characters that an entity may stand for: most stand for a namespace."""
MOST_GROWTH: Final = 100
"""How many times longer than the file its expanded text may be; Expat bounds it likewise."""

_NESTED: Final = 20
"""Entities within entities."""
_FREE: Final = 1 << 20
"""Characters that a text may grow to, however short the file is."""
_REFERENCE: Final = re.compile(r"&([^#&;\s][^&;\s]*);")
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "apos", "quot"})
_LONGEST_NAME: Final = 256
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE: Final = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


class Markup:
    """Look at RDF/XML, and write it anew where Oxigraph would not read it as it is."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._depth = 0
        self._begun = False
        self._fed = 0
        self._element = 0
        self._held: list[bytes] | None = []
        self._output: list[str] | None = []
        self._written = 0
        self._lines = 1
        # What the document declares, and whether it may declare more in what is not read.
        self._declared = False
        self._entities: dict[str, str] = {}
        self._unread = False
        self._tail = ""
        self._parser = parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EndDoctypeDeclHandler = self._bound_entities
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = self._skipped
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self._write(f"<!--{text}-->")
        parser.ProcessingInstructionHandler = lambda name, data: self._write(f"<?{name} {data}?>")

    def feed(self, block: bytes) -> bytes:
        """Look at the next bytes, and return what the parser is to have of them."""
        if not self._fed and block.startswith(_UTF_16):
            self._declared = True
        self._fed += len(block)
        try:
            self._parser.Parse(block, not block)
        except (LookupError, ValueError) as error:
            # What pyexpat says where Python has no such encoding, or one of several bytes a sign.
            raise UnreadableInput(
                msg("the encoding that the file names is not read: {error}", error=str(error)),
                place=self._place,
                hint=msg("convert the file to UTF-8"),
            ) from error
        except expat.ExpatError as error:
            raise UnreadableInput(
                verbatim(str(error).split(":")[0]),
                place=msg(
                    "{where}, line {line}, column {column}",
                    where=self._place,
                    line=error.lineno,
                    column=error.offset + 1,
                ),
                hint=msg("mend the file there; nothing of it was taken"),
            ) from error
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG + len(block):
            raise self._refusal(msg("a tag or comment of more than {n:,} bytes", n=LONGEST_TAG))
        if self._fed - self._element > LONGEST_TEXT + len(block):
            raise self._refusal(msg("a text of more than {n:,} bytes", n=LONGEST_TEXT))
        if self._unread:
            self._check_references(block)
        return self._handed_on(block)

    def _handed_on(self, block: bytes) -> bytes:
        if self._held is not None:
            # Before the first element, it is not known yet how the file goes on.
            self._held.append(block)
            if not self._begun:
                return b""
            block, self._held = b"".join(self._held), None
        if self._output is None:
            return block
        output, self._output = "".join(self._output), []
        return output.encode()

    def _write(self, piece: str) -> None:
        if self._output is None or not self._depth:
            return
        self._output.append(piece)
        self._lines += piece.count("\n")
        self._written += len(piece)
        if self._written > MOST_GROWTH * self._fed + _FREE:
            raise self._refusal(msg("entities that make the text {n} times longer", n=MOST_GROWTH))

    def _refusal(self, what: Message) -> UnreadableInput:
        return UnreadableInput(
            msg("{what} is not read", what=what),
            place=msg("{where}, line {line}", where=self._place,
                      line=self._parser.CurrentLineNumber),
        )  # fmt: skip

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._declared |= encoding is not None and encoding.lower() != "utf-8"

    def _document_type(self, _name: str, system: str | None, public: str | None, _: int) -> None:
        self._declared = True
        self._unread |= system is not None or public is not None

    def _entity(self, name: str, parameter: int, value: str | None, *_: object) -> None:
        if parameter:
            # Expat reads no declaration after the place where such an entity is used.
            self._unread = True
        elif value is not None:
            self._entities.setdefault(name, value)

    def _bound_entities(self) -> None:
        lengths: dict[str, int] = {}

        def length(name: str, depth: int) -> int:
            if depth > _NESTED:
                raise self._refusal(
                    msg("an entity within more than {n} others, or within itself,", n=_NESTED)
                )
            if name not in lengths:
                value = self._entities.get(name, "")
                within = _REFERENCE.findall(value)
                lengths[name] = len(value) + sum(length(inner, depth + 1) for inner in within)
            if lengths[name] > LONGEST_ENTITY:
                raise self._refusal(
                    msg("an entity of more than {n:,} characters", n=LONGEST_ENTITY)
                )
            return lengths[name]

        for name in self._entities:
            length(name, 0)

    def _external(self, *_: object) -> int:
        raise self._refusal(msg("an entity that stands in another file"))

    def _skipped(self, name: str, parameter: int) -> None:
        if not parameter:
            raise self._undeclared(name)

    def _check_references(self, block: bytes) -> None:
        """Refuse a reference to what may be declared where nothing is read.

        In an attribute, Expat leaves such a reference out without a word.
        """
        text = self._tail + block.replace(b"\0", b"").decode("latin-1")
        for name in _REFERENCE.findall(text):
            if name not in _PREDEFINED and name not in self._entities:
                raise self._undeclared(name)
        self._tail = text[-_LONGEST_NAME:] if block else ""

    def _undeclared(self, name: str) -> UnreadableInput:
        return self._refusal(msg("the undeclared entity &{name};", name=name))

    def _start(self, name: str, attributes: list[str]) -> None:
        self._element = self._parser.CurrentByteIndex
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise self._refusal(
                msg("an element with more than {n:,} attributes", n=MOST_ATTRIBUTES)
            )
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep(self._place, msg("elements"))
        if self._output is None:
            return
        if not self._begun and not self._declared:
            self._begun = True
            # What follows is plain UTF-8, which goes on as it is.
            self._output = self._parser.CharacterDataHandler = None
            self._parser.CommentHandler = self._parser.ProcessingInstructionHandler = None
            return
        self._begun = True
        # Errors that Oxigraph finds have the line of the file.
        line_breaks = "\n" * (self._parser.CurrentLineNumber - self._lines)
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        written = "".join(f' {key}="{value.translate(_ATTRIBUTE)}"' for key, value in pairs)
        self._write(f"<{name}{line_breaks}{written}>")

    def _end(self, name: str) -> None:
        self._element = self._parser.CurrentByteIndex
        if self._output is not None:
            self._write(f"</{name}>")
        self._depth -= 1

    def _text(self, text: str) -> None:
        self._write(text.translate(_TEXT))
