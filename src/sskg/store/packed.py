"""The packaged graph as a store on disk, kept from one lookup to the next.

Reading its files takes as long as the graph is large; opening a store does not. It is made by the
first lookup, in the user's cache folder, and never needed: where it cannot be made, is damaged, or
is of other files, the graph is read into memory as before.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final
from zlib import crc32

from pyoxigraph import DefaultGraph
from pyoxigraph import Store as Oxigraph

from sskg.ontology.remembered import content, is_ours, place_of
from sskg.rdf import files
from sskg.store.datasets import Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SUMS: Final = "sums"
_LEFT_OUT: Final = ("LOG", "LOCK")
"""What RocksDB may write again: its diary and its lock."""


def opened(places: Sequence[str | Path], state: bytes) -> tuple[Oxigraph, Dataset | None]:
    """Return the graph of some files, from a store that is kept where there is one.

    Args:
        places: of RDF files without named graphs.
        state: what they are (`sskg.ontology.remembered.state_of`), found out before.

    Raises:
        UnreadableInput: a file does not parse.
    """
    place = place_of("packaged")
    if place is not None:
        kept = _open(place, state)
        if kept is not None:
            return kept
    from pathlib import Path  # a lookup that opens the store needs no paths

    graph = files.load(map(Path, places))
    if place is not None:
        # A home that cannot be written, a full disk, or another first lookup that was faster.
        with contextlib.suppress(OSError, RuntimeError):
            _keep(Path(place), state, graph)
    return graph, None


def _open(place: str, state: bytes) -> tuple[Oxigraph, Dataset] | None:
    """Return the store, if it is of these files and every byte of it is as it was written."""
    try:
        if not (is_ours(os.stat(place)) and is_ours(os.stat(os.path.dirname(place)))):
            return None
        sums = content(os.path.join(place, _SUMS))
        if not sums.startswith(state):
            return None
        count, *lines = sums[len(state) :].decode().splitlines()
        if "\n".join(lines) != _sums(place):
            return None
        return Oxigraph.read_only(place), Dataset(int(count))
    except (OSError, RuntimeError, ValueError):
        return None


def _sums(folder: str) -> str:
    """Return name, size and checksum of each file of a store."""
    sums = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name != _SUMS and not entry.name.startswith(_LEFT_OUT):
            held = content(entry.path)
            sums.append(f"{entry.name} {len(held)} {crc32(held)}")
    return "\n".join(sums)


def _keep(place: Path, state: bytes, graph: Oxigraph) -> None:
    """Make the store beside its place, and put it there whole."""
    import shutil
    import tempfile
    from pathlib import Path

    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_ours(place.parent.stat()):
        return
    new = Path(tempfile.mkdtemp(prefix=f"{place.name}.", dir=place.parent))
    old = new.with_name(f"{new.name}.old")
    try:
        store = Oxigraph(str(new))
        store.bulk_extend(graph.quads_for_pattern(None, None, None, DefaultGraph()))
        store.optimize()
        store.flush()
        del store  # which closes its files
        (new / _SUMS).write_bytes(state + f"{len(graph)}\n{_sums(str(new))}".encode())
        if place.exists():
            place.rename(old)
        new.rename(place)
    finally:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
