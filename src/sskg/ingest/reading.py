"""The folder of a reading: the frozen text, where it stood, what is proposed, what was decided.

| file | whose | what |
| --- | --- | --- |
| `text.txt` | machine | the text that offsets count in |
| `map.json` | machine | the original: digest, media type, what it says of itself, its blocks |
| `source.ttl` | machine | the document as RDF, as far as the file tells |
| `proposals.json` | machine | segments and proposals, a line each, in a fixed order |
| `decisions.jsonl` | people | what was decided; lines are only appended |
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import RequestError, UnreadableInput, UnwritableOutput
from sskg.ingest.freezing.draft import Block, Frozen
from sskg.ingest.jurisdiction import Jurisdiction
from sskg.ingest.proposal import Proposal, Segment, Span, from_json, to_json
from sskg.ingest.segment import names
from sskg.language.message import msg
from sskg.rdf.files import writing
from sskg.rdf.terms import THINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TEXT: Final = "text.txt"
MAP: Final = "map.json"
SOURCE: Final = "source.ttl"
PROPOSALS: Final = "proposals.json"
DECISIONS: Final = "decisions.jsonl"

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that is being read.

    Attributes:
        folder: where its files are.
        name: of the document within the graph: `fund-report`.
        original: name of the file that was read.
        original_digest: SHA-256 of that file.
        frozen: its text and blocks.
        segments: in order.
        proposals: in order.
        dropped: how many proposals the verifier dropped, by reason.
        jurisdiction: the state or region that it is of, or None where nobody said.
    """

    folder: Path
    name: str
    original: str
    original_digest: str
    frozen: Frozen
    segments: tuple[Segment, ...]
    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    jurisdiction: Jurisdiction | None = None

    @property
    def text(self) -> str:
        """The frozen text."""
        return self.frozen.text

    @property
    def digest(self) -> str:
        """SHA-256 of the frozen text as UTF-8."""
        return digest(self.frozen.text)

    @property
    def iri(self) -> str:
        """IRI of the document."""
        return THINGS + self.name

    @property
    def language(self) -> str:
        """The language that most of the text is in, en or zh."""
        return language(self.frozen.text)


def digest(text: str) -> str:
    """Return the SHA-256 digest of a text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def language(text: str) -> str:
    """Return the language of a text.

    >>> language("基本养老保险 (pension)"), language("Basic pension (养老)")
    ('zh', 'en')
    """
    chinese = len(re.findall("[㐀-鿿]", text))
    return "zh" if chinese * 4 > len(re.findall("[A-Za-z]", text)) else "en"


def name_for(path: Path, text: str, name: str | None = None) -> str:
    """Return the name of a document: the one given, or one made of the file's.

    Raises:
        RequestError: the name is none.
    """
    if name is not None:
        if not _NAME.match(name):
            raise RequestError(
                msg("“{name}” is no name for a document", name=name),
                hint=msg("use lower-case letters, digits and hyphens: fund-report-2021"),
            )
        return name
    slug = re.sub("[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return slug or f"document-{digest(text)[:8]}"


def write_reading(reading: Reading) -> None:
    """Write the machine's files of a reading; those of people stay as they are.

    Raises:
        UnwritableOutput: a file cannot be written; the files before it are whole.
    """
    from sskg.ingest.turtle import source_turtle

    try:
        reading.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableOutput(
            msg("cannot make the folder: {reason}", reason=error.strerror),
            place=str(reading.folder),
        ) from error
    # The text last: a reading whose text is not that of its proposals is refused when it is read.
    for file, content in (
        (MAP, _map(reading)),
        (SOURCE, source_turtle(reading)),
        (PROPOSALS, _proposals(reading)),
        (TEXT, reading.text),
    ):
        with writing(reading.folder / file) as stream:
            stream.write(content.encode("utf-8"))


def _map(reading: Reading) -> str:
    frozen = reading.frozen
    head = {
        "name": reading.name,
        "file": reading.original,
        "sha256": reading.original_digest,
        "media": frozen.media,
        "text": reading.digest,
        "facts": frozen.facts,
        "notes": list(frozen.notes),
        "jurisdiction": reading.jurisdiction.to_json() if reading.jurisdiction else None,
    }
    blocks = (
        [block.start, block.end, block.kind, block.path, block.page, block.residue]
        for block in frozen.blocks
    )
    return _lines(head, {"blocks": blocks})


def _proposals(reading: Reading) -> str:
    segments = (
        [name, each.span.start, each.span.end, each.role, each.sentence.start, each.sentence.end]
        for name, each in zip(names(reading.segments), reading.segments, strict=True)
    )
    proposals = (to_json(each) for each in reading.proposals)
    head = {"text": reading.digest, "dropped": dict(reading.dropped)}
    return _lines(head, {"passages": segments, "proposals": proposals})


def _lines(head: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> str:
    """Return JSON with each item of the lists on a line of its own, so that it diffs well."""
    parts = [f"{_dumped(name)}: {_dumped(value)}" for name, value in head.items()]
    for name, values in lists.items():
        inside = ",\n".join(map(_dumped, values))
        parts.append(f"{_dumped(name)}: [\n{inside}\n]" if inside else f"{_dumped(name)}: []")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _jurisdiction(record: Mapping[str, Any]) -> Jurisdiction | None:
    place = record.get("jurisdiction")
    return None if place is None else Jurisdiction.from_json(place)


def is_reading(folder: Path) -> bool:
    """Tell whether a folder holds a reading."""
    return (folder / PROPOSALS).is_file() and (folder / TEXT).is_file()


def read_reading(folder: Path) -> Reading:
    """Read the folder of a reading.

    Raises:
        UnreadableInput: it holds none, or its files do not belong together.
    """
    if not is_reading(folder):
        raise UnreadableInput(
            msg("the folder holds no reading"),
            place=str(folder),
            hint=msg("make one from a document: sskg ingest FILE -o FOLDER"),
        )
    try:
        text = (folder / TEXT).read_bytes().decode("utf-8")
        record = json.loads((folder / MAP).read_bytes())
        proposed = json.loads((folder / PROPOSALS).read_bytes())
        if digest(text) != proposed["text"] or digest(text) != record["text"]:
            raise UnreadableInput(
                msg("the text of the reading was changed"),
                place=str(folder / TEXT),
                hint=msg("run sskg ingest again; decisions are kept"),
            )
        blocks = tuple(Block(*block) for block in record["blocks"])
        segments = tuple(
            Segment(Span(start, end), role, Span(first, last))
            for _, start, end, role, first, last in proposed["passages"]
        )
        return Reading(
            folder,
            record["name"],
            record["file"],
            record["sha256"],
            Frozen(text, blocks, record["media"], record["facts"], tuple(record["notes"])),
            segments,
            tuple(map(from_json, proposed["proposals"])),
            tuple(proposed["dropped"].items()),
            _jurisdiction(record),
        )
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read the reading: {reason}", reason=error.strerror), place=str(folder)
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(
            msg("the files of the reading are damaged"),
            place=str(folder),
            hint=msg("run sskg ingest again; decisions are kept"),
        ) from error
