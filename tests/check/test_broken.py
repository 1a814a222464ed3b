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
from sskg.language.catalogue import translated
from sskg.language.message import tell
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


ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")
"""Two words or more of English in a row."""
NAMES = re.compile(r"“[^”]*”|\"[^\"]*\"|[\w-]+:[\w.-]+")
"""What is quoted, and names of the graph and the ontology."""


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_is_wrong_and_what_to_do_are_told_in_chinese(path: Path) -> None:
    named = header(path)
    report = check(
        open_store([str(path)]),
        documents=read_documents(DATA / "documents") if "documents" in named else None,
        paths=[path],
        whole=named.get("graph") == "whole",
    )
    quoted = set(re.findall(r"“([^”]*)”", report.findings[0].message))
    for sentence in (report.findings[0].message, report.findings[0].advice):
        chinese = NAMES.sub("", tell(sentence, "zh"))
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert chinese.endswith("。")
        assert not ENGLISH.search(chinese), chinese
    assert quoted == set(re.findall(r"“([^”]*)”", tell(report.findings[0].message, "zh")))


def test_every_message_of_a_shape_is_in_english_and_in_chinese() -> None:
    shapes = rdflib.Graph().parse(assets.ontology("shapes.ttl"))
    worded = set(shapes.subjects(SH.message))
    assert worded
    for constraint in worded:
        texts = {
            text.language: str(text)
            for text in shapes.objects(constraint, SH.message)
            if isinstance(text, rdflib.Literal)
        }
        assert set(texts) == {"en", "zh"}, texts
        # What is wrong, then what to do; no full stop elsewhere.
        assert re.fullmatch(r"[^。]+。[^。]+。", texts["zh"]), texts
        assert not ENGLISH.search(NAMES.sub("", texts["zh"])), texts
        # The terms that the one names, the other names.
        terms = [sorted(set(re.findall(r"[a-z]+:[A-Za-z]+", text))) for text in texts.values()]
        assert terms[0] == terms[1], texts


def test_every_constraint_of_a_shape_has_a_message() -> None:
    shapes = rdflib.Graph().parse(assets.ontology("shapes.ttl"))
    silent = [
        shapes.value(constraint, SH.path)
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        for constraint in shapes.objects(shape, SH.property)
        if (constraint, SH.message, None) not in shapes
    ]
    assert silent == []


def test_every_rule_fills_the_same_places_in_chinese() -> None:
    for rule in read_rules():
        for message in (rule.requirement.message, rule.requirement.advice):
            assert re.search(r"[\u4e00-\u9fff]", message.chinese), rule.path
            places = [sorted(re.findall(r"\{(\w+)\}", text)) for text in (message, message.chinese)]
            assert places[0] == places[1], rule.path


def test_every_check_of_the_texts_has_its_chinese() -> None:
    for requirement in REQUIREMENTS:
        for message in (requirement.message, requirement.advice):
            assert re.search(r"[\u4e00-\u9fff]", translated(message.template)), requirement.name
