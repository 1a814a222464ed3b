"""Rules: SPARQL files in `ontology/rules/` that must return no rows.

Each row is an offence; `?node` is the thing that must be mended, and the other variables fill the
message. A rule's header is made of the comment lines at its top:

    # title: An anchor has at most 8 words
    # message: The anchor is longer than 8 words.
    # message@zh: 定位短语超过 8 个词。
    # do: Keep a name or a figure out of it.
    # do@zh: 请只保留其中的名称或数字。
    # severity: violation
    # scope: packaged        (only where it is the whole graph that is judged)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, QuerySolutions

from sskg.check.report import SEVERITIES, Finding, Requirement
from sskg.errors import UnreadableInput
from sskg.language.message import in_both, msg
from sskg.ontology import assets
from sskg.rdf.terms import curie
from sskg.store import sparql

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import QuerySolution

    from sskg.store.base import Store

_HEADER = re.compile(r"#\s*(title|(?:message|do)(?:@zh)?|severity|scope):\s*(.+)")
_PACKAGED = "packaged"


@dataclass(frozen=True, slots=True)
class Rule:
    """A query that must return no rows.

    Attributes:
        requirement: what it asks for.
        whole: whether it judges only a graph that is meant to be complete.
        text: the whole file.
        path: where it stands.
    """

    requirement: Requirement
    whole: bool
    text: str
    path: Path


def read_rules() -> tuple[Rule, ...]:
    """Return all rules, by name.

    Raises:
        UnreadableInput: a header lacks a line, or names a severity or scope that there is not.
    """
    return tuple(_read(path) for path in sorted(assets.ontology("rules").glob("*.rq")))


def break_rules(store: Store, *, whole: bool) -> list[Finding]:
    """Return what breaks a rule.

    Args:
        store: the graph with the ontology in it.
        whole: whether the graph is meant to be complete, so that what it lacks is an offence.
    """
    return [
        finding
        for rule in read_rules()
        if whole or not rule.whole
        for finding in _findings(store, rule)
    ]


def _findings(store: Store, rule: Rule) -> list[Finding]:
    answer = sparql.run(store, rule.text, origin=str(rule.path))
    if not isinstance(answer, QuerySolutions):
        raise UnreadableInput(msg("a rule must be a SELECT"), place=str(rule.path))
    names = [variable.value for variable in answer.variables]
    return [_finding(rule, names, row) for row in answer]


def _finding(rule: Rule, names: list[str], row: QuerySolution) -> Finding:
    node = row["node"]
    words = {name: show(row[name]) for name in names if row[name] is not None}
    iri = node.value if isinstance(node, NamedNode) else words.get("node", "")
    return rule.requirement.broken(iri, words, value=words.get("value", ""))


def show(term: object) -> str:
    """Return a term as a person reads it: a CURIE, or the text of a literal."""
    if isinstance(term, NamedNode):
        return curie(term.value)
    if isinstance(term, BlankNode):
        return str(term)
    return str(getattr(term, "value", term))


def _read(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _HEADER.match(line):
            header[match[1]] = match[2].strip()
    missing = {"title", "message", "message@zh", "do", "do@zh", "severity"} - header.keys()
    if missing:
        raise UnreadableInput(
            msg("the header lacks: {names}", names=", ".join(sorted(missing))), place=str(path)
        )
    if header["severity"] not in SEVERITIES:
        raise UnreadableInput(
            msg("there is no severity “{header}”", header=header["severity"]),
            place=str(path),
            hint=msg("one of: {names}", names=", ".join(SEVERITIES)),
        )
    if header.get("scope", _PACKAGED) != _PACKAGED:
        raise UnreadableInput(
            msg("there is no scope “{header}”", header=header["scope"]),
            place=str(path),
            hint=msg("leave it, or {packaged}", packaged=_PACKAGED),
        )
    return Rule(
        Requirement(
            path.stem,
            header["title"],
            in_both(header["message"], header["message@zh"]),
            in_both(header["do"], header["do@zh"]),
            header["severity"],
        ),
        "scope" in header,
        text,
        path,
    )
