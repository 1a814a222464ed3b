"""Measures what `sskg ingest` proposes against what people read in the same documents.

    SSKG_SOURCES=FOLDER python benchmarks/ingest.py        # all documents but those held out
    SSKG_SOURCES=FOLDER python benchmarks/ingest.py --held-out
    SSKG_SOURCES=FOLDER python benchmarks/ingest.py --new
    SSKG_SOURCES=FOLDER python benchmarks/ingest.py --newest
    python benchmarks/ingest.py --laws                     # what the four laws would cost by hand

Prints the tables of `ingest.md`, and with --write puts them there. The documents and readings stand
in `benchmarks/ingest/`. The two documents of the graph are measured, too, where SSKG_SOURCES holds
them: each with the other's statements alone as what is known, and its own as what there is to find.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest_cost import Cost, cost
from ingest_truth import LAWS, ROOT, Thing, Truth, annotated, read_graph, text_of

from sskg.ingest.freeze import content_of, freeze
from sskg.ingest.jurisdiction import jurisdiction
from sskg.ingest.proposal import (
    DateProposal,
    FigureProposal,
    ModalityProposal,
    RelationProposal,
    ThingProposal,
)
from sskg.ingest.proposing import propose
from sskg.ingest.segment import segment
from sskg.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest_cost import Read

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Proposal, Segment, Span

HERE = Path(__file__).resolve().parent
REPORT = HERE / "ingest.md"
DOCUMENTS = HERE / "ingest"
# What is measured apart, by option: the documents held out first, and those held out after them.
APART = {
    "held out": frozenset({"cn-unemployment-insurance", "us-benefit-programs"}),
    "new": frozenset({"cn-elderly-rights", "us-working-families"}),
    "newest": frozenset({"us-uk-programs"}),
}
CHINA = "https://w3id.org/sskg/id/china"
# Kinds whose things mostly bear a name; goals, outcomes and measures are put in whole phrases.
NAMED = frozenset(
    {
        "Actor", "Benefit", "Event", "Fund", "Indicator", "LegalAct", "Place", "Policy", "Post",
        "SourceDocument", "TargetGroup",
    }
)  # fmt: skip
COUNTRIES = {"uk": "GB", "us": "US", "tw": "TW"}
SPEED = HERE.parent / "data" / "texts" / "social-insurance-law.txt"
LENGTH = 100_000
IN_SIGHT = 8


@dataclass
class Score:
    """Right ones, those that there are, and those that were proposed."""

    right: int = 0
    true: int = 0
    proposed: int = 0

    def add(self, right: int, true: int, proposed: int) -> None:
        """Add the counts of a document."""
        self.right += right
        self.true += true
        self.proposed += proposed

    def cell(self) -> str:
        """Write recall and precision with the counts."""
        return (
            f"{_percent(self.right, self.true)} of {self.true}"
            f" / {_percent(self.right, self.proposed)} of {self.proposed}"
        )


@dataclass
class Scores:
    """The scores of one document or of several, by what is measured."""

    rows: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))

    def add(self, name: str, right: int, true: int, proposed: int) -> None:
        """Add counts to a row."""
        self.rows[name].add(right, true, proposed)


def main() -> None:
    """Measure and print."""
    if "--laws" in sys.argv:
        _cost_of_laws()
        return
    part = next((name for name in APART if f"--{name.replace(' ', '-')}" in sys.argv), "proposals")
    chosen = APART.get(part)
    # First, for the most memory that a child had counts the browser of the replay, too.
    speed = None if chosen else _speed()
    graph = read_graph()
    table: dict[str, Scores] = {}
    kept = [path for path in sorted(DOCUMENTS.glob("*.tsv")) if text_of(path).exists()]
    for path in kept:
        if path.stem in chosen if chosen else not any(path.stem in each for each in APART.values()):
            truth = annotated(path)
            table[path.stem] = _measure(truth, graph.known(_place(path.stem), other_than=None))[0]
    costs: dict[str, Cost] = {}
    folder = os.environ.get("SSKG_SOURCES")
    if folder and not chosen:
        for name in graph.documents:
            truth = graph.truth(name, Path(folder))
            known = graph.known(CHINA, other_than=name)
            table[name], read = _measure(truth, known)
            costs[name] = cost(graph, name, truth, known, read)
    parts = {part: _table(table)}
    if costs:
        parts["cost"] = _costs(costs)
    if speed:
        parts["speed"] = [speed]
    _tell(parts)


def _cost_of_laws() -> None:
    """Replay the readings of the four laws, each with the graph of all other documents."""
    graph = read_graph(laws=True)
    costs = {}
    for name in LAWS:
        truth = graph.truth(name, ROOT / "data" / "texts")
        known = graph.known(CHINA, other_than=name)
        costs[name] = cost(graph, name, truth, known, _measure(truth, known)[1])
    _tell({"cost of laws": _costs(costs)})


def _costs(costs: dict[str, Cost]) -> list[str]:
    return [
        "| document | stated on the page | proposals taken | keys | picks | words | Turtle |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(each.row(name) for name, each in costs.items()),
    ]


def _tell(parts: dict[str, list[str]]) -> None:
    for name, lines in parts.items():
        print("\n".join(lines), "\n")
        if "--write" in sys.argv:
            _write(name, lines)


def _write(name: str, lines: list[str]) -> None:
    """Put a part in its place in `ingest.md`."""
    place = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
    content = REPORT.read_text(encoding="utf-8")
    if not place.search(content):
        raise ValueError(f"{REPORT} has no place for: {name}")
    part = "\n" + "\n".join(lines) + "\n\n"
    REPORT.write_text(place.sub(lambda _: part, content), encoding="utf-8")


def _place(name: str) -> str:
    country = COUNTRIES.get(name[:2])
    return jurisdiction(country, None).iri if country else CHINA


def _measure(truth: Truth, known: Known) -> tuple[Scores, Read]:
    frozen = freeze(truth.path, content_of(truth.path))
    if frozen.text != truth.text:
        raise ValueError(f"{truth.path}: the frozen text is another")
    segments = segment(frozen)
    proposals = propose(frozen.text, segments, known).proposals
    scores = Scores()
    usable = [
        *_passages(scores, truth, segments),
        *_things(scores, truth, [each for each in proposals if isinstance(each, ThingProposal)]),
        *_figures(scores, truth, [each for each in proposals if isinstance(each, FigureProposal)]),
        *_dates(scores, truth, [each for each in proposals if isinstance(each, DateProposal)]),
        *_modality(scores, truth, [e for e in proposals if isinstance(e, ModalityProposal)]),
    ]
    scores.add("proposals usable, but relations", sum(usable), 0, len(usable))
    if truth.relations is not None:
        _relations(scores, truth, proposals)
    return scores, (frozen, tuple(segments), tuple(proposals))


def _passages(scores: Scores, truth: Truth, segments: Sequence[Segment]) -> Iterable[bool]:
    ends = {each.span.end for each in truth.sentences}
    found = {each.sentence.end for each in segments if each.speaks}
    scores.add("sentence ends", len(ends & found), len(ends), len(found))
    return ()


def _things(scores: Scores, truth: Truth, proposed: list[ThingProposal]) -> Iterable[bool]:
    """Compare names and links, each thing once."""
    names: dict[str, ThingProposal] = {_name(each.name): each for each in proposed}
    true = _true(truth)
    hit = {true[name].key for name in names if name in true}
    right = sum(name in true for name in names)
    scores.add("things: found by a whole name", len(hit), len(truth.things), 0)
    own = {thing.key for thing in truth.things if thing.kind in NAMED}
    scores.add("of them with a name of their own", len(hit & own), len(own), 0)
    scores.add("things: right", right, 0, len(names))
    nearly = _nearly(truth, proposed)
    most = hit | set(nearly.values())
    scores.add("things: found in the greater part", len(most), len(truth.things), 0)
    scores.add("of them, too, with a name of their own", len(most & own), len(own), 0)
    scores.add("things: right in the greater part",
               sum(name in true or name in nearly for name in names), 0, len(names))  # fmt: skip
    kinds = [true[name].kind == each.thing_kind for name, each in names.items() if name in true]
    scores.add("kind of a thing found", sum(kinds), 0, len(kinds))
    links = {each.iri for each in proposed if each.iri}
    linked = {thing.iri for thing in truth.things if thing.iri}
    scores.add("links", len(links & linked), len(linked), len(links))
    left = [each.like for each in names.values() if not each.iri and each.like]
    scores.add(
        "links left open: may be", sum(bool(linked & set(like)) for like in left), 0, len(left)
    )
    return [
        (each.iri in linked) if each.iri else _name(each.name) in true for each in names.values()
    ]


def _true(truth: Truth) -> dict[str, Thing]:
    return {_name(name): thing for thing in truth.things for name in thing.names}


def _nearly(truth: Truth, proposed: Iterable[ThingProposal]) -> dict[str, str]:
    """Return the names that are those of a thing in the greater part, each with its key.

    Half of the characters that a name or its mention has must stand in both.
    """
    true = _true(truth)
    mentions = [(span, thing.key) for thing in truth.things for span in thing.mentions(truth.text)]
    found: dict[str, tuple[float, str]] = {}
    for each in proposed:
        name = _name(each.name)
        if name in true:
            continue
        for span, key in mentions:
            both = min(span.end, each.span.end) - max(span.start, each.span.start)
            either = max(span.end, each.span.end) - min(span.start, each.span.start)
            if both * 2 >= either:
                found[name] = max(found.get(name, (0.0, "")), (both / either, key))
    return {name: key for name, (_, key) in found.items()}


def _figures(scores: Scores, truth: Truth, proposed: list[FigureProposal]) -> Iterable[bool]:
    usable = []
    met: set[Span] = set()
    counted = 0
    for each in proposed:
        at = next(quote.span for quote in each.quotes if quote.part == "value")
        if any(at.meets(span) for span in truth.optional):
            continue
        counted += 1
        figure = next((f for f in truth.figures if at.meets(f.span)), None)
        if figure is None or figure.span in met:
            usable.append(False)
            continue
        met.add(figure.span)
        value = abs(each.value - figure.value) <= Decimal("0.01")
        unit, bound = each.unit == figure.unit, each.bound == figure.bound
        scores.add("figures: value", value, 0, 0)
        scores.add("figures: unit", unit, 1, 1)
        scores.add("figures: bound", bound, 1, 1)
        ends = each.high is not None or each.pair is not None, figure.paired
        scores.add("figures: pair", all(ends), ends[1], ends[0])
        if truth.fine:
            for part in ("period", "population"):
                own, there = getattr(each, part), getattr(figure, part)
                same = bool(own and there and _near(own, there))
                scores.add(f"figures: {part}", same, bool(there), bool(own))
        usable.append(value and unit and bound)
    scores.add("figures: value", 0, len(truth.figures), counted)
    for figure in truth.figures:
        if figure.span not in met:
            scores.add("figures: unit", 0, 1, 0)
            scores.add("figures: bound", 0, 1, 0)
            scores.add("figures: pair", 0, figure.paired, 0)
    return usable


def _near(one: str, other: str) -> bool:
    """Tell whether two wordings mean the same: one holds the other."""
    first, second = _name(one), _name(other)
    return first in second or second in first


def _dates(scores: Scores, truth: Truth, proposed: list[DateProposal]) -> Iterable[bool]:
    if not truth.fine:
        return ()
    left = list(truth.dates)
    usable = []
    for each in proposed:
        hit = next(
            (d for d in left if each.span.meets(d[0]) and d[1] in {each.start, each.end}), None
        )
        usable.append(hit is not None)
        if hit:
            left.remove(hit)
    scores.add("dates", sum(usable), len(truth.dates), len(usable))
    return usable


def _modality(scores: Scores, truth: Truth, proposed: list[ModalityProposal]) -> Iterable[bool]:
    right = counted = 0
    usable = []
    for sentence in truth.sentences:
        own = [p.modality for p in proposed if sentence.span.holds(p.passage)]
        if not sentence.modality:
            continue
        counted += 1
        right += bool(own) and set(own) <= sentence.modality
        usable += [modality in sentence.modality for modality in own]
    scores.add("modality of a sentence", right, counted, counted)
    return usable


def _relations(scores: Scores, truth: Truth, proposals: Sequence[Proposal]) -> None:
    things = {each.key: each for each in proposals if isinstance(each, ThingProposal)}
    true = {name: thing.key for name, thing in _true(truth).items()}
    nearly = _nearly(truth, things.values()) | true
    linked = {thing.iri: thing.key for thing in truth.things if thing.iri}

    def key(about: str) -> str:
        thing = things[about]
        if thing.iri:
            return linked.get(thing.iri, thing.iri)
        return nearly.get(_name(thing.name), f"none: {thing.name}")

    found = {
        each: (key(each.subject), each.predicate, key(each.object))
        for each in proposals
        if isinstance(each, RelationProposal)
    }
    wanted = truth.relations or set()
    every = set(found.values())
    scores.add("relations", len(wanted & every), len(wanted), len(every))
    eight = {triple for each, triple in found.items() if each.rank <= IN_SIGHT}
    scores.add("the first eight of a passage", len(wanted & eight), len(wanted), len(eight))
    first = [triple for each, triple in found.items() if each.rank == 1]
    scores.add("the first of a passage", sum(triple in wanted for triple in first), 0, len(first))


def _name(text: str) -> str:
    return re.sub(r"^(?:the|a|an)(?=[a-z])", "", fold(text).replace(" ", ""))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _table(table: dict[str, Scores]) -> list[str]:
    names = list(dict.fromkeys(row for scores in table.values() for row in scores.rows))
    lines = [
        "| found of those there are / right of those proposed | " + " | ".join(table) + " | all |",
        "| --- |" + " --- |" * (len(table) + 1),
    ]
    for name in names:
        total = Score()
        cells = []
        for scores in table.values():
            score = scores.rows.get(name)
            cells.append(score.cell() if score else "")
            if score:
                total.add(score.right, score.true, score.proposed)
        lines.append(f"| {name} | " + " | ".join([*cells, total.cell()]) + " |")
    return lines


def _speed() -> str:
    content = SPEED.read_text(encoding="utf-8")
    text = (content * (LENGTH // len(content) + 1))[:LENGTH]
    with TemporaryDirectory() as folder:
        path = Path(folder, "long.txt")
        path.write_text(text, encoding="utf-8")
        before = getrusage(RUSAGE_CHILDREN).ru_utime
        start = time.perf_counter()
        program = Path(sys.executable).with_name("sskg")
        command = [str(program), "ingest", str(path), "-o", str(Path(folder, "out"))]
        subprocess.run(command, check=True, capture_output=True)
        clock = time.perf_counter() - start
        used = getrusage(RUSAGE_CHILDREN)
    return (
        f"{LENGTH:,} characters of law: {clock:.1f} s on the clock, "
        f"{used.ru_utime - before:.1f} s"
        f" of the processor, {used.ru_maxrss / 1024:.0f} MiB at most"
    )


if __name__ == "__main__":
    main()
