"""What an assistant can call: tools from the table of capabilities, and those of evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sskg.capabilities import CAPABILITIES, UNBOUNDED, Parameter
from sskg.language.message import msg, tell

if TYPE_CHECKING:
    from sskg.language.message import Message

FROM_TABLE: Final = (
    "find", "show", "relations", "path", "why", "figures", "compare", "commitments",
)  # fmt: skip
MOST_TOKENS: Final = 100_000
_UNTOLD: Final = frozenset({"min_documents", "sort", "falling", "avoid", "via"})
"""Parameters that a description would cost more than it helps; they are taken all the same."""


class Tool(NamedTuple):
    """A tool.

    Attributes:
        name: by which it is called.
        line: what it does.
        parameters: what it takes.
        writes: whether it adds to a file.
    """

    name: str
    line: Message
    parameters: tuple[Parameter, ...]
    writes: bool = False


PASSAGE: Final = Tool(
    "passage", msg("What stands at a place of a document, and which claims it proves."),
    (Parameter("place", msg("As answers give it: ten-years:4803-4864"), required=True),),
)  # fmt: skip
QUERY: Final = Tool(
    "query", msg("SPARQL 1.1, read-only; or a named query. Rows carry no evidence."),
    (Parameter("text", msg("Query, or its name"), required=True),),
)  # fmt: skip
VERIFY: Final = Tool(
    "verify",
    msg("What backs a sentence: for each place that it cites, what stands there and is claimed; "
        "which numbers and names occur there. Call it before you answer."),
    (
        Parameter("sentence", msg("The sentence"), required=True),
        Parameter("places", msg("Places that it cites"), required=True, repeat=True),
    ),
)  # fmt: skip
PROPOSE: Final = Tool(
    "propose",
    msg("Add open proposals to the reading; a person decides. Quotes are letter by letter."),
    (
        Parameter("sentence", msg("A sentence of the text"), required=True),
        Parameter("kind", msg("Kind of proposal"), required=True,
                  choices=("thing", "figure", "relation")),
        Parameter("quote", msg("Of a thing or a figure")),
        Parameter("class", msg("Class of a thing")),
        Parameter("subject", msg("Quote of a thing")),
        Parameter("predicate", msg("Relation")),
        Parameter("object", msg("Quote of a thing")),
    ),
    writes=True,
)  # fmt: skip
TOKENS: Final = Parameter(
    "tokens", msg("Bound of the answer"), whole=(200, MOST_TOKENS), default=2_000
)


def tools(*, proposing: bool) -> dict[str, Tool]:
    """Return the tools by name, in the order in which they are listed."""
    table = [
        Tool(name, CAPABILITIES[name].line, CAPABILITIES[name].parameters)
        for name in FROM_TABLE
        if name in CAPABILITIES
    ]
    own = [PASSAGE, QUERY, VERIFY, *([PROPOSE] if proposing else [])]
    return {tool.name: tool for tool in (*table, *own)}


def schema(tool: Tool, lang: str) -> dict[str, Any]:
    """Return what a tool takes, as JSON Schema."""
    properties = {
        each.name: _property(each, lang)
        for each in (*tool.parameters, TOKENS)
        if each.name not in _UNTOLD
    }
    required = [each.name for each in tool.parameters if each.required]
    return {"type": "object", "properties": properties, "required": required}


def _property(parameter: Parameter, lang: str) -> dict[str, Any]:
    if parameter.whole is not None:
        least, most = parameter.whole
        shape: dict[str, Any] = {"type": "integer"}
        if most not in {UNBOUNDED, MOST_TOKENS}:
            shape |= {"minimum": least, "maximum": most}
    elif parameter.flag:
        shape = {"type": "boolean"}
    else:
        shape = {"type": "string"}
        if parameter.choices:
            shape["enum"] = list(parameter.choices)
    if parameter.repeat:
        shape = {"type": "array", "items": shape}
    if parameter.required and not parameter.choices:
        shape["description"] = tell(parameter.meaning, lang)
    return shape
