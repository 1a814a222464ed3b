"""Relations of two things in one passage: a word shows them, and the ontology allows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.ingest.fitting import fits
from sskg.ingest.proposal import Quote, RelationProposal
from sskg.ingest.proposers.things import propose_things
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Passage, ThingProposal

# The word between two things: "subject word object". Where it reads backwards, the name has a ←.
_CUES = {
    "serves": r"\b(?:cover(?:s|ed|ing)?|serv(?:es|ed|ing)|provid(?:es|ed|ing)\s+\w+\s+(?:to|for)"
    r"|available\s+to|for|supports?|protects?)\b|覆盖|面向|适用于|保障",
    "serves←": r"\b(?:participat\w+\s+in|enrol\w+\s+in|(?:are|were|is)\s+(?:covered"
    r"|insured)\s+(?:by|under|in)"
    r"|receiv(?:e|es|ed)|join(?:s|ed)?|entitled\s+to)\b|参加|享受|领取|纳入",
    "partOf": r"\b(?:(?:is|are|as)\s+(?:a\s+|an\s+)?(?:\w+\s+)?part\s+of|belongs?\s+to|under)\b"
    r"|属于|是\S{0,4}组成部分",
    "partOf←": r"\b(?:includ(?:es|ed|ing)|consists?\s+of|compris(?:es|ed|ing)|such\s+as)\b|包括"
    r"|包含|由",
    "aimsAt": r"\b(?:aim(?:s|ed)?\s+(?:at|to)|in\s+order\s+to|seeks?\s+to|so\s+as\s+to"
    r"|to\s+achieve)\b|旨在|为了|以实现",
    "contributesTo": r"\b(?:contribut(?:es|ed|ing)\s+to|promot(?:es|ed|ing)|helps?|helped)\b"
    r"|有助于|促进|推动",
    "achieves": r"\b(?:achiev(?:es|ed)|reali[sz](?:es|ed)|reached)\b|实现了|达到了",
    "addresses": r"\b(?:address(?:es|ed|ing)?|tackl(?:es|ed|ing)|combat(?:s|ed|ing)?|reduc(?:es"
    r"|ed|ing)"
    r"|respon(?:ds|ded)\s+to|against|prevent(?:s|ed|ing)?)\b|应对|防范|化解|减少",
    "resolves": r"\b(?:resolv(?:es|ed)|remov(?:es|ed)|eliminat(?:es|ed)|overc(?:omes|ame)"
    r"|ended)\b|解决了|消除了|破除了",
    "produces": r"\b(?:led\s+to|brought\s+(?:about)?|result(?:s|ed)\s+in|produc(?:es|ed)"
    r"|yielded)\b|带来|促成|形成",
    "benefits": r"\b(?:benefit(?:s|ed|ing|ting)?)\b|惠及|受益",
    "hinders": r"\b(?:hinder(?:s|ed|ing)?|imped(?:es|ed|ing)|obstruct(?:s|ed)?|constrain(?:s"
    r"|ed)?|limit(?:s|ed)?)\b|阻碍|制约|影响",
    "guidedBy": r"\b(?:guided\s+by|under\s+the\s+(?:leadership|guidance)\s+of|in\s+line\s+with"
    r"|based\s+on)\b|坚持|遵循",
    "drivenBy": r"\b(?:driven\s+by|caused\s+by|due\s+to|because\s+of|as\s+a\s+result\s+of)\b"
    r"|由于|源于",
    "callsFor": r"\b(?:calls?\s+for|requires?|demands?)\b|要求",
    "concerns": r"\b(?:of|in|to|for|on)\b|对",
}
_BETWEEN = {
    name: re.compile(rf"[^.;。；]{{0,60}}?(?:{words})[^.;。；]{{0,30}}", re.IGNORECASE)
    for name, words in _CUES.items()
}
_CUE = {name: re.compile(words, re.IGNORECASE) for name, words in _CUES.items()}
_FARTHEST = 90


def propose_relations(
    text: str, passages: Sequence[Passage], known: Known
) -> Iterable[RelationProposal]:
    """Propose a relation where its word stands between two things that are close by."""
    within: dict[object, list[ThingProposal]] = {}
    for thing in propose_things(text, passages, known):
        within.setdefault(thing.passage, []).append(thing)
    for passage in passages:
        things = sorted(within.get(passage.span, ()), key=lambda thing: thing.span)
        for at, first in enumerate(things):
            for second in things[at + 1 : at + 4]:
                if second.span.start - first.span.end <= _FARTHEST:
                    yield from _between(text, passage, first, second)


def _between(
    text: str, passage: Passage, first: ThingProposal, second: ThingProposal
) -> Iterator[RelationProposal]:
    gap = text[first.span.end : second.span.start]
    for name, pattern in _BETWEEN.items():
        predicate = ONTOLOGY + name.removesuffix("←")
        subject, object_ = (second, first) if name.endswith("←") else (first, second)
        if not fits(subject.thing_kind, predicate, object_.thing_kind):
            continue
        if subject.name == object_.name or not pattern.fullmatch(gap):
            continue
        cue = _CUE[name].search(gap)
        if cue is None:
            continue
        start = first.span.end + cue.start()
        quotes = (
            Quote("subject", subject.span, subject.quotes[0].text),
            Quote.cut("predicate", text, start, start + len(cue[0])),
            Quote("object", object_.span, object_.quotes[0].text),
        )
        yield RelationProposal(
            passage=passage.span,
            quotes=tuple(sorted(quotes, key=lambda quote: quote.span)),
            by="relations",
            subject=subject.key,
            predicate=predicate,
            object=object_.key,
        )
        return
