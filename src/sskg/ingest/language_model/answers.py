"""Answers of language models, kept in the folder of a reading so that a rerun asks nobody."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sskg.errors import UnreadableInput
from sskg.language.message import msg
from sskg.rdf.files import writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ANSWERS: Final = "answers.jsonl"


class AnswerKey(NamedTuple):
    """What an answer is kept under: the model, and the digests of the prompt and of the text."""

    model: str
    prompt: str
    text: str

    @classmethod
    def of(cls, model: str, prompt: str, text: str) -> AnswerKey:
        """Return the key of the answer of a model to a prompt about a text."""
        digests = (hashlib.sha256(each.encode("utf-8")).hexdigest() for each in (prompt, text))
        return cls(model, *digests)


class Answers:
    """The answers of one folder.

    Args:
        folder: of the reading; it need not be there yet.

    Raises:
        UnreadableInput: the file cannot be read, or a line of it is no answer.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / ANSWERS
        self._kept = dict(_read(self._path))

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def model(self) -> str:
        """Name of the model that answered last, or nothing."""
        return next(reversed(self._kept)).model if self._kept else ""

    def get(self, key: AnswerKey) -> str | None:
        """Return the answer that is kept, or None."""
        return self._kept.get(key)

    def keep(self, key: AnswerKey, answer: str) -> None:
        """Keep an answer: on the disk before this returns, or else nothing is changed.

        Raises:
            UnwritableOutput: the file cannot be written.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        kept = {**self._kept, key: answer}
        with writing(self._path) as stream:
            # In ASCII: an answer may hold halves of characters, which no file can.
            stream.writelines(
                json.dumps({**each._asdict(), "answer": text}).encode("ascii") + b"\n"
                for each, text in kept.items()
            )
        self._kept = kept


def _read(path: Path) -> Iterable[tuple[AnswerKey, str]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read the answers: {reason}", reason=error.strerror), place=str(path)
        ) from error
    for number, line in enumerate(content.splitlines(), 1):
        try:
            yield _answer(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableInput(
                msg("the line is no answer of a model"),
                place=msg("{where}, line {line}", where=path, line=number),
                hint=msg("take the line out: the model is then asked again"),
            ) from error


def _answer(record: Any) -> tuple[AnswerKey, str]:
    values = [record[name] for name in (*AnswerKey._fields, "answer")]
    if not all(isinstance(value, str) for value in values):
        raise TypeError
    return AnswerKey(*values[:-1]), values[-1]
