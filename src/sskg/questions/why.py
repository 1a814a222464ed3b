"""What leads to a goal or outcome, or what follows from a reform, told in sentences."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (dataclass field)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sskg.errors import NegativeAnswer
from sskg.graph.facts import entities, facts
from sskg.graph.proof import COLUMNS, NEEDS_NONE, UNPROVED, backing_cells, strength, weakness
from sskg.language.ranges import LANGUAGES, choose, interface
from sskg.language.words import word
from sskg.model import HYPOTHETICAL, INFERRED, REPORTED, REQUIRED, Answer, Entity, Grid
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from sskg.graph.documents import Document
    from sskg.model import Claim, Fact
    from sskg.store.base import Store

# A cause leads to its effect: in the direction of the statement, or, for a challenge that a measure
# resolves, against it: first there was the problem.
_FORWARD: Final = ("produces", "contributesTo")
_BACKWARD: Final = ("resolves",)

_TOLD: Final = (INFERRED, REQUIRED, HYPOTHETICAL, UNPROVED)
"""Strengths that a sentence must tell in words."""

_STAGES: Final = ("Trend", "Challenge", "Principle", "Experience", "Policy", "Measure", "Outcome",
                  "Goal")  # fmt: skip
"""Kinds in the order in which an explanation tells of them: from the problem to the goal."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Statements that one sentence tells: they differ in nothing but their subject.

    Attributes:
        text: the sentence by language, made from the ontology's labels; what is not reported is
            said to be so in words.
        stage: which kinds of things it links, cause first, by language: "challenge → reform".
        strength: "Reported", "Inferred", "Required", "Hypothetical", "unproved", or "" for what
            needs no claim.
        distance: how many statements lie between it and the thing that is explained.
        facts: the statements, with their claims of this modality only.
    """

    text: Mapping[str, str]
    stage: Mapping[str, str]
    strength: str
    distance: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Explanation(Answer):
    """What leads to a thing, or what follows from it.

    Attributes:
        entity: the thing that is explained.
        down: whether it is told what follows from it; else what leads to it.
        sentences: from the problem to the goal.
    """

    entity: Entity
    down: bool
    sentences: tuple[Sentence, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each statement and passage, with the sentence that tells it."""
        columns = ("stage", "distance", "sentence", "subject", "relation", "object", *COLUMNS)
        rows = tuple(
            (
                sentence.stage[interface(lang)],
                str(sentence.distance),
                sentence.text[interface(lang)],
                fact.subject.curie,
                fact.predicate.label(lang),
                fact.object.curie if isinstance(fact.object, Entity) else fact.object.text,
                *cells,
            )
            for sentence in self.sentences
            for fact in sentence.facts
            for cells in backing_cells(fact, lang)
        )
        title = word("what follows" if self.down else "why", lang, label=self.entity.label(lang))
        return (Grid(title, columns, rows),)


def why(
    store: Store,
    iri: str,
    *,
    down: bool = False,
    depth: int = 8,
    documents: Mapping[str, Document] | None = None,
) -> Explanation:
    """Explain a thing by what produces, contributes to, achieves or resolves, step by step.

    Args:
        store: the graph that is asked.
        iri: of the thing.
        down: tell what follows from it, instead of what leads to it.
        depth: most steps away from it.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        NegativeAnswer: the graph says nothing of the kind.
    """
    thing = entities(store, [iri])[iri]
    found = _collect(store, iri, depth, documents, down=down)
    if not found:
        raise NegativeAnswer(
            f"the graph does not say what {'follows from' if down else 'leads to'} "
            f"“{thing.label()}”",
            hint=f"sskg why {'' if down else '--down '}NAME asks the other way; "
            "sskg relations NAME shows all it is related to",
        )
    told = sorted(_sentences(found), key=lambda sentence: _position(sentence, down=down))
    return Explanation(thing, down, tuple(told))


def _collect(
    store: Store,
    iri: str,
    depth: int,
    documents: Mapping[str, Document] | None,
    *,
    down: bool,
) -> list[tuple[Fact, int]]:
    """Gather statements level by level, away from the thing, each once with its distance."""
    words = vocabulary()
    forward, resolving = (
        {below for name in names for below in words.with_subproperties(ONTOLOGY + name)}
        for names in (_FORWARD, _BACKWARD)
    )
    found: dict[tuple[str, str, str], tuple[Fact, int]] = {}
    frontier, seen = [iri], {iri}
    for distance in range(depth):
        reached: dict[str, None] = {}
        for fact in facts(store, subjects=frontier, objects=frontier, documents=documents):
            if fact.predicate.iri not in forward | resolving:
                continue
            cause, effect = _ends(fact)
            here, there = (cause.iri, effect.iri) if down else (effect.iri, cause.iri)
            # What a reform resolves follows from it, too, and a problem is met by its resolution.
            met = fact.predicate.iri in resolving and there == iri
            if here in frontier or met:
                found.setdefault((cause.iri, fact.predicate.iri, effect.iri), (fact, distance))
            if here in frontier:
                reached[there] = None
        frontier = [node for node in reached if node not in seen]
        seen.update(frontier)
    return list(found.values())


def _ends(fact: Fact) -> tuple[Entity, Entity]:
    """Return cause and effect: a problem comes before the measure that resolves it."""
    target = fact.object if isinstance(fact.object, Entity) else Entity("")
    resolving = vocabulary().with_subproperties(ONTOLOGY + _BACKWARD[0])
    return (target, fact.subject) if fact.predicate.iri in resolving else (fact.subject, target)


def _sentences(found: list[tuple[Fact, int]]) -> list[Sentence]:
    """Tell each statement once for every way in which it is stated, like ones together."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact, distance in found:
        for known in dict.fromkeys(claim.modality for claim in fact.claims) or (strength(fact),):
            told = replace(
                fact, claims=tuple(claim for claim in fact.claims if claim.modality == known)
            )
            target = _ends(fact)[1 if fact.subject.iri == _ends(fact)[0].iri else 0]
            key = (distance, known, fact.predicate.iri, target.iri, fact.subject.kind,
                   tuple(sorted({_manner(claim) for claim in told.claims})))  # fmt: skip
            groups.setdefault(key, []).append(told)
    return [
        _tell(tuple(facts_), str(key[1]), key[0] if isinstance(key[0], int) else 0)
        for key, facts_ in groups.items()
    ]


def _manner(claim: Claim) -> tuple[object, ...]:
    """Return what claims must share to be told in one sentence: hedge, speaker and documents."""
    return (
        tuple(sorted(claim.qualifier.items())),
        claim.speaker.iri if claim.speaker else "",
        tuple(sorted({passage.document.iri for passage in claim.passages})),
    )


def _tell(told: tuple[Fact, ...], known: str, distance: int) -> Sentence:
    words = vocabulary()
    text, stage = {}, {}
    for lang in LANGUAGES:
        ends = [words.kind(end.kind).label(lang) if end.kind else "?" for end in _ends(told[0])]
        stage[lang] = " → ".join(ends)
        text[lang] = _sentence(told, known, lang)
    return Sentence(text, stage, known, distance, told)


def _sentence(told: tuple[Fact, ...], known: str, lang: str) -> str:
    names = [fact.subject.label(lang) for fact in told]
    several = len(names) > 1
    subject = word("each of", lang, names=enumerated(names, lang)) if several else names[0]
    target = told[0].object
    said = word(
        "sentence",
        lang,
        s=subject,
        p=told[0].predicate.label(lang),
        o=target.label(lang) if isinstance(target, Entity) else target.text,
    )
    claims = [claim for fact in told for claim in fact.claims]
    hedges = dict.fromkeys(hedge[0] for claim in claims if (hedge := choose(claim.qualifier, lang)))
    if hedges:
        quoted = word("comma", lang).join(word("quote", lang, text=hedge) for hedge in hedges)
        said += word("in brackets", lang, text=quoted)
    speakers = dict.fromkeys(claim.speaker.label(lang) for claim in claims if claim.speaker)
    if several:
        said += word("namely", lang, names="; ".join(names))
    if known not in {REPORTED, NEEDS_NONE}:
        said = word(f"said {known}" if known in _TOLD else "said unknown", lang, sentence=said)
    if speakers:
        said = word("according to", lang, who=enumerated(list(speakers), lang), sentence=said)
    return said[:1].upper() + said[1:] + word("full stop", lang)


def _position(sentence: Sentence, *, down: bool) -> tuple[object, ...]:
    ends = tuple(_stage(end) for end in _ends(sentence.facts[0]))
    far = sentence.distance if down else -sentence.distance
    return (far, *ends, weakness(sentence.facts[0]), sentence.text["en"])


def _stage(thing: Entity) -> int:
    words = vocabulary()
    for place, kind in enumerate(_STAGES):
        if words.subclasses(kind).intersection(thing.kinds):
            return place
    return len(_STAGES)


def enumerated(names: list[str], lang: str) -> str:
    """Return names as a list in running text.

    >>> enumerated(["a", "b", "c"], "en")
    'a, b and c'
    """
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return word("comma", lang).join(names[:-1]) + word("and", lang) + names[-1]
