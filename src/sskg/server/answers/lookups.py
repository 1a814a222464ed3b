"""The command line's lookups as addresses: the same functions, with the same defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import NegativeAnswer, UnknownName
from sskg.language.message import listed, msg
from sskg.names import find, kind_names, resolve, resolve_measured
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.describe import describe
from sskg.questions.figures import figures
from sskg.questions.gaps import gaps
from sskg.questions.paths import Scope, paths
from sskg.questions.relations import relations
from sskg.questions.sources import sources
from sskg.questions.stats import stats
from sskg.questions.timeline import timeline
from sskg.questions.why import why
from sskg.server.parameters import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sskg.graph.documents import Document
    from sskg.model import Answer
    from sskg.store.base import Store

Values = dict[str, Any]

_NAME = Parameter("name", ("a thing, by any of its names", "事物的任一名称"), required=True)
_KINDS = Parameter("type", ("only things of this kind", "仅此类"), repeat=True)
_PREDICATES = Parameter("predicate", ("only this relation", "仅此关系"), repeat=True)
_MODALITIES = ("reported", "inferred", "required", "hypothetical")


@dataclass(frozen=True, slots=True)
class Lookup:
    """One lookup.

    Attributes:
        title: what it answers, in English and Chinese.
        parameters: what it takes.
        run: asks the store.
    """

    title: tuple[str, str]
    parameters: tuple[Parameter, ...]
    run: Callable[[Store, Values, Mapping[str, Document]], Answer]


def _find(store: Store, given: Values, _: Mapping[str, Document]) -> Answer:
    found = find(store, given["text"], given["type"], given["max"])
    if not found.matches:
        raise UnknownName(given["text"], searched=True)
    return found


def _show(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    return describe(store, resolve(store, given["name"], given["type"]).entity.iri, documents)


def _relations(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    wanted = [vocabulary().find_property(each) for each in given["predicate"]]
    answer = relations(
        store,
        resolve(store, given["name"]).entity.iri,
        # A name of an inverse reads one way; a property's own name both, unless direction says.
        predicates=[(iri, True if inverse else None) for iri, inverse in wanted],
        direction=given["direction"],
        depth=given["depth"],
        kinds=kind_names(given["type"]),
        documents=documents,
    )
    if not answer.branches:
        bare = relations(store, answer.entity.iri)
        known = {branch.step.reading(): branch.step.named() for branch in bare.branches}.values()
        raise NegativeAnswer(
            msg("the graph has no such relation of “{label}”", label=answer.entity),
            hint=(
                msg("it has: {names}", names=listed(known))
                if known
                else msg("it has no relation at all")
            ),
        )
    return answer


def _path(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    ends = [resolve(store, given[end]).entity.iri for end in ("a", "b")]
    scope = Scope(
        longest=given["max"],
        predicates=tuple(vocabulary().find_property(each)[0] for each in given["predicate"]),
        kinds=kind_names(given["type"]),
        modalities=tuple(modality.capitalize() for modality in given["only"]),
        avoid=tuple(resolve(store, name).entity.iri for name in given["avoid"]),
        limit=given["limit"],
    )
    via = resolve(store, given["via"]).entity.iri if given["via"] else None
    return paths(store, ends[0], ends[1], via=via, scope=scope, documents=documents)


def _why(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    iri = resolve(store, given["name"], given["type"]).entity.iri
    return why(store, iri, down=given["down"], depth=given["depth"], documents=documents)


def _timeline(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    return timeline(
        store, start=given["from"], end=given["to"], kinds=kind_names(given["type"]),
        documents=documents,
    )  # fmt: skip


def _figures(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    iris = resolve_measured(store, given["name"])[0] if given["name"] else []
    return figures(store, *iris, documents=documents)


def _gaps(store: Store, given: Values, documents: Mapping[str, Document]) -> Answer:
    return gaps(store, only=given["only"], documents=documents)


LOOKUPS: Final[dict[str, Lookup]] = {
    "find": Lookup(
        ("Find", "查找"),
        (
            Parameter("text", ("what to look for", "查找内容"), required=True),
            _KINDS,
            Parameter("max", ("most things to list", "最多条数"), whole=(1, 1000), default=20),
        ),
        _find,
    ),
    "show": Lookup(("One thing", "单个事物"), (_NAME, _KINDS), _show),
    "relations": Lookup(
        ("Relations", "关系"),
        (
            _NAME,
            _PREDICATES,
            Parameter("direction", ("which way to read", "方向"), choices=("both", "out", "in"),
                      default="both"),
            Parameter("depth", ("how many relations to follow", "层数"), whole=(1, 10), default=1),
            _KINDS,
        ),
        _relations,
    ),
    "path": Lookup(
        ("Path", "路径"),
        (
            Parameter("a", ("where chains begin", "起点"), required=True),
            Parameter("b", ("where chains end", "终点"), required=True),
            Parameter("via", ("only chains that pass this thing", "途经")),
            Parameter("avoid", ("no chain that passes this thing", "避开"), repeat=True),
            Parameter("max", ("longest chain, in hops", "最多步数"), whole=(1, 30), default=8),
            Parameter("only", ("only statements with such a claim", "仅此情态"), repeat=True,
                      choices=_MODALITIES),
            _PREDICATES,
            _KINDS,
            Parameter("limit", ("most chains to show", "最多链数"), whole=(1, 1000), default=50),
        ),
        _path,
    ),
    "why": Lookup(
        ("Why", "缘由"),
        (
            _NAME,
            Parameter("down", ("what follows, instead of what leads to it", "看影响"), flag=True),
            Parameter("depth", ("how many statements to follow", "层数"), whole=(1, 20), default=8),
            _KINDS,
        ),
        _why,
    ),
    "timeline": Lookup(
        ("Timeline", "时间线"),
        (
            Parameter("from", ("earliest: 2018, 2018-06 or 2018-06-30", "最早")),
            Parameter("to", ("latest, all of it included", "最晚")),
            _KINDS,
        ),
        _timeline,
    ),
    "figures": Lookup(
        ("Figures", "数值"),
        (Parameter("name", ("an indicator, or what indicators are about", "指标或其对象")),),
        _figures,
    ),
    "gaps": Lookup(
        ("Gaps", "空缺"),
        (
            Parameter("only", ("only this kind of gap", "仅此类空缺"), repeat=True,
                      choices=("goals", "challenges", "directives", "measures", "single-source")),
        ),
        _gaps,
    ),
    "stats": Lookup(
        ("Counts", "统计"), (), lambda store, _, documents: stats(store, documents)
    ),
    "sources": Lookup(
        ("Source documents", "来源文献"), (),
        lambda store, _, documents: sources(store, documents or None),
    ),
}  # fmt: skip
"""Every lookup by its address, which is the command's name."""
