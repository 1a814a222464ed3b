"""XML line by line, and text in it: quoted, and without characters that XML has no way to say."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that no XML 1.0 can hold, escaped or not."""

_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
          "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}  # fmt: skip
_MARK = re.compile('[&<>"\t\n\r]')


def quoted(text: str) -> str:
    r"""Return text as an attribute's value with its quotes; what XML 1.0 cannot say is U+FFFD.

    >>> quoted('a <b> & "c"\x1b')
    '"a &lt;b&gt; &amp; &quot;c&quot;�"'
    """
    sayable = UNSAYABLE.sub("\ufffd", text)
    return f'"{_MARK.sub(lambda mark: _MARKS[mark[0]], sayable)}"'


def lines_to(stream: IO[bytes]) -> Callable[[str], None]:
    """Begin an XML document in UTF-8, and return what writes its further lines."""

    def say(line: str) -> None:
        stream.write(f"{line}\n".encode())

    say('<?xml version="1.0" encoding="UTF-8"?>')
    return say
