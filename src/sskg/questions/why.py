"""What leads to a goal or outcome, or what follows from a reform, told in sentences."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (dataclass field)
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from sskg.errors import NegativeAnswer
from sskg.graph.facts import entities, facts
from sskg.graph.proof import (
    COLUMNS,
    NEEDS_NONE,
    SOURCED,
    UNPROVED,
    backing_cells,
    kind_of,
    name_cells,
    strength,
    weakness,
)
from sskg.language.agreement import agreeing
from sskg.language.message import listed, msg, tell, word
from sskg.language.ranges import LANGUAGES, choose, interface
from sskg.model import (
    ENACTED,
    HYPOTHETICAL,
    INFERRED,
    PERMITTED,
    REPORTED,
    REQUIRED,
    Answer,
    DirectedProperty,
    Entity,
    Grid,
)
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from sskg.graph.documents import Document
    from sskg.language.message import Message
    from sskg.model import Claim, Fact
    from sskg.store.base import Store


@dataclass(frozen=True, slots=True)
class _Role:
    """What a relation explains.

    Attributes:
        forward: properties that lead from subject to object.
        backward: properties that lead from object to subject.
        followed: whether what lies behind it explains the thing, too. Nothing follows from what is
            only aimed at or demanded, and what is hindered does not come about.
    """

    forward: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    followed: bool = False


CAUSE: Final = "cause"
PROBLEM: Final = "problem"
HINDRANCE: Final = "hindrance"
AIM: Final = "aim"
DEMAND: Final = "demand"

_ROLES: Final = {
    CAUSE: _Role(
        ("produces", "contributesTo", "leadsTo", "benefits"), ("drivenBy",), followed=True
    ),
    # First there was the problem, then the measure against it.
    PROBLEM: _Role((), ("addresses", "anticipates"), followed=True),
    HINDRANCE: _Role(("hinders",)),
    AIM: _Role(("aimsAt",)),
    DEMAND: _Role(("callsFor",)),
}
"""In the order in which they are told; causes and problems together, from problem to goal."""

_TOLD: Final = {
    INFERRED: msg("the curators infer that {sentence}"),
    ENACTED: msg("it is enacted, not reported, that {sentence}"),
    REQUIRED: msg("it is required, not reported, that {sentence}"),
    PERMITTED: msg("it is permitted, not required, that {sentence}"),
    HYPOTHETICAL: msg("it is only supposed, under a condition, that {sentence}"),
    SOURCED: msg("a source is named for it, but no passage: {sentence}"),
    UNPROVED: msg("without any claim to prove it: {sentence}"),
}
"""Strengths that a sentence must tell in words."""

_OF_ONE: Final = msg("{names} {verb} {object}{hedge}")
_OF_EACH: Final = msg("each of these {verb} {object}{hedge}: {names}")
_UNKNOWN: Final = msg("in a way that this software does not know, it is said that {sentence}")

_STAGES: Final = ("Trend", "Challenge", "Principle", "Experience", "Policy", "Measure", "Outcome",
                  "Goal")  # fmt: skip
"""Kinds in the order in which an explanation tells of them: from the problem to the goal."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Statements that one sentence tells: they differ in nothing but their subject.

    Attributes:
        role: what the statements explain: "cause", "problem", "hindrance", "aim" or "demand".
        text: the sentence by language, made from the ontology's labels; what is not reported is
            said to be so in words.
        stage: which kinds of things it links, cause first, by language: "challenge → reform".
        strength: a modality, "unproved", or "" for what needs no claim.
        distance: how many statements lie between it and the thing that is explained.
        facts: the statements, with their claims of this modality only.
    """

    role: str
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
        sentences: causes and problems, from the problem to the goal; then what hinders, what is
            aimed at, and what is demanded.
    """

    entity: Entity
    down: bool
    sentences: tuple[Sentence, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each statement and passage, with the sentence that tells it."""
        columns = (
            "role",
            "stage",
            "distance",
            "sentence",
            "subject",
            "subject label",
            "subject kind",
            "relation",
            "object",
            "object label",
            "object kind",
            *COLUMNS,
        )
        rows = tuple(
            (
                sentence.role,
                sentence.stage[interface(lang)],
                str(sentence.distance),
                sentence.text[interface(lang)],
                *name_cells(fact.subject, lang),
                kind_of(fact.subject),
                fact.predicate.label(lang),
                *name_cells(fact.object, lang),
                kind_of(fact.object),
                *cells,
            )
            for sentence in self.sentences
            for fact in sentence.facts
            for cells in backing_cells(fact, lang)
        )
        title = tell(headline(self.entity, down=self.down), lang)
        return (Grid(title, columns, rows),)


def headline(thing: Entity, *, down: bool) -> Message:
    """Return what an explanation is headed with."""
    return (
        msg("What follows from: {label}", label=thing) if down else msg("Why: {label}", label=thing)
    )


def why(
    store: Store,
    iri: str,
    *,
    down: bool = False,
    depth: int = 8,
    documents: Mapping[str, Document] | None = None,
) -> Explanation:
    """Explain a thing by its causes, the problems that it meets, its hindrances, aims and demands.

    Causes and problems are followed step by step. What hinders, is aimed at or is demanded is told
    where it is met, and leads no further.

    Args:
        store: the graph that is asked.
        iri: of the thing.
        down: tell what follows from it, instead of what leads to it.
        depth: most steps away from it.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        NegativeAnswer: the graph says nothing of the kind; the hint tells what it does say.
    """
    thing = entities(store, [iri])[iri]
    met = _collect(store, iri, depth, documents, down=down)
    if not met:
        raise NegativeAnswer(
            (
                msg("the graph does not say what follows from “{label}”", label=thing)
                if down
                else msg("the graph does not say what leads to “{label}”", label=thing)
            ),
            hint=_instead(store, iri, down=down),
        )
    sentences = sorted(_sentences(met), key=lambda sentence: _position(sentence, down=down))
    return Explanation(thing, down, tuple(sentences))


def _instead(store: Store, iri: str, *, down: bool) -> Message:
    """Say what the graph does tell of a thing that it does not explain."""
    stated = facts(store, subjects=[iri], objects=[iri])
    explained = any(_role(fact) is not None for fact in stated)
    directed = {
        (fact.predicate.iri, fact.subject.iri != iri): DirectedProperty(
            fact.predicate, inverse=fact.subject.iri != iri
        )
        for fact in sorted(stated, key=lambda fact: fact.subject.iri != iri)
        if isinstance(fact.object, Entity)
    }
    if not directed:
        return msg("it has no relation at all")
    has = msg("it has: {names} (sskg relations NAME)", names=listed(directed.values()))
    if not explained:
        return has
    other = "sskg why NAME" if down else "sskg why --down NAME"
    return msg("{command} asks the other way; {instead}", command=other, instead=has)


def _collect(
    store: Store,
    iri: str,
    depth: int,
    documents: Mapping[str, Document] | None,
    *,
    down: bool,
) -> list[tuple[Fact, int]]:
    """Gather statements level by level, away from the thing, each once with its distance."""
    met: dict[tuple[str, str, str], tuple[Fact, int]] = {}
    frontier, seen = [iri], {iri}
    for distance in range(depth):
        reached: dict[str, None] = {}
        for fact in facts(store, subjects=frontier, objects=frontier, documents=documents):
            role = _role(fact)
            if role is None:
                continue
            first, last = _ends(fact)
            here, there = (first.iri, last.iri) if down else (last.iri, first.iri)
            # A measure meets its problem, and a problem its measure; an aim explains the means.
            both = there == iri and (role == PROBLEM or (role == AIM and not down))
            if here in frontier or both:
                met.setdefault((first.iri, fact.predicate.iri, last.iri), (fact, distance))
            if here in frontier and _ROLES[role].followed:
                reached[there] = None
        frontier = [node for node in reached if node not in seen]
        seen.update(frontier)
    return list(met.values())


@cache
def _directions() -> dict[str, tuple[str, bool]]:
    """Return what each property explains, and whether it leads from object to subject."""
    words = vocabulary()
    return {
        below: (name, backward)
        for name, role in _ROLES.items()
        for backward, properties in ((False, role.forward), (True, role.backward))
        for each in properties
        for below in words.with_subproperties(ONTOLOGY + each)
    }


def _role(fact: Fact) -> str | None:
    """Return what a statement explains, or None where it explains nothing."""
    if not isinstance(fact.object, Entity):
        return None
    return _directions().get(fact.predicate.iri, (None, False))[0]


def _ends(fact: Fact) -> tuple[Entity, Entity]:
    """Return what comes first and what comes last: a problem before the measure against it."""
    target = fact.object if isinstance(fact.object, Entity) else Entity("")
    _, backward = _directions()[fact.predicate.iri]
    return (target, fact.subject) if backward else (fact.subject, target)


def _sentences(met: list[tuple[Fact, int]]) -> list[Sentence]:
    """Tell each statement once for every way in which it is stated, like ones together."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    distances: dict[tuple[object, ...], int] = {}
    for fact, distance in met:
        ways: dict[str, list[Claim]] = {}
        for claim in fact.claims:
            ways.setdefault(claim.modality or SOURCED, []).append(claim)
        for how, claims in (ways or {strength(fact): []}).items():
            alike = replace(fact, claims=tuple(claims))
            target = fact.object.iri if isinstance(fact.object, Entity) else ""
            key = (distance, how, fact.predicate.iri, target, fact.subject.kind,
                   tuple(sorted({_manner(claim) for claim in alike.claims})))  # fmt: skip
            groups.setdefault(key, []).append(alike)
            distances[key] = distance
    return [_tell(tuple(group), str(key[1]), distances[key]) for key, group in groups.items()]


def _manner(claim: Claim) -> tuple[object, ...]:
    """Return what claims must share to be told in one sentence: hedge, speaker and documents."""
    return (
        tuple(sorted(claim.qualifier.items())),
        claim.speaker.iri if claim.speaker else "",
        tuple(sorted({passage.document.iri for passage in claim.passages})),
    )


def _tell(facts: tuple[Fact, ...], how: str, distance: int) -> Sentence:
    words = vocabulary()
    text, stage = {}, {}
    for lang in LANGUAGES:
        ends = [words.kind(end.kind).label(lang) if end.kind else "?" for end in _ends(facts[0])]
        stage[lang] = " → ".join(ends)
        text[lang] = _sentence(facts, how, lang)
    role = _role(facts[0]) or CAUSE
    return Sentence(role, text, stage, how, distance, facts)


def _sentence(facts: tuple[Fact, ...], how: str, lang: str) -> str:
    names = [_named(fact.subject, lang) for fact in facts]
    several = len(names) > 1
    target = facts[0].object
    verb = facts[0].predicate.label(lang)
    if interface(lang) == "en" and not several:
        verb = agreeing(verb, names[0])
    claims = [claim for fact in facts for claim in fact.claims]
    hedges = dict.fromkeys(hedge[0] for claim in claims if (hedge := choose(claim.qualifier, lang)))
    aside = ""
    if hedges:
        quoted = word(", ", lang).join(word("“{text}”", lang, text=hedge) for hedge in hedges)
        aside = word(" ({text})", lang, text=quoted)
    speakers = dict.fromkeys(claim.speaker.label(lang) for claim in claims if claim.speaker)
    listing = "; ".join(names) if interface(lang) == "en" else enumerated(names, lang)
    sentence = word(
        _OF_EACH if several else _OF_ONE,
        lang,
        names=listing,
        verb=verb,
        object=_named(target, lang) if isinstance(target, Entity) else target.text,
        hedge=aside,
    )
    if how not in {REPORTED, NEEDS_NONE}:
        sentence = word(_TOLD.get(how, _UNKNOWN), lang, sentence=sentence)
    if speakers:
        who = enumerated(list(speakers), lang)
        sentence = word("according to {who}, {sentence}", lang, who=who, sentence=sentence)
    return sentence[:1].upper() + sentence[1:] + word(".", lang)


def _named(thing: Entity, lang: str) -> str:
    """Return a thing's name in running text: in Chinese, no space tells where it ends."""
    label = thing.label(lang)
    return label if interface(lang) == "en" else word("“{text}”", lang, text=label)


def _position(sentence: Sentence, *, down: bool) -> tuple[object, ...]:
    ends = tuple(_stage(end) for end in _ends(sentence.facts[0]))
    far = sentence.distance if down else -sentence.distance
    place = max(0, list(_ROLES).index(sentence.role) - 1)
    return (place, far, *ends, weakness(sentence.facts[0]), sentence.text["en"])


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
    return word(", ", lang).join(names[:-1]) + word(" and ", lang) + names[-1]
