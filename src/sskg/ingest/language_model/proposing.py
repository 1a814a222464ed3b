"""The proposer: batch by batch, from what is kept or from the model, within a limit of time."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from sskg.ingest.language_model.answers import AnswerKey
from sskg.ingest.language_model.asking import NoAnswerError, UnusableAnswerError
from sskg.ingest.language_model.prompt import instruction, numbered, prompt_batches
from sskg.ingest.language_model.quoting import BY, Quoter, records_of
from sskg.ingest.proposers.names import names_of
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.language_model.answers import Answers
    from sskg.ingest.language_model.asking import Model
    from sskg.ingest.proposal import Proposal, Segment
    from sskg.language.message import Message

LONGEST: Final = 1_800.0
"""Seconds in which a model may be asked of one document."""


@dataclass(slots=True)
class ModelProposer:
    """Proposes what a language model reads in each sentence.

    Attributes:
        name: of the model.
        answers: those that are kept.
        model: that is asked for the others; None asks nobody.
        tell: is called before each answer with the number of sentences that are left.
        longest: seconds in which it may be asked.
        sentences: how many have an answer.
        unanswered: how many have none.
        unusable: how many answers were none to what was asked.
        failure: why the model was not asked any further.
        dropped: how many of its proposals were dropped, by reason.
    """

    by: ClassVar[str] = BY

    name: str
    answers: Answers
    model: Model | None = None
    tell: Callable[[int], None] = lambda _left: None
    longest: float = LONGEST
    sentences: int = 0
    unanswered: int = 0
    unusable: int = 0
    failure: Message | None = None
    dropped: Counter[str] = field(default_factory=Counter)

    def __call__(self, text: str, segments: Sequence[Segment], known: Known) -> Iterator[Proposal]:
        """Yield the proposals of all sentences that the model answers for."""
        quoter = Quoter(text, known, self.dropped, names_of(known))
        deadline = time.monotonic() + self.longest
        left = sum(segment.speaks for segment in segments)
        for batch in prompt_batches(segments):
            self.tell(left)
            left -= len(batch)
            answer = self._answer(numbered(text, batch), deadline)
            records = None if answer is None else records_of(answer)
            if records is None:
                self.unanswered += len(batch)
                continue
            self.sentences += len(batch)
            yield from quoter.proposals(batch, records)

    def _answer(self, text: str, deadline: float) -> str | None:
        """Return an answer that can be read, or None; a model that fails is asked no further."""
        prompt = instruction()
        key = AnswerKey.of(self.name, prompt, text)
        kept = self.answers.get(key)
        if kept is not None or self.model is None or self.failure is not None:
            return kept
        if time.monotonic() > deadline:
            self.failure = msg("no more time: {n:,.0f} seconds are over", n=self.longest)
            return None
        try:
            answer = self.model.ask(prompt, text)
        except NoAnswerError as error:
            self.failure = error.message
            return None
        except UnusableAnswerError:
            self.unusable += 1
            return None
        if records_of(answer) is None:
            # Not kept: a later run asks again.
            self.unusable += 1
            return None
        self.answers.keep(key, answer)
        return answer
