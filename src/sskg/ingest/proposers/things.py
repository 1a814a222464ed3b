"""Things that a text names: those of the graph, and new ones with a kind by their head noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Quote, Span, ThingProposal
from sskg.ingest.proposers.chinese import chinese_names
from sskg.ingest.proposers.english import capitals
from sskg.ingest.proposers.english_names import english_names
from sskg.ingest.proposers.kinds import PHRASED, Kinds
from sskg.ingest.proposers.names import linked, named, names_of
from sskg.language.text import is_chinese, simplified, single_spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sskg.ingest.known import Known, KnownThing
    from sskg.ingest.proposal import Passage

_LONGEST: Final = 4000
"""Characters that are read at once: longer than any sentence that a person wrote."""


def propose_things(text: str, passages: Sequence[Passage], known: Known) -> Iterable[ThingProposal]:
    """Propose the things that each passage names.

    A name of the graph is a link only where the thing may belong to the document's jurisdiction
    and nobody rejected it; otherwise it is a new thing, with the namesake beside it.
    """
    names = names_of(known)
    longest = max((len(words) for words in names), default=0)
    simple = simplified(text)
    kinds, upper = Kinds(known), capitals(text)
    short: dict[str, str] = {}
    for passage in passages:
        for part in _parts(text, passage.span) if passage.speaks else ():
            links: list[Span] = []
            for span, bearers in _called(text, part, names, longest):
                links.append(span)
                name = single_spaced(span.of(text))
                link, like = linked(known, bearers, name)
                yield _thing(
                    text, passage, span, iri=link.iri if link else None,
                    kind=(link or bearers[0]).kind, like=like,
                )  # fmt: skip
            new = (
                *english_names(text, part, kinds, upper, short),
                *chinese_names(simple, part, kinds.of),
            )
            for span, kind in dict(new).items():
                if not any(_part(span, link) for link in links):
                    yield _thing(text, passage, span, iri=None, kind=kind)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield a passage, in parts where it is so long that comparing its names would take long."""
    start = span.start
    while span.end - start > _LONGEST:
        end = max(text.rfind(mark, start, start + _LONGEST) for mark in " \n，；、")
        end = end + 1 if end > start else start + _LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _called(
    text: str, within: Span, names: Mapping[tuple[str, ...], list[KnownThing]], longest: int
) -> Iterator[tuple[Span, list[KnownThing]]]:
    """Yield the names of the graph, and those within one that is a whole phrase.

    Improving a system calls the system, too.
    """
    for span, bearers in named(text, within, names, longest):
        yield span, bearers
        if all(each.kind in PHRASED for each in bearers):
            inner = Span(span.start + 1, span.end)
            yield from named(text, inner, names, longest)


def _part(span: Span, link: Span) -> bool:
    """Tell whether a new name lies within one that the graph has, or cuts it in two."""
    meet = span.start < link.end and link.start < span.end
    return meet and (link == span or not span.holds(link))


def _thing(
    text: str,
    passage: Passage,
    span: Span,
    *,
    iri: str | None,
    kind: str,
    like: tuple[str, ...] = (),
) -> ThingProposal:
    name = single_spaced(span.of(text))
    return ThingProposal(
        passage=passage.span,
        quotes=(Quote.cut("name", text, span.start, span.end),),
        by="things",
        iri=iri,
        thing_kind=kind,
        name=name,
        lang="zh" if is_chinese(name) else "en",
        like=like,
    )
