"""Digests of a folder's files, in a process of their own: `python -m sskg.store.hashing`.

While Oxigraph counts triples it holds Python's lock, so that no other thread comes to run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from sskg.process.parent import end_without_parent
from sskg.store.manifest import FileState, files, states

WORTH: Final = 50_000_000
"""Bytes from which hashing takes longer than another process takes to begin."""


class Hashing:
    """Find the states of files while something else is done.

    Args:
        generation: the folder that they are named from.
        place: the folder that they are below.
    """

    def __init__(self, generation: Path, place: Path) -> None:
        self._generation = generation
        self._place = place
        self._process: subprocess.Popen[str] | None = None
        if sum(path.stat().st_size for path in files(place)) >= WORTH:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(generation), str(place)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )

    def close(self) -> None:
        """End the other process, where it has not come to its end."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            self._process.communicate()

    def states(self) -> dict[str, FileState]:
        """Return the state of each file, by its path within the generation.

        Raises:
            OSError: one cannot be read.
        """
        if self._process is None:
            return states(self._generation, self._place)
        # Standard input stays open until then: its end would be the end of the other process.
        told = self._process.stdout.read() if self._process.stdout is not None else ""
        _, said = self._process.communicate()
        if self._process.returncode:
            ending = f"the process ended with {self._process.returncode}"
            reason = said.strip().rpartition("\n")[2] or ending
            raise OSError(f"{self._place} cannot be read back: {reason}")
        return {name: FileState(*state) for name, state in json.loads(told).items()}


def main() -> None:
    """Write the states of a folder's files to standard output, as JSON."""
    end_without_parent()
    generation, place = map(Path, sys.argv[1:])
    found = states(generation, place)
    json.dump({name: [s.size, s.sha256, s.modified] for name, s in found.items()}, sys.stdout)


if __name__ == "__main__":
    main()
