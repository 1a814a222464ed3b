"""Writes `docs/ontology.md` from the ontology, the shapes and the rules.

python docs/generate_ontology.py           writes it anew
python docs/generate_ontology.py --check   only says whether it is stale (exit code 1)
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg.check.gather import REQUIREMENTS
from sskg.check.rules import read_rules
from sskg.ontology import assets
from sskg.rdf.terms import ONTOLOGY, PREFIXES, TYPE, curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.check.report import Requirement

PAGE = Path(__file__).resolve().parent / "ontology.md"

RDFS, OWL, SCHEMA, SKOS = (PREFIXES[name] for name in ("rdfs", "owl", "schema", "skos"))
PROPERTY_KINDS = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}

INTRODUCTION = """\
# The ontology

*Generated from `ontology/` by `docs/generate_ontology.py`: change the ontology, not this page.*

Terms of the ontology begin with `sskg:` (`{ontology}`), the things of the graph with `id:`
(`{things}`). What is marked **proved** needs a claim with its passage for every use; the only
exception is `sskg:concerns` of an indicator. Inverses are never written in data: lookups read
every property both ways.
"""

MARKS = """\
## Marks

All readers of the graph go by these: the lookups, the view, the exports, `to_networkx`, `check` and
`stats` have the same things and relations. A thing is what has a class that is not auxiliary, or
what a property is used of that is not auxiliary. A relation links two things by an object property
that is neither auxiliary nor coded. The view shows observations as figures of what they measure.

"""

CHECKS = """\
A shape looks at one thing (`ontology/shapes.ttl`), a rule at how things fit together
(`ontology/rules/`), an evidence check at the texts (`--sources`). Besides what is listed, every
shape asks that a property points to what the table of properties gives.
"""

DRAWINGS = (
    (
        "What is done, what for, and what came of it",
        ("Policy", "Measure", "Reform", "Goal", "Outcome", "Challenge", "TargetGroup"),
    ),
    (
        "Lessons, convictions and what drives them",
        ("Experience", "Principle", "Advantage", "Trend", "Measure", "Challenge", "Goal",
         "Outcome", "Policy"),
    ),
    (
        "Who requires what, when and where",
        ("Directive", "Actor", "Post", "Event", "Place", "Measure", "Goal", "Principle", "Trend",
         "Policy", "Advantage", "Experience", "Outcome"),
    ),
    (
        "How schemes are set up: money, bodies, benefits, conditions",
        ("Policy", "Fund", "Benefit", "Condition", "Actor", "TargetGroup", "Measure", "Indicator"),
    ),
    (
        "Figures",
        ("MeasuredChange", "Observation", "Indicator", "Bound", "Outcome", "Measure",
         "TargetGroup", "Policy", "Event"),
    ),
    (
        "Documents and proof",
        ("SourceDocument", "Passage", "PassageRole", "Claim", "Modality", "Photograph", "LegalAct",
         "Goal", "Actor", "Place", "Event", "Policy"),
    ),
)  # fmt: skip
"""Each drawing shows the relations among its classes that no drawing before it has shown."""


@dataclass(slots=True)
class Term:
    """What the ontology says of one term: texts by language, and the terms it points to."""

    iri: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The local name of a term of ours, the CURIE of another."""
        return self.iri.removeprefix(ONTOLOGY) if self.iri.startswith(ONTOLOGY) else curie(self.iri)

    def text(self, properties: tuple[str, ...], lang: str) -> str:
        """Return the first of several texts that there is in a language."""
        return next(
            (self.texts[name, lang] for name in properties if (name, lang) in self.texts), ""
        )

    def label(self, lang: str) -> str:
        """Return the label in a language."""
        return self.text((RDFS + "label", SKOS + "prefLabel"), lang)

    def definition(self, lang: str) -> str:
        """Return the definition in a language."""
        return self.text((RDFS + "comment", SKOS + "definition"), lang)

    def points(self, *names: str) -> list[str]:
        """Return what some properties point to, as short names."""
        return [Term(iri).name for name in names for iri in self.links.get(name, ())]

    def kinds(self) -> set[str]:
        """Return the IRIs of its types."""
        return set(self.links.get(TYPE.value, ()))


def read_terms() -> dict[str, Term]:
    """Return every term of the ontology's own namespace, by local name, in order of the file."""
    terms: dict[str, Term] = {}
    for quad in parse(path=assets.ontology(), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not subject.value.startswith(ONTOLOGY):
            continue
        term = terms.setdefault(subject.value.removeprefix(ONTOLOGY), Term(subject.value))
        if isinstance(value, Literal):
            term.texts[quad.predicate.value, value.language or ""] = value.value
        elif isinstance(value, NamedNode):
            term.links.setdefault(quad.predicate.value, []).append(value.value)
    return terms


def render() -> str:
    """Return the page."""
    terms = read_terms()
    classes = {name: term for name, term in terms.items() if OWL + "Class" in term.kinds()}
    properties = {
        name: term
        for name, term in terms.items()
        if term.kinds() & PROPERTY_KINDS and not term.points(OWL + "inverseOf")
    }
    inverses = {
        term.points(OWL + "inverseOf")[0]: term
        for term in terms.values()
        if term.points(OWL + "inverseOf")
    }
    codes = {
        name: term
        for name, term in terms.items()
        if any(Term(kind).name in classes for kind in term.kinds())
    }
    parts = [
        INTRODUCTION.format(ontology=ONTOLOGY, things=PREFIXES["id"]),
        _drawings(classes, properties),
        "## Classes\n\n" + _classes(classes),
        "## Properties\n\n" + _properties(properties, inverses),
        "## Codes\n\n" + _codes(codes),
        MARKS + _marks(terms),
        "## What `sskg check` asks for\n\n" + _checks(),
    ]
    return "\n".join(parts)


def _drawings(classes: dict[str, Term], properties: dict[str, Term]) -> str:
    edges = [
        (domain, name, range_)
        for name, term in properties.items()
        for domain in _domain(term)
        for range_ in _range(term)
        if domain in classes and range_ in classes and (name != "partOf" or domain == range_)
    ]
    parts = ["## How the classes hang together\n"]
    drawn: set[tuple[str, str, str]] = set()
    for title, names in DRAWINGS:
        here = [edge for edge in edges if {edge[0], edge[2]} <= set(names) and edge not in drawn]
        drawn.update(here)
        parts.append(f"### {title}\n\n{_mermaid(classes, properties, names, here)}")
    missing = sorted(set(edges) - drawn)
    if missing:
        raise SystemExit(f"no drawing shows: {missing}; add the classes to one of DRAWINGS")
    return "\n".join(parts)


def _mermaid(
    classes: dict[str, Term],
    properties: dict[str, Term],
    names: tuple[str, ...],
    edges: list[tuple[str, str, str]],
) -> str:
    pairs: dict[tuple[str, str], list[str]] = {}
    for domain, name, range_ in edges:
        pairs.setdefault((domain, range_), []).append(properties[name].label("en"))
    used = {end for pair in pairs for end in pair}
    above = [
        (name, parent)
        for name in names
        for parent in classes[name].points(RDFS + "subClassOf")
        if parent in names
    ]
    used |= {end for pair in above for end in pair}
    lines = ["```mermaid", "flowchart LR"]
    lines += [f'  {name}["{classes[name].label("en")}"]' for name in names if name in used]
    lines += [
        f'  {domain} -->|"{"<br>".join(labels)}"| {range_}'
        for (domain, range_), labels in pairs.items()
    ]
    lines += [f'  {child} -.->|"is a kind of"| {parent}' for child, parent in above]
    return "\n".join([*lines, "```"]) + "\n"


def _classes(classes: dict[str, Term]) -> str:
    rows = [
        (
            f"`{name}`",
            f"{term.label('en')}<br>{term.label('zh')}",
            f"{term.definition('en')}<br>{term.definition('zh')}",
            _listed(term.points(RDFS + "subClassOf")),
            _listed(term.points(RDFS + "seeAlso")),
        )
        for name, term in classes.items()
    ]
    return _table(("class", "label", "what it is", "superclass", "see also"), rows)


def _properties(properties: dict[str, Term], inverses: dict[str, Term]) -> str:
    rows = []
    for name, term in properties.items():
        inverse = inverses.get(name)
        back = (
            f"`{inverse.name}`<br>{inverse.label('en')}<br>{inverse.label('zh')}" if inverse else ""
        )
        proved = "**proved**" if ONTOLOGY + "EvidencedProperty" in term.kinds() else ""
        rows.append(
            (
                f"`{name}`<br>{proved}".removesuffix("<br>"),
                f"{term.label('en')}<br>{term.label('zh')}",
                f"{term.definition('en')}<br>{term.definition('zh')}",
                _listed(_domain(term)),
                _listed(_range(term)),
                back,
                _listed(term.points(RDFS + "subPropertyOf")),
            )
        )
    return _table(
        ("property", "label", "what it says", "of", "points to", "inverse", "superproperty"), rows
    )


def _codes(codes: dict[str, Term]) -> str:
    rows = [
        (
            f"`{name}`",
            _listed(term.points(TYPE.value)),
            f"{term.label('en')}<br>{term.label('zh')}",
            f"{term.definition('en')}<br>{term.definition('zh')}",
        )
        for name, term in codes.items()
    ]
    return _table(("code", "list", "label", "what it means"), rows)


def _marks(terms: dict[str, Term]) -> str:
    """Return the classes of classes and properties, each with its members."""
    rows = [
        (
            f"`{name}`",
            f"{term.label('en')}<br>{term.label('zh')}",
            f"{term.definition('en')}<br>{term.definition('zh')}",
            "see **proved**"
            if name == "EvidencedProperty"
            else _listed([other for other, known in terms.items() if term.iri in known.kinds()]),
        )
        for name, term in terms.items()
        if RDFS + "Class" in term.kinds()
    ]
    return _table(("mark", "label", "what it means", "of"), rows)


def _checks() -> str:
    parts = [
        CHECKS,
        "### Shapes\n\n" + _table(("shape", "it says", "what to do"), _shapes()),
        "### Rules\n\n" + _requirements(rule.requirement for rule in read_rules()),
        "### Evidence\n\n" + _requirements(REQUIREMENTS),
    ]
    return "\n".join(parts)


def _shapes() -> list[tuple[str, ...]]:
    from rdflib import Graph, Literal
    from rdflib.namespace import RDF, SH

    graph = Graph().parse(assets.ontology("shapes.ttl"), format="turtle")
    messages = {
        (curie(str(shape)), str(message))
        for shape in graph.subjects(RDF.type, SH.NodeShape)
        for constraint in (shape, *graph.objects(shape, SH.property))
        for message in graph.objects(constraint, SH.message)
        if isinstance(message, Literal) and message.language == "en"
    }
    rows: list[tuple[str, ...]] = []
    for shape, message in sorted(messages):
        wrong, _, advice = message.partition(". ")
        if "points to something that is not" not in wrong:
            rows.append((f"`{shape}`", wrong + ".", advice))
    return rows


def _requirements(requirements: Iterable[Requirement]) -> str:
    rows = [
        (f"`{one.name}`", one.severity, one.title + ".", _words(one.message), _words(one.advice))
        for one in requirements
    ]
    return _table(("name", "severity", "what holds", "it says otherwise", "what to do"), rows)


def _words(text: str) -> str:
    """Show a placeholder as what it stands for."""
    return text.replace("{", "‹").replace("}", "›")


def _domain(term: Term) -> list[str]:
    return term.points(RDFS + "domain", SCHEMA + "domainIncludes")


def _range(term: Term) -> list[str]:
    return term.points(RDFS + "range", SCHEMA + "rangeIncludes")


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page, or with --check only compare it."""
    page = render()
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            sys.exit("docs/ontology.md is stale: run python docs/generate_ontology.py")
        return
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
