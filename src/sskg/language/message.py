"""Messages: sentences that know their English template and what fills it.

A message is written once, in English, where it arises: `msg("no such file")`,
`msg("there is no kind “{kind}”", kind=kind)`. It is a `str`, the English sentence; `tell` gives it
in the reader's language, by looking its template up in the catalogue. What fills a place is told in
that language too where it is a message or has labels, and is shown as it is otherwise.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, runtime_checkable

from sskg.language.ranges import interface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

TERMINAL: Final = "terminal"
WEB: Final = "web"
"""Where a message is read: what is typed at a terminal has another form on the web."""


@runtime_checkable
class Labelled(Protocol):
    """Something of the graph or the ontology, which has a label in each language."""

    def label(self, lang: str = "en") -> str:
        """Return its label for a reader of these languages."""
        ...


class Message(str):
    """A sentence in English, with its template and what fills it.

    Attributes:
        template: the key in the catalogue; the form for one where the sentence has two forms.
        parts: what fills the template's places.
        plural: the template for any number but one; empty where there is no such form.
        web: what is told on the web instead, if that differs.
        chinese: the template in Chinese, where it is written beside the English one, as in a shape;
            empty where the catalogue has it.
    """

    __slots__ = ("chinese", "parts", "plural", "template", "web")

    template: str
    parts: Mapping[str, Any]
    plural: str
    web: Message | None
    chinese: str

    def __new__(
        cls,
        template: str,
        parts: Mapping[str, Any],
        plural: str = "",
        web: Message | None = None,
        chinese: str = "",
    ) -> Self:
        """Fill the English template."""
        message = super().__new__(cls, cls._english(template, parts, plural))
        message.template = template
        message.parts = parts
        message.plural = plural
        message.web = web
        message.chinese = chinese
        return message

    @staticmethod
    def _english(template: str, parts: Mapping[str, Any], plural: str) -> str:
        chosen = plural if plural and parts["n"] != 1 else template
        return _filled(chosen, parts, lambda part: _part(part, "en", TERMINAL))

    def told(self, lang: str, door: str) -> str:
        """Return the sentence in a language, as it is told at one door."""
        if door == WEB and self.web is not None:
            return tell(self.web, lang, door)
        if interface(lang) == "en":
            template = self.plural if self.plural and self.parts["n"] != 1 else self.template
        else:
            template = self.chinese or _in(self.template, lang)
        return _filled(template, self.parts, lambda part: _part(part, lang, door))

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep template and parts when an error is handed to another process."""
        parts = dict(self.parts)
        return type(self), (self.template, parts, self.plural, self.web, self.chinese)


class _Verbatim(Message):
    """Text that no catalogue has: a name, a command, what a parser or the system says."""

    __slots__ = ()

    @staticmethod
    def _english(template: str, parts: Mapping[str, Any], plural: str) -> str:  # noqa: ARG004
        return template

    def told(self, lang: str, door: str) -> str:
        """Return the text as it is."""
        return tell(self.web, lang, door) if door == WEB and self.web is not None else str(self)


class _Joined(Message):
    """Several parts one after the other; the template is what stands between them."""

    __slots__ = ()

    @staticmethod
    def _english(template: str, parts: Mapping[str, Any], plural: str) -> str:  # noqa: ARG004
        return template.join(_part(part, "en", TERMINAL) for part in parts["parts"])

    def told(self, lang: str, door: str) -> str:
        """Return the parts in a language, with its own mark between them."""
        between = tell(msg(self.template), lang) if self.template.strip() else self.template
        return between.join(_part(part, lang, door) for part in self.parts["parts"])


def msg(template: str, /, **parts: object) -> Message:
    """Return a message.

    Args:
        template: the sentence in English, with `{name}` for what differs.
        parts: what fills the template: messages, things with labels, or anything else.

    >>> msg("there is no kind “{kind}”", kind="Dragon")
    'there is no kind “Dragon”'
    """
    return Message(template, parts)


def counted(one: str, many: str, /, n: int, **parts: object) -> Message:
    """Return a message with two forms in English: for one, and for any other number `n`.

    >>> counted("{n} hop", "{n} hops", n=1), counted("{n} hop", "{n} hops", n=3)
    ('1 hop', '3 hops')
    """
    return Message(one, {"n": n, **parts}, plural=many)


def in_both(english: str, chinese: str) -> Message:
    """Return a message that is written in both languages where it stands, outside the code.

    >>> tell(in_both("The title is missing.", "缺少标题。"), "zh")
    '缺少标题。'
    """
    return Message(english, {}, chinese=chinese)


def verbatim(text: str, *, web: str | None = None) -> Message:
    """Return text that is shown as it is in every language.

    Args:
        text: what somebody else says, or what is typed at a terminal.
        web: what stands in its place on the web.
    """
    return _Verbatim(text, {}, web=None if web is None else verbatim(web))


def listed(parts: Iterable[object], between: str = ", ") -> Message:
    """Return several parts as one message: messages, things with labels, or names.

    >>> listed(["a", "b"])
    'a, b'
    """
    return _Joined(between, {"parts": tuple(parts)})


def by_door(terminal: Message, *, web: Message) -> Message:
    """Return a message that is told otherwise on the web."""
    return type(terminal)(terminal.template, terminal.parts, terminal.plural, web, terminal.chinese)


def tell(text: str, lang: str, door: str = TERMINAL) -> str:
    """Return a message in the reader's language; any other text as it is.

    >>> tell(msg("no such file"), "zh"), tell("/tmp/x", "zh")
    ('没有此文件', '/tmp/x')
    """
    return text.told(lang, door) if isinstance(text, Message) else text


def word(template: str, lang: str, **parts: object) -> str:
    """Return a message in the reader's language at once.

    Args:
        template: the sentence in English, or a message whose places are still to be filled.
        lang: language ranges of the reader, the best first.
        parts: what fills the template.

    >>> word("since {event}", "zh", event="大会")
    '自大会以来'
    """
    key = template.template if isinstance(template, Message) else template
    return _filled(_in(key, lang), parts, lambda part: _part(part, lang, TERMINAL))


def clauses(parts: Sequence[str], lang: str) -> str:
    """Return clauses as one sentence; between them stands another comma than between names.

    >>> clauses(["据报告", "约三成"], "zh")
    '据报告，约三成'
    """
    first, *rest = parts or [""]
    return reduce(
        lambda text, more: word("{text}, {more}", lang, text=text, more=more), rest, first
    )


def _in(template: str, lang: str) -> str:
    """Return a template in a language."""
    if interface(lang) == "en":
        return template
    from sskg.language.catalogue import translated

    return translated(template)


def _part(part: object, lang: str, door: str) -> str:
    if isinstance(part, Message):
        return part.told(lang, door)
    return part.label(lang) if isinstance(part, Labelled) else str(part)


def _filled(template: str, parts: Mapping[str, Any], word_of: Callable[[object], str]) -> str:
    if not parts:
        return template
    # Numbers keep their type: templates have formats for them, as {n:,}.
    filling = {
        name: part if isinstance(part, int | float) else word_of(part)
        for name, part in parts.items()
    }
    return template.format(**filling)
