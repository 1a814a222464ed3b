"""The last gate before a terminal: in no format does data move the cursor or hide text."""

from __future__ import annotations

import codecs
import re
from typing import IO, cast

from sskg.language.text import printable

# Line ends and tabs are what the formats themselves are made of.
_LAYOUT = re.compile(r"([\n\t]+)")


class Terminal:
    """Pass UTF-8 bytes on with control, escape and bidirectional characters replaced.

    Args:
        terminal: the binary stream of the terminal.
    """

    def __init__(self, terminal: IO[bytes]) -> None:
        self._terminal = terminal
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, content: bytes) -> int:
        """Write bytes; a character may be spread over several calls."""
        text = self._decoder.decode(bytes(content)).replace("\r\n", "\n")
        parts = _LAYOUT.split(text)
        safe = "".join(part if at % 2 else printable(part) for at, part in enumerate(parts))
        self._terminal.write(safe.encode("utf-8"))
        return len(content)

    def flush(self) -> None:
        """Pass on what the terminal holds back."""
        self._terminal.flush()


def gated(terminal: IO[bytes]) -> IO[bytes]:
    """Return a stream that writes to a terminal through the gate."""
    return cast("IO[bytes]", Terminal(terminal))
