"""HTML, and Markdown by way of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import UnreadableInput
from sskg.ingest.freezing.draft import Draft, Frozen
from sskg.ingest.freezing.plain import decoded
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = _HEADINGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS: Final = frozenset({"td", "th"})
_AROUND: Final = frozenset({"nav", "footer", "aside", "button", "form", "menu", "select"})
_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "textarea",
        "datalist",
    ]
)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD: Final = 4096
_DATES: Final = ("article:published_time", "datepublished", "dc.date", "dcterms.date", "date")


def freeze(content: bytes) -> Frozen:
    """Freeze an HTML page: what a reader sees, without running or fetching anything.

    Raises:
        UnreadableInput: its encoding is unknown, or it is nested too deeply.
    """
    return _frozen(_decoded(content), "text/html")


def freeze_markdown(content: bytes) -> Frozen:
    """Freeze Markdown: the text without its marks.

    Raises:
        UnreadableInput: it is not UTF-8.
    """
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(decoded(content))
    return _frozen(html, "text/markdown")


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[:_HEAD])
    if declared and not content.startswith(b"\xef\xbb\xbf"):
        name = declared[1].decode("ascii", "replace")
        # A page that says GB2312 is often written in one of the larger sets that hold it.
        wider = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}
        try:
            return content.decode(wider.get(name.lower(), name))
        except (LookupError, UnicodeDecodeError) as error:
            raise UnreadableInput(
                msg("the page says that it is {charset}, and is not", charset=name),
                hint=msg("save it as UTF-8"),
            ) from error
    return decoded(content)


def _frozen(html: str, media: str) -> Frozen:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Frozen("", (), media)
    # The parser goes on after most mistakes, but at its limits it drops the rest without a word.
    cut = [error for error in parser.error_log if error.level_name == "FATAL"]
    if cut or _depth(root) >= _DEEPEST:
        raise UnreadableInput(
            msg("the page is nested too deeply, or too large in one place, to be read in full"),
            hint=msg("save its text alone, and ingest that"),
        )
    draft = Draft()
    _PageWalk(draft).block(root, residue=False)
    return draft.frozen(media, _facts(root))


_DEEPEST: Final = 250


def _depth(root: Any) -> int:
    deepest = depth = 0
    from lxml.etree import iterwalk

    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _PageWalk:
    """Walks through a page, and closes a block at each element that begins or ends one."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._counts: Counter[str] = Counter()
        self._inline: list[str] = []

    def block(self, element: Any, *, residue: bool) -> None:
        """Add the blocks of an element that is one."""
        tag = str(element.tag)
        self._counts[tag] += 1
        path = f"{tag}[{self._counts[tag]}]"
        residue = residue or tag in _AROUND or element.get("role") == "navigation"
        kind = "heading" if tag in _HEADINGS else "row" if tag == "tr" else "paragraph"
        self._children(element, kind, path, residue=residue)
        self._close(kind, path, residue=residue)

    def _children(self, element: Any, kind: str, path: str, *, residue: bool) -> None:
        # In running text, a line of the file is no line of the page.
        pre = element.tag == "pre"
        self._text(element.text, pre=pre)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                self._inline.append("\n")
            elif tag and tag not in _UNSEEN and child.get("hidden") is None:
                if tag in _BLOCKS:
                    self._close(kind, path, residue=residue)
                    self.block(child, residue=residue)
                else:
                    if tag in _CELLS and self._inline:
                        self._inline.append(" | ")
                    self._children(child, kind, path, residue=residue)
            self._text(child.tail, pre=pre)

    def _text(self, text: str | None, *, pre: bool) -> None:
        if text:
            self._inline.append(text if pre else re.sub(r"\s+", " ", text))

    def _close(self, kind: str, path: str, *, residue: bool) -> None:
        gap = "\n" if kind == "row" else "\n\n"
        self._draft.add("".join(self._inline), kind, path, residue=residue, gap=gap)
        self._inline.clear()


def _facts(root: Any) -> dict[str, str]:
    metas = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in root.iter("meta")
    }
    title = next((" ".join(each.text_content().split()) for each in root.iter("title")), "")
    facts = {
        "title": title,
        "author": metas.get("author", ""),
        "language": (root.get("lang") or "").lower(),
        "date": next(_first(metas), ""),
    }
    return {name: value for name, value in facts.items() if value}


def _first(metas: dict[str, str]) -> Iterator[str]:
    return (metas[name] for name in _DATES if metas.get(name))
