"""Word documents (DOCX): body, tables, footnotes and endnotes, as accepted."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import UnreadableInput
from sskg.ingest.freezing.draft import Draft, Frozen
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNPACKED: Final = 200 << 20
"""Bytes that all parts together may unpack to; the largest reports have a tenth of it as text."""
_PARTS: Final = 5_000
_MARKUP: Final = ".xml", ".rels"


def freeze(content: bytes) -> Frozen:
    """Freeze a Word document; deleted text is left out, inserted text is kept.

    Raises:
        UnreadableInput: it is encrypted, damaged, or unpacks to more than is reasonable.
    """
    import docx
    from lxml import etree

    _look_inside(content)
    try:
        document = docx.Document(io.BytesIO(content))
        draft = Draft()
        _add_body(draft, document)
        for name in ("footnotes", "endnotes"):
            _add_notes(draft, document, name)
        facts = _facts(document.core_properties)
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, etree.LxmlError) as error:
        raise damaged() from error
    return draft.frozen(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", facts
    )


def damaged() -> UnreadableInput:
    """Return the error for a file that its library cannot read."""
    return UnreadableInput(
        msg("the document is damaged, or not what its name says"),
        hint=msg("open it in its own program, and save it again"),
    )


def _look_inside(content: bytes) -> None:
    """Refuse what would unpack to far more than a document, or asks the parser for entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise UnreadableInput(
                    msg("the document unpacks to more than {n} megabytes", n=_UNPACKED >> 20),
                    hint=msg("take the pictures out of it, or save its text alone"),
                )
            if "word/document.xml" not in archive.namelist():
                raise damaged()
            for part in parts:
                if part.filename.endswith(_MARKUP) and b"<!DOCTYPE" in archive.read(part):
                    raise damaged()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise damaged() from error


def _add_body(draft: Draft, document: Any) -> None:
    paragraphs = tables = 0
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            tables += 1
            _add_table(draft, item, f"table[{tables}]")
        else:
            paragraphs += 1
            style = item.style.name if item.style is not None else ""
            heading = (style or "").startswith(("Heading", "Title", "标题"))
            kind = "heading" if heading else "paragraph"
            draft.add(_text(item._p), kind, f"p[{paragraphs}]")  # noqa: SLF001  (no other way to insertions)


def _add_table(draft: Draft, table: Any, path: str) -> None:
    for number, row in enumerate(table._tbl.iter(_W + "tr"), 1):  # noqa: SLF001  (merged cells once)
        cells = [" ".join(_text(cell).split()) for cell in row.iterchildren(_W + "tc")]
        draft.add(" | ".join(cells), "row", f"{path}/tr[{number}]", gap="\n")


def _add_notes(draft: Draft, document: Any, name: str) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/" + name):
            continue
        notes: Iterable[Any] = etree.fromstring(relation.target_part.blob, parser)
        for number, note in enumerate(notes, 1):
            # The first notes are the lines that part notes from the body.
            if note.get(_W + "type") is None:
                draft.add(_text(note), "paragraph", f"{name}[{number}]")


def _text(element: Any) -> str:
    parts: list[str] = []
    for node in element.iter(_W + "t", _W + "tab", _W + "br", _W + "cr", _W + "p"):
        if node.tag == _W + "t":
            parts.append(node.text or "")
        elif node.tag == _W + "tab":
            parts.append(" ")
        elif parts:
            parts.append("\n")
    return "".join(parts)


def _facts(properties: Any) -> dict[str, str]:
    # A template leaves words of its own; only what a person sets is worth showing.
    facts = {
        "title": properties.title,
        "author": properties.author,
        "language": (properties.language or "").lower(),
        "date": properties.created.date().isoformat() if properties.created else "",
    }
    return {name: value for name, value in facts.items() if value and value != "python-docx"}
