"""All proposers in order, those of others among them, and the verifier behind them."""

from __future__ import annotations

from importlib.metadata import entry_points
from itertools import chain
from typing import TYPE_CHECKING

from sskg.ingest.proposers.dates import propose_dates
from sskg.ingest.proposers.figures import propose_figures
from sskg.ingest.proposers.modality import propose_modalities
from sskg.ingest.proposers.relations import propose_relations
from sskg.ingest.proposers.things import propose_things
from sskg.ingest.verify import Verified, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Passage, Proposer

PROPOSERS: tuple[Proposer, ...] = (
    propose_things,
    propose_figures,
    propose_dates,
    propose_modalities,
    propose_relations,
)
_GROUP = "sskg.proposers"


def propose(
    text: str,
    passages: Sequence[Passage],
    known: Known,
    proposers: Iterable[Proposer] = PROPOSERS,
) -> Verified:
    """Return the proposals that hold, in the order of the text: the same text gives the same ones.

    Args:
        text: the frozen text.
        passages: sentences and clauses, headings and residue among them.
        known: names of the graph, jurisdiction, rejected links.
        proposers: that are asked; by default those of sskg.
    """
    found = chain.from_iterable(proposer(text, passages, known) for proposer in proposers)
    return verify(text, passages, found)


def installed() -> tuple[Proposer, ...]:
    """Return sskg's proposers, and those that other packages offer as `sskg.proposers`."""
    others = sorted(entry_points(group=_GROUP), key=lambda point: point.name)
    return (*PROPOSERS, *(point.load() for point in others))
