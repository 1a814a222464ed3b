"""Bring the catalogue of messages up to date: what the code asks for, sorted, and built.

    python docs/generate_catalogue.py
    python docs/generate_catalogue.py BASE OURS THEIRS    merges, as git asks it to

A message that the code has and the catalogue lacks is added without its Chinese, for somebody to
fill in; one that the code has no longer is removed. The tests fail for either.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import polib

from sskg.cli.language import paragraphs
from sskg.cli.main import COMMANDS, cli
from sskg.language.catalogue import DOMAIN, FOLDER
from sskg.queries import catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE: Final = Path(__file__).parents[1] / "src" / "sskg"
PO: Final = FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO: Final = PO.with_suffix(".mo")
ASKING: Final = {"msg": 1, "word": 1, "counted": 2}
"""Functions that take templates, and how many."""


# A text in double quotes may hold an apostrophe.
_IN_PAGES: Final = r"""\b(?:t|counted)\((?:"([^"]+)"|'([^']+)')(?:, (?:"([^"]+)"|'([^']+)'))?"""
CLICK: Final = "click"


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
    for path in sorted(SOURCE.rglob("*.html")):
        for groups in re.findall(_IN_PAGES, path.read_text(encoding="utf-8")):
            one, many = groups[0] or groups[1], groups[2] or groups[3]
            asked[one] = many or asked.get(one, "")
    for path in sorted(SOURCE.rglob("words.json")):
        asked.update(dict.fromkeys(json.loads(path.read_text(encoding="utf-8")).values(), ""))
    for command in _commands():
        asked.update(dict.fromkeys(_help(command), ""))
    asked.update(dict.fromkeys((line for _, line in COMMANDS.values()), ""))
    for query in catalog.listing().queries:
        meanings = (parameter.meaning for parameter in query.parameters)
        asked.update(dict.fromkeys((query.title, query.question, *meanings), ""))
    return asked


@cache
def of_click() -> dict[str, str]:
    """Return the templates that click itself asks gettext for, with their plurals."""
    asked: dict[str, str] = {}
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in {"_", "ngettext"}:
                texts = [text for argument in node.args[:2] for text in _literals(argument)]
                if texts:
                    asked[texts[0]] = texts[1] if name == "ngettext" else ""
    return asked


def _commands() -> list[click.Command]:
    context = click.Context(cli, obj={"lang": "en"})
    commands = [cli.get_command(context, name) for name in COMMANDS]
    return [cli, *(command for command in commands if command is not None)]


def _help(command: click.Command) -> list[str]:
    """Return the texts of a command's help; examples are the same in both languages."""
    texts = [text for text in paragraphs(command) if not text.startswith("\b")]
    options = [param.help or "" for param in command.params if isinstance(param, click.Option)]
    return [text for text in texts + options if text and text not in of_click()]


def _in_code(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [text for asked in node.args[: ASKING.get(name, 0)] for text in _literals(asked)]
        if name == "counted" and len(texts) > 1:
            yield texts[0], texts[1]
        else:
            yield from ((text, "") for text in texts)
        if name == "listed":
            between = node.args[1] if len(node.args) > 1 else ast.Constant(", ")
            if isinstance(between, ast.Constant) and str(between.value).strip():
                yield str(between.value), ""


def _literals(argument: ast.expr) -> list[str]:
    """Return the texts that an argument may be; none where it is kept under a name."""
    if isinstance(argument, ast.IfExp):
        return _literals(argument.body) + _literals(argument.orelse)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        message = f"a template that is put together: {ast.unparse(argument)}"
        raise TypeError(message)
    return []


def _empty() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": "zh",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


def updated(old: polib.POFile, asked: dict[str, str]) -> polib.POFile:
    """Return the catalogue with what is asked for, sorted, and nothing else."""
    known = {entry.msgid: entry for entry in old}
    new = _empty()
    # Other versions of click ask for other templates: what is marked as click's stays.
    clicks = {entry.msgid: entry.msgid_plural for entry in old if entry.comment == CLICK}
    clicks |= of_click()
    for one, many in sorted((clicks | asked).items()):
        before = known.get(one)
        chinese = (before.msgstr or before.msgstr_plural.get(0, "")) if before else ""
        comment = CLICK if one in clicks and one not in asked else ""
        entry = polib.POEntry(msgid=one, msgid_plural=many, comment=comment)
        if many:
            entry.msgstr_plural = {0: chinese}
        else:
            entry.msgstr = chinese
        new.append(entry)
    return new


def _is_built(path: Path) -> bool:
    return path.read_bytes()[:4] in {b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"}


def _entries(path: Path) -> dict[str, polib.POEntry]:
    if not _is_built(path):
        return {entry.msgid: entry for entry in polib.pofile(str(path), wrapwidth=0)}
    return {
        entry.msgid: polib.POEntry(
            msgid=entry.msgid,
            msgstr=entry.msgstr,
            msgid_plural=entry.msgid_plural,
            msgstr_plural=entry.msgstr_plural,
        )
        for entry in polib.mofile(str(path))
    }


def merge(base: Path, ours: Path, theirs: Path) -> None:
    """Take over into our file what theirs changed since the base; git's merge driver."""
    before, mine, other = map(_entries, (base, ours, theirs))
    for key in before.keys() - other.keys():
        mine.pop(key, None)
    mine |= {key: entry for key, entry in other.items() if str(before.get(key)) != str(entry)}
    merged = _empty()
    merged.extend(mine[key] for key in sorted(mine))
    if _is_built(ours):
        merged.save_as_mofile(str(ours))
    else:
        merged.save(str(ours))


def main() -> int:
    """Write both files; tell what still lacks its Chinese."""
    if sys.argv[1:]:
        merge(*map(Path, sys.argv[1:]))
        return 0
    catalogue = updated(polib.pofile(str(PO), wrapwidth=0), templates())
    catalogue.save(str(PO))
    catalogue.save_as_mofile(str(MO))
    missing = [entry.msgid for entry in catalogue if not entry.translated()]
    for template in missing:
        print(f"no Chinese yet: {template}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
