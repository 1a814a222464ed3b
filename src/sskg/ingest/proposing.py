"""All proposers in order, those of others among them, and the verifier behind them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import chain
from typing import TYPE_CHECKING

from sskg.errors import Unavailable
from sskg.ingest.proposal import from_json, to_json
from sskg.ingest.proposers.dates import propose_dates
from sskg.ingest.proposers.figures import propose_figures
from sskg.ingest.proposers.modality import propose_modalities
from sskg.ingest.proposers.relations import propose_related
from sskg.ingest.verify import Verified, verify
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.metadata import EntryPoint

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Proposal, Proposer, Segment

PROPOSERS: tuple[Proposer, ...] = (
    propose_figures,
    propose_dates,
    propose_modalities,
    propose_related,
)
_GROUP = "sskg.proposers"


def propose(
    text: str,
    segments: Sequence[Segment],
    known: Known,
    proposers: Iterable[Proposer] = PROPOSERS,
) -> Verified:
    """Return the proposals that hold, in the order of the text: the same text gives the same ones.

    Args:
        text: the frozen text.
        segments: sentences and clauses, headings and residue among them.
        known: names of the graph, jurisdiction, rejected links.
        proposers: that are asked; by default those of sskg.
    """
    proposals = chain.from_iterable(proposer(text, segments, known) for proposer in proposers)
    return verify(text, segments, proposals)


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposer of another package: what it does wrong is told with its name.

    Attributes:
        name: of its entry point; its proposals bear it, whatever they say.
        place: package and object that it is.
        proposer: that is asked.
    """

    name: str
    place: str
    proposer: Proposer

    def __call__(self, text: str, segments: Sequence[Segment], known: Known) -> Iterator[Proposal]:
        """Yield its proposals, each with fields of the right types.

        Raises:
            Unavailable: it fails, or yields what is no proposal.
        """
        try:
            for each in self.proposer(text, segments, known):
                yield from_json({**to_json(each), "by": self.name})
        except Exception as error:  # code of others may raise anything
            raise _broken(self.name, self.place, error) from error


def installed() -> tuple[Proposer, ...]:
    """Return sskg's proposers, and those that other packages offer as `sskg.proposers`.

    Raises:
        Unavailable: one of them cannot be loaded.
    """
    points = sorted(entry_points(group=_GROUP), key=lambda point: (point.name, point.value))
    return (*PROPOSERS, *map(_offered, points))


def _offered(point: EntryPoint) -> Offered:
    place = f"{point.dist.name}: {point.value}" if point.dist else point.value
    try:
        proposer = point.load()
        if not callable(proposer):
            raise TypeError(f"{type(proposer).__name__} object is not callable")  # noqa: TRY301
    except Exception as error:  # code of others may raise anything
        raise _broken(point.name, place, error) from error
    return Offered(point.name, place, proposer)


def _broken(name: str, place: str, error: Exception) -> Unavailable:
    reason = f"{type(error).__name__}: {error}"
    return Unavailable(
        msg("the proposer “{name}” fails: {reason}", name=name, reason=reason),
        place=place,
        hint=msg("mend or uninstall the package that offers it"),
    )
