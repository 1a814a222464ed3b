"""The steps of a reading in order: freeze, segment, propose; then what decisions make of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sskg.errors import RequestError, UnreadableInput
from sskg.ingest.accept import accept
from sskg.ingest.decisions import decided, read_events
from sskg.ingest.freeze import content_of, freeze
from sskg.ingest.jurisdiction import jurisdiction as read_place
from sskg.ingest.known import Known, read_known
from sskg.ingest.language_model.answers import ANSWERS, Answers
from sskg.ingest.proposing import installed, propose
from sskg.ingest.reading import (
    DECISIONS,
    Reading,
    is_reading,
    name_for,
    read_reading,
    write_reading,
)
from sskg.ingest.segment import segment
from sskg.ingest.teaching import lesson, read_lesson, taught
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sskg.ingest.decisions import Event, Outcome
    from sskg.ingest.language_model.proposing import ModelProposer
    from sskg.store.base import Store


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of reading a document in.

    Attributes:
        reading: the document with its passages and proposals.
        kept: how many earlier decisions still hold.
        lapsed: earlier decisions that no longer hold, for their words no longer stand there.
        model: the language model and what it gave, or None where none was asked.
    """

    reading: Reading
    kept: int
    lapsed: tuple[Event, ...]
    model: ModelProposer | None = None


def ingest(
    path: Path,
    folder: Path | None = None,
    *,
    name: str | None = None,
    store: Store | None = None,
    jurisdiction: str | None = None,
    decisions: Sequence[Path] = (),
    model: bool = True,
    tell: Callable[[str, int], None] = lambda _step, _count: None,
) -> Ingested:
    """Read a document in: the same file gives the same bytes, and decisions stay as they are.

    Args:
        path: a file: .txt, .md, .html, .docx or .pdf.
        folder: where the reading goes; by default, the file's name without its suffix.
        name: of the document in the graph; by default, made of the file's name.
        store: the graph whose things the document may name; None proposes new things alone.
        jurisdiction: the state or region that the document is of: IRI or name of a place of the
            graph, name or code of a country. None leaves what the folder has; empty takes it away.
        decisions: folders of earlier readings, or files of decisions, to learn from.
        model: whether the language model that the environment names is asked, and its answers in
            the folder are used.
        tell: is called before each step with its name and how many things it has.

    Raises:
        UnreadableInput: the file cannot be read.
        RequestError: the folder holds something else, the name is none, or the environment names
            a language model wrongly.
        UnwritableOutput: the folder cannot be written.
    """
    folder = folder or path.with_suffix("")
    if (
        folder.exists()
        and not is_reading(folder)
        and (not folder.is_dir() or any(each.name != ANSWERS for each in folder.iterdir()))
    ):
        raise RequestError(
            msg("{folder} is there already, and holds no reading", folder=folder),
            hint=msg("name another folder with -o"),
        )
    before = _before(folder)
    place = before.jurisdiction if before else None
    if jurisdiction is not None:
        place = read_place(jurisdiction, store) if jurisdiction.strip() else None
    lessons = [read_lesson(each) for each in decisions]
    tell("freeze", 0)
    content = content_of(path)
    frozen = freeze(path, content)
    tell("segment", len(frozen.blocks))
    segments = segment(frozen)
    events = read_events(folder / DECISIONS, frozen.text) if folder.is_dir() else ()
    outcome = decided(events, frozen.text)
    tell("propose", len(segments))
    where = place.iri if place else None
    beforehand = Known(jurisdiction=where) if store is None else read_known(store, where)
    own = lesson(outcome, before.proposals if before else (), where)
    # What was accepted here changes nothing here: a rerun gives the same proposals.
    beforehand = taught(beforehand, [*lessons, replace(own, things=())])
    asked = _model(folder, tell) if model else None
    proposals = propose(
        frozen.text, segments, beforehand, (*installed(), *([asked] if asked else ()))
    )
    dropped = Counter[str](asked.dropped if asked else ())
    for (by, reason), number in proposals.dropped.items():
        dropped[reason] += number
        if asked and by == asked.by:
            asked.dropped[reason] += number
    reading = Reading(
        folder, name_for(path, frozen.text, name), path.name,
        hashlib.sha256(content).hexdigest(), frozen, segments, proposals.proposals,
        tuple(sorted(dropped.items())), place,
    )  # fmt: skip
    write_reading(reading)
    return Ingested(reading, len(outcome.accepted) + len(outcome.rejected), outcome.lapsed, asked)


def _model(folder: Path, tell: Callable[[str, int], None]) -> ModelProposer | None:
    """Return the model that the environment names, or else the one whose answers are kept."""
    from sskg.ingest.language_model.asking import configured, model_name
    from sskg.ingest.language_model.proposing import ModelProposer

    answers = Answers(folder)
    model = configured()
    name = model_name() or answers.model
    if not name:
        return None
    return ModelProposer(name, answers, model, tell=lambda left: tell("model", left))


def _before(folder: Path) -> Reading | None:
    """Return the reading that the folder holds; one whose files are damaged is written anew."""
    try:
        return read_reading(folder) if is_reading(folder) else None
    except UnreadableInput:
        return None


def accepted(folder: Path) -> tuple[Reading, Outcome, str]:
    """Return a reading, what was decided of it, and what is accepted as Turtle.

    Raises:
        UnreadableInput: the folder holds no reading, or its files are damaged.
    """
    reading = read_reading(folder)
    outcome = decided(read_events(folder / DECISIONS, reading.text), reading.text)
    return reading, outcome, accept(reading, outcome.accepted)
