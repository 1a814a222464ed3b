"""Noun phrases of English, by a small grammar of closed word classes and common verbs.

Each word of a sentence becomes one letter; the phrases are patterns over these letters. No list
holds the names that are looked for.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sskg.ingest.proposal import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

GRAMMAR = Path(__file__).with_name("grammar.json")
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d[\d.,]*\d(?![\w])|[^\W_]+(?:[’'\-/][^\W_]+)*(?:(?<=s)[’'](?= [a-z]))?"
    r"|[^\w\s]"
)
_CONTRACTED = re.compile(r".+[’'](?:ll|ve|re|d|m|t)", re.IGNORECASE)
_POSSESSIVE = re.compile(r".+(?:[’']s|s[’'])", re.IGNORECASE)
# N noun, J adjective, K capitalised, H possessive, M number or month, V verb, G -ing, E -ed,
# W relative; the others are those of the file.
_MODIFIERS = r"(?:[JE](?:C[JE])?(?=[NKEGJ])|[NKG])*"
_CORE = rf"(?:{_MODIFIERS}[NK]|[NKJE]+G(?=[^NKEGDJHQ]|\Z))"
_BEHIND = rf"[DQHA]*{_CORE}"
_PROPER = r"K+(?:OD?K+(?:(?:,K+)*,?CK+)?|CK+)*(?:OM(?![NKGJE]))?"
_PATTERNS = {
    # Improving the level of social security.
    "act": rf"(?:G|(?<=[TXC,])V)[DQHA]*M?{_CORE}(?:[OI]{_BEHIND}){{0,2}}",
    # The level of social security; obstacles to it.
    "of": rf"{_CORE}(?:O{_BEHIND}){{1,2}}",
    "in": rf"{_CORE}(?:[IT]{_BEHIND})(?:O{_BEHIND})?",
    # The Supplemental Security Income (SSI) program.
    "called": rf"{_PROPER}\(K+\)(?:[NG]*N)?",
    "name": _PROPER,
    "nouns": _CORE,
}
_COMPILED = {form: re.compile(pattern) for form, pattern in _PATTERNS.items()}
_DEVERBAL = re.compile(".+(?:tion|ment|ance)s?")
_CODE = re.compile(r"[A-Z]+\d+")
_SMALL = frozenset("DXAMQ")
_BEGINNING = frozenset("POTIXWS")
_PURPOSE = re.compile(
    r"\b(?:(?:aim|seek|strive)(?:s|ed|ing)?|sought|designed|intended|meant|in\s+order|so\s+as"
    r"|(?:aim|goal|intent|mission|objective|purpose)s?\b[^.;:,]{0,60}\b(?:is|was|are|were))"
    r"\s+(?:\w+ly\s+)?to\s+(?:[^.;:]*(?:,|\band)\s+(?:to\s+)?)?\Z",
    re.IGNORECASE,
)
_FURTHEST = 160
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_MANY = frozenset({"people", "women", "men", "children"})
_PAST = frozenset({"aged", "owed", "used"})
_SHORT_VERB = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    Attributes:
        span: where it stands.
        head: its head noun in lower case; of an act, its verb.
        form: act (a verb and its object), of, in, called (a proper name with its short form in
            brackets), name or nouns.
        words: how many it has.
        before: the word before it, in lower case.
        first: its first word, in lower case.
        purpose: of an act, whether something is done to this end: designed to improve health.
    """

    span: Span
    head: str
    form: str
    words: int
    before: str
    first: str
    purpose: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark with the letter of its class."""

    start: int
    end: int
    word: str
    letter: str


@cache
def grammar() -> Mapping[str, Any]:
    """Return the word classes of all languages."""
    read: Mapping[str, Any] = json.loads(GRAMMAR.read_text(encoding="utf-8"))
    return read


@cache
def _classes() -> Mapping[str, str]:
    return {
        word: letter
        for letter, words in grammar()["en"]["classes"].items()
        for word in words.split()
    }


def small_word(word: str) -> bool:
    """Tell whether a word in lower case says nothing of its own: an article, an auxiliary, many."""
    return _classes().get(word, "") in _SMALL


def begins_a_phrase(word: str) -> bool:
    """Tell whether a word in lower case begins another phrase: a preposition, an auxiliary, who."""
    return _classes().get(word, "") in _BEGINNING


@cache
def words_of(key: str) -> frozenset[str]:
    """Return a list of the file."""
    return frozenset(grammar()["en"][key].split())


@cache
def forms_of(key: str) -> frozenset[str]:
    """Return the regular forms of the verbs of a list: base, -s, -ed, -ing."""
    return frozenset(form for verb in words_of(key) for form in inflected(verb))


@cache
def _adjective() -> re.Pattern[str]:
    return re.compile(grammar()["en"]["adjective"])


def inflected(verb: str) -> Iterator[str]:
    """Yield the regular forms of a verb.

    >>> list(inflected("unify")), list(inflected("plan"))[2:]
    (['unify', 'unifies', 'unified', 'unifying'], ['planned', 'planning'])
    >>> list(inflected("agree"))
    ['agree', 'agrees', 'agreed', 'agreeing']
    """
    yield verb
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif verb[-1] == "e":
        stem = verb if verb.endswith("ee") else verb[:-1]
        yield from (verb + "s", verb + "d", stem + "ing")
    else:
        yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
        stem = verb + verb[-1] if _SHORT_VERB.fullmatch(verb) else verb
        yield from (stem + "ed", stem + "ing")


def capitals(text: str) -> frozenset[str]:
    """Return the words that bear a capital amid a sentence: they are names at its beginning, too.

    >>> sorted(capitals("Xi said so. All heard Xi."))
    ['Xi']
    """
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z][^\W\d_]*", text))


def tokens(text: str, span: Span, names: Collection[str] = ()) -> list[Token]:
    """Return the words of a span, each with the letter of its class.

    Args:
        text: of the document.
        span: of a sentence.
        names: what `capitals` gave of the document.
    """
    parts: list[Token] = []
    matches = list(_TOKEN.finditer(text, span.start, span.end))
    for at, match in enumerate(matches):
        if parts and "\n\n" in text[parts[-1].end : match.start()]:
            parts.append(Token(match.start(), match.start(), "", "."))
        behind = matches[at + 1][0] if at + 1 < len(matches) else "."
        letter = _letter(match[0], behind, parts, names)
        start = match.start()
        if parts and _one_verb(parts[-1].word, match[0]):
            verb = parts.pop()
            parts.append(Token(verb.start, match.end(), verb.word, verb.letter))
            continue
        if letter == "H" and parts and parts[-1].letter in "KO" and match[0][0].isupper():
            # The Social Security Administration's: the name ends before its ’s.
            end = start + max(match[0].rfind("'"), match[0].rfind("’"))
            parts.append(Token(start, end, text[start:end], "K"))
            start = end
        parts.append(Token(start, match.end(), text[start : match.end()], letter))
    return parts


def _one_verb(verb: str, particle: str) -> bool:
    """Tell whether two words are one verb: summing up, pushing forward."""
    return particle in words_of("particles") and verb.lower() in forms_of("with_particles")


def _letter(word: str, behind: str, before: Sequence[Token], names: Collection[str]) -> str:
    if not word[0].isalnum():
        return "C" if word == "&" else word if word in ",()" else "."
    last = before[-1].letter if before else "."
    lower = word.lower().replace("’", "'")
    opens = last == "." and (not before or before[-1].word in ".!?:•“”\"'‘")
    capital = word[0].isupper() and (
        not opens or word in names or (word.isupper() and len(word) > 1)
    )
    letter = _classes().get(lower)
    if lower == "for" and last == "K" and behind[0].isupper():
        return "O"  # Temporary Assistance for Needy Families is one name
    if lower == "may" and behind[0].isdigit():
        letter = "M"
    if letter and not (capital and letter in "JQXS" and behind[0].isupper()):
        return letter
    if _CONTRACTED.fullmatch(word):
        return "X"
    if word[0].isdigit():
        return "J" if re.search("[a-z]", word) else "M"
    if _CODE.fullmatch(word):
        return "M"
    if _POSSESSIVE.fullmatch(word):
        return "K" if capital and behind[0].isupper() and last == "D" else "H"
    if capital or (opens and word[0].isupper() and behind[0].isupper()
                   and lower not in forms_of("verbs")):  # fmt: skip
        return "K"
    if lower.endswith("ly") and lower not in words_of("not_adverbs"):
        return "A"
    known_verb = lower in forms_of("verbs") and lower not in forms_of("both")
    if _adjective().fullmatch(lower) and not known_verb and lower not in words_of("nouns"):
        return "J"
    return _open(lower, behind, before, last)


def _open(lower: str, behind: str, before: Sequence[Token], last: str) -> str:
    """Return the class of a word of an open class by its form and what stands beside it."""
    open_class = "K" if behind[0].isupper() else "N" if behind[0].isalnum() else "."
    follows = _classes().get(behind.lower(), open_class)
    if lower.endswith("ing") and lower in forms_of("verbs"):
        # Those receiving something receive it; a training is none of theirs.
        doing = last == "N" and _plural(before[-1].word)
        noun = last in "DNJH" and follows in "OCXI." and not doing
        return "N" if noun else "G"
    if lower.endswith("ed") and (len(lower) > len("need") or lower in _PAST):
        passive = last == "A" and len(before) > 1 and before[-2].letter == "X"
        return "V" if last in "XRWNKG" or passive or follows in "PITDWH" else "E"
    if lower in words_of("irregular"):
        return "V"
    many = before[-1].word.lower() if before else ""
    if lower not in forms_of("verbs"):
        return "V" if many in _MANY and follows not in "NJKEG" else "N"
    if last in "TRXAW" or lower not in forms_of("both"):
        return "V"
    if last in "NKG)." and follows in "DRH":
        return "V"
    plural = _plural(many)
    if last in "NK" and plural != lower.endswith("s") and (plural or follows in "NJKDQEGM"):
        return "V"  # people benefit, the scheme covers workers
    # The next of several verbs: "to meet the needs, increase awareness and set limits".
    listed = last in "C," and lower in words_of("acts") and follows not in "OPIXC,."
    return "V" if listed and any(token.letter in "TXV" for token in before) else "N"


def _plural(word: str) -> bool:
    return word in _MANY or (word.endswith("s") and not word.endswith("ss"))


def phrases(text: str, span: Span, names: Collection[str] = ()) -> Iterator[Phrase]:
    """Yield the noun phrases of a sentence, form by form, each form from left to right."""
    words = tokens(text, span, names)
    letters = "".join(token.letter for token in words)
    joined = re.sub("(?<=[TXC,])A(?=V)", "T", letters)
    for form, pattern in _COMPILED.items():
        for match in pattern.finditer(joined):
            phrase = _phrase(text, words, letters, form, match.span())
            if phrase:
                yield phrase


def _does(words: list[Token], letters: str, start: int, end: int) -> bool:
    """Tell whether the verb of a phrase does something, alone or with its object.

    One improves services, or makes improvements.
    """
    verb = words[start].word.lower()
    forms = forms_of if letters[start] == "G" else words_of
    if verb in forms("light"):
        inner = next((at for at in range(start, end) if letters[at] in "OI"), end)
        return _DEVERBAL.fullmatch(words[inner - 1].word.lower()) is not None
    return any(verb in forms(key) for key in ("acts", "aims"))


def _phrase(
    text: str, words: list[Token], letters: str, form: str, place: tuple[int, int]
) -> Phrase | None:
    start, end = place
    purpose = False
    if form == "act":
        begin = words[start].start
        purpose = _PURPOSE.search(text, max(0, begin - _FURTHEST), begin) is not None
        if not purpose and not _does(words, letters, start, end):
            return None
        head = words[start]
    else:
        if letters[end - 1] == "M" and not _YEAR.fullmatch(words[end - 1].word):
            end -= 2  # the Act of 1935 bears its year; a grant of R510 is of any amount
        while form == "called" and letters[end - 2 : end] == "NN" and _plural(words[end - 2].word):
            end -= 1  # the recipients wept
        if letters[start:end].endswith("NG") and _plural(words[end - 2].word):
            end -= 1  # workers receiving something
        # A verb in front of its object is none of a name.
        while (
            end - start > 1
            and letters[start] == "G"
            and words[start].word.lower() not in words_of("ing")
        ):
            start += 1
        inner = next((at for at in range(start, end) if letters[at] in "OIT("), end)
        head = words[end - 1 if form == "called" and letters[end - 1] == "N" else inner - 1]
    before = words[start - 1].word.lower() if start else ""
    return Phrase(
        Span(words[start].start, words[end - 1].end),
        head.word.lower(),
        form,
        end - start,
        before,
        words[start].word.lower(),
        purpose,
    )
