"""A digest of what a store says: the same for any order of loading and any spelling of numbers.

Two stores have the same digest when Oxigraph reads back the same triples from them. Blank nodes
get new names at each load, and therefore differ.
"""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING, Final, cast

from pyoxigraph import RdfFormat

if TYPE_CHECKING:
    from pyoxigraph import Store

_BYTES: Final = 16
_MODULUS: Final = 1 << (8 * _BYTES)


def content_digest(store: Store) -> str:
    """Return the sum of the digests of all statements, as 32 hexadecimal digits.

    Takes about as long as loading: each term is read back from the store.

    Raises:
        OSError: the store cannot be read.
        RuntimeError: its files are damaged.
    """
    total = _DigestSum()
    store.dump(cast("IO[bytes]", total), RdfFormat.N_QUADS)
    return total.hexadecimal()


class _DigestSum:
    """Take lines as a stream does, and add up their digests."""

    def __init__(self) -> None:
        self._rest = b""
        self._total = 0

    def write(self, block: bytes) -> int:
        lines = (self._rest + bytes(block)).split(b"\n")
        self._rest = lines.pop()
        digest, number = hashlib.blake2b, int.from_bytes
        self._total += sum(
            [number(digest(line, digest_size=_BYTES).digest(), "big") for line in lines]
        )
        return len(block)

    def flush(self) -> None:
        return

    def hexadecimal(self) -> str:
        if self._rest:
            self.write(b"\n")
        return f"{self._total % _MODULUS:0{2 * _BYTES}x}"
