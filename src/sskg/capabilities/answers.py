"""How each capability is answered: its values go to the question of the same name.

What answers a question is imported when it is asked: a door that only lists them stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.errors import NegativeAnswer, UnknownName
from sskg.language.message import listed, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sskg.capabilities.asking import Asking
    from sskg.model import Answer


def _find(asking: Asking) -> Answer:
    from sskg.names import find

    return find(asking.scope, asking["text"], asking["kind"], asking["limit"])


def _show(asking: Asking) -> Answer:
    from sskg.questions.describe import describe

    try:
        iri = asking.thing(asking["name"], asking["kind"])
    except UnknownName:
        from sskg.questions import statements

        # Claims and places are no things to look up, but they stand beside statements.
        if not (evidence := statements.identify(asking.store, asking["name"])):
            raise
        return statements.statements(asking.scope, evidence, asking.documents)
    asking.spoken_of(iri)
    return describe(asking.scope, iri, asking.documents)


def _list(asking: Asking) -> Answer:
    from sskg.questions.listing import listing

    return listing(asking.scope, asking.kinds(), limit=asking["limit"], documents=asking.documents)


def _relations(asking: Asking) -> Answer:
    from sskg.questions.relations import relations

    wanted, kinds = asking.relations(), asking.kinds()
    answer = relations(
        asking.scope,
        asking.spoken_of(asking.thing(asking["name"])),
        # A name of an inverse reads one way; a property's own name both, unless direction says.
        predicates=[(iri, True if inverse else None) for iri, inverse in wanted],
        direction=asking["direction"],
        depth=asking["hops"],
        kinds=kinds,
        documents=asking.documents,
    )
    if not answer.branches and answer.farther:
        raise NegativeAnswer(
            msg("the graph has no such relation of “{label}” within {n} hops",
                label=answer.entity, n=asking["hops"]),
            hint=msg("{hops} hops away: {names}", hops=answer.distance,
                     names=listed(answer.farther[:8])),
        )  # fmt: skip
    if not answer.branches:
        bare = relations(asking.scope, answer.entity.iri)
        present = {branch.step.reading(): branch.step.named() for branch in bare.branches}.values()
        raise NegativeAnswer(
            msg("the graph has no such relation of “{label}”", label=answer.entity),
            hint=(
                msg("it has: {names}", names=listed(present))
                if present
                else msg("it has no relation at all")
            ),
        )
    return answer


def _path(asking: Asking) -> Answer:
    from sskg.questions.links import Bounds
    from sskg.questions.paths import paths

    wanted, kinds = asking.relations(), asking.kinds()
    ends = [asking.thing(asking[end]) for end in ("start", "end")]
    bounds = Bounds(
        longest=asking["hops"],
        predicates=tuple(iri for iri, _ in wanted),
        kinds=kinds,
        avoid=tuple(asking.thing(name) for name in asking["avoid"]),
        limit=asking["limit"],
    )
    via = asking.thing(asking["via"]) if asking["via"] is not None else None
    return paths(asking.scope, ends[0], ends[1], via=via, bounds=bounds, documents=asking.documents)


def _why(asking: Asking) -> Answer:
    from sskg.questions.why import why

    iri = asking.spoken_of(asking.thing(asking["name"], asking["kind"]))
    return why(
        asking.scope, iri,
        down=asking["down"], depth=asking["hops"], documents=asking.documents,
    )  # fmt: skip


def _timeline(asking: Asking) -> Answer:
    from sskg.questions.timeline import timeline

    return timeline(
        asking.scope, start=asking["since"], end=asking["until"], kinds=asking.kinds(),
        limit=asking["limit"], documents=asking.documents,
    )  # fmt: skip


def _figures(asking: Asking) -> Answer:
    from sskg.questions.figures import figures

    iris = asking.measured(asking["name"]) if asking["name"] is not None else []
    return figures(
        asking.scope, *iris,
        sort=asking["sort"], falling=asking["falling"], limit=asking["limit"],
        documents=asking.documents,
    )  # fmt: skip


def _gaps(asking: Asking) -> Answer:
    from sskg.questions.gaps import gaps

    return gaps(asking.scope, only=asking["gap"], limit=asking["limit"], documents=asking.documents)


def _stats(asking: Asking) -> Answer:
    from sskg.questions.stats import stats

    return stats(asking.scope, asking.documents, asking["limit"])


def _sources(asking: Asking) -> Answer:
    from sskg.questions.sources import sources

    return sources(asking.scope, asking.documents, asking["limit"], only=asking.chosen_documents())


def _commitments(asking: Asking) -> Answer:
    from sskg.questions.commitments import commitments

    name = asking["name"]
    return commitments(
        asking.store, None if name is None else asking.thing(name),
        only=asking.chosen_documents(), alike=lambda: () if name is None else asking.alike(name),
        limit=asking["limit"], documents=asking.documents,
    )  # fmt: skip


def _compare(asking: Asking) -> Answer:
    from sskg.questions.compare import compare

    first, second = (asking.document(asking[name]) for name in ("first", "second"))
    return compare(asking.store, first, second, limit=asking["limit"], documents=asking.documents)


def _queries(asking: Asking) -> Answer:
    from sskg.queries import catalog

    return catalog.read(asking["show"]) if asking["show"] is not None else catalog.listing()


ANSWERS: Final[Mapping[str, Callable[[Asking], Answer]]] = {
    "find": _find,
    "show": _show,
    "list": _list,
    "relations": _relations,
    "path": _path,
    "why": _why,
    "timeline": _timeline,
    "figures": _figures,
    "gaps": _gaps,
    "stats": _stats,
    "sources": _sources,
    "commitments": _commitments,
    "compare": _compare,
    "queries": _queries,
}
"""What answers each capability, by its name."""
