"""One word has one meaning: no class or type alias shares its name with another."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import sskg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SOURCE = Path(sskg.__file__).parent
SCRIPTS = Path(__file__).parent.parent / "web" / "src"
_TYPE = re.compile(r"_?([A-Z]\w*[a-z]\w*)\Z")
"""Constants are in capitals, and variables of types have one letter."""
_SCRIPT_TYPE = re.compile(
    r"^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|class|enum) (\w+)", re.MULTILINE
)
"""What is indented belongs to another's: the browser's Window, the picture's library."""


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
    """Return the names of a module's classes and type aliases; private ones without their mark."""
    names: set[str] = set()
    for statement in _statements(ast.parse(code).body):
        if isinstance(statement, ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign):
            names |= {each.id for each in statement.targets if isinstance(each, ast.Name)}
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names.add(statement.target.id)
    return {match[1] for name in names if (match := _TYPE.match(name))}


def script_types_of(code: str) -> set[str]:
    """Return the names of the types that a script defines."""
    return set(_SCRIPT_TYPE.findall(code))


def doubled(
    modules: Iterable[tuple[str, str]], names_of: Callable[[str], set[str]] = types_of
) -> dict[str, list[str]]:
    """Return the modules of each name that several modules define, of names and codes."""
    places: dict[str, list[str]] = {}
    for module, code in modules:
        for name in names_of(code):
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
_HEAD = "x"
span, place = 1, 2
class _Private: ...
"""
    assert types_of(code) == {"Row", "Lock", "Span", "Own", "Private"}
    assert doubled([("a", code), ("b", "class _Row: ..."), ("c", "class Thing: ...")]) == {
        "Row": ["a", "b"]
    }


def test_no_two_modules_define_a_type_of_one_name():
    modules = [
        (path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    ]
    assert sum(len(types_of(code)) for _, code in modules) > 300
    assert doubled(modules) == {}, "give the less central of two meanings a name of its own"


def test_types_of_scripts_are_found():
    code = """
export interface Row { at: number }
type Place = Row;
export type Part<T> = T[];
declare global {
  interface Window { sskg: Row }
}
class Tracer {}
import type { Box } from "./types.js";
"""
    assert script_types_of(code) == {"Row", "Place", "Part", "Tracer"}


def test_no_two_scripts_define_a_type_of_one_name():
    scripts = [
        (path.relative_to(SCRIPTS).as_posix(), path.read_text(encoding="utf-8"))
        for path in SCRIPTS.rglob("*.ts")
    ]
    assert sum(len(script_types_of(code)) for _, code in scripts) > 100
    assert doubled(scripts, script_types_of) == {}
