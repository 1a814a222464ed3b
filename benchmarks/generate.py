"""Makes graphs of any size in the form of the real one, to measure with.

    python benchmarks/generate.py 1000000 --seed 7 > graph.nt

The things come in programmes, each with its policies, measures, reforms, challenges, outcomes,
figures and goals in about the proportion of the packaged graph, its own document, and a claim with
its passage for every statement that needs one. A thing links to its own programme, and now and
then to an earlier one; early things are linked to more often, so that a few become hubs.
The same count and seed give the same lines. Memory stays constant: a name follows from its number.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ID: Final = "https://w3id.org/sskg/id/"
SSKG: Final = "https://w3id.org/sskg/ontology#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
OA: Final = "http://www.w3.org/ns/oa#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
UNIT: Final = "http://qudt.org/vocab/unit/"
SHA256: Final = "http://schema.org/sha256"

PROGRAMME: Final = {
    "Policy": 4, "Measure": 5, "Reform": 1, "Directive": 3, "Goal": 4, "Outcome": 1,
    "MeasuredChange": 2, "Indicator": 3, "Principle": 2, "Challenge": 2, "Trend": 1,
    "Experience": 1, "Actor": 2, "Event": 1, "TargetGroup": 3,
}  # fmt: skip
"""How many things of each kind a programme has; each measured change has two observations more."""

RELATIONS: Final = (
    ("Policy", "partOf", "Policy", 0.6),
    ("Policy", "serves", "TargetGroup", 1.0),
    ("Policy", "aimsAt", "Goal", 0.4),
    ("Policy", "contributesTo", "Goal", 0.3),
    ("Measure", "concerns", "Policy", 1.3),
    ("Measure", "addresses", "Challenge", 0.25),
    ("Measure", "produces", "Outcome", 0.3),
    ("Measure", "embodies", "Principle", 0.5),
    ("Reform", "concerns", "Policy", 1.2),
    ("Reform", "resolves", "Challenge", 1.0),
    ("Reform", "produces", "Outcome", 1.0),
    ("Reform", "contributesTo", "Goal", 0.5),
    ("Directive", "callsFor", "Measure", 1.6),
    ("Directive", "concerns", "Policy", 1.2),
    ("Directive", "aimsAt", "Goal", 1.0),
    ("Directive", "issuedBy", "Actor", 0.9),
    ("Directive", "issuedAt", "Event", 0.9),
    ("Outcome", "concerns", "Policy", 1.0),
    ("Outcome", "contributesTo", "Goal", 0.8),
    ("Outcome", "benefits", "TargetGroup", 1.0),
    ("MeasuredChange", "concerns", "Policy", 1.0),
    ("MeasuredChange", "since", "Event", 1.0),
    ("Challenge", "concerns", "Policy", 0.8),
    ("Challenge", "hinders", "Goal", 0.4),
    ("Challenge", "drivenBy", "Trend", 0.6),
    ("Experience", "illustratedBy", "Measure", 2.0),
    ("Experience", "embodies", "Principle", 1.0),
    ("Event", "participant", "Actor", 0.6),
)
"""Subject kind, property, object kind, and how many of it a subject has on average."""

MODALITIES: Final = {"Reported": 62, "Required": 21, "Inferred": 15, "Hypothetical": 2}
ELSEWHERE: Final = 0.15
"""How often a statement reaches into an earlier programme."""

WORDS: Final = {
    "Policy": ("insurance scheme", "保险制度"), "Measure": ("extension of benefits", "待遇扩展"),
    "Reform": ("pooling reform", "统筹改革"), "Directive": ("call for improvement", "改进要求"),
    "Goal": ("wider protection", "更广保障"), "Outcome": ("relief of households", "家庭减负"),
    "MeasuredChange": ("growth of coverage", "覆盖面增长"),
    "Indicator": ("covered people", "参保人数"),
    "Observation": ("figure", "数值"), "Principle": ("fairness first", "公平优先"),
    "Challenge": ("fragmented funds", "基金分散"), "Trend": ("ageing population", "人口老龄化"),
    "Experience": ("lesson from practice", "实践经验"), "Actor": ("ministry", "部门"),
    "Event": ("working session", "工作会议"), "TargetGroup": ("insured residents", "参保居民"),
    "SourceDocument": ("report", "报告"),
}  # fmt: skip
FIELDS: Final = (
    ("old-age", "养老"), ("medical", "医疗"), ("work-injury", "工伤"), ("unemployment", "失业"),
    ("maternity", "生育"), ("long-term care", "长期护理"), ("housing", "住房"),
    ("child welfare", "儿童福利"), ("rural", "农村"), ("urban", "城镇"), ("veterans'", "退役军人"),
    ("disability", "残疾人"),
)  # fmt: skip
REGIONS: Final = (
    ("northern", "北部"), ("southern", "南部"), ("eastern", "东部"), ("western", "西部"),
    ("central", "中部"), ("coastal", "沿海"), ("mountain", "山区"), ("border", "边境"),
)  # fmt: skip


def generate(triples: int, seed: int) -> Iterator[str]:
    r"""Yield N-Triples lines, each with its line end, until at least `triples` have been given.

    A programme is always finished, so that no claim lacks its passage; the last one may add some
    hundreds of lines. Equal arguments give equal lines.

    >>> first = next(generate(100, 1))
    >>> first.endswith(' .\n')
    True
    """
    chance = random.Random(seed)
    given = number = 0
    while given < triples:
        for line in _Programme(number, chance).lines():
            given += 1
            yield line
        number += 1


class _Programme:
    """One programme: its things, its document, its statements and their claims."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.chance = chance
        self.document = f"document-{number}"
        self.sentence = self.offset = self.claim = 0

    def lines(self) -> Iterator[str]:
        yield from self._document()
        for kind, count in PROGRAMME.items():
            for at in range(self.number * count, (self.number + 1) * count):
                yield from self._thing(kind, at)
        for subject, name, target, average in RELATIONS:
            count = PROGRAMME[subject]
            for at in range(self.number * count, (self.number + 1) * count):
                chosen = {self._some(target) for _ in range(self._times(average))}
                for other in sorted(chosen - {_name(subject, at)}):
                    yield from self._stated(_name(subject, at), name, f"<{ID}{other}>")
        yield from self._figures()

    def _times(self, average: float) -> int:
        whole = int(average)
        return whole + (self.chance.random() < average - whole)

    def _some(self, kind: str) -> str:
        count = PROGRAMME[kind]
        if self.number and self.chance.random() < ELSEWHERE:
            # The cube makes early things the likely ones, so that hubs arise.
            return _name(kind, int(self.number * count * self.chance.random() ** 3))
        return _name(kind, self.number * count + self.chance.randrange(count))

    def _document(self) -> Iterator[str]:
        digest = hashlib.sha256(self.document.encode()).hexdigest()
        yield from self._named(self.document, "SourceDocument", self.number)
        yield f'<{ID}{self.document}> <{SHA256}> "{digest}" .\n'

    def _thing(self, kind: str, at: int) -> Iterator[str]:
        name = _name(kind, at)
        yield from self._named(name, kind, at)
        english, chinese = WORDS[kind]
        yield _line(name, SKOS + "definition", f'"What is meant by {english} number {at}."@en')
        yield _line(name, SKOS + "definition", f'"第{at}号{chinese}的含义。"@zh')
        if kind in {"Reform", "Event"}:
            year = 2000 + self.chance.randrange(26)
            yield from self._stated(name, "start", f'"{year}"^^<{XSD}gYear>')

    def _named(self, name: str, kind: str, at: int) -> Iterator[str]:
        english, chinese = WORDS[kind]
        field, region = FIELDS[at % len(FIELDS)], REGIONS[at // len(FIELDS) % len(REGIONS)]
        yield _line(name, RDF + "type", f"<{SSKG}{kind}>")
        yield _line(name, SKOS + "prefLabel", f'"{region[0]} {field[0]} {english} {at}"@en')
        yield _line(name, SKOS + "prefLabel", f'"{region[1]}{field[1]}{chinese}{at}"@zh')

    def _stated(self, subject: str, name: str, value: str) -> Iterator[str]:
        """Yield a statement, its claim, and now and then the next passage of the document."""
        if self.claim == 0 or self.chance.random() < 0.25:  # noqa: PLR2004  (four claims a passage)
            self.sentence += 1
            self.claim = 0
            start, self.offset = self.offset, self.offset + 40 + self.chance.randrange(160)
            passage = f"{self.document}-s{self.sentence}"
            yield _line(passage, RDF + "type", f"<{SSKG}Passage>")
            yield _line(passage, SSKG + "inDocument", f"<{ID}{self.document}>")
            yield _line(passage, OA + "start", f'"{start}"^^<{XSD}integer>')
            yield _line(passage, OA + "end", f'"{self.offset - 1}"^^<{XSD}integer>')
            yield _line(passage, SSKG + "anchor", f'"sentence {self.sentence} says so"')
        self.claim += 1
        passage = f"{self.document}-s{self.sentence}"
        claim = f"{passage}-c{self.claim}"
        modality = self.chance.choices(tuple(MODALITIES), tuple(MODALITIES.values()))[0]
        yield _line(subject, SSKG + name, value)
        yield _line(claim, RDF + "type", f"<{SSKG}Claim>")
        yield _line(claim, RDF + "subject", f"<{ID}{subject}>")
        yield _line(claim, RDF + "predicate", f"<{SSKG}{name}>")
        yield _line(claim, RDF + "object", value)
        yield _line(claim, SSKG + "modality", f"<{SSKG}{modality}>")
        yield _line(claim, SSKG + "evidence", f"<{ID}{passage}>")

    def _figures(self) -> Iterator[str]:
        """Yield for each measured change an indicator with a baseline and a latest figure."""
        changes, indicators = PROGRAMME["MeasuredChange"], PROGRAMME["Indicator"]
        for place in range(changes):
            at = self.number * changes + place
            change, indicator = _name("MeasuredChange", at), self.number * indicators + place
            yield _line(change, SSKG + "indicator", f"<{ID}{_name('Indicator', indicator)}>")
            value = 100 + self.chance.randrange(900)
            for role, figure in (("baseline", 2 * at), ("latest", 2 * at + 1)):
                name = _name("Observation", figure)
                yield _line(change, SSKG + role, f"<{ID}{name}>")
                yield from self._named(name, "Observation", figure)
                yield _line(name, SSKG + "indicator", f"<{ID}{_name('Indicator', indicator)}>")
                yield _line(name, SSKG + "unit", f"<{UNIT}NUM>")
                yield _line(name, SSKG + "asStated", f'"{value}"')
                yield from self._stated(name, "bound", f"<{SSKG}Exactly>")
                yield from self._stated(name, "value", f'"{value}.0"^^<{XSD}decimal>')
                value += 1 + self.chance.randrange(400)
        for at in range(self.number * indicators, (self.number + 1) * indicators):
            yield _line(_name("Indicator", at), SSKG + "concerns", f"<{ID}{self._some('Policy')}>")
            yield _line(_name("Indicator", at), SSKG + "unitLabel", '"people"@en')


def _name(kind: str, at: int) -> str:
    return f"{kind.lower()}-{at}"


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{ID}{subject}> <{predicate}> {value} .\n"


def main() -> None:
    """Write a graph to standard output."""
    parser = argparse.ArgumentParser(description="Write a graph of about a number of triples.")
    parser.add_argument("triples", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sys.stdout.writelines(generate(given.triples, given.seed))


if __name__ == "__main__":
    main()
