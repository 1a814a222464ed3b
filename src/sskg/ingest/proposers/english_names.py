"""Which noun phrases of an English sentence name a thing, and of which kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import forms_of, phrases
from sskg.ingest.proposers.kinds import abstract, heads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, MutableMapping

    from sskg.ingest.proposers.english import Phrase
    from sskg.ingest.proposers.kinds import Kinds

# Peoples and languages are no bodies.
_DEMONYM = re.compile(r"[A-Z]\w*(?:ese|ish|lsh|nch|ians?|icans?)")
_TWO = re.compile(r"[^,]*?(?P<first>[\w-]+)\s+(?:and|&)\s+[^,]*?(?P<last>[\w-]+)", re.DOTALL)
_LATIN = re.compile("[A-Za-z]{2}")
_JOINED = re.compile(r"[A-Z][\w-]*(?:,?\s+[A-Z][\w-]*)*,?\s+(?:and|&)\s+[A-Z].*", re.DOTALL)
# Groups that are none without a word beside them.
_ANYBODY = frozenset(
    {"people", "persons", "members", "population", "women", "men", "recipients", "applicants"}
)
_WANTING = frozenset({"weak", "inadequate", "insufficient", "unequal", "lacking"})
_NAMED_ALONE = re.compile(".+(?:ty|tion|ment|ing)")
_DEVERBAL = re.compile(".+(?:tion|ment|ance)")
_OWNED = frozenset({"Benefit", "Policy"})
_OWNERS = re.compile(r"\b[a-z]{3,}s[’']\s+\Z")
# Nothing but what is listed may stand between the word and a principle.
_PRINCIPLES = re.compile(r"\bprinciples?\s+of\b[^.;:]*\b(?:and|of)\s+\Z", re.IGNORECASE)
_TITLE = 4
_SAID_OF_MORE = frozenset({"Challenge", "Trend", "Reform", "Outcome"})


def english_names(
    text: str,
    span: Span,
    kinds: Kinds,
    capitals: Collection[str],
    short: MutableMapping[str, str],
) -> Iterator[tuple[Span, str]]:
    """Yield the names in a sentence, each with its kind; longer ones before their parts.

    Args:
        text: of the document.
        span: of the sentence.
        kinds: of head nouns.
        capitals: words of the document that are names.
        short: kinds of the short forms in brackets so far; those of this sentence are added.
    """
    if not _LATIN.search(text, span.start, span.end) or _titled(span.of(text)):
        return
    named: list[tuple[Span, str]] = []
    proper: list[Span] = []
    for phrase in phrases(text, span, capitals):
        words = phrase.span.of(text)
        kind = _kind(phrase, kinds)
        if phrase.form == "name":
            kind = _alone(phrase, words, kind, named, short) if phrase.words == 1 else kind
            two = _TWO.fullmatch(words)
            if two and (two["last"].lower() not in heads() or two["first"].lower() in heads()):
                continue  # Guam and Puerto Rico are two; Health and Human Services is one
            proper.append(phrase.span)
        elif phrase.form != "act" and any(_begins(phrase.span, other) for other, _ in named):
            continue
        elif any(other.holds(phrase.span) for other in proper) and (
            kind not in {"Actor", "Place"} or any(_joined(text, other) for other in proper)
        ):
            continue  # the Department of Social Development names no development
        if kind == "Measure" and phrase.form == "act" and _is_a_principle(text, span, phrase.span):
            kind = "Principle"
        if kind:
            whole = _with_owners(text, span, phrase) if kind in _OWNED else phrase.span
            named.append((whole, kind))
            yield whole, kind
            if phrase.form == "nouns" and phrase.words > 1 and _alone_too(phrase.first):
                yield Span(phrase.span.start, phrase.span.start + len(phrase.first)), "Challenge"


def _is_a_principle(text: str, sentence: Span, act: Span) -> bool:
    """Tell whether an act is a member of a list of principles."""
    return _PRINCIPLES.search(text, sentence.start, act.start) is not None


def _with_owners(text: str, sentence: Span, phrase: Phrase) -> Span:
    """Return a name with those whose it is: workers' compensation, residents' insurance."""
    owners = _OWNERS.search(text, sentence.start, phrase.span.start)
    return Span(owners.start(), phrase.span.end) if owners else phrase.span


def _alone_too(word: str) -> bool:
    """Tell whether a word that stands before another names a challenge: poverty alleviation."""
    return heads().get(word) == "Challenge" and _NAMED_ALONE.fullmatch(word) is not None


def _begins(span: Span, other: Span) -> bool:
    """Tell whether a phrase is the beginning of a longer one, which says more of it."""
    return other.start == span.start and other.holds(span)


def _joined(text: str, span: Span) -> bool:
    """Tell whether a proper name has “and” in it."""
    return _JOINED.fullmatch(span.of(text)) is not None


def _alone(
    phrase: Phrase,
    words: str,
    kind: str | None,
    named: list[tuple[Span, str]],
    short: MutableMapping[str, str],
) -> str | None:
    """Return the kind of one capitalised word: a short form has that of what it stands for."""
    if len(words) == 1 or _DEMONYM.fullmatch(words):
        return None
    if phrase.before == "(" and words.isupper():
        full = [each for each in named if 0 < phrase.span.start - each[0].end <= len(" (")]
        if full:
            short[words] = full[-1][1]
    if words in short:
        return short[words]
    return "Actor" if kind == "Event" else kind


def _kind(phrase: Phrase, kinds: Kinds) -> str | None:
    """Return the kind of a phrase that names a thing, or None."""
    head = phrase.head
    kind = "Challenge" if phrase.first in _WANTING else kinds.of(head)
    match phrase.form:
        case "act":
            return "Goal" if head in forms_of("aims") else "Measure"
        case "of":
            return kind or abstract(head)
        case "in":
            said = kind or abstract(head)
            return said if said in _SAID_OF_MORE else None
        case "name":
            return kind or ("Place" if phrase.before in {"in", "at"} else "Actor")
    if phrase.words > 1:
        return kind or ("Measure" if _DEVERBAL.fullmatch(head) else None)
    if kind == "TargetGroup":
        # A worker is anybody; workers are a group.
        return kind if head in heads() and head not in _ANYBODY else None
    alone = kind in {"Challenge", "Trend"} and head in heads() and _NAMED_ALONE.fullmatch(head)
    return kind if alone else None


def _titled(sentence: str) -> bool:
    """Tell whether a sentence is a title: nearly every word of it bears a capital."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", sentence) if word.isascii()]
    return len(words) >= _TITLE and sum(word[0].isupper() for word in words) > 0.8 * len(words)
