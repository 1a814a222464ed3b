"""One word has one meaning: no class or type alias of the package shares its name with another."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import sskg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SOURCE = Path(sskg.__file__).parent
_TYPE = re.compile(r"[A-Z]\w*[a-z]\w*\Z")
"""Constants are in capitals, and variables of types have one letter."""


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those that stand under a condition among them."""
    for statement in body:
        if isinstance(statement, ast.If | ast.Try):
            handlers = statement.handlers if isinstance(statement, ast.Try) else []
            for part in (statement.body, statement.orelse, *(each.body for each in handlers)):
                yield from _statements(part)
        else:
            yield statement


def types_of(code: str) -> set[str]:
    """Return the names of the classes and type aliases that others can import from a module."""
    names: set[str] = set()
    for statement in _statements(ast.parse(code).body):
        if isinstance(statement, ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign):
            names |= {each.id for each in statement.targets if isinstance(each, ast.Name)}
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names.add(statement.target.id)
    return {name for name in names if _TYPE.match(name)}


def doubled(modules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the modules of each name that several modules define, of names and codes."""
    places: dict[str, list[str]] = {}
    for module, code in modules:
        for name in types_of(code):
            places.setdefault(name, []).append(module)
    return {name: sorted(each) for name, each in sorted(places.items()) if len(each) > 1}


def test_classes_and_aliases_are_found_wherever_they_stand():
    code = """
if TYPE_CHECKING:
    Row = tuple[str, str]
try:
    import fcntl
except ImportError:
    Lock: type = object
@dataclass
class Span:
    Part = int
LIMIT = 3
T = TypeVar("T")
_Own = str
span, place = 1, 2
class _Private: ...
"""
    assert types_of(code) == {"Row", "Lock", "Span"}
    assert doubled([("a", code), ("b", "class Row: ..."), ("c", "class Thing: ...")]) == {
        "Row": ["a", "b"]
    }


def test_no_two_modules_define_a_type_of_one_name():
    modules = [
        (path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    ]
    assert sum(len(types_of(code)) for _, code in modules) > 300
    assert doubled(modules) == {}, "give the less central of two meanings a name of its own"
