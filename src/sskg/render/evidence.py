"""How a claim is shown on a terminal: who said it, how, where it stands, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.text import choose, printable

if TYPE_CHECKING:
    from sskg.model import Claim, Passage
    from sskg.render.style import Style


def evidence(claim: Claim, lang: str, style: Style) -> list[str]:
    """Return one line for each passage of a claim."""
    hedge = choose(claim.qualifier, lang)
    said = f"said by {claim.speaker.label(lang)}, " if claim.speaker else ""
    qualified = f"“{hedge[0]}”, " if hedge else ""
    return [
        f"{style.modality(claim.modality)}  {printable(said + qualified)}{_where(passage, style)}"
        for passage in claim.passages
    ]


def _where(passage: Passage, style: Style) -> str:
    words = passage.text if passage.text is not None else passage.anchor
    return f"{style.dim(printable(passage.reference))} “{printable(' '.join(words.split()))}”"
