"""Shapes: those of `ontology/shapes.ttl` and those that a user names, validated by pyshacl.

Each message of a packaged shape has two sentences, in English and in Chinese: what is wrong, then
what to do.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sskg.check.report import NOTE, VIOLATION, WARNING, Finding
from sskg.check.rules import show
from sskg.errors import UnreadableInput
from sskg.language.message import Message, in_both, msg, verbatim
from sskg.ontology import assets
from sskg.rdf import files
from sskg.rdf.bridge import ill_typed_literals, oxigraph_term, to_rdflib
from sskg.rdf.terms import ONTOLOGY, PREFIXES, curie
from sskg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from sskg.store.base import Store

_SH: Final = PREFIXES["sh"]
_SEVERITIES: Final = {_SH + "Violation": VIOLATION, _SH + "Warning": WARNING, _SH + "Info": NOTE}
_QUERY: Final = "sh:SPARQLConstraintComponent"
# Where a shape of the user's has no message, pyshacl words one, in English only.
_UNWORDED: Final = "不符合约束 {constraint}：{text}"
_TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")


def break_shapes(
    store: Store,
    own: Sequence[Path] = (),
    *,
    spared: Collection[str] = (),
    packaged: bool = True,
) -> tuple[list[Finding], int]:
    """Return what breaks a shape, and how many shapes there are.

    Args:
        store: the graph with the ontology in it: subclasses are held to their superclass's shape.
        own: files with the user's own shapes.
        spared: IRIs that the user's shapes do not judge: the terms of the packaged ontology.
        packaged: whether there is anything that the packaged shapes can judge.

    Raises:
        UnreadableInput: a file cannot be read, holds no shape, or one that is not well formed.
    """
    shapes = _read([assets.ontology("shapes.ttl")])
    count = _number(shapes)
    theirs = _read(own) if own else None
    if theirs is not None:
        count += _number(theirs)
        if not _number(theirs):
            raise UnreadableInput(
                msg("the file holds no shape of SHACL"),
                place=_places(own),
                hint=msg("a shape is a sh:NodeShape, a sh:PropertyShape or has a sh:targetClass"),
            )
    if not packaged and theirs is None:
        return [], count
    graph = to_rdflib(store, triple_terms=False)
    findings = _broken(graph, shapes) if packaged else []
    if theirs is not None:
        with _well_formed(own):
            judged = _broken(graph, theirs)
        findings += [finding for finding in judged if finding.node not in spared]
    return findings, count


def _read(paths: Sequence[Path]) -> Any:
    return to_rdflib(EmbeddedStore(files.load(paths), _places(paths)))


def _places(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def _number(shapes: Any) -> int:
    from rdflib import RDF, SH

    named = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}
    for target in _TARGETS:
        named.update(shapes.subjects(SH[target]))
    return len(named)


@contextmanager
def _well_formed(paths: Sequence[Path]) -> Iterator[None]:
    """Turn what pyshacl says of shapes that it cannot use into an error of their file."""
    from pyshacl.errors import ReportableRuntimeError

    try:
        yield
    except (ReportableRuntimeError, RecursionError, SyntaxError, ValueError, re.error) as error:
        why = getattr(error, "message", None) or str(error) or type(error).__name__
        raise UnreadableInput(
            verbatim(str(why).splitlines()[0]),
            place=_places(paths),
            hint=msg("mend the shape; SHACL Core and SPARQL constraints are understood"),
        ) from error


def _broken(graph: Any, shapes: Any) -> list[Finding]:
    """Return what breaks a shape, one finding for each cause."""
    from pyshacl import validate
    from rdflib import RDF, SH

    # The graph is a copy of the store's already, so that pyshacl need not copy it again.
    with ill_typed_literals():
        _, results, _ = validate(
            graph, shacl_graph=shapes, inference="none", meta_shacl=False, inplace=True
        )
    if isinstance(results, Exception):
        # pyshacl returns some of the errors that it meets, in place of the results.
        raise results
    owners = _owners(shapes)
    findings: dict[tuple[str, str, str], Finding] = {}
    for result in results.subjects(RDF.type, SH.ValidationResult):
        finding = _finding(graph, shapes, results, result, owners)
        # A missing value and a wrong one can break the same constraint: one cause, one finding.
        findings.setdefault((finding.node, finding.check, finding.message), finding)
    return list(findings.values())


def _finding(
    graph: Any, shapes: Any, results: Any, result: Any, owners: dict[tuple[Any, str], Any]
) -> Finding:
    from rdflib import SH, URIRef

    node = results.value(result, SH.focusNode)
    path = results.value(result, SH.resultPath)
    message = _message(results.objects(result, SH.resultMessage))
    shape = results.value(result, SH.sourceShape)
    component = curie(str(results.value(result, SH.sourceConstraintComponent)))
    worded = any(shapes.objects(shape, SH.message))
    if not isinstance(shape, URIRef):
        shape = _owner(graph, node, owners.get((path, message), []))
        shape = shape or component
    wrong, advice = message, verbatim("")
    if str(shape).startswith(ONTOLOGY):
        wrong, advice = _sentences(message)
    elif not worded and component != _QUERY:
        wrong = Message("{text}", {"text": message, "constraint": component}, chinese=_UNWORDED)
    value = results.value(result, SH.value)
    shown = show(oxigraph_term(value)) if value is not None and value != node else ""
    return Finding(
        str(node) if isinstance(node, URIRef) else f"_:{node}",
        curie(str(shape)),
        _SEVERITIES.get(str(results.value(result, SH.resultSeverity)), VIOLATION),
        wrong,
        advice,
        value=shown,
    )


def _message(messages: Any) -> Message:
    """Return one message; where there are several, that of the reader's language."""
    texts = list(messages)

    def best(lang: str) -> str:
        return str(min(texts, key=lambda text: (_distance(text, lang), text), default=""))

    return in_both(best("en"), best("zh"))


def _distance(text: Any, lang: str) -> int:
    """Tell how far a text is from a language: in it, in none, in English, in another."""
    own = (text.language or "").partition("-")[0]
    return [lang, "", "en", own].index(own)


def _sentences(message: Message) -> tuple[Message, Message]:
    """Return what is wrong and what to do."""
    wrong, _, advice = message.partition(". ")
    chinese_wrong, _, chinese_advice = message.chinese.partition("。")
    return in_both(wrong + ".", chinese_wrong + "。"), in_both(advice, chinese_advice)


def _owners(shapes: Any) -> dict[tuple[Any, str], list[tuple[Any, set[Any]]]]:
    """Map path and message of each constraint to the named shapes that have it, with targets."""
    from rdflib import SH

    owners: dict[tuple[Any, str], list[tuple[Any, set[Any]]]] = {}
    for shape, constraint in shapes.subject_objects(SH.property):
        key = (shapes.value(constraint, SH.path), _message(shapes.objects(constraint, SH.message)))
        owners.setdefault(key, []).append((shape, set(shapes.objects(shape, SH.targetClass))))
    return owners


def _owner(graph: Any, node: Any, candidates: list[tuple[Any, set[Any]]]) -> Any:
    """Return the shape that targets a node's class, where several share a constraint."""
    from rdflib import RDF, RDFS

    classes = {
        above
        for kind in graph.objects(node, RDF.type)
        for above in graph.transitive_objects(kind, RDFS.subClassOf)
    }
    named = [shape for shape, targets in candidates if targets & classes]
    return next(iter(named), candidates[0][0] if candidates else None)
