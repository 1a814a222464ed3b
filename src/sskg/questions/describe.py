"""One thing: names, kind, definition, and every statement about it with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.graph.facts import entities, facts
from sskg.graph.placed import placed
from sskg.graph.proof import COLUMNS, backing_cells, graph_cells, graph_columns, name_cells
from sskg.graph.reading import read_names, reading
from sskg.model import Answer, Entity, Fact, Grid
from sskg.rdf.terms import sskg
from sskg.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.graph.comparison import Measurement
    from sskg.graph.documents import Document
    from sskg.store.base import Store

_MEASURED_BY = {sskg(name).value for name in ("indicator", "measuredBy")}
_COUNTS = {sskg(name).value for name in ("concerns", "population")}


@record
class Text:
    """A text in a language; the tag is empty where the graph gives none."""

    text: str
    lang: str


@record
class Description(Answer):
    """All that the graph says of one thing.

    Attributes:
        entity: the thing.
        aliases: its alternative labels.
        definitions: what it is, in the curators' words.
        notes: the curators' remarks on it.
        outgoing: statements that it is the subject of.
        incoming: statements that it is the object of.
        figures: what measures it: of an indicator or a figure, its own; of a policy, a group, an
            outcome or a measure, those of the indicators that are about it.
    """

    entity: Entity
    aliases: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[Text, ...]
    outgoing: tuple[Fact, ...]
    incoming: tuple[Fact, ...]
    figures: tuple[Measurement, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return names and texts, then statements by passage, then figures."""
        texts = [
            *(("label", tag, label) for tag, label in sorted(self.entity.labels.items())),
            *(("also", text.lang, text.text) for text in self.aliases),
            *(("definition", text.lang, text.text) for text in self.definitions),
            *(("note", text.lang, text.text) for text in self.notes),
        ]
        graphs = graph_columns([*self.outgoing, *self.incoming])
        columns = ("relation", "direction", "thing", "label", *COLUMNS, *graphs)
        rows = [
            (
                fact.predicate.reading(lang, inverse=inverse),
                "in" if inverse else "out",
                *name_cells(fact.subject if inverse else fact.object, lang),
                *cells,
                *graph_cells(fact, graphs),
            )
            for facts_, inverse in ((self.outgoing, False), (self.incoming, True))
            for fact in facts_
            for cells in backing_cells(fact, lang)
        ]
        title = self.entity.label(lang)
        grids = [
            Grid(title, columns, tuple(rows), "statements"),
            Grid(title, ("what", "lang", "text"), tuple(texts), "texts"),
        ]
        if self.figures:
            from sskg.questions.figures import Figures

            grids += Figures((self.entity,), self.figures, ()).grids(lang)
        return tuple(grids)


def _texts(store: Store, iri: str, paths: tuple[str, ...]) -> tuple[Text, ...]:
    """Return what some properties say in words, ordered as no store orders texts by itself."""
    names = read_names(store, [iri], paths).get(iri, {})
    return tuple(
        Text(text, lang)
        for text, lang in sorted(
            {(text, lang) for (_, lang), each in names.items() for text in each}
        )
    )


def describe(
    store: Store, iri: str, documents: Mapping[str, Document] | None = None
) -> Description:
    """Return all that the graph says of one thing.

    Args:
        store: the graph that is asked.
        iri: of the thing.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    lexicon = reading(store)
    entity = entities(store, [iri])[iri]
    stated = facts(store, subjects=[iri], annotations=True, documents=documents)
    of_it = len(stated)
    stated += facts(store, objects=[iri], annotations=True, documents=documents)
    stated = list(placed(store, stated, subjects=[iri], objects=[iri]))
    outgoing, incoming = tuple(stated[:of_it]), tuple(stated[of_it:])
    return Description(
        entity,
        tuple(
            name
            for name in _texts(store, iri, lexicon.naming)
            if name.text not in entity.labels.values()
        ),
        _texts(store, iri, lexicon.definitions),
        _texts(store, iri, lexicon.notes),
        outgoing,
        incoming,
        _measured(store, entity, outgoing, incoming, documents),
    )


def _measured(
    store: Store,
    entity: Entity,
    outgoing: Iterable[Fact],
    incoming: Iterable[Fact],
    documents: Mapping[str, Document] | None,
) -> tuple[Measurement, ...]:
    """Return the figures of a thing: its own, or those of the indicators that measure it."""
    indicators = {entity.iri} if "Indicator" in entity.kinds else set()
    indicators |= {
        fact.object.iri
        for fact in outgoing
        if isinstance(fact.object, Entity) and fact.predicate.iri in _MEASURED_BY
    }
    indicators |= {
        fact.subject.iri
        for fact in incoming
        if "Indicator" in fact.subject.kinds and fact.predicate.iri in _COUNTS
    }
    if not indicators:
        return ()
    # Imported where there are figures: most things have none, and need not wait for it.
    from sskg.questions.figures import measurements

    return measurements(store, sorted(indicators), documents)
