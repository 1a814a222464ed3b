"""One question while it is asked: its values, and what each name was taken for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import AmbiguousName, NegativeAnswer
from sskg.language.message import msg, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.model import Taken
    from sskg.store.base import Store


_DOCUMENTS: Final = ("SourceDocument",)
_ALIKE: Final = 12
"""Things that a name may mean beside the one that it was taken for."""
_IDENTIFYING: Final = frozenset({"IRI", "slug"})
_SURELY: Final = frozenset({"name", "folded", "words", "endings", "part"})
"""How a name fits a thing without a slip or a likeness."""
_NARROWING: Final = verbatim(
    "--document, --modality, --min-documents", web="document, modality, min_documents"
)


@dataclass(slots=True, eq=False, repr=False)
class Asking:
    """One question that is being asked.

    Attributes:
        store: the graph.
        values: of every parameter, by name.
        documents: the reader's source documents by digest; None where no folder was named.
        taken: which things names were taken for so far, where they were not named exactly.
    """

    store: Store
    values: Mapping[str, Any]
    documents: Mapping[str, Document] | None = None
    taken: list[Taken] = field(default_factory=list)
    _scope: Store | None = None

    @property
    def scope(self) -> Store:
        """The graph that is asked: a part where a parameter narrows it. Names are of the whole.

        Raises:
            AmbiguousName, UnknownName: a document cannot be told by its name.
            Unavailable: the graph is too large for a part of it to be taken.
        """
        if self._scope is None and not (
            self["document"] or self["modality"] or self["min_documents"] > 1
        ):
            self._scope = self.store
        if self._scope is None:
            from sskg.graph.scope import part

            self._scope = part(
                self.store,
                documents=self.chosen_documents(),
                modalities=[modality.capitalize() for modality in self["modality"]],
                least=self["min_documents"],
            )
        return self._scope

    def chosen_documents(self) -> list[str]:
        """Return the IRIs of the only documents that are asked; none for all.

        Raises:
            AmbiguousName, UnknownName: a document cannot be told by its name.
        """
        return [self.document(name) for name in self["document"]]

    def document(self, name: str) -> str:
        """Return the IRI of the one document that a name means.

        Raises:
            AmbiguousName, UnknownName: it cannot be told by its name.
        """
        return self.thing(name, _DOCUMENTS)

    def spoken_of(self, iri: str) -> str:
        """Return the IRI of a thing, if the part of the graph that is asked makes claims of it.

        Raises:
            NegativeAnswer: it makes none.
        """
        if self.scope is not self.store:
            from sskg.graph.facts import entities
            from sskg.graph.scope import speaks_of

            if not speaks_of(self.scope, iri):
                raise NegativeAnswer(
                    msg("what is asked says nothing of “{label}”",
                        label=entities(self.store, [iri])[iri]),
                    hint=msg("the whole graph has it: leave out {options}", options=_NARROWING),
                )  # fmt: skip
        return iri

    def __getitem__(self, parameter: str) -> Any:
        """Return the value of a parameter."""
        return self.values[parameter]

    def thing(self, name: str, kinds: Sequence[str] | None = None) -> str:
        """Return the IRI of the one thing that a name means.

        Args:
            name: as it was typed.
            kinds: what it is narrowed to; None where the reader cannot narrow it.

        Raises:
            AmbiguousName: several things bear it equally well.
            UnknownName: none does.
        """
        from sskg.names import resolve

        try:
            match = resolve(self.store, name, kinds or ())
        except AmbiguousName as error:
            if kinds is not None:
                error.hint = msg(
                    "use one of the names on the left, or narrow the kind with {option}",
                    option=verbatim("--kind", web="kind"),
                )
            raise
        self.take(name, match)
        return match.entity.iri

    def alike(self, name: str) -> list[str]:
        """Return the IRIs of all things whose names have these words; none for an identifier."""
        from sskg.names import find

        matches = find(self.store, name, limit=_ALIKE).matches
        if matches[0].how in _IDENTIFYING:
            return []
        return [match.entity.iri for match in matches if match.how in _SURELY]

    def measured(self, name: str) -> list[str]:
        """Return the IRIs of what a reader wants to see figures of: best of indicators."""
        from sskg.names import resolve_measured

        matches = resolve_measured(self.store, name)
        self.take(name, *matches)
        return [match.entity.iri for match in matches]

    def take(self, name: str, *matches: Any) -> None:
        """Note what a name was taken for, unless it named one thing exactly."""
        from sskg.model import Taken

        if len(matches) > 1 or not matches[0].exact:
            things = tuple(match.entity for match in matches)
            note = Taken(name, things, matches[0].how)
            if note not in self.taken:
                self.taken.append(note)

    def relations(self) -> list[tuple[str, bool]]:
        """Return the relations that are wanted, and whether each was named by its inverse."""
        if not self["predicate"]:
            return []
        from sskg.names.relations import find_relation

        return [find_relation(self.store, name) for name in self["predicate"]]

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that are wanted."""
        from sskg.names import kind_names

        return kind_names(self["kind"], self.store)
