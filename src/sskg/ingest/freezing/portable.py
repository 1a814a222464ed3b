"""PDF: the text page by page, line by line; running heads and page numbers are residue."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any, Final

from sskg.errors import UnreadableInput
from sskg.ingest.freezing.draft import Draft, Frozen, legible
from sskg.ingest.freezing.word import damaged
from sskg.language.message import msg

_PAGES: Final = 2_000
_EDGE: Final = 2
"""Lines at the top and the bottom of a page among which running heads are looked for."""
_OFTEN: Final = 3
_NUMBER = re.compile(r"[-–— ]*(?:第?\s*\d{1,4}\s*页?|[ivxlc]{1,6})[-–— ]*", re.IGNORECASE)


def freeze(content: bytes) -> Frozen:
    """Freeze a PDF.

    Raises:
        UnreadableInput: it is encrypted, damaged, too long, or pictures of pages without text.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        wanted = reader.pages if 0 < count <= _PAGES else ()
        pages = [_lines(page.extract_text()) for page in wanted]
        facts = {} if locked else _facts(reader)
    except (MemoryError, RecursionError):
        raise
    # What a damaged file makes the library raise has no common type: KeyError, TypeError, …
    except Exception as error:
        raise damaged() from error
    if locked:
        raise UnreadableInput(
            msg("the PDF is encrypted"),
            hint=msg("save a copy without its password, and ingest that"),
        )
    if count > _PAGES:
        raise UnreadableInput(
            msg("the PDF has {n} pages, and more than {most} are not read", n=count, most=_PAGES),
            hint=msg("divide it, and ingest its parts"),
        )
    return _frozen(pages, facts)


def _lines(text: str) -> list[str]:
    return [line for line in legible(text).split("\n") if line.strip()]


def _frozen(pages: list[list[str]], facts: dict[str, str]) -> Frozen:
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise UnreadableInput(
            msg("the PDF holds no text: its pages are pictures"),
            hint=msg("recognise the text first, as with ocrmypdf, and look it through"),
        )
    running = _running(pages)
    draft = Draft()
    for number, lines in enumerate(pages, 1):
        for place, line in enumerate(lines, 1):
            edge = place <= _EDGE or place > len(lines) - _EDGE
            around = edge and (_pattern(line) in running or bool(_NUMBER.fullmatch(line)))
            gap = "\n" if place > 1 else "\n\n"
            draft.add(line, "line", f"line {place}", page=number, residue=around, gap=gap)
    notes = tuple(f"page {number} holds no text" for number in empty)
    return draft.frozen("application/pdf", facts, notes)


def _running(pages: list[list[str]]) -> set[str]:
    """Return the lines that stand at the edge of several pages, whatever their numbers."""
    counts = Counter(
        pattern
        for lines in pages
        for pattern in {_pattern(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    )
    return {pattern for pattern, count in counts.items() if count >= _OFTEN}


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _facts(reader: Any) -> dict[str, str]:
    metadata = reader.metadata
    if metadata is None:
        return {}
    created = metadata.creation_date
    facts = {
        "title": metadata.title or "",
        "author": metadata.author or "",
        "date": created.date().isoformat() if created else "",
    }
    return {name: " ".join(legible(str(value)).split()) for name, value in facts.items() if value}
