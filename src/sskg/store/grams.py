"""The pieces of a name by which it is found: trigrams of words, pairs of Chinese characters."""

from __future__ import annotations

from sskg.text import fold, is_chinese

TRIGRAM = 3
_ENDING = 3
_SHORTEST = 4


def words(text: str) -> list[str]:
    """Return the folded words of a text, each once.

    >>> words("Multi-level, multi-pillar")
    ['multi', 'level', 'pillar']
    """
    return list(dict.fromkeys(fold(text).split()))


def trigrams(text: str) -> list[str]:
    """Return the groups of three characters within the words that are not Chinese, each once.

    >>> trigrams("fund pool")
    ['fun', 'und', 'poo', 'ool']
    """
    return list(
        dict.fromkeys(
            word[at : at + TRIGRAM]
            for word in words(text)
            if not is_chinese(word)
            for at in range(len(word) - TRIGRAM + 1)
        )
    )


def beginnings(text: str) -> str:
    """Return a text with its long words cut, so that they are found whatever their endings.

    >>> beginnings("reformed policies 养老保险")
    'refor polic 养老保险'
    """
    return " ".join(
        word if is_chinese(word) else word[: max(_SHORTEST, len(word) - _ENDING)]
        for word in words(text)
    )


def short_pieces(text: str) -> list[str]:
    """Return what is too short for trigrams: Chinese characters in pairs and alone, short words.

    >>> short_pieces("养老金 18 fund")
    ['养老', '老金', '养', '老', '金', '18']
    """
    return pieces_of(fold(text))


def pieces_of(folded: str) -> list[str]:
    """Return the short pieces of a text that is folded already."""
    if folded.isascii():
        return [word for word in dict.fromkeys(folded.split()) if len(word) < TRIGRAM]
    pieces: list[str] = []
    for word in dict.fromkeys(folded.split()):
        if is_chinese(word):
            pieces += [word[at : at + 2] for at in range(len(word) - 1)]
            pieces += list(word)
        elif len(word) < TRIGRAM:
            pieces.append(word)
    return list(dict.fromkeys(pieces))
