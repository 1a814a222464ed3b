"""What a heading names: the thing that the sentences under it speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.chinese import chinese_names
from sskg.ingest.proposers.kinds import han_kind, named_kind
from sskg.language.text import is_chinese

if TYPE_CHECKING:
    from sskg.ingest.proposers.kinds import Kinds

_NUMBERED: Final = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[章节编][\s\u3000]*|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十\d]+[）)]|(?:Chapter|Part|Section|Title)\s+[\dIVX]+\s*[.:—–-]?\s*"
    r"|\d+(?:(?:\.\d+)+|[.)])\s+)?(?P<name>.*?)[\s:：]*\Z",
    re.DOTALL,
)
_SHORT_FORM: Final = re.compile(r"\s*\([^)]*\)\Z")
_HEAD: Final = re.compile(r"\s+(?:of|for|in|on|to|from|with|by|under)\s")
_NO_NAME: Final = re.compile(
    r"[\d.,;:!?。，；：！？\n]|\b(?:and|or|what|how|why|who|your?|the)\b", re.IGNORECASE
)
_MOST_WORDS: Final = 7
_NAMED: Final = frozenset({"Policy", "Benefit", "Fund", "Reform", "Actor", "TargetGroup"})


def heading_name(text: str, span: Span, kinds: Kinds) -> tuple[Span, str] | None:
    """Return the name that a heading consists of, and its kind; None where it is no single name."""
    match = _NUMBERED.match(text, span.start, span.end)
    name = match["name"] if match else ""
    if not match or not name or _NO_NAME.search(name):
        return None
    start = match.start("name")
    whole = Span(start, start + len(name))
    if is_chinese(name):
        named = dict(chinese_names(text, whole, kinds.of))
        kind = named.get(whole) or (han_kind(name) if whole in named else None)
    else:
        words = _SHORT_FORM.sub("", name).lower().split()
        head = _HEAD.split(" ".join(words))[0].rpartition(" ")[2]
        kind = named_kind(head) or kinds.of(head)
        if not 1 < len(words) <= _MOST_WORDS:
            return None
    return (whole, kind) if kind in _NAMED else None
