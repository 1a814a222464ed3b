"""What leads from one thing to another, as pages draw it: explanations, chains, trees."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sskg.graph.proof import UNPROVED, strength
from sskg.language.message import tell, word
from sskg.language.ranges import interface
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.pages.surveys import claims_shown
from sskg.questions.why import headline
from sskg.render.layouts.why import titled
from sskg.render.lines import standing

if TYPE_CHECKING:
    from sskg.model import Step, Value
    from sskg.questions.paths import Chain, Paths
    from sskg.questions.relations import Branch, Relations
    from sskg.questions.why import Explanation


def explained(answer: Explanation, lang: str) -> dict[str, Any]:
    """Return an explanation as stages of sentences, each with what it links and what proves it."""
    return {
        "title": tell(headline(answer.entity, down=answer.down), lang),
        "thing": _end(answer.entity, lang),
        "stages": [
            {
                "title": title,
                "sentences": [
                    {
                        "text": sentence.text[interface(lang)],
                        "strength": sentence.strength,
                        "unproved": sentence.strength == UNPROVED,
                        "things": _things(
                            [end for fact in sentence.facts for end in (fact.subject, fact.object)],
                            lang,
                        ),
                        "claims": claims_shown(sentence.facts, lang),
                    }
                    for sentence in group
                ],
            }
            for title, group in groupby(answer.sentences, key=lambda each: titled(each, lang))
        ],
    }


def _things(ends: list[Entity | Value], lang: str) -> list[dict[str, str]]:
    """Return the things that statements link, each once."""
    by_iri = {end.iri: end for end in ends if isinstance(end, Entity)}
    return [_end(end, lang) for end in by_iri.values()]


def chained(answer: Paths, lang: str) -> dict[str, Any]:
    """Return chains as rows of things with the relations between them."""
    return {
        "title": f"{answer.start.label(lang)} → {answer.end.label(lang)}",
        "more": answer.total - len(answer.chains),
        "chains": [_chain(chain, lang) for chain in answer.chains],
    }


def _chain(chain: Chain, lang: str) -> dict[str, Any]:
    how = standing(chain.strength, lang)
    return {
        "start": _end(chain.hops[0].relations[0].source, lang),
        "weakest": word("weakest hop: {hop}", lang, hop=f"{chain.weakest + 1} ({how})")
        if how and len(chain.hops) > 1
        else "",
        "hops": [
            {
                "weakest": at == chain.weakest,
                "relations": [_step(step, lang) for step in hop.relations],
                "end": _end(hop.relations[0].target, lang),
            }
            for at, hop in enumerate(chain.hops)
        ],
    }


def _step(step: Step, lang: str) -> dict[str, Any]:
    return {
        "relation": step.reading(lang),
        "unproved": strength(step.fact) == UNPROVED,
        "claims": claims_shown([step.fact], lang),
    }


def branched(answer: Relations, lang: str) -> dict[str, Any]:
    """Return relations as groups, each thing with what it is related to in turn."""
    return {"title": answer.entity.label(lang), "groups": _groups(answer.branches, lang)}


def _groups(branches: tuple[Branch, ...], lang: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for branch in branches:
        each = _step(branch.step, lang) | {
            "end": _end(branch.step.target, lang),
            "repeated": branch.repeated,
            "groups": _groups(branch.branches, lang),
        }
        groups.setdefault(branch.step.reading(lang), []).append(each)
    return [{"relation": relation, "things": things} for relation, things in groups.items()]


def _end(end: Entity | Value, lang: str) -> dict[str, str]:
    if isinstance(end, Entity):
        kind = vocabulary().kind(end.kind).label(lang) if end.kind else ""
        return {"iri": end.iri, "label": end.label(lang), "kind": kind}
    return {"iri": "", "label": end.text, "kind": ""}
