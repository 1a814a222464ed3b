"""What a reading costs the person who makes it, replayed through the review page in Chromium.

`ingest_replay.js` states there what the graph states, and errs nowhere. Keys pressed and choices
made are counted as the page's own events, words as they are put into its fields. What is modelled
alone: the curator finds each card and each thing without searching.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ingest_truth import IDS, LAWS, ONTOLOGY, ROOT
from ingest_turtle import characters

from sskg.ingest.reading import Reading, write_reading
from sskg.ingest.reviewing.page import page
from sskg.rdf.files import load
from sskg.store.embedded import EmbeddedStore
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest_truth import Graph, Truth

    from sskg.ingest.freezing.draft import Frozen
    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Proposal, Segment, Span

    Read = tuple[Frozen, tuple[Segment, ...], tuple[Proposal, ...]]

_REPLAY = Path(__file__).with_name("ingest_replay.js")
_OF_FIGURE = {ONTOLOGY + name for name in ("value", "unit", "bound", "asStated", "indicator")}
_FIGURES = """
SELECT ?figure ?value ?unit ?bound ?stated ?indicator WHERE {
  ?figure sskg:value ?value ; sskg:unit ?unit ; sskg:bound ?bound ; sskg:asStated ?stated ;
    sskg:indicator ?indicator }"""


@dataclass
class Cost:
    """Actions for all statements of a document."""

    statements: int
    stated: int
    keys: int
    picks: int
    words: int
    taken: int
    proposed: int
    turtle: int

    def row(self, name: str) -> str:
        """Write a line of the table."""
        each = max(self.stated, 1)
        return (
            f"| {name} | {self.stated} of {self.statements} | {self.taken} of {self.proposed}"
            f" | {self.keys / each:.1f} | {self.picks / each:.1f}"
            f" | {self.words / each:.1f} | {self.turtle / max(self.statements, 1):.0f} |"
        )


def cost(graph: Graph, name: str, truth: Truth, known: Known, read: Read) -> Cost:
    """Replay what a curator who errs nowhere does to state what the graph states."""
    statements = len({claim["claim"] for claim in truth.claims})
    with TemporaryDirectory() as folder:
        reading = Reading(
            Path(folder, "reading"), "reading", truth.path.name, "0" * 64, *read,
        )  # fmt: skip
        write_reading(reading)
        html = page(reading, _before(graph, known), lang="en", by="A. Bee", offline=True)
        path = Path(folder, "page.html")
        path.write_text(html, encoding="utf-8")
        done = _replayed(path, _plan(graph, truth, read[1]))
    return Cost(
        statements, done["stated"], done["keys"], done["picks"], done["words"], done["taken"],
        done["proposed"], characters(truth, name if name in LAWS else "triples"),
    )  # fmt: skip


def _replayed(path: Path, plan: dict[str, Any]) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(path.as_uri())
        done: dict[str, Any] = tab.evaluate(_REPLAY.read_text(encoding="utf-8"), plan)
        browser.close()
    return done


def _before(graph: Graph, known: Known) -> EmbeddedStore:
    """Return the graph without the things that are not known yet."""
    kept = {thing.iri for thing in known.things}
    new = {thing.iri for thing in graph.everything.things} - kept
    store = load(ROOT / file for file in graph.files)
    for quad in list(store):
        ends = {getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")}
        if any(end.startswith(IDS) for end in ends) and ends & new:
            store.remove(quad)
    return EmbeddedStore(store, "the graph before")


def _plan(graph: Graph, truth: Truth, segments: Sequence[Segment]) -> dict[str, Any]:
    """Return what is to be stated, passage by passage, in the order of the page."""
    figures = _figures(graph)
    ordered: dict[int, list[dict[str, Any]]] = {}
    seen: set[str] = set()
    for claim in truth.claims:
        if claim["claim"] not in seen:
            seen.add(claim["claim"])
            at = _nearest(segments, truth.spans[claim["passage"]])
            ordered.setdefault(at, []).append(_claim(claim, figures))
            if claim["s"] in figures:
                figures[claim["s"]].setdefault("at", at)
    ends = {end for claim in truth.claims for end in (claim["s"], claim["o"])}
    ends |= {figure["indicator"] for iri, figure in figures.items() if iri in ends}
    return {
        "things": {
            iri: {
                "class": thing.kind,
                "names": list(thing.names),
                "labels": graph.labels.get(iri, {}),
            }
            for iri in sorted(ends)
            if (thing := graph.by_iri.get(iri))
            and thing.kind not in {"Observation", "SourceDocument"}
        },
        "figures": {iri: figure for iri, figure in figures.items() if "at" in figure},
        "passages": [{"at": at, "claims": claims} for at, claims in sorted(ordered.items())],
    }


def _claim(claim: dict[str, str], figures: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": claim["claim"].rsplit("/", 1)[-1],
        "s": claim["s"],
        "p": claim["p"],
        "o": claim["o"],
        "modality": claim["modality"].rsplit("#", 1)[-1],
        "literal": not claim["o"].startswith("http"),
        "ofFigure": claim["s"] in figures and claim["p"] in _OF_FIGURE,
    }


def _nearest(segments: Sequence[Segment], span: Span) -> int:
    """Return the number of the passage that a span of the graph lies in for the most part."""
    return max(
        range(len(segments)),
        key=lambda at: (
            min(segments[at].span.end, span.end) - max(segments[at].span.start, span.start)
        ),
    )


def _figures(graph: Graph) -> dict[str, dict[str, Any]]:
    return {
        get["figure"]: {
            "value": get["value"],
            "unit": get["unit"],
            "bound": get["bound"].rsplit("#", 1)[-1],
            "asStated": get["stated"],
            "indicator": get["indicator"],
        }
        for row in select(graph.store, _FIGURES)
        for get in [{key: getattr(row[key], "value", "") for key in
                     ("figure", "value", "unit", "bound", "stated", "indicator")}]
    }  # fmt: skip
