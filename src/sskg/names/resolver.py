"""Finds the things that a text may mean, or the one thing that it does mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import SEARCH, AmbiguousName, RequestError, UnknownName
from sskg.graph.reading import reading
from sskg.language.message import msg, verbatim
from sskg.language.ranges import LANGUAGES
from sskg.model import Answer, Entity, Grid
from sskg.names.bearers import Bearer, bearers
from sskg.names.ranking import EXACT, WAYS, Match, by_identifier, mixed, rank, rivals
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import PREFIXES, absolute, curie, expand, is_iri, local_name
from sskg.record import record
from sskg.store.paging import may_be_read_whole
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.store.base import Store

_LONGEST_NAME = 1000
_FIGURES = frozenset({"Observation", "MeasuredChange"})
_MARK: Final = r"(?<=\S) \[[A-Za-z][A-Za-z0-9-]*\]\Z"
"""How labels of another language than the reader's are marked, which are copied with it."""

_MOST_NEAREST = 5


@record
class Found(Answer):
    """The things that fit a text, the best first.

    Attributes:
        text: what was looked for.
        matches: the things.
        more: how many fit it beyond these.
    """

    text: str
    matches: tuple[Match, ...]
    more: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each match."""
        from sskg.graph.proof import titled

        rows = tuple(
            (
                match.entity.curie,
                match.entity.kind,
                match.entity.label(lang),
                match.name,
                match.way(lang),
            )
            for match in self.matches
        )
        return (
            Grid(
                titled(f"names like “{self.text}”", self.more, lang),
                ("thing", "kind", "label", "name", "match"),
                rows,
            ),
        )


def find(store: Store, text: str, kinds: Sequence[str] = (), limit: int = 20) -> Found:
    """Return the things whose names fit a text, ranked.

    Where no name fits, the kind of that name and what has the text in a value of its own are
    returned, with where it stands.

    Raises:
        UnknownName: nothing does; the error carries what is merely like it.
        RequestError: the text is empty or too long, or there is no such kind.
    """
    text = _checked(text)
    candidates = bearers(store, kinds, text)
    named = by_identifier(candidates, absolute(text), text)
    matches = [] if named is None else [named]
    ranked = _searched(candidates, text)
    matches += [
        match
        for match in ranked
        if match.how != "likeness" and (named is None or match.entity.iri != named.entity.iri)
    ]
    matches = matches or mixed(candidates, text)
    bare = re.sub(_MARK, "", text) if text.endswith("]") else text
    if not matches and bare != text:
        return find(store, bare, kinds, limit)
    if not matches and not kinds:
        from sskg.names.mentions import mentions

        matches = mentions(store, text)
    if not matches:
        raise _standing(store, UnknownName(text, _lines(ranked), kinds, searched=True))
    return Found(text, tuple(matches[:limit]), max(0, len(matches) - limit))


def resolve(store: Store, text: str, kinds: Sequence[str] = ()) -> Match:
    """Return the one thing that a name means.

    Raises:
        AmbiguousName: several things bear it equally well.
        UnknownName: none does; the error carries the nearest.
        RequestError: the name is empty or too long, or there is no such kind.

    >>> from sskg.store import open_store
    >>> match = resolve(open_store(), "retired soldier")
    >>> match.entity.curie, match.how
    ('id:retired-soldiers', 'endings')
    """
    try:
        return _only(_fitting(store, text, kinds), text)
    except UnknownName as error:
        bare = re.sub(_MARK, "", text) if text.endswith("]") else text
        if bare != text:
            return resolve(store, bare, kinds)
        raise _standing(store, error) from None


def _standing(store: Store, error: UnknownName) -> UnknownName:
    """Return the error for a text that is no name, but a kind or a value that the graph has."""
    # Imported where a name fits nothing: most fit something.
    from sskg.names.mentions import is_class, mentions

    standing = mentions(store, error.name)
    if not standing and not may_be_read_whole(store):
        return UnknownName(
            error.name,
            error.lines,
            instead=(
                msg("no thing is called “{name}”", name=error.name),
                msg("the values and notes of so large a graph are not looked through; ask for them "
                    "in SPARQL"),
            ),
        )  # fmt: skip
    if not standing or error.kinds:
        return error
    if is_class(standing[0]):
        kind = curie(standing[0].entity.iri).removeprefix("sskg:")
        command = verbatim(f"sskg list {kind}", web=f"/list?kind={kind}")
        return UnknownName(
            error.name,
            instead=(
                msg("“{name}” is a kind of things, and the name of none", name=error.name),
                msg("{command} lists them", command=command),
            ),
        )
    return UnknownName(
        error.name,
        _lines(standing),
        instead=(
            msg("no thing is called “{name}”, but it stands in the graph", name=error.name),
            msg("it stands in a value of what is below"),
        ),
    )


def _fitting(store: Store, text: str, kinds: Sequence[str]) -> list[Match]:
    """Return the things that a name fits equally well, and better than all others."""
    text = _checked(text)
    named = _identified(store, kinds, text)
    if named is not None:
        return [named]
    candidates = bearers(store, kinds, text)
    try:
        return _best(candidates, text)
    except UnknownName as error:
        if not kinds:
            if occurring := _occurring(store, text):
                return occurring
            raise
        # Of another kind, perhaps: that is nearer than any likeness.
        others = [
            match for match in rank(bearers(store, text=text), text) if match.how != "likeness"
        ]
        raise UnknownName(text, _lines(others) if others else error.lines, kinds) from None


_NODES = """
SELECT DISTINCT ?s WHERE {{ {{ ?s ?p ?o }} UNION {{ ?o ?p ?s }} FILTER(ISIRI(?s) && {relations}) }}
"""


def _occurring(store: Store, text: str) -> list[Match]:
    """Return what has neither a name nor a kind, but stands in the graph: by IRI, or by slug.

    A slug is looked for where all of the graph may be read.
    """
    iri = absolute(text)
    if iri is not None and is_iri(iri) and _stands(store, NamedNode(iri)):
        match = _bare(store, iri)
        # Claims and passages are no things to look up: what they state is.
        return [] if {"Claim", "Passage"}.intersection(match.entity.kinds) else [match]
    if expand(text) is None and store.names is None and not any(map(str.isspace, text)):
        relations = reading(store).statements_filter()
        nodes = (row["s"].value for row in select(store, _NODES.format(relations=relations)))
        return [_bare(store, node, "slug") for node in sorted(nodes) if local_name(node) == text]
    return []


def _bare(store: Store, iri: str, how: str = "IRI") -> Match:
    from sskg.graph.facts import entities

    return Match(entities(store, [iri])[iri], iri, how, WAYS[how])


def _identified(store: Store, kinds: Sequence[str], text: str) -> Match | None:
    """Return the thing with that IRI or slug where looking for it spares a search of names."""
    if store.names is None:
        return None
    from sskg.store.names.index import identifiers

    return by_identifier(bearers(store, kinds, iris=identifiers(text)), absolute(text), text)


def resolve_measured(store: Store, text: str) -> list[Match]:
    """Return what a reader wants to see figures of: best of indicators.

    A name that a thing bears as it was typed means that thing; any other is looked for among the
    indicators first, so that "pension coverage" is not a policy of that sound. A name that fits
    several indicators means all of them: to see more figures than were meant misleads nobody.

    Raises:
        UnknownName: nothing bears it.
        RequestError: the name is empty or too long.
    """
    try:
        match = resolve(store, text)
        if match.exact or match.how in {"folded", "words"}:
            return [match]
        failed = None
    except (AmbiguousName, UnknownName) as error:
        failed = error  # it may still be clear among the indicators
    try:
        return _fitting(store, text, ("Indicator",))
    except UnknownName:
        if failed is not None:
            raise failed from None
        return [match]


def resolve_term(store: Store, text: str) -> Match:
    """Return what a name means in a query: a thing, a property or a class, or any IRI of the graph.

    An IRI that the graph nowhere uses is not taken: a slip of the finger would be an empty answer.

    Raises:
        AmbiguousName, UnknownName, RequestError: as `resolve` does.
    """
    text = _checked(text)
    iri = absolute(text)
    if iri is not None and (_is_a_datatype(iri) or _occurs(store, iri)):
        return Match(Entity(iri), text, "IRI", WAYS["IRI"])
    # Of an IRI that is not there, the nearest of all names are told.
    near = text if expand(text) is None else local_name(expand(text) or text).replace("-", " ")
    return pick((*bearers(store, text=near), *_vocabulary_bearers()), text)


def _is_a_datatype(iri: str) -> bool:
    """Tell whether an IRI names a type of literals, which is no node of any graph."""
    return iri.startswith(PREFIXES["xsd"])


def _occurs(store: Store, iri: str) -> bool:
    """Tell whether an IRI stands anywhere in the graph, or names a part of it.

    Raises:
        RequestError: it is malformed.
    """
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise RequestError(msg("{iri} is not an IRI: {error}", iri=iri, error=error)) from error
    words = vocabulary()
    if iri in words.properties or any(iri == named.iri for named in words.classes.values()):
        return True
    return _stands(store, node)


def _stands(store: Store, node: NamedNode) -> bool:
    answer = store.query(
        f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} UNION {{ ?s {node} ?o }} "
        f"UNION {{ GRAPH {node} {{ ?s ?p ?o }} }} }}"
    )
    return bool(answer)


def pick(candidates: Sequence[Bearer], text: str) -> Match:
    """Return the one of some things that a name means; see `resolve`."""
    return _only(_best(candidates, text), text)


def _only(best: list[Match], text: str) -> Match:
    if len(best) > 1:
        raise AmbiguousName(text, _lines(best, most=len(best)))
    return best[0]


def _best(candidates: Sequence[Bearer], text: str) -> list[Match]:
    """Return the things that fit a text equally well, and better than all others.

    Raises:
        UnknownName: nothing fits it; the error carries the nearest.
    """
    iri = expand(text)
    named = by_identifier(candidates, absolute(text), text)
    if named is not None:
        return [named]
    borne = [bearer for bearer in candidates if text in bearer.names]
    if len(borne) == 1:
        return [Match(borne[0].entity, text, "name", WAYS["name"])]
    matches = rank(candidates, local_name(iri).replace("-", " ") if iri else text)
    if iri is not None or not matches or matches[0].how == "likeness":
        if both := mixed(candidates, text):
            return both
        raise UnknownName(text, _lines(matches))
    same_way = matches[0].how if matches[0].how not in EXACT else "name"
    best = _heads([match for match in matches if match.how == same_way])
    if len(best) == 1 and same_way == "part":
        best += rivals(candidates, text, best[0])
    return best


def _lines(matches: Sequence[Match], most: int = _MOST_NEAREST) -> dict[str, list[str]]:
    """Return the best matches as lines of an error, by language."""
    return {lang: [match.line(lang) for match in matches[:most]] for lang in LANGUAGES}


def _searched(candidates: Sequence[Bearer], text: str) -> list[Match]:
    """Rank for a search, which also shows what a text is only a part of."""
    iri = expand(text)
    return rank(candidates, local_name(iri).replace("-", " ") if iri else text, parts=True)


def _heads(matches: list[Match]) -> list[Match]:
    """Leave out figures where their indicator fits too: they bear its name with more words."""
    if any("Indicator" in match.entity.kinds for match in matches):
        return [match for match in matches if not _FIGURES & set(match.entity.kinds)]
    return matches


def _checked(text: str) -> str:
    if not text.strip():
        raise RequestError(msg("an empty name"), hint=SEARCH)
    if len(text) > _LONGEST_NAME:
        raise RequestError(msg("a name of more than {n} characters", n=_LONGEST_NAME))
    return text.strip()


def _vocabulary_bearers() -> list[Bearer]:
    words = vocabulary()
    properties = [
        Bearer.of(Entity(named.iri, named.labels, ("Property",)), tuple(named.labels.values()))
        for named in words.properties.values()
    ]
    classes = [
        Bearer.of(Entity(named.iri, named.labels, ("Class",)), tuple(named.labels.values()))
        for named in words.classes.values()
    ]
    return properties + classes
