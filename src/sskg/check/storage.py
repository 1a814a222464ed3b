"""A store on disk: whether it is still as it was built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.language.message import tell, word
from sskg.model import Answer, Grid
from sskg.store import manifest as manifests
from sskg.store.directory import verify

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Soundness(Answer):
    """What a store on disk was built with, and what is wrong with it now.

    Attributes:
        store: its folder.
        triples: how many it was built with.
        files: how many files it is made of.
        size: of these files together, in bytes.
        problems: one sentence each; none where it is as it was built.
    """

    store: str
    triples: int
    files: int
    size: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether the store is as it was built."""
        return not self.problems

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each problem, or one that says that there is none."""
        damaged = word("damaged", lang)
        rows = [(damaged, tell(problem, lang)) for problem in self.problems] or [
            (
                word("as built", lang),
                word(
                    "{triples:,} triples in {files} files, {size:,} bytes",
                    lang,
                    triples=self.triples,
                    files=self.files,
                    size=self.size,
                ),
            )
        ]
        return (Grid(self.store, ("state", "what"), tuple(rows)),)


def check_store(path: Path) -> Soundness:
    """Compare every byte of a store on disk, and its triples, with what was built.

    Raises:
        StoreUnavailable: it is no store, it was never finished, or another process writes it.
    """
    manifest = manifests.read(path)
    return Soundness(
        str(path),
        manifest.dataset.triples,
        len(manifest.files),
        sum(state.size for state in manifest.files.values()),
        tuple(verify(path)),
    )
