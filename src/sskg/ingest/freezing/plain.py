"""Plain text: kept byte for byte, so that digests and offsets are those of the file itself."""

from __future__ import annotations

import re

from sskg.errors import UnreadableInput
from sskg.ingest.freezing.draft import MOST, Block, Frozen, too_long
from sskg.language.message import msg

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]*\S[^\r\n\v\f\x85\u2028\u2029]*")


def freeze(content: bytes) -> Frozen:
    """Freeze plain text.

    Raises:
        UnreadableInput: it is not UTF-8, or no text.
    """
    text = decoded(content)
    if len(text) > MOST:
        raise too_long()
    blocks = []
    for number, line in enumerate(_LINE.finditer(text), 1):
        visible = line[0].strip()
        start = line.start() + line[0].index(visible)
        blocks.append(Block(start, start + len(visible), "line", f"line {number}"))
    return Frozen(text, tuple(blocks), "text/plain")


def decoded(content: bytes) -> str:
    """Return UTF-8 text.

    Raises:
        UnreadableInput: it is not UTF-8, or holds bytes that no text has.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            msg("not UTF-8 at byte {n}", n=error.start),
            hint=msg("convert it to UTF-8 first, as with iconv -f GB18030 -t UTF-8"),
        ) from error
    if "\0" in text:
        raise UnreadableInput(
            msg("the file is no text: it holds null characters"),
            hint=msg("sskg ingest reads .txt, .md, .html, .docx and .pdf"),
        )
    return text
