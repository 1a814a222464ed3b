"""Profiles: how the vocabularies of graphs are read, as data and not as code.

Our own ontology is one of them; the others stand in `ontology/profiles.ttl`, where the words of a
profile are explained. A reader may have one of their own, which is read before these.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Store, parse

from sskg.errors import UnreadableInput
from sskg.language.message import msg
from sskg.ontology import assets
from sskg.ontology.remembered import remembered, state_of
from sskg.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Triple

    from sskg.language.message import Message
    from sskg.rdf.kinds import Term

OWN: Final = "SSKG_PROFILE"
"""The environment variable that names a reader's own profile."""

_chosen: Final[ContextVar[str]] = ContextVar("profile", default="")

_PROFILE: Final = "https://w3id.org/sskg/profile#"
_RDF: Final = PREFIXES["rdf"]
_TYPE: Final = _RDF + "type"
_FIRST: Final = _RDF + "first"
_NIL: Final = NamedNode(_RDF + "nil")
_ROLES: Final = (
    "name", "alias", "definition", "note", "kind", "start", "end",
    "annotation", "machinery", "broadClass", "termOf", "source", "attribution", "retrieved",
)  # fmt: skip
_WORDS: Final = frozenset(("Profile", "order", "namespace", "claim", *_ROLES))
_CURIE: Final = r"(?<![\w:<?\"'/])([A-Za-z][\w-]*):(\w+)"


class Form(NamedTuple):
    """A way in which graphs speak of a statement: what does so is a claim.

    Attributes:
        tells: IRIs of properties whose use shows that a graph does it.
        given: a pattern of SPARQL that leads from ?s, ?p and ?o to each ?claim.
        any: a pattern that gives any ?claim with its ?s, ?p and ?o.
        kind: IRI of the class of each claim, where they are mostly not said to have it; or empty.
    """

    tells: tuple[str, ...]
    given: str
    any: str
    kind: str


class Profile(NamedTuple):
    """What the properties and classes of the known vocabularies mean.

    Paths are SPARQL: the IRI of a property in angle brackets, or several with a slash between.

    Attributes:
        names: paths to names, the preferred first.
        aliases: paths to other names.
        definitions: paths to what a thing is.
        notes: paths to remarks on it.
        kinds: paths to the class of a thing.
        starts: paths to when a thing began or happened.
        ends: paths to when it ended.
        annotations: IRIs of the properties that are no relations between things.
        machinery: IRIs of the properties and classes that statements are made with.
        broad_classes: IRIs of the classes that say little of a thing.
        terms_of: paths from a property of the graph to what carries its label.
        forms: how something speaks of a statement.
        sources: paths from there to where the statement comes from.
        attributions: paths from there to whom it is ascribed.
        retrieved: paths from there to the day on which the source was read.
        vocabularies: labels of vocabularies by the namespaces that tell them.
    """

    names: tuple[str, ...]
    aliases: tuple[str, ...]
    definitions: tuple[str, ...]
    notes: tuple[str, ...]
    kinds: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    annotations: frozenset[str]
    machinery: frozenset[str]
    broad_classes: frozenset[str]
    terms_of: tuple[str, ...]
    forms: tuple[Form, ...]
    sources: tuple[str, ...]
    attributions: tuple[str, ...]
    retrieved: tuple[str, ...]
    vocabularies: Mapping[str, str]

    @property
    def naming(self) -> tuple[str, ...]:
        """Paths to all names of a thing, the preferred first."""
        return (*self.names, *self.aliases)

    @property
    def dates(self) -> frozenset[str]:
        """IRIs of the properties that date a thing."""
        return frozenset(first(path) for path in (*self.starts, *self.ends))

    @property
    def telling(self) -> frozenset[str]:
        """IRIs of the properties that name, define or sort a thing."""
        paths = (*self.naming, *self.definitions, *self.notes, *self.kinds)
        return frozenset(first(path) for path in paths)


def first(path: str) -> str:
    """Return the IRI of the property that a path begins with.

    >>> first("<http://example.org/a>/<http://example.org/b>")
    'http://example.org/a'
    """
    return path[1 : path.index(">")]


def steps(path: str) -> list[str]:
    """Return the IRIs of the properties of a path, in order.

    >>> steps("<http://example.org/a>/<http://example.org/b>")
    ['http://example.org/a', 'http://example.org/b']
    """
    return path[1:-1].split(">/<")


def profile() -> Profile:
    """Return the profile that graphs are read by, a reader's own part of it first.

    Raises:
        UnreadableInput: the reader's own profile is missing or malformed.
    """
    return _merged(_own())


def read_by(own: str) -> None:
    """Let graphs be read by a reader's own profile from now on; "" leaves it to SSKG_PROFILE.

    Raises:
        UnreadableInput: the file is missing, malformed or no profile.
    """
    _chosen.set(own)
    profile()


@contextmanager
def reading_by(own: str) -> Iterator[None]:
    """Let graphs be read by a reader's own profile, as long as the block runs."""
    before = _chosen.set(own)
    try:
        yield
    finally:
        _chosen.reset(before)


def has_own() -> bool:
    """Tell whether the reader has a profile of their own."""
    return bool(_own())


def _own() -> str:
    return _chosen.get() or os.environ.get(OWN, "")


@cache
def _merged(own: str) -> Profile:
    if own:
        return _work_out(own)
    state = state_of([assets.ontology_place("profiles.ttl")])

    def plainly() -> tuple[Any, ...]:
        whole = _work_out("")
        forms: Any = tuple(tuple(form) for form in whole.forms)
        return tuple(whole._replace(forms=forms))

    kept = Profile(*remembered("profiles", state, plainly))
    return kept._replace(forms=tuple(Form(*form) for form in kept.forms))


def _work_out(own: str) -> Profile:
    from pathlib import Path

    from sskg.rdf.files import rdf_files

    of_own = rdf_files(Path(own)) if own else ()
    parts = [part for path in (*of_own, assets.ontology("profiles.ttl")) for part in _read(path)]

    def paths(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(path for part in parts for path in part.paths[role]))

    def iris(role: str) -> frozenset[str]:
        return frozenset(first(path) for path in paths(role))

    return Profile(
        paths("name"), paths("alias"), paths("definition"), paths("note"), paths("kind"),
        paths("start"), paths("end"), iris("annotation"), iris("machinery"), iris("broadClass"),
        paths("termOf"), tuple(form for part in parts for form in part.forms),
        paths("source"), paths("attribution"), paths("retrieved"),
        {space: part.label for part in parts for space in part.namespaces},
    )  # fmt: skip


class _VocabularyProfile(NamedTuple):
    """The profile of one vocabulary."""

    order: int
    label: str
    namespaces: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]
    forms: tuple[Form, ...]


def _read(path: Path) -> list[_VocabularyProfile]:
    described: dict[Term, dict[str, list[Term]]] = {}
    # What is remembered of the packaged profiles is known without reading a file.
    from sskg.rdf import files
    from sskg.rdf.nesting import guarded

    form = files.rdf_format(path)
    with files.reading(path), files.unpacked(path) as stream:
        parser = parse(input=guarded(stream, form, str(path)), format=form)
        for quad in parser:
            described.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(
                quad.object
            )
    kind = NamedNode(_PROFILE + "Profile")
    parts = [
        _part(each, described, parser.prefixes, str(path))
        for each in described.values()
        if kind in each.get(_TYPE, ())
    ]
    if not parts:
        raise UnreadableInput(
            msg("there is no profile in it"),
            place=str(path),
            hint=msg("a profile is a p:Profile: see docs/data.md"),
        )
    return sorted(parts, key=lambda part: part.order)


def _part(
    values: Mapping[str, list[Term]],
    described: Mapping[Term, Mapping[str, list[Term]]],
    prefixes: Mapping[str, str],
    place: str,
) -> _VocabularyProfile:
    unknown = sorted(
        iri.removeprefix(_PROFILE)
        for iri in values
        if iri.startswith(_PROFILE) and iri.removeprefix(_PROFILE) not in _WORDS
    )
    if unknown:
        raise _wrong(msg("“p:{name}” is no word of a profile", name=unknown[0]), place)
    orders = [getattr(term, "value", "") for term in values.get(_PROFILE + "order", ())]
    if wrong := [order for order in orders if not order.isdecimal()]:
        raise _wrong(msg("p:order takes a whole number, and not “{text}”", text=wrong[0]), place)
    labels = _texts(values.get(PREFIXES["rdfs"] + "label", ()))
    return _VocabularyProfile(
        int(orders[0]) if orders else 0,
        labels[0] if labels else "",
        tuple(_texts(values.get(_PROFILE + "namespace", ()))),
        {
            role: tuple(
                path
                for term in values.get(_PROFILE + role, ())
                for path in _paths(term, described, role, place)
            )
            for role in _ROLES
        },
        tuple(
            _form(described.get(each, {}), described, prefixes, place)
            for each in values.get(_PROFILE + "claim", ())
        ),
    )  # fmt: skip


def _wrong(reason: Message, place: str) -> UnreadableInput:
    words = " ".join(f"p:{role}" for role in _ROLES)
    return UnreadableInput(
        reason, place=place, hint=msg("known: {names}; see docs/data.md", names=words)
    )


def _form(
    values: Mapping[str, list[Term]],
    described: Mapping[Term, Mapping[str, list[Term]]],
    prefixes: Mapping[str, str],
    place: str,
) -> Form:
    def pattern(role: str) -> str:
        """Return a pattern with the prefixes of its file put in full."""
        text = re.sub(
            _CURIE,
            lambda name: f"<{prefixes[name[1]]}{name[2]}>" if name[1] in prefixes else name[0],
            " ".join(_texts(values.get(_PROFILE + role, ()))),
        )
        try:
            Store().query(f"ASK {{ {text} }}")
        except SyntaxError as error:
            raise _wrong(msg("p:{role} is no pattern of SPARQL", role=role), place) from error
        if "?claim" not in text:
            raise _wrong(msg("p:{role} has no ?claim in it", role=role), place)
        return text

    told_by = values.get(_PROFILE + "tells", ())
    tells = (path for term in told_by for path in _paths(term, described, "tells", place))
    kinds = [term.value for term in values.get(_PROFILE + "of", ()) if isinstance(term, NamedNode)]
    return Form(tuple(map(first, tells)), pattern("given"), pattern("any"), "".join(kinds[:1]))


def _texts(terms: Iterable[Term]) -> list[str]:
    return [term.value for term in terms if isinstance(term, Literal)]


def _paths(
    term: Term, described: Mapping[Term, Mapping[str, list[Term]]], role: str, place: str
) -> Iterator[str]:
    """Yield the paths of a value: of an IRI, or of each member of a list."""
    members = [term] if isinstance(term, NamedNode) and term != _NIL else _members(term, described)
    for member in members:
        steps = [member] if isinstance(member, NamedNode) else list(_members(member, described))
        if not steps or not all(isinstance(step, NamedNode) for step in steps):
            raise _no_path(role, member, place)
        yield "/".join(map(str, steps))
    if isinstance(term, Literal) or (isinstance(term, BlankNode) and _FIRST not in described[term]):
        raise _no_path(role, term, place)


def _no_path(role: str, term: Term, place: str) -> UnreadableInput:
    shown = "[ … ]" if isinstance(term, BlankNode) else str(term)
    return _wrong(
        msg("p:{role} takes a property, or a list of properties, and not {text}",
            role=role, text=shown),
        place,
    )  # fmt: skip


def _members(
    head: Term | Triple, described: Mapping[Term, Mapping[str, list[Term]]]
) -> Iterator[Term]:
    seen: set[Term] = set()
    while isinstance(head, BlankNode) and head not in seen:
        seen.add(head)
        cell = described.get(head, {})
        yield from cell.get(_FIRST, ())
        head = next(iter(cell.get(_RDF + "rest", ())), _NIL)
