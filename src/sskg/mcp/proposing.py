"""Adds what an assistant reads in a text to a reading, as open proposals: it decides nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sskg.errors import RequestError
from sskg.ingest.known import read_known
from sskg.ingest.language_model.quoting import Quoter
from sskg.ingest.proposers.names import names_of
from sskg.ingest.reading import read_reading, write_reading
from sskg.ingest.verify import verify
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sskg.store.base import Store


def propose(folder: Path, store: Store, values: Mapping[str, Any]) -> list[str]:
    """Add one proposal to a reading, as the verifier takes it; return the new ones in words.

    The values are one record as a language model writes it, but for its sentence, which is quoted.

    Raises:
        RequestError: the verifier drops it; the message says why.
    """
    reading = read_reading(folder)
    quoted = values["sentence"].strip()
    segments = [each for each in reading.segments
                if each.speaks and quoted in each.sentence.of(reading.text)]  # fmt: skip
    beforehand = read_known(store, reading.jurisdiction.iri if reading.jurisdiction else None)
    dropped: Counter[str] = Counter()
    quoter = Quoter(reading.text, beforehand, dropped, names_of(beforehand))
    record = {name: value for name, value in values.items() if value is not None}
    records = [record | {"sentence": number} for number in range(1, len(segments) + 1)]
    made = list(quoter.proposals(segments, records))
    kept = {each.key for each in reading.proposals}
    verified = verify(reading.text, reading.segments, [*reading.proposals, *made])
    added = [each for each in verified.proposals if each.key not in kept]
    if not added:
        reasons = [*dropped, *(reason for _, reason in verified.dropped)]
        if not segments:
            reasons = ["the sentence does not stand in the text"]
        elif made and not reasons:
            reasons = ["it is proposed already"]
        raise RequestError(msg("nothing was added: {reasons}", reasons="; ".join(reasons)))
    # What was proposed before stays as it is, whatever the verifier says of it now.
    proposals = sorted([*reading.proposals, *added], key=lambda each: (each.passage, each.kind))
    write_reading(replace(reading, proposals=tuple(proposals)))
    return [f"{each.kind}: {'; '.join(quote.text for quote in each.quotes)}" for each in added]
