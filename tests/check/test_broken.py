"""Each shape, rule and evidence check finds its defect, names it, and finds nothing else.

The files say themselves what they break: their first lines name the check, the thing and the
message. `# documents: held` looks them up in tests/data/documents, `# graph: whole` judges the
file as a complete graph.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from sskg.check.gather import REQUIREMENTS, check
from sskg.check.rules import read_rules
from sskg.graph.documents import read_documents
from sskg.ontology import assets
from sskg.store import open_store

DATA = Path(__file__).resolve().parent.parent / "data"
BROKEN = sorted((DATA / "broken").glob("*.ttl"))


def header(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^# (\w+): (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_fails_exactly_its_check(path: Path) -> None:
    said = header(path)
    report = check(
        open_store([str(path)]),
        documents=read_documents(DATA / "documents") if "documents" in said else None,
        paths=[path],
        whole=said.get("graph") == "whole",
    )
    assert [
        (finding.check, finding.curie or '""', finding.message.replace(f"{DATA}/documents/", ""))
        for finding in report.findings
    ] == [(said["fails"], said["node"], said["message"])]


def test_every_shape_rule_and_evidence_check_has_a_broken_file() -> None:
    shapes = rdflib.Graph().parse(assets.ontology("shapes.ttl"))
    names = {shapes.qname(str(shape)) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    names |= {rule.requirement.name for rule in read_rules()}
    names |= {requirement.name for requirement in REQUIREMENTS}
    assert names == {header(path)["fails"] for path in BROKEN}
