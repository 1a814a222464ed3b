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
    from sskg.language.message import Message
    from sskg.model import Answer
    from sskg.store.base import Store

Values = dict[str, Any]

_NAME = Parameter("name", msg("a thing, by any of its names"), required=True)
_KINDS = Parameter("type", msg("only things of this kind"), repeat=True)
_PREDICATES = Parameter("predicate", msg("only this relation"), repeat=True)
_MODALITIES = ("reported", "inferred", "required", "hypothetical")


@dataclass(frozen=True, slots=True)
class Lookup:
    """One lookup.

    Attributes:
        title: what it answers.
        parameters: what it takes.
        run: asks the store.
    """

    title: Message
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
        msg("Find"),
        (
            Parameter("text", msg("what to look for"), required=True),
            _KINDS,
            Parameter("max", msg("most things to list"), whole=(1, 1000), default=20),
        ),
        _find,
    ),
    "show": Lookup(msg("One thing"), (_NAME, _KINDS), _show),
    "relations": Lookup(
        msg("Relations"),
        (
            _NAME,
            _PREDICATES,
            Parameter("direction", msg("which way to read"), choices=("both", "out", "in"),
                      default="both"),
            Parameter("depth", msg("how many relations to follow"), whole=(1, 10), default=1),
            _KINDS,
        ),
        _relations,
    ),
    "path": Lookup(
        msg("Path"),
        (
            Parameter("a", msg("where chains begin"), required=True),
            Parameter("b", msg("where chains end"), required=True),
            Parameter("via", msg("only chains that pass this thing")),
            Parameter("avoid", msg("no chain that passes this thing"), repeat=True),
            Parameter("max", msg("longest chain, in hops"), whole=(1, 30), default=8),
            Parameter("only", msg("only statements with such a claim"), repeat=True,
                      choices=_MODALITIES),
            _PREDICATES,
            _KINDS,
            Parameter("limit", msg("most chains to show"), whole=(1, 1000), default=50),
        ),
        _path,
    ),
    "why": Lookup(
        msg("Why"),
        (
            _NAME,
            Parameter("down", msg("what follows, instead of what leads to it"), flag=True),
            Parameter("depth", msg("how many statements to follow"), whole=(1, 20), default=8),
            _KINDS,
        ),
        _why,
    ),
    "timeline": Lookup(
        msg("Timeline"),
        (
            Parameter("from", msg("earliest: 2018, 2018-06 or 2018-06-30")),
            Parameter("to", msg("latest, all of it included")),
            _KINDS,
        ),
        _timeline,
    ),
    "figures": Lookup(
        msg("Figures"),
        (Parameter("name", msg("an indicator, or what indicators are about")),),
        _figures,
    ),
    "gaps": Lookup(
        msg("Gaps"),
        (
            Parameter("only", msg("only this kind of gap"), repeat=True,
                      choices=("goals", "challenges", "directives", "measures", "single-source")),
        ),
        _gaps,
    ),
    "stats": Lookup(
        msg("Counts"), (), lambda store, _, documents: stats(store, documents)
    ),
    "sources": Lookup(
        msg("Source documents"), (),
        lambda store, _, documents: sources(store, documents or None),
    ),
}  # fmt: skip
"""Every lookup by its address, which is the command's name."""
