"""Turtle in the project's layout: ordered, and named so that changes diff well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sskg.ingest.items import time_type
from sskg.ingest.jurisdiction import DEFINITION
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from sskg.ingest.items import SourceItem
    from sskg.ingest.jurisdiction import Jurisdiction
    from sskg.ingest.reading import Reading

_USED: Final = ("", "sskg", "rdf", "skos", "xsd", "dcterms", "oa", "schema", "unit")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\Z")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

_WIDTH: Final = 96
"""How long a line with several objects may get, but for its indentation."""


def head() -> str:
    """Return the prefixes of a file."""
    return "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in _USED)


def name(iri: str) -> str:
    """Return an IRI as Turtle writes it, short where a prefix fits.

    >>> name("https://w3id.org/sskg/id/fund"), name("http://example.org/a%20b")
    (':fund', '<http://example.org/a%20b>')
    """
    for prefix in _USED:
        space = PREFIXES[prefix]
        if iri.startswith(space) and _LOCAL.match(iri[len(space) :]):
            return f"{prefix}:{iri[len(space) :]}"
    return f"<{iri}>"


def term(local: str) -> str:
    """Return a term of the ontology."""
    return name(ONTOLOGY + local)


def string(text: str, lang: str = "") -> str:
    r"""Return a string literal.

    >>> string('a "b"', "en")
    '"a \\"b\\""@en'
    """
    escaped = "".join(_ESCAPES.get(char, char) for char in text)
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda char: f"\\u{ord(char[0]):04X}", escaped)
    return f'"{escaped}"' + (f"@{lang}" if lang else "")


def decimal(value: Decimal) -> str:
    """Return a decimal as the packaged data writes it.

    >>> from decimal import Decimal
    >>> decimal(Decimal("1.2E6")), decimal(Decimal("2.50"))
    ('1200000.0', '2.5')
    """
    text = f"{value:f}"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}"


def time(value: str) -> str:
    """Return a year, month or day as a literal."""
    return f'"{value}"^^xsd:{time_type(value)}'


def texts(predicate: str, values: Mapping[str, str]) -> list[str]:
    """Return the statement that gives a text in several languages."""
    return many(predicate, [string(text, lang) for lang, text in sorted(values.items())])


def many(predicate: str, objects: Sequence[str]) -> list[str]:
    """Return a statement with several objects, on lines that diff well; none without objects.

    >>> print(*many("sskg:serves", [":farmers", ":workers"]))
    sskg:serves :farmers , :workers
    """
    if not objects:
        return []
    lines = [predicate]
    for number, each in enumerate(objects, start=1):
        part = f" {each}" + (" ," if number < len(objects) else "")
        if number > 1 and len(lines[-1] + part) > _WIDTH:
            lines.append("       ")
        lines[-1] += part
    return ["\n".join(lines)]


def block(subject: str, statements: Iterable[str]) -> str:
    """Return a thing with its statements."""
    return f"{subject} " + " ;\n    ".join(statements) + " .\n"


def source_turtle(reading: Reading, source: SourceItem | None = None) -> str:
    """Return the document itself as Turtle: what its file says, and what a person said of it."""
    facts = reading.frozen.facts
    title = source.title if source else title_of(reading)
    language = facts.get("language") or reading.language
    lines = ["a sskg:SourceDocument"]
    if source:
        lines += texts("skos:prefLabel", source.labels)
        lines += texts("skos:definition", source.definitions)
        lines += texts("skos:note", source.note)
    language = language if re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]+)*", language) else "en"
    lines += [
        f"dcterms:title {string(title, language)}",
        f"dcterms:language {string(language)}",
        f"sskg:fileName {string(reading.name + '.txt')}",
        f"sskg:characterCount {len(reading.text)}",
        f"schema:sha256 {string(reading.digest)}",
    ]
    if source and source.published:
        lines.append(f"sskg:publishedOn {time(source.published)}")
    place = reading.jurisdiction
    if place:
        lines.append(f"sskg:jurisdiction {name(place.iri)}")
    document = block(name(THINGS + reading.name), lines)
    if source:
        return document
    described = [] if place is None or place.linked else [place_turtle(place)]
    return "\n".join([head(), document, *described])


def place_turtle(place: Jurisdiction) -> str:
    """Return a state or region that the graph does not have as Turtle."""
    labels = texts("skos:prefLabel", place.labels)
    lines = ["a sskg:Place", *labels, *texts("skos:definition", DEFINITION)]
    return block(name(place.iri), lines)


def title_of(reading: Reading) -> str:
    """Return the title that the file gives itself, or else its first heading."""
    if title := reading.frozen.facts.get("title"):
        return title
    spans = [each.span for each in reading.segments if each.role == "Heading"]
    spans = spans or [each.span for each in reading.segments]
    return " ".join(spans[0].of(reading.text).split())[:200] if spans else reading.name
