"""Which noun phrases of an English sentence name a thing, and of which kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import forms_of, phrases
from sskg.ingest.proposers.kinds import abstract, heads, named_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping, Sequence
    from collections.abc import Set as AbstractSet

    from sskg.ingest.proposers.english import Phrase
    from sskg.ingest.proposers.kinds import Kinds

# Peoples and languages are no bodies.
_DEMONYM = re.compile(r"[A-Z]\w*(?:ese|ish|lsh|nch|ians?|icans?)")
_TWO = re.compile(r"[^,]*?(?P<first>[\w-]+)\s+(?:and|&)\s+[^,]*?(?P<last>[\w-]+)", re.DOTALL)
_LATIN = re.compile("[A-Za-z]{2}")
_JOINED = re.compile(r"\s(?:and|&)\s+[A-Z]")
# Groups that are none without a word beside them.
_ANYBODY = frozenset(
    {"people", "persons", "members", "population", "women", "men", "recipients", "applicants"}
)
_WANTING = frozenset({"weak", "inadequate", "insufficient", "unequal", "lacking"})
_NAMED_ALONE = re.compile(".+(?:ty|[ts]ion|ment|ing|ness|ship)|fraud|hunger")
_DEVERBAL = re.compile(".+(?:tion|ment|ance)")
_OWNED = frozenset({"Benefit", "Policy"})
_OWNERS = re.compile(r"\b[a-z]{3,}s[’']\s+\Z")
# Nothing but what is listed may stand between the word and a principle.
_PRINCIPLES = re.compile(r"\bprinciples?\s+of\b[^.;:]*\b(?:and|of)\s+\Z", re.IGNORECASE)
_PARTS_OF_LAWS = frozenset({"title", "section", "part", "chapter", "article", "subtitle"})
_DEFINES = re.compile(
    r"\s*(?:The\s+)?(?P<name>[A-Z][\w’'-]*(?:\s+(?:(?:of|for|and|to|the)\s+)*[A-Z][\w’'-]*)*"
    r"(?:\s+(?:program|programme|scheme|plan|fund))?)(?:\s+\([A-Z][\w-]*\))?"
    r",?\s+(?:is|are|was|were)\s+(?:an?|the|one\s+of)\s"
)
_DEFINED = frozenset({"Actor", "Benefit", "Fund", "LegalAct", "Policy", "TargetGroup"})
_ACTING = frozenset({"states", "employers", "counties", "governments", "insurers", "localities"})
_OF = re.compile(r"\s(?:of|for)\s")
_OF_OTHERS = frozenset({"Benefit", "Challenge", "Indicator", "TargetGroup"})
_PROGRAM = re.compile(r"\s+(?:program|programme|scheme)s?\b")
_TITLE = 4
_SAID_OF_MORE = frozenset({"Challenge", "Trend", "Reform", "Outcome"})


def english_names(
    text: str,
    span: Span,
    kinds: Kinds,
    capitals: AbstractSet[str],
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
    called: list[Span] = []
    every = list(phrases(text, span, capitals | short.keys()))
    wholes = [
        each.span for each in every
        if each.form == "called" or (each.form == "name" and _one(each, text))
    ]  # fmt: skip
    defined = _defined(text, span, every, kinds)
    if defined and not any(each.form == "called" and defined[0].holds(each.span) for each in every):
        yield defined
        called.append(defined[0])
        short[defined[0].of(text)] = defined[1]
    for phrase in every:
        words = phrase.span.of(text)
        kind = _kind(phrase, kinds)
        if phrase.form == "called":
            kind = kind or "Actor"
            short[_short(words)] = kind
            called.append(phrase.span)
            full, whose = _within(phrase, text, kinds)
            if kind in _OF_OTHERS and whose:
                # Recipients of Supplemental Security Income (SSI) are those of a policy.
                short[_short(words)] = whose
                named.append((full, whose))
                yield full, whose
        elif any(_cuts(phrase.span, other) for other in called):
            continue
        elif phrase.form == "name":
            kind = _alone(phrase, words, kind, named, short) if phrase.words == 1 else kind
            if not _one(phrase, text):
                continue  # Guam and Puerto Rico are two; Health and Human Services is one
            if _PROGRAM.match(text, phrase.span.end, span.end):
                continue  # the Housing Choice Voucher program is named by all of this
            proper.append(phrase.span)
        elif phrase.form == "of" and any(
            whole.holds(phrase.span) and _joined(text, whole) for whole in wholes
        ):
            continue  # the Department for Work and Pensions is none for work
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
            if phrase.form == "called" and words.endswith(")"):
                whole = Span(whole.start, whole.start + len(words[: words.index("(")].rstrip()))
            named.append((whole, kind))
            yield whole, kind
            if phrase.form == "nouns" and phrase.words > 1 and _alone_too(phrase.first):
                yield Span(phrase.span.start, phrase.span.start + len(phrase.first)), "Challenge"


def _one(phrase: Phrase, text: str) -> bool:
    """Tell whether a proper name with “and” in it is of one thing."""
    two = _TWO.fullmatch(phrase.span.of(text))
    if two is None:
        return True
    words = two[0].lower().split()
    heads_ = {phrase.head, two["last"].lower()} & heads().keys()
    return bool(heads_) and two["first"].lower() not in heads() and words.count(phrase.head) == 1


def _defined(
    text: str, sentence: Span, every: Sequence[Phrase], kinds: Kinds
) -> tuple[Span, str] | None:
    """Return what a sentence defines, with the kind of what it says that it is.

    Medicaid is a joint program of the states.
    """
    match = _DEFINES.match(text, sentence.start, sentence.end)
    if match is None:
        return None
    saying = [each for each in every if each.span.start >= match.end() and each.form == "nouns"]
    kind = kinds.of(saying[0].head) if saying else None
    return (Span(*match.span("name")), kind) if kind in _DEFINED else None


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


def _cuts(span: Span, other: Span) -> bool:
    """Tell whether a phrase lies within another or takes but a part of it."""
    return span.meets(other) and not span.holds(other)


def _begins(span: Span, other: Span) -> bool:
    """Tell whether a phrase is the beginning of a longer one, which says more of it."""
    return other.start == span.start and other.holds(span)


def _joined(text: str, span: Span) -> bool:
    """Tell whether a proper name has “and” in it."""
    return _JOINED.search(span.of(text)) is not None


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


def _within(phrase: Phrase, text: str, kinds: Kinds) -> tuple[Span, str | None]:
    """Return the proper name that stands before a short form in brackets, and its kind."""
    words = phrase.span.of(text)
    full = words[: words.index("(")].rstrip()
    head = _OF.split(full.lower())[0].split()[-1]
    span = Span(phrase.span.start, phrase.span.start + len(full))
    return span, named_kind(head) or kinds.of(head)


def _short(called: str) -> str:
    """Return the short form of what is called by it, too: SSI of “… Income (SSI) program”."""
    return called[called.index("(") + 1 : called.index(")")]


def _kind(phrase: Phrase, kinds: Kinds) -> str | None:
    """Return the kind of a phrase that names a thing, or None."""
    head = phrase.head
    kind = "Challenge" if phrase.first in _WANTING else kinds.of(head)
    match phrase.form:
        case "act":
            return "Goal" if phrase.purpose or head in forms_of("aims") else "Measure"
        case "of":
            return kind or abstract(head)
        case "in":
            said = kind or abstract(head)
            return said if said in _SAID_OF_MORE else None
        case "called":
            return named_kind(head) or kind
        case "name" if phrase.first in _PARTS_OF_LAWS:
            return "LegalAct"
        case "name":
            return (
                named_kind(head) or kind or ("Place" if phrase.before in {"in", "at"} else "Actor")
            )
    if phrase.words > 1:
        return kind or ("Measure" if _DEVERBAL.fullmatch(head) else None)
    if kind == "TargetGroup":
        # A worker is anybody; workers are a group.
        return kind if head in heads() and head not in _ANYBODY else None
    if head in _ACTING:
        return "Actor"
    alone = kind in {"Challenge", "Trend"} and head in heads() and _NAMED_ALONE.fullmatch(head)
    return kind if alone else None


def _titled(sentence: str) -> bool:
    """Tell whether a sentence is a title: nearly every word of it bears a capital."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", sentence) if word.isascii()]
    return len(words) >= _TITLE and sum(word[0].isupper() for word in words) > 0.8 * len(words)
