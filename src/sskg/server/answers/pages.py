"""Answers as pages: everything escaped, nothing from elsewhere, useful without JavaScript."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from sskg.capabilities import CAPABILITIES
from sskg.graph import tables
from sskg.graph.about import is_packaged
from sskg.graph.proof import UNPROVED, modality_word, strength
from sskg.language.message import counted, tell, word
from sskg.language.ranges import LANGUAGES, choose, interface
from sskg.language.text import printable
from sskg.model import Entity, Value
from sskg.ontology.profiles import profile
from sskg.ontology.vocabulary import vocabulary
from sskg.queries.spelling import misspelt
from sskg.questions.stats import stats
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS, curie
from sskg.render.json import to_json
from sskg.server.answers import linked
from sskg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sskg.graph.about import About
    from sskg.model import Answer, Fact, Grid
    from sskg.questions.describe import Description
    from sskg.questions.statements import Statements
    from sskg.store.base import QueryAnswer, Store

EXAMPLES: Final[list[dict[str, Any]]] = []
"""The named queries, read when the server starts."""
ABOUT: Final[list[About]] = []
"""What the graph says of itself; one where it speaks for the whole."""

_FOLDER: Final = Path(__file__).parent / "templates"
_THING = re.compile(r"id:([^\s/?#][^\s?#]*)\Z")
# Bidirectional controls, separators of lines, zero-width characters and the BOM.
_INVISIBLE = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
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


def page(template: str, lang: str, request: Mapping[str, Any], **shown: Any) -> bytes:
    """Return a page."""
    given_lang = lang if request.get("lang_given") else None

    def link(path: str, **parameters: Any) -> str:
        fields = {key: value for key, value in parameters.items() if value not in {None, ""}}
        if given_lang:
            fields["lang"] = given_lang
        return path + ("?" + urlencode(fields, doseq=True) if fields else "")

    def address(iri: str) -> str:
        """Return where a thing or term has its page."""
        if iri.startswith(THINGS):
            return link("/id/" + quote(iri.removeprefix(THINGS), safe=":"))
        if iri.startswith(ONTOLOGY):
            return link("/ontology") + "#" + quote(iri.removeprefix(ONTOLOGY))
        return link("/resource", iri=iri)

    def cell(text: str) -> Markup:
        """Return a cell of a table, as a link where it names a thing or a term."""
        if thing := _THING.match(text):
            return Markup('<a href="{}">{}</a>').format(address(THINGS + thing[1]), _clean(text))
        if term := _TERM.match(text):
            return Markup('<a href="{}">{}</a>').format(address(ONTOLOGY + term[1]), _clean(text))
        return escape(_clean(text))

    content = _TEMPLATES.get_template(template).render(
        t=lambda template, **parts: word(template, lang, **parts),
        counted=lambda one, many, n: tell(counted(one, many, n), lang),
        tell=lambda message: tell(message, lang),
        lang=lang,
        languages=LANGUAGES,
        spoken=interface(lang),
        link=link,
        address=address,
        cell=cell,
        lookups=CAPABILITIES,
        language_names={"en": "English", "zh": "中文"},
        examples=EXAMPLES,
        verbatim=lambda text: Markup(escape(text or "")),  # noqa: S704  (escaped here)
        prefixes=PREFIXES,
        elsewhere=_elsewhere(request),
        **{
            "query": None,
            "error": None,
            "bad_line": None,
            "result": None,
            "title": site(lang),
            "site": site(lang),
            **shown,
        },
    )
    return content.encode("utf-8", "replace")


def site(lang: str) -> str:
    """Return what the graph calls itself, or the program's name where it is silent."""
    return _clean(ABOUT[0].title(lang) if len(ABOUT) == 1 else "") or "sskg"


def _elsewhere(request: Mapping[str, Any]) -> dict[str, str]:
    """Return this page's address in each language, and as JSON."""
    path = request.get("path", "/")
    fields = [(key, value) for key, value in request.get("fields", ()) if key != "lang"]
    return {lang: path + "?" + urlencode([*fields, ("lang", lang)]) for lang in LANGUAGES} | {
        "json": path
        + "?"
        + urlencode([*(f for f in fields if f[0] != "format"), ("format", "json")])
    }


# -- one thing -------------------------------------------------------------------------------------


def thing_page(
    described: Description,
    triples: Iterable[Triple],
    lang: str,
    request: Mapping[str, Any],
    *,
    evidence: Statements | None = None,
    bare: bool = False,
) -> bytes:
    """Return the page of one thing: what `sskg show` shows, with the same in JSON-LD inside."""
    dating = profile().dates | {ONTOLOGY + "since"}
    dates = [fact for fact in described.outgoing if fact.predicate.iri in dating]
    groups = [
        *_groups((f for f in described.outgoing if f not in dates), lang, inverse=False),
        *_groups(sorted(described.incoming, key=lambda f: f.predicate.iri), lang, inverse=True),
    ]
    entity = described.entity
    texts = {text.lang: text.text for text in described.definitions}
    definition = choose(texts, lang)
    return page(
        "thing.html", lang, request,
        entity=entity,
        title=entity.label(lang),
        other=entity.other_labels(lang),
        kinds=[vocabulary().kind(kind) for kind in entity.kinds],
        definition=definition,
        aliases=described.aliases,
        notes=described.notes,
        dates=[_statement(fact, lang, inverse=False) for fact in dates],
        groups=groups,
        figures=_figures(described, lang),
        data=_data(triples),
        evidence=evidence,
        bare=bare,
        slug=quote(entity.iri.removeprefix(THINGS)) if entity.iri.startswith(THINGS) else None,
    )  # fmt: skip


def _groups(facts: Iterable[Fact], lang: str, *, inverse: bool) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for fact in facts:
        reading = fact.predicate.reading(lang, inverse=inverse)
        group = groups.setdefault(
            fact.predicate.iri, {"relation": reading, "iri": fact.predicate.iri, "statements": []}
        )
        group["statements"].append(_statement(fact, lang, inverse=inverse))
    return list(groups.values())


def _statement(fact: Fact, lang: str, *, inverse: bool) -> dict[str, Any]:
    other: Entity | Value = fact.subject if inverse else fact.object
    return {
        "relation": fact.predicate.reading(lang, inverse=inverse),
        "label": other.label(lang) if isinstance(other, Entity) else other.text,
        "iri": other.iri if isinstance(other, Entity) else None,
        "kind": _kind(other, lang),
        "unproved": strength(fact) == UNPROVED,
        "claims": [
            {
                "modality": claim.modality,
                "word": modality_word(claim.modality, lang),
                "qualifier": (choose(claim.qualifier, lang) or ("",))[0],
                "speaker": claim.speaker.label(lang) if claim.speaker else "",
                "passages": [
                    {
                        "iri": passage.iri,
                        "reference": passage.reference,
                        "words": passage.text if passage.text is not None else passage.anchor,
                    }
                    for passage in claim.passages
                ],
            }
            for claim in fact.claims
        ],
    }


def _kind(thing: Entity | Value, lang: str) -> str:
    if isinstance(thing, Entity) and thing.kind:
        return vocabulary().kind(thing.kind).label(lang)
    return ""


def _figures(described: Description, lang: str) -> Grid | None:
    if not described.figures:
        return None
    return described.grids(lang)[2]


def _data(triples: Iterable[Triple]) -> Markup:
    """Return JSON-LD that cannot end the element it stands in; it has no triple terms."""
    sayable = [triple for triple in triples if not isinstance(triple.object, Triple)]
    text = linked.written(sayable, "jsonld").decode("utf-8")
    for mark, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, escaped)
    # What would turn the reading order in the page's source; JSON has no such character outside of
    # strings.
    text = _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(text)  # noqa: S704  (no mark of HTML is left in it)


# -- lookups ---------------------------------------------------------------------------------------


def lookup_page(
    name: str,
    answer: Answer | None,
    given: Mapping[str, Sequence[str]],
    lang: str,
    request: Mapping[str, Any],
) -> bytes:
    """Return the page of a lookup: its form, and its answer as tables where it was asked."""
    from sskg.questions.describe import Description

    if isinstance(answer, Description):
        return thing_page(answer, (), lang, request)
    grids = answer.grids(lang) if answer is not None else ()
    return page(
        "lookup.html", lang, request,
        name=name,
        lookup=CAPABILITIES[name],
        title=tell(CAPABILITIES[name].title, lang),
        given={key: list(values) for key, values in given.items()},
        grids=[_without_empty(grid) for grid in grids],
        taken=answer.taken if answer is not None else (),
        summary=_summary(answer, lang),
    )  # fmt: skip


def _summary(answer: Answer | None, lang: str) -> str:
    """Return the answer as the terminal tells it, where that says more than tables do."""
    if type(answer).__name__ not in {"Explanation", "Paths"} or answer is None:
        return ""
    from sskg.render.answers import render
    from sskg.render.style import Style

    return render(answer, "table", lang, Style())


def _without_empty(grid: Grid) -> dict[str, Any]:
    shown = [at for at in range(len(grid.columns)) if any(row[at] for row in grid.rows)]
    shown = shown or list(range(len(grid.columns)))
    return {
        "title": grid.title,
        "columns": [grid.columns[at] for at in shown],
        "rows": [[row[at] for at in shown] for row in grid.rows],
    }


# -- SPARQL ----------------------------------------------------------------------------------------


def outcome(answer: QueryAnswer, store: Store, text: str, rows: int, lang: str) -> dict[str, Any]:
    """Return the answer to a query as what its page shows of it."""
    shown = _outcome(answer, store, text, rows, lang)
    empty = not (shown.get("truth") or shown.get("rows") or shown.get("count"))
    warnings = [tell(warning, lang) for warning in misspelt(store, text, empty=empty)]
    return {"result": shown | {"warnings": warnings}}


def _outcome(answer: QueryAnswer, store: Store, text: str, rows: int, lang: str) -> dict[str, Any]:
    if isinstance(answer, QueryBoolean):
        return {"kind": "truth", "truth": bool(answer)}
    if isinstance(answer, QuerySolutions):
        names = sparql.columns(answer, text)
        table, cut = tables.table(answer, store, columns=names, limit=rows)
        cells = [[_term(term, table.labelled, lang) for term in row] for row in table.rows]
        return {
            "kind": "rows", "columns": names, "rows": cells, "cut": cut, "limit": rows,
            "formats": ("json", "xml", "csv", "tsv"),
        }  # fmt: skip
    triples: list[Triple] = []
    for triple in answer:
        if len(triples) == rows:
            break
        triples.append(triple)
    cut = len(triples) == rows and next(answer, None) is not None
    content = linked.written(triples, "ttl").decode("utf-8", "replace")
    return {
        "kind": "triples", "text": content, "count": len(triples), "cut": cut, "limit": rows,
        "formats": ("ttl", "nt", "jsonld", "rdf"),
    }  # fmt: skip


def _term(term: Any, labelled: Mapping[str, Entity], lang: str) -> dict[str, Any]:
    if term is None:
        return {"text": "", "iri": None, "label": "", "lang": "", "away": False}
    if isinstance(term, NamedNode):
        known = labelled.get(term.value)
        label = known.label(lang) if known and known.labels else ""
        ours = term.value.startswith((THINGS, ONTOLOGY))
        web = term.value.startswith(("http://", "https://"))
        return {
            "text": curie(term.value), "iri": term.value if web else None, "label": label,
            "lang": "", "away": web and not ours and not label,
        }  # fmt: skip
    if isinstance(term, Literal):
        return {"text": term.value, "iri": None, "label": "", "lang": term.language or "",
                "away": False}  # fmt: skip
    return {"text": str(term), "iri": None, "label": "", "lang": "", "away": False}


# -- others ----------------------------------------------------------------------------------------


def home_page(store: Store, lang: str, request: Mapping[str, Any]) -> bytes:
    """Return the first page: what is in the graph, a search, examples."""
    # Counting takes as long as a store is large; in memory that is no time.
    counted = stats(store) if store.kind == "memory" else None
    return page(
        "home.html", lang, request,
        title=site(lang),
        licence=ABOUT[0].licence if len(ABOUT) == 1 else "",
        packaged=is_packaged(store),
        counts=counted, location=store.location,
        kind_label=lambda name: vocabulary().kind(name).label(lang),
    )  # fmt: skip


def ontology_page(lang: str, request: Mapping[str, Any]) -> bytes:
    """Return the ontology for people."""
    words = vocabulary()
    comments: dict[str, dict[str, str]] = {}
    for triple in linked.ontology_triples():
        if (
            isinstance(triple.object, Literal)
            and isinstance(triple.subject, NamedNode)
            and triple.predicate.value in _DEFINING
        ):
            comments.setdefault(triple.subject.value, {})[triple.object.language or ""] = (
                triple.object.value
            )
    return page(
        "ontology.html", lang, request,
        title=word("Ontology", lang),
        classes=sorted(words.classes.items()),
        above={name: sorted(above) for name, above in words.superclasses.items()},
        properties=sorted(words.properties.values(), key=lambda each: each.iri),
        evidenced=words.evidenced,
        defined=lambda iri: (choose(comments.get(iri, {}), lang) or ("",))[0],
        local=lambda iri: iri.removeprefix(ONTOLOGY),
    )  # fmt: skip


_DEFINING: Final = frozenset({PREFIXES["rdfs"] + "comment", PREFIXES["skos"] + "definition"})


def error_page(
    error: Mapping[str, Any], status: int, lang: str, request: Mapping[str, Any]
) -> bytes:
    """Return the page of an error."""
    candidates = [
        {"name": line.split()[0] if line.split() else line, "line": line}
        for line in error.get("candidates", ())
    ]
    return page(
        "error.html", lang, request, title=word("This could not be answered", lang),
        status=status, problem=error,
        candidates=candidates,
    )  # fmt: skip


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON."""
    return (json.dumps(to_json(value), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
