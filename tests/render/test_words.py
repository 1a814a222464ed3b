"""The words that answers are told in."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import sskg
from sskg.language.words import _WORDS, word

SOURCE = Path(sskg.__file__).parent


def test_every_phrase_has_the_same_places_in_both_languages():
    for key, (english, chinese) in _WORDS.items():
        if key in {"each of", "namely"}:
            continue  # English names the things after the sentence, Chinese before it
        places = [sorted(set(re.findall(r"{(\w+)}", text))) for text in (english, chinese)]
        assert places[0] == places[1], key


def test_every_phrase_that_the_code_asks_for_is_there():
    asked = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "word":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    asked.add(first.value)
    assert asked
    assert asked <= set(_WORDS)


def test_no_phrase_is_left_over():
    code = "".join(
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "words.py"
    )
    built = ("said ", "gap ", "why ")
    unused = [
        key
        for key in _WORDS
        if not re.search(f"[\"']{key}[\"']", code) and not key.startswith(built)
    ]
    assert unused == []


def test_places_are_filled():
    assert word("since", "en", event="the meeting") == "since the meeting"
    assert word("since", "zh", event="大会") == "自大会以来"
