"""Cuts the frozen text into sentences and clauses, and marks headings and residue.

A line of the file is no sentence: a text may be wrapped in mid-sentence, and a blank line may
stand there too. So lines are first joined to stretches of running text, and these are cut where a
sentence ends. Passages do not overlap, and together hold every visible character.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sskg.ingest.freezing.draft import Block, Frozen

_CLOSING: Final = "\"'”’」』）)】]》"
_ENDED = re.compile(rf"[.!?。！？…][{re.escape(_CLOSING)}]*\d{{0,3}}$")
_OPEN_END = re.compile(r"(?:[,;:，；：、(（—–]|\s-|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|"
                       r"to|with|that|which|is|are|was|were|be))$")  # fmt: skip
_ARTICLE = re.compile(
    r"第[ \t]?[一二三四五六七八九十百零〇\d]+[ \t]?[条條章节節编]"
    r"|(?:Article|Section|Chapter|Part)\s+\d"
)
_TITLE = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节编]|附\s*则|总\s*则|[一二三四五六七八九十]+、|"
    r"(?:Chapter|Part)\s+[\dIVX]+\b)"
)
_ITEM = re.compile(r"(?:[（(][一二三四五六七八九十\da-z]{1,3}[）)]|\d{1,2}[.、)）]\s*|[•·▪●*-]\s)")
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Photo|Table|图|表)\s*\d+\s*[.:：]|.*\((?:Photo|Image)\b[^)]*\)$"
)
_DATE = re.compile(
    r"\d{4}年\s*\d{1,2}月|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}"
)
_CHINESE = re.compile(r"[㐀-鿿]")
# A full stop is the end only before white space and what may begin a sentence.
_STOP = re.compile(
    rf"[。！？]+[{re.escape(_CLOSING)}]*"
    rf"|(?:\.\.\.|[.!?]+)[{re.escape(_CLOSING)}]*\d{{0,3}}(?=\s+[\"'“‘(\[（「『]*[A-Z0-9㐀-鿿]|\s*$)"
    rf"|\.(?=[㐀-鿿])"
)
_NO_STOP = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|St|No|Nos|Art|Arts|Sec|Fig|vs|cf|al|ca|approx|"
    r"para|paras|pp?|vol|ed|eds|Inc|Ltd|Co|Corp|Rs|e\.g|i\.e|viz|U\.S|U\.K|U\.N|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|(?<![A-Za-z.])[A-Z]|^\s*\d{1,2}|\n\s*\d{1,2})\.$"
)
_CONTINUES = re.compile(r"\s*[,，、；;的]")
_SPEAKS = re.compile(r"[^。！？\s]{0,8}(?:说|表示|指出|强调|问|道)[。，：]")
_CLAUSE = re.compile(r"[;；](?:\s+and\b)?|[:：,，](?=\s*\n)")

_HEADING: Final = {True: 40, False: 120}
"""The longest heading in Chinese and in other scripts, in characters."""
_LONG: Final = {True: 110, False: 300}
"""The longest sentence that is kept whole."""
_SHORT: Final = {True: 12, False: 40}
"""The shortest clause that is worth a segment of its own."""
_WRAPPED: Final = 200
"""Lines that are longer are paragraphs, and not wrapped ones."""


def segment(frozen: Frozen) -> tuple[Segment, ...]:
    """Return the segments of a document, in order."""
    width = _width(frozen)
    segments: list[Segment] = []
    stretches = list(_stretches(frozen, width))
    spoken = [index for index, blocks in enumerate(stretches) if _ends(frozen.text, blocks)]
    for index, blocks in enumerate(stretches):
        span = Span(blocks[0].start, blocks[-1].end)
        before, after = bool(spoken) and index < spoken[-1], bool(spoken) and index > spoken[-1]
        role = _role(frozen.text, blocks, before=before, after=after)
        if role == "Body":
            segments += _sentences(frozen.text, span)
        else:
            segments.append(Segment(span, role, span))
    return tuple(segments)


def _width(frozen: Frozen) -> int:
    """Return how long a full line is, where the text is wrapped; else 0."""
    lines = [each for each in frozen.blocks if each.kind == "line" and not each.residue]
    if not lines:
        return 0
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int(len(lengths) * 0.9) - (len(lengths) >= 10)]  # noqa: PLR2004
    cut = [line for line in lines if not _ENDED.search(frozen.text[line.start : line.end])]
    return width if width <= _WRAPPED and len(cut) * 3 > len(lines) else 0


def _stretches(frozen: Frozen, width: int) -> Iterator[list[Block]]:
    stretch: list[Block] = []
    held: list[Block] = []
    for block in frozen.blocks:
        if block.residue:
            # A running head may stand in the middle of a sentence: it is no end of one.
            held.append(block)
            continue
        if stretch and not held and _joined(frozen.text, stretch[-1], block, width):
            stretch.append(block)
            continue
        if stretch:
            yield stretch
        yield from ([each] for each in held)
        held.clear()
        stretch = [block]
    if stretch:
        yield stretch
    yield from ([each] for each in held)


def _joined(text: str, first: Block, second: Block, width: int) -> bool:
    """Tell whether a block goes on in the next."""
    if "heading" in {first.kind, second.kind}:
        return False
    before, after = text[first.start : first.end], text[second.start : second.end]
    if _ARTICLE.match(after):
        return False
    if _OPEN_END.search(before):
        return True
    if first.kind != "line" or second.kind != "line":
        return False
    if after[0].islower():
        return True
    if _ENDED.search(before) or _TITLE.match(after) or _TITLE.match(before):
        return False
    gap = text[first.end : second.start].count("\n") > 1
    if after[0] == "(" and not gap and not _ITEM.match(after):
        return True  # the short form of what the line before it names
    chinese = bool(_CHINESE.search(before))
    if len(before) > _HEADING[chinese] * (1.5 if gap else 1) and not gap:
        return True
    return bool(width) and not gap and len(before) >= width * 0.75 and not _ITEM.match(after)


def _ends(text: str, blocks: Sequence[Block]) -> bool:
    return bool(_ENDED.search(text[blocks[0].start : blocks[-1].end]))


def _role(text: str, blocks: Sequence[Block], *, before: bool, after: bool) -> str:
    """Return a stretch's role: what has no sentence's end is a heading, or around the text."""
    content = text[blocks[0].start : blocks[-1].end]
    if blocks[0].residue or not any(map(str.isalnum, content)):
        return "Residue"
    if blocks[0].kind == "heading":
        return "Heading"
    if _CAPTION.match(content):
        return "Caption"
    # What goes on in an item of a list is a sentence.
    listed = any(_OPEN_END.search(text[block.start : block.end]) for block in blocks[:-1])
    short = not listed and len(content) <= _HEADING[bool(_CHINESE.search(content))]
    dated = bool(_DATE.search(content))
    if blocks[0].kind == "row" or dated or _ends(text, blocks) or not short:
        return "Body"
    if _OPEN_END.search(content) or _ITEM.match(content):
        return "Body"
    if blocks[0].kind == "paragraph" and any(map(str.isdigit, content)):
        return "Body"
    return "Residue" if after and not before and blocks[0].kind == "line" else "Heading"


def _sentences(text: str, span: Span) -> Iterator[Segment]:
    start = span.start
    for stop in _stops(text, span):
        sentence = _trimmed(text, start, stop)
        if sentence is not None:
            for clause in _clauses(text, sentence):
                yield Segment(clause, "Body", sentence)
        start = stop


def _stops(text: str, span: Span) -> Iterator[int]:
    content = span.of(text)
    for stop in _STOP.finditer(content):
        before = content[max(0, stop.start() - 12) : stop.start() + 1]
        if content[stop.start()] == "." and _NO_STOP.search(before):
            continue
        if _CONTINUES.match(content, stop.end()):
            continue
        if stop[0][-1] in "”」』" and _SPEAKS.match(content, stop.end()):
            continue
        if _inside_brackets(content[: stop.end()]):
            continue
        yield span.start + stop.end()
    yield span.end


_BRACKETS: Final = 200
"""How far back a bracket may have been opened: one that never closes must not swallow the text."""


def _inside_brackets(content: str) -> bool:
    recent = content[-_BRACKETS:]
    return any(
        recent.rfind(opening) > recent.rfind(closing) for opening, closing in ("()", "（）", "《》")
    )


def _trimmed(text: str, start: int, end: int) -> Span | None:
    content = text[start:end]
    visible = content.strip()
    if not visible:
        return None
    first = start + content.index(visible)
    return Span(first, first + len(visible))


def _clauses(text: str, sentence: Span) -> Iterable[Span]:
    """Return the clauses of a long sentence; of a short one, itself."""
    content = sentence.of(text)
    chinese = bool(_CHINESE.search(content))
    if len(content) <= _LONG[chinese]:
        return [sentence]
    cuts = [sentence.start]
    for mark in _CLAUSE.finditer(content):
        at = sentence.start + mark.start() + 1
        if at - cuts[-1] >= _SHORT[chinese] and sentence.end - at >= _SHORT[chinese]:
            cuts.append(at)
    spans = [_trimmed(text, *pair) for pair in pairwise([*cuts, sentence.end])]
    return [span for span in spans if span is not None]


def names(segments: Iterable[Segment]) -> tuple[str, ...]:
    """Return the name of each segment within its document: s1, s2a, s2b, h1, r1.

    >>> whole, half = Span(0, 9), Span(9, 20)
    >>> clauses = [Segment(Span(9, 14), "Body", half), Segment(Span(15, 20), "Body", half)]
    >>> names([Segment(whole, "Heading", whole), *clauses])
    ('h1', 's1a', 's1b')
    """
    listed = list(segments)
    clauses: dict[Span, int] = {}
    for segment in listed:
        clauses[segment.sentence] = clauses.get(segment.sentence, 0) + 1
    counts = {"h": 0, "r": 0, "s": 0}
    passage_names, last, letter = [], None, 0
    for segment in listed:
        sign = {"Heading": "h", "Residue": "r"}.get(segment.role, "s")
        if segment.sentence != last:
            counts[sign] += 1
            last, letter = segment.sentence, 0
        suffix = _letters(letter) if clauses[segment.sentence] > 1 else ""
        letter += 1
        passage_names.append(f"{sign}{counts[sign]}{suffix}")
    return tuple(passage_names)


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, …."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
