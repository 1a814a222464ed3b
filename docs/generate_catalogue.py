"""Bring the catalogue of messages up to date: what the code asks for, sorted, and built.

    python docs/generate_catalogue.py

A message that the code has and the catalogue lacks is added without its Chinese, for somebody to
fill in; one that the code has no longer is removed. The tests fail for either.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polib

from sskg.language.catalogue import DOMAIN, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE: Final = Path(__file__).parents[1] / "src" / "sskg"
PO: Final = FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO: Final = PO.with_suffix(".mo")
ASKING: Final = {"msg": 1, "counted": 2}
"""Functions that take templates, and how many."""


def places(template: str) -> set[str]:
    """Return the names of a template's places.

    >>> sorted(places("{n:,} of {total}"))
    ['n', 'total']
    """
    return set(re.findall(r"(?<!\{)\{(\w+)[^{}]*\}", template))


def templates() -> dict[str, str]:
    """Return every template that the package asks for, with its plural or nothing."""
    asked: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for one, many in _in_code(ast.parse(path.read_text(encoding="utf-8"))):
            asked[one] = many or asked.get(one, "")
    return asked


def _in_code(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [
            argument.value
            for argument in node.args[: ASKING.get(name, 0)]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if texts:
            yield texts[0], texts[1] if name == "counted" else ""
        if name == "listed":
            between = node.args[1] if len(node.args) > 1 else ast.Constant(", ")
            if isinstance(between, ast.Constant) and str(between.value).strip():
                yield str(between.value), ""


def updated(old: polib.POFile, asked: dict[str, str]) -> polib.POFile:
    """Return the catalogue with what is asked for, sorted, and nothing else."""
    known = {entry.msgid: entry for entry in old}
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": "zh",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for one, many in sorted(asked.items()):
        before = known.get(one)
        chinese = (before.msgstr or before.msgstr_plural.get(0, "")) if before else ""
        entry = polib.POEntry(msgid=one, msgid_plural=many)
        if many:
            entry.msgstr_plural = {0: chinese}
        else:
            entry.msgstr = chinese
        new.append(entry)
    return new


def main() -> int:
    """Write both files; tell what still lacks its Chinese."""
    catalogue = updated(polib.pofile(str(PO), wrapwidth=0), templates())
    catalogue.save(str(PO))
    catalogue.save_as_mofile(str(MO))
    missing = [entry.msgid for entry in catalogue if not entry.translated()]
    for template in missing:
        print(f"no Chinese yet: {template}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
