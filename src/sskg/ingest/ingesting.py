"""The steps of a reading in order: freeze, segment, propose; then what decisions make of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.errors import RequestError
from sskg.ingest.accept import accept
from sskg.ingest.decisions import decided, read_events
from sskg.ingest.freeze import content_of, freeze
from sskg.ingest.reading import (
    DECISIONS,
    Reading,
    is_reading,
    name_for,
    read_reading,
    write_reading,
)
from sskg.ingest.segment import segment
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sskg.ingest.decisions import Decided, Event


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of reading a document in.

    Attributes:
        reading: the document with its passages and proposals.
        kept: how many earlier decisions still hold.
        lapsed: earlier decisions that no longer hold, for their words no longer stand there.
    """

    reading: Reading
    kept: int
    lapsed: tuple[Event, ...]


def ingest(
    path: Path,
    folder: Path | None = None,
    *,
    name: str | None = None,
    tell: Callable[[str, int], None] = lambda _step, _count: None,
) -> Ingested:
    """Read a document in: the same file gives the same bytes, and decisions stay as they are.

    Args:
        path: a file: .txt, .md, .html, .docx or .pdf.
        folder: where the reading goes; by default, the file's name without its suffix.
        name: of the document in the graph; by default, made of the file's name.
        tell: is called before each step with its name and how many things it has.

    Raises:
        UnreadableInput: the file cannot be read.
        RequestError: the folder holds something else, or the name is none.
        UnwritableOutput: the folder cannot be written.
    """
    folder = folder or path.with_suffix("")
    if (
        folder.exists()
        and not is_reading(folder)
        and (not folder.is_dir() or any(folder.iterdir()))
    ):
        raise RequestError(
            msg("{folder} is there already, and holds no reading", folder=folder),
            hint=msg("name another folder with -o"),
        )
    tell("freeze", 0)
    content = content_of(path)
    frozen = freeze(path, content)
    tell("segment", len(frozen.blocks))
    passages = segment(frozen)
    original = hashlib.sha256(content).hexdigest()
    reading = Reading(
        folder, name_for(path, frozen.text, name), path.name, original, frozen, passages
    )
    events = read_events(folder / DECISIONS, frozen.text) if folder.is_dir() else ()
    outcome = decided(events, frozen.text)
    write_reading(reading)
    return Ingested(reading, len(outcome.accepted) + len(outcome.rejected), outcome.lapsed)


def accepted(folder: Path) -> tuple[Reading, Decided, str]:
    """Return a reading, what was decided of it, and what is accepted as Turtle.

    Raises:
        UnreadableInput: the folder holds no reading, or its files are damaged.
    """
    reading = read_reading(folder)
    outcome = decided(read_events(folder / DECISIONS, reading.text), reading.text)
    return reading, outcome, accept(reading, outcome.accepted)
