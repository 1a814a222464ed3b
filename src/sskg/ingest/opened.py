"""A reading that is decided on from Python: the same steps, and the same files, as the commands."""

from __future__ import annotations

import getpass
import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import RequestError
from sskg.ingest.decisions import append, decided, event, merge, read_events
from sskg.ingest.ingesting import accepted
from sskg.ingest.items import ItemError
from sskg.ingest.jurisdiction import slug
from sskg.ingest.proposal import RelationProposal, ThingProposal
from sskg.ingest.reading import DECISIONS
from sskg.ingest.suggesting import called, suggested
from sskg.ingest.verdict import judge
from sskg.language.message import msg
from sskg.rdf.files import writing
from sskg.rdf.terms import THINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from sskg.check.report import Report
    from sskg.ingest.decisions import Event, Outcome
    from sskg.ingest.proposal import Proposal, Segment
    from sskg.ingest.reading import Reading
    from sskg.store.base import Store

_TICK: Final = timedelta(milliseconds=1)


class OpenReading:
    """A document that was read in, with what was decided of it.

    Each decision is on the disk before its method returns, in the file that the page writes too.

    Args:
        reading: the document.
        graph: whose things it may name.
        lang: language of the verdict.
        lapsed: decisions that no longer hold, for their words no longer stand in the text.
    """

    def __init__(
        self, reading: Reading, graph: Store, lang: str = "en", lapsed: Iterable[Event] = ()
    ) -> None:
        self.reading = reading
        self.lapsed = tuple(lapsed)
        self.by = getpass.getuser()
        """Who decides."""
        self._graph = graph
        self._lang = lang
        self._last = datetime.now(UTC)

    def __repr__(self) -> str:
        return f"<{self.reading.name}: {len(self.proposals)} proposals in {self.folder}>"

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.reading.folder

    @property
    def text(self) -> str:
        """The frozen text, in which offsets count."""
        return self.reading.text

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Sentences and clauses, headings and residue among them."""
        return self.reading.segments

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What the machine proposes, in the order of the text."""
        return self.reading.proposals

    @property
    def decided(self) -> Outcome:
        """What was accepted, rejected, lapsed, and where reviewers differ; read from the disk."""
        return decided(self._events(), self.text)

    def accept(self, proposal: Proposal, **changes: Any) -> Event:
        """Accept a proposal as it is, or with what it lacks.

        What it suggests is taken, and changed by the keywords: of a new thing `labels` and
        `definitions` by language, of a figure `indicator`, `iri` and `labels`, of a date `subject`;
        `class` is written `cls`. A new thing without an `iri` has one made of its English label.

        Raises:
            RequestError: something is missing, or cannot be; the message names it.
        """
        outcome = self.decided
        record = suggested(self.reading, proposal, outcome.accepted)
        record |= {"class" if name == "cls" else name: value for name, value in changes.items()}
        if isinstance(proposal, ThingProposal) and not record.get("iri"):
            record["iri"] = THINGS + slug(str(record.get("labels", {}).get("en", "")))
        made = self._made("accept", proposal.key, proposal, to=record)
        events = [made]
        if isinstance(proposal, RelationProposal):
            # What it links is accepted with it, unless somebody decided on that.
            accepted = outcome.accepted
            ends = {proposal.subject, proposal.object} - {*outcome.accepted, *outcome.rejected}
            events = [
                self._made("accept", each.key, each, to=suggested(self.reading, each, accepted))
                for each in self.proposals
                if each.key in ends
                and isinstance(each, ThingProposal)
                and (each.iri or called(self.reading, accepted, each.name))
            ] + events
        self._keep(events)
        return made

    def add(self, record: Mapping[str, Any]) -> Event:
        """Accept what nothing proposed: a thing, figure, relation, passage, or the document itself.

        Args:
            record: as `decisions.jsonl` writes it, with its "type".

        Raises:
            RequestError: something is missing, or cannot be; the message names it.
        """
        made = self._made("accept", f"own:{secrets.token_hex(8)}", to=dict(record))
        self._keep([made])
        return made

    def reject(self, proposal: Proposal, reason: str = "") -> Event:
        """Reject a proposal; a link rejected as "another thing" is not proposed again."""
        about: dict[str, Any] = {"type": proposal.kind}
        if isinstance(proposal, ThingProposal):
            place = self.reading.jurisdiction
            about |= {"name": proposal.name, "jurisdiction": place.iri if place else None}
            about |= {"iri": proposal.iri} if proposal.iri else {}
        made = self._made("reject", proposal.key, proposal, to=about, reason=reason)
        self._keep([made])
        return made

    def undo(self, decision: Event) -> Event:
        """Take a decision back; an undo can be undone, too."""
        made = self._made("undo", decision.id)
        self._keep([made])
        return made

    def take(self, file: str | PathLike[str]) -> int:
        """Add the decisions of another reviewer, and return how many were new."""
        return merge(self.folder, self.reading, Path(file))[0]

    def turtle(self) -> str:
        """Return what is accepted as Turtle."""
        return accepted(self.folder)[2]

    def check(self) -> Report:
        """Return what check says of what is accepted, together with the graph."""
        with TemporaryDirectory() as folder:
            return self.write(Path(folder) / f"{self.reading.name}.ttl")

    def write(self, path: str | PathLike[str]) -> Report:
        """Write what is accepted as Turtle, and return what check says of it."""
        with writing(Path(path)) as stream:
            stream.write(self.turtle().encode("utf-8"))
        return judge(Path(path), self.reading, self._graph).shown_in(self._lang)

    def _events(self) -> tuple[Event, ...]:
        return read_events(self.folder / DECISIONS, self.text)

    def _made(self, do: str, key: str, about: Proposal | None = None, **more: Any) -> Event:
        """Return a decision, held to the same rules as one that comes from the page."""
        # Two decisions of one moment must keep their order, also those of others in this folder.
        others = max((datetime.fromisoformat(each.at) for each in self._events()), default=None)
        self._last = max(self._last, others or self._last)
        self._last = max(self._last + _TICK, datetime.now(UTC))
        at = self._last.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        quotes = (
            [[each.span.start, each.span.end, each.text] for each in about.quotes] if about else []
        )
        record = {
            "id": secrets.token_hex(8), "at": at, "by": self.by, "do": do, "key": key,
            "quotes": quotes, **more,
        }  # fmt: skip
        try:
            return event(json.dumps(record), self.text)
        except (ItemError, TypeError) as error:
            raise RequestError(
                msg("the decision cannot be: {reason}", reason=error), place=key
            ) from error

    def _keep(self, events: list[Event]) -> None:
        append(self.folder / DECISIONS, events)
