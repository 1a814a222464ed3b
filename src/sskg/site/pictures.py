"""What other sites show beside a link to a figure: its bars and its numbers, in no language.

A picture of few colours is a PNG with a palette, which the standard library can write. Numbers are
put together from the pictures of their characters in `digits.png`; the name of what is measured
stands beside the picture, in the language of the page.
"""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sskg.graph.comparison import PERCENT, is_number
from sskg.pages.charts import DRAWN
from sskg.questions.figures import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.graph.comparison import Figure, Measurement

WIDTH: Final = 1200
HEIGHT: Final = 630
"""Points of the picture: what sites ask for that show one large."""
CHARACTERS: Final = "0123456789,.-%>≥<≤≈"
"""Those that `digits.png` has, from left to right, each in a cell of `CELL` by `CELL` points."""
CELL: Final = 120
DIGITS: Final = Path(__file__).parents[1] / "pages" / "templates" / "digits.png"
SHADES: Final = 6
"""Steps from the ground to the full colour of a character."""

_SIGNS: Final = {
    "MoreThan": ">", "AtLeast": "≥", "LessThan": "<", "UpTo": "≤", "About": "≈", "Nearly": "≈",
}  # fmt: skip
_GROUND, _FIRST, _LATEST = 0, 1, 2
_INK: Final = 2
"""What a shade's place in the palette is beyond its number."""
_EDGE: Final = _INK + SHADES - 1
_COLOURS: Final = ((0x12, 0x30, 0x4F), (0x8F, 0xA6, 0xBD), (0xFF, 0xD8, 0x6B))
_PALETTE: Final = (*_COLOURS, *(
    tuple(round(ground + (255 - ground) * shade / (SHADES - 1)) for ground in _COLOURS[0])
    for shade in range(1, SHADES)
))  # fmt: skip
_LEFT, _ROOM = 100, 900
_BAR, _ROW = 76, 256


def png(rows: Sequence[bytes], palette: Sequence[Sequence[int]]) -> bytes:
    """Return a picture as PNG.

    Args:
        rows: from the top, each with the place in the palette of each point.
        palette: colours, as red, green and blue from 0 to 255.
    """
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    points = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", points), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def picture(group: Sequence[Measurement]) -> bytes | None:
    """Return the picture of an indicator's first figures; None where no number can be shown."""
    for measurement in group:
        figures = [
            each
            for each in (measurement.baseline, measurement.latest)
            if each and is_number(each.value)
        ]
        lines = [_line(each) for each in figures]
        if figures and all(line is not None for line in lines):
            return _drawn(figures, [line for line in lines if line is not None])
    return None


def _drawn(figures: Sequence[Figure], lines: Sequence[list[bytes]]) -> bytes:
    canvas = [bytearray(WIDTH) for _ in range(HEIGHT)]
    sizes = [abs(Decimal(each.value)) for each in figures]
    greatest = max(sizes) or Decimal(1)
    top = (HEIGHT - _ROW * len(figures)) // 2 + 20
    for at, (figure, size, line) in enumerate(zip(figures, sizes, lines, strict=True)):
        y = top + at * _ROW
        for down, row in enumerate(line):
            canvas[y + down][_LEFT : _LEFT + len(row)] = row
        colour = _LATEST if at == len(figures) - 1 else _FIRST
        width = max(6, round(float(size / greatest) * _ROOM))
        _bar(canvas, y + CELL, width, colour, "" if figure.upper else DRAWN.get(figure.bound, ""))
    return png([bytes(row) for row in canvas], _PALETTE)


def _bar(canvas: list[bytearray], y: int, width: int, colour: int, kind: str) -> None:
    """Draw a bar; an arrow says that it is more than this, a broken line that it is no more."""
    end = _LEFT + width
    for down in range(_BAR):
        canvas[y + down][_LEFT:end] = bytes((colour,)) * width
        if kind == "more":
            point = min(down, _BAR - 1 - down)
            canvas[y + down][end : end + point] = bytes((colour,)) * point
        elif kind == "less" and down // 10 % 2 == 0:
            canvas[y + down][end + 8 : end + 14] = bytes((_EDGE,)) * 6


def _line(figure: Figure) -> list[bytes] | None:
    """Return a number as rows of points; None where it does not fit."""
    # A range has both its ends, and no sign of the bound below.
    sign = "" if figure.upper else _SIGNS.get(figure.bound, "")
    ends = (figure.value, figure.upper) if figure.upper else (figure.value,)
    if not all(map(is_number, ends)):
        return None
    text = f"{sign}{'-'.join(map(grouped, ends))}{'%' if figure.unit == PERCENT else ''}"
    glyphs = [_glyphs()[char] for char in text]
    gap = bytes(8)
    if sign:
        glyphs.insert(1, [gap] * CELL)
    if sum(len(glyph[0]) + len(gap) for glyph in glyphs) > WIDTH - 2 * _LEFT:
        return None
    return [gap.join(glyph[down] for glyph in glyphs) for down in range(CELL)]


@cache
def _glyphs() -> dict[str, list[bytes]]:
    """Return the points of each character, as in the palette, without room at its sides."""
    content = DIGITS.read_bytes()
    at = content.index(b"IDAT")
    length = int.from_bytes(content[at - 4 : at])
    points = zlib.decompress(content[at + 4 : at + 4 + length])
    wide = CELL * len(CHARACTERS)
    shades = bytes([_GROUND, *range(_INK + 1, _INK + SHADES)]).ljust(256, b"\0")
    rows = [
        points[y * (wide + 1) + 1 : (y + 1) * (wide + 1)].translate(shades) for y in range(CELL)
    ]
    glyphs = {}
    for place, char in enumerate(CHARACTERS):
        cell = [row[place * CELL : (place + 1) * CELL] for row in rows]
        left = min(CELL - len(row.lstrip(b"\0")) for row in cell)
        right = max(len(row.rstrip(b"\0")) for row in cell)
        glyphs[char] = [row[left:right] for row in cell]
    return glyphs
