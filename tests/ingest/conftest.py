"""A reading of two sentences, with the decisions that make of it what the guide writes by hand."""

from __future__ import annotations

import json

import pytest

from sskg.ingest.ingesting import ingest

TEXT = "The grain fund 🌾 holds over 1.2 million coins.\r\nIt began in 2015.\r\n"
ID = "https://w3id.org/sskg/id/"
TERM = "https://w3id.org/sskg/ontology#"


def thing(local, kind, english, chinese, **more):
    return {
        "type": "thing", "iri": ID + local, "class": kind,
        "labels": {"en": english, "zh": chinese},
        "definitions": {"en": f"What is called {english}.", "zh": f"称为{chinese}者。"},
        **more,
    }  # fmt: skip


def relation(subject, predicate, value, evidence, modality="Reported", **more):
    return {
        "type": "relation", "subject": ID + subject, "predicate": TERM + predicate,
        "object": value, "modality": modality, "evidence": evidence, **more,
    }  # fmt: skip


FUND = thing("grain-fund", "Fund", "grain fund", "粮食基金")
ITEMS = [
    {"type": "source", "title": "The grain fund",
     "labels": {"en": "report on the fund", "zh": "基金报告"},
     "definitions": {"en": "A text on a fund.", "zh": "一篇基金短文。"}},
    FUND,
    thing("grain-fund-start", "Event", "start of the grain fund", "粮食基金启动"),
    thing("grain-fund-size", "Indicator", "size of the grain fund", "粮食基金规模",
          unitLabels={"en": "coins", "zh": "枚"}),
    {"type": "figure", "iri": ID + "grain-fund-size-latest",
     "labels": {"en": "size of the fund, latest", "zh": "基金规模最新值"},
     "indicator": ID + "grain-fund-size", "value": "1200000",
     "unit": "http://qudt.org/vocab/unit/NUM", "bound": "MoreThan",
     "asStated": "over 1.2 million", "modality": "Reported", "evidence": [[0, 46]]},
    relation("grain-fund-size", "concerns", ID + "grain-fund", [[0, 46]]),
    relation("grain-fund-start", "concerns", ID + "grain-fund", [[48, 65], [0, 46]], "Inferred"),
    relation("grain-fund-start", "start", "2015", [[48, 65]], datatype="gYear"),
]  # fmt: skip


def event(number, do="accept", key=None, *, to=None, by="A. Bee", quotes=(), **more):
    return {
        "id": f"{by}-{number}", "at": f"2026-11-28T10:00:{number:02}Z", "by": by, "do": do,
        "key": key or f"own:{number}", "quotes": [list(quote) for quote in quotes],
        **({"to": to} if to else {}), **more,
    }  # fmt: skip


def write(path, events):
    with path.open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(each) + "\n" for each in events)


@pytest.fixture
def fund(tmp_path):
    """The folder of a reading without decisions."""
    path = tmp_path / "fund.txt"
    path.write_bytes(TEXT.encode())
    return ingest(path, name="fund-report").reading.folder


@pytest.fixture
def decided_fund(fund):
    """The same with all decisions."""
    write(fund / "decisions.jsonl", [event(n, to=each) for n, each in enumerate(ITEMS)])
    return fund
