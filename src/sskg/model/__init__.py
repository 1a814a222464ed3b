"""The values that flow from store to door: plain frozen dataclasses, no I/O.

An answer (`sskg.questions`, `sskg.check`) is a dataclass made of these. Each answer gives its facts
as one or more `Grid`s, from which tables, CSV, Markdown, HTML and data frames are made, so that
all of them carry the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping  # noqa: TC003  (dataclass fields are introspected at run time)
from dataclasses import field
from typing import Any, Final, Self

from sskg.language.message import word
from sskg.language.ranges import choose, fits
from sskg.rdf.terms import ONTOLOGY, curie, expand, local_name
from sskg.record import record

REPORTED: Final = "Reported"
REQUIRED: Final = "Required"
INFERRED: Final = "Inferred"
ENACTED: Final = "Enacted"
PERMITTED: Final = "Permitted"
HYPOTHETICAL: Final = "Hypothetical"
MODALITIES: Final = (REPORTED, INFERRED, ENACTED, REQUIRED, PERMITTED, HYPOTHETICAL)
"""How a source states a thing, from the strongest to the weakest."""
COMMITTING: Final = (ENACTED, REQUIRED)
"""Those by which a text commits somebody to what it states."""


@record
class Named:
    """Anything with an IRI and labels.

    Attributes:
        iri: the full IRI.
        labels: the preferred label by language tag.
    """

    iri: str
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def curie(self) -> str:
        """The IRI shortened with a known prefix."""
        return curie(self.iri)

    def label(self, lang: str = "en") -> str:
        """Return the label for a reader of some languages, marked where it is in another.

        >>> Named("urn:x", {"zh": "基金"}).label("en")
        '基金 [zh]'
        """
        chosen = choose(self.labels, lang)
        if chosen is None:
            return local_name(self.iri)
        text, tag = chosen
        return text if fits(lang, tag) else f"{text} [{tag}]"

    def other_labels(self, lang: str = "en") -> list[tuple[str, str]]:
        """Return tag and text of each label but the one that a reader of `lang` gets, by tag."""
        chosen = choose(self.labels, lang)
        return [(tag, text) for tag, text in sorted(self.labels.items()) if (text, tag) != chosen]


@record
class Property(Named):
    """A property of the ontology, read in both directions.

    Attributes:
        inverse: the labels that read from object to subject, by language tag.
    """

    inverse: Mapping[str, str] = field(default_factory=dict)

    def reading(self, lang: str = "en", *, inverse: bool = False) -> str:
        """Return the label in the direction it is read; ← marks an inverse without labels."""
        if not inverse:
            return self.label(lang)
        chosen = choose(self.inverse, lang)
        return chosen[0] if chosen else f"← {self.label(lang)}"


@record
class DirectedProperty:
    """A property as it is read, with a label for each language.

    Attributes:
        property: of the ontology.
        inverse: whether it is read from object to subject.
    """

    property: Property
    inverse: bool = False

    def label(self, lang: str = "en") -> str:
        """Return the label in the direction it is read."""
        return self.property.reading(lang, inverse=self.inverse)


class Kind(str):
    """A class by its short name, with the labels that the graph gives it.

    The name is the local name of a class of our ontology ("Reform"), else a CURIE or an IRI
    ("skos:Concept"). It compares as text.

    Attributes:
        labels: by language tag; empty for a class of our ontology, which has its own.
    """

    __slots__ = ("labels",)

    def __new__(cls, name: str, labels: Mapping[str, str] | None = None) -> Self:
        """Return a kind of that name."""
        kind = super().__new__(cls, name)
        kind.labels = labels or {}
        return kind

    labels: Mapping[str, str]

    @property
    def iri(self) -> str:
        """The class's IRI."""
        return expand(self) or ONTOLOGY + self


@record
class Entity(Named):
    """A thing of the graph.

    Attributes:
        kinds: its classes, the most telling first: local names of our ontology ("Reform"), else
            CURIEs or IRIs; see `Kind`.
    """

    kinds: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The most specific class, or the empty string where the graph gives none."""
        return self.kinds[0] if self.kinds else ""


@record
class Value:
    """A literal.

    Attributes:
        text: the lexical form; Oxigraph's stores normalise numbers (`1.50` is `1.5`).
        datatype: IRI of the datatype.
        lang: language tag in lower case, or the empty string.
    """

    text: str
    datatype: str
    lang: str = ""


@record
class Passage:
    """A span of a source document.

    Attributes:
        iri: of the passage.
        document: the document that it is in.
        start: offset of its first character, in Unicode code points.
        end: offset after its last character.
        anchor: a phrase of at most 8 words that occurs in it.
        text: the passage in full where the reader holds the document, else None.
    """

    iri: str
    document: Entity
    start: int
    end: int
    anchor: str
    text: str | None = None

    @property
    def reference(self) -> str:
        """Where it stands, in one word: document and characters ("ten-years:1100-1141")."""
        return f"{local_name(self.document.iri)}:{self.start}-{self.end}"


@record
class Source:
    """Where a statement comes from, as far as a graph names it: no passage.

    Attributes:
        place: a document, an address, or a text.
        ascribed: whether it is whom the statement is ascribed to.
        retrieved: when it was read; empty where that is not said.
    """

    place: Entity | Value
    ascribed: bool = False
    retrieved: str = ""


@record
class Claim:
    """How one triple is stated, and where.

    Attributes:
        iri: of the claim; empty where it has none.
        modality: local name, one of MODALITIES; empty where only a source is named.
        passages: the spans that state it.
        qualifier: the source's own hedge by language tag.
        speaker: whose words the source reports, or None.
        sources: what another vocabulary names as its source.
    """

    iri: str
    modality: str
    passages: tuple[Passage, ...]
    qualifier: Mapping[str, str] = field(default_factory=dict)
    speaker: Entity | None = None
    sources: tuple[Source, ...] = ()


@record
class Fact:
    """One triple with all claims that state it.

    Attributes:
        subject: the thing it is said of.
        predicate: the property.
        object: a thing or a literal.
        claims: empty for what has none; labels, types and units need none.
        unclaimed: whether none was to be expected: the graph makes none, or it is an annotation.
        graphs: the named graphs that it stands in, where the data has several.
    """

    subject: Entity
    predicate: Property
    object: Entity | Value
    claims: tuple[Claim, ...] = ()
    unclaimed: bool = False
    graphs: tuple[str, ...] = ()

    @property
    def modality(self) -> str:
        """The strongest modality of its claims, or the empty string where there is no claim.

        One that the model does not know counts as weaker than all that it knows.
        """
        stated = {claim.modality for claim in self.claims if claim.modality}
        ranked: list[str] = [modality for modality in MODALITIES if modality in stated]
        return next(iter(ranked or sorted(stated)), "")


@record
class Step:
    """A statement as a reader comes along it: from subject to object, or the other way.

    Attributes:
        fact: the statement.
        inverse: whether it is read from object to subject.
    """

    fact: Fact
    inverse: bool = False

    @property
    def source(self) -> Entity | Value:
        """Where the reader comes from."""
        return self.fact.object if self.inverse else self.fact.subject

    @property
    def target(self) -> Entity | Value:
        """Where the reader gets to."""
        return self.fact.subject if self.inverse else self.fact.object

    def named(self) -> DirectedProperty:
        """Return the relation in the direction in which it is read."""
        return DirectedProperty(self.fact.predicate, self.inverse)

    def reading(self, lang: str = "en") -> str:
        """Return the relation's label in the direction in which it is read."""
        return self.fact.predicate.reading(lang, inverse=self.inverse)


@record
class Grid:
    """One table of an answer: the same rows for a terminal, CSV, Markdown, HTML and data frames.

    Attributes:
        title: what the table shows.
        columns: column names, lower case, stable: scripts rely on them.
        rows: cells as text; numbers in plain decimal notation.
        name: what it is asked for by, where an answer has several.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    name: str = ""

    def html(self) -> str:
        """Return the table as HTML, every cell escaped."""
        from sskg.model.notebook import html

        return html(self)


@record
class Taken:
    """What a name was taken for that names no thing exactly.

    Attributes:
        text: the name as it was typed.
        things: the thing; several where figures of all of them are shown.
        how: in which way it fits, one of `sskg.names.ranking.WAYS`.
    """

    text: str
    things: tuple[Entity, ...]
    how: str

    def notice(self, lang: str = "en") -> str:
        """Return the sentence that says so."""
        if len(self.things) > 1:
            return word("“{text}” fits {n} indicators; all are shown", lang,
                        text=self.text, n=len(self.things))  # fmt: skip
        return word("“{text}” is taken for: {label} ({name})", lang,
                    text=self.text, label=self.things[0], name=self.things[0].curie)  # fmt: skip


class Answer:
    """What a lookup returns: a frozen dataclass that can lay out its facts as grids."""

    # Not fields: two answers are the same in whatever language they are shown, and however the
    # things in them were named.
    __slots__ = ("_lang", "_taken")

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return the answer's facts as tables, in the reader's language."""
        raise NotImplementedError

    def shown_in(self, lang: str) -> Self:
        """Set the language of what a notebook shows, and return the answer."""
        object.__setattr__(self, "_lang", lang)
        return self

    def naming(self, taken: Iterable[Taken]) -> Self:
        """Set what names were taken for, and return the answer."""
        object.__setattr__(self, "_taken", tuple(taken))
        return self

    @property
    def taken(self) -> tuple[Taken, ...]:
        """What names were taken for that named no thing exactly."""
        return getattr(self, "_taken", ())

    @property
    def more(self) -> int:
        """How many more there are than are listed."""
        return 0

    def _repr_html_(self) -> str:
        return "".join(grid.html() for grid in self.grids(getattr(self, "_lang", "en")))

    def to_pandas(self, table: int | str = 0) -> Any:
        """Return one of the answer's grids as a pandas DataFrame.

        A column of numbers has numbers, one of whole dates has dates; all else is text.

        Args:
            table: which of the grids, counted from 0, or its name.

        Raises:
            ImportError: pandas is not installed.
            KeyError: there is no grid of that name.
        """
        from sskg.model.notebook import frame

        grids = self.grids(getattr(self, "_lang", "en"))
        return frame(
            grids[table] if isinstance(table, int) else {each.name: each for each in grids}[table]
        )
