"""Whether the answers of tools prove what is expected: the values, each with its claim."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mcp_types import TextContent

from sskg.model import MODALITIES
from tests.mcp.asked import Asked, asked
from tests.mcp.assistant import Assistant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcp import Client

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")


def units(answers: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield what each statement with a claim and a place, row with a claim, or figure says.

    Of a thing, its identifier and its label are among the texts. Nothing else counts as proved.
    """
    for text in answers:
        answer = json.loads(text)
        data = answer["data"]
        things: dict[str, str] = data.get("things", {})
        statements = data.get("statements", [])
        proved = [
            fact for fact in statements if any(claim.get("at") for claim in fact.get("claims", ()))
        ]
        for fact in proved:
            words = {str(fact[end]) for end in ("s", "p", "o")}
            for claim in fact["claims"]:
                words |= {str(claim.get(name, "")) for name in ("modality", "hedge", "speaker")}
                words |= set(claim.get("at", ()))
                words |= {f"id:{place.rpartition(':')[0]}" for place in claim.get("at", ())}
            yield frozenset(words | {things[word] for word in words if word in things})
        for row in data.get("rows", ()):
            words = {str(cell).removeprefix("sskg:") for cell in row}
            if any(re.fullmatch(r"id:.+-s\d+\w*", word) for word in words):
                spelled = {re.sub("(?<=[a-z])(?=[A-Z])", " ", word).lower() for word in words}
                yield frozenset(words | spelled)
        for measured in data.get("measurements", ()):
            numbers = {
                number
                for figure in (measured.get("baseline"), measured.get("latest"))
                for number in (figure or {}).get("facts", ())
            }
            if any(statements[number] in proved for number in numbers):
                yield frozenset(_strings(measured)) | {
                    things[word] for word in _strings(measured) if word in things
                }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value


def missing(answers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return what is expected and not proved.

    A modality must be that of a statement which has another value of its row.
    """
    known = list(units(answers))
    left = []
    for row in rows:
        values = [cell.removeprefix("sskg:") for cell in row if cell]
        ways = [value for value in values if value in MODALITIES]
        others = [value for value in values if value not in MODALITIES]
        left += [value for value in others if not any(_says(unit, value) for unit in known)]
        mine = [unit for unit in known if not others or any(_says(unit, each) for each in others)]
        left += [way for way in ways if not any(way in unit for unit in mine)]
    return left


def _says(unit: frozenset[str], value: str) -> bool:
    if value in unit or f"sskg:{value}" in unit:
        return True
    if _NUMBER.match(value):
        return any(Decimal(word) == Decimal(value) for word in unit if _NUMBER.match(word))
    # A label or wording may stand within a longer one; an identifier may not.
    return not value.startswith("id:") and any(value in word for word in unit)


class Outcome(NamedTuple):
    """How a question was answered.

    Attributes:
        question: which was asked.
        calls: of tools.
        tokens: of the answers, bytes by four.
        left: what is expected and not proved.
    """

    question: Asked
    calls: int
    tokens: float
    left: list[str]

    @property
    def answered(self) -> bool:
        """Whether all that is expected was proved."""
        return not self.left


async def outcomes(client: Client) -> list[Outcome]:
    """Ask a server all questions, in order."""

    async def ask(tool: str, given: dict[str, Any]) -> str:
        (content,) = (await client.call_tool(tool, given)).content
        assert isinstance(content, TextContent)
        return content.text

    assistant = Assistant(ask)
    found = []
    for question in asked():
        answers = [text for _, _, text in await assistant.answers(question.text)]
        left = missing(answers, question.rows)
        if not question.rows and json.loads(answers[-1]).get("status") != "not-in-graph":
            left = ["not-in-graph"]
        size = sum(len(text.encode()) for text in answers)
        found.append(Outcome(question, len(answers), size / 4, left))
    return found
