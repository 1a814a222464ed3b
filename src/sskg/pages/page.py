"""A page: everything escaped, nothing from elsewhere, useful without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from sskg.capabilities import CAPABILITIES
from sskg.language.message import counted, tell, word
from sskg.language.ranges import interface
from sskg.language.text import printable
from sskg.model import MODALITIES
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.graph.about import About
    from sskg.model import Entity
    from sskg.pages.links import Links

EXAMPLES: Final[list[dict[str, Any]]] = []
"""The named queries, read when the server starts, or a site is begun."""
ABOUT: Final[list[About]] = []
"""What the graph says of itself; one where it speaks for the whole."""
DOCUMENTS: Final[list[Entity]] = []
"""The source documents that forms offer, read when the server starts."""

_AUTONYMS: Final = {
    "ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
    "en": "English", "es": "Español", "et": "Eesti", "fi": "Suomi", "fr": "Français",
    "hi": "हिन्दी", "hu": "Magyar", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語",
    "ko": "한국어", "lt": "Lietuvių", "lv": "Latviešu", "nb": "Norsk bokmål", "nl": "Nederlands",
    "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский", "sv": "Svenska",
    "tr": "Türkçe", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""What languages call themselves; another is named by its tag."""
_FOLDER: Final = Path(__file__).parent / "templates"
_BREAKS: Final = re.compile(
    r"(?<=>)\s*\n\s*(?=</?(?:article|blockquote|body|caption|d[dlt]|details|div|figure|form|h[1-6]|"
    r"head|header|html|li|link|main|meta|nav|ol|p|script|section|summary|table|tbody|td|th|thead|"
    r"title|tr|ul)\b)"
)
"""Ends of lines before what begins a line of its own anyway: each page would carry them packed."""
_THING = re.compile(r"id:([^\s/?#][^\s?#]*)\Z")
_TERM = re.compile(r"sskg:(\w+)\Z")


def _clean(value: Any) -> Any:
    """Return what a template prints: texts of the data without what could mislead a reader."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return printable(value, keep_newlines=True)


_TEMPLATES: Final = Environment(
    autoescape=True, finalize=_clean, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip
# Chinese relations read “X 的主管者为 Y”: as a heading, the particle that joins them has no place.
_TEMPLATES.filters["heading"] = lambda reading: reading.removeprefix("的")
# The style has a colour for each of these, and for no other word of the data.
_TEMPLATES.globals["modalities"] = MODALITIES


def prepare() -> None:
    """Read the templates; each is compiled when it is first needed."""
    if _TEMPLATES.loader is None:
        _TEMPLATES.loader = DictLoader(
            {path.name: path.read_text(encoding="utf-8") for path in _FOLDER.glob("*.html")}
        )


def compile_templates() -> Iterator[None]:
    """Compile one template after the other, so that no page has to."""
    for name in _TEMPLATES.list_templates():
        _TEMPLATES.get_template(name)
        yield


def page(template: str, lang: str, links: Links, **shown: Any) -> bytes:
    """Return a page."""

    def cell(text: str) -> Markup:
        """Return a cell of a table, as a link where it names a thing or a term."""
        iri = _named(text)
        if iri is None:
            return escape(_clean(text))
        return Markup('<a href="{}">{}</a>').format(links.address(iri), _clean(text))

    spoken = interface(lang)
    # The language of the graph's words, where it is one of the site's; sskg's own are English then.
    own = lang if lang in links.languages else spoken
    content = _TEMPLATES.get_template(template).render(
        t=lambda template, **parts: word(template, lang, **parts),
        counted=lambda one, many, n: tell(counted(one, many, n), lang),
        tell=lambda message: tell(message, lang),
        lang=lang,
        languages=links.languages,
        spoken=spoken,
        own=own,
        ui=Markup("") if own == spoken else Markup(' lang="{}"').format(spoken),
        link=links.link,
        has=links.has,
        address=links.address,
        figure=links.figure,
        relation=links.relation,
        commitments=links.commitments,
        comparison=links.comparison,
        further=links.further,
        rdf=links.rdf,
        asset=links.asset,
        ontology=links.ontology,
        served=links.served,
        cell=cell,
        lookups=CAPABILITIES,
        autonym=lambda tag: _AUTONYMS.get(tag, tag),
        examples=EXAMPLES,
        offered=DOCUMENTS,
        verbatim=lambda text: Markup(escape(text or "")),  # noqa: S704  (escaped here)
        prefixes=PREFIXES,
        elsewhere=links.elsewhere,
        **{
            "query": None,
            "error": None,
            "bad_line": None,
            "result": None,
            "canonical": "",
            "alternates": {},
            "part": None,
            "counts": {},
            "description": "",
            "dataset": "",
            "card": "",
            "title": site(lang),
            "site": site(lang),
            **shown,
        },
    )
    return _BREAKS.sub("", content).encode("utf-8", "replace")


def _named(text: str) -> str | None:
    """Return the IRI that a cell of a table names, if it is a thing's or a term's."""
    if thing := _THING.match(text):
        return THINGS + thing[1]
    if term := _TERM.match(text):
        return ONTOLOGY + term[1]
    return None


def site(lang: str) -> str:
    """Return what the graph calls itself, or the program's name where it is silent."""
    return _clean(ABOUT[0].title(lang) if len(ABOUT) == 1 else "") or "sskg"
