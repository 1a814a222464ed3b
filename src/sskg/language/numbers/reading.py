"""All numbers of a text, in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from sskg.language.numbers.chinese import in_chinese
from sskg.language.numbers.digits import in_digits
from sskg.language.numbers.english import in_english
from sskg.language.numbers.ranges import shares_scale
from sskg.language.text import is_chinese, simplified

if TYPE_CHECKING:
    from sskg.language.numbers.number import Number


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text in order; of two that overlap, the one that begins first.

    >>> [str(number.value) for number in numbers("from 790 million to 1.04 billion, 18th")]
    ['790000000', '1040000000.00', '18']
    >>> numbers("hundreds of millions")[0].wording
    'hundreds of millions'
    >>> [number.wording for number in numbers("百分之35，three crore，约3,5 million")]
    ['百分之35', 'three crore', '3,5 million']
    >>> [str(number.value) for number in numbers("2 to 3 million")]
    ['2000000', '3000000']
    >>> [(str(number.value), number.wording) for number in numbers("百分之六點五，三億")]
    [('6.5', '百分之六點五'), ('300000000', '三億')]
    """
    plain = simplified(text)
    han = in_chinese(plain) if is_chinese(text) else ()
    every = chain(in_digits(plain), in_english(text), han)
    read: list[Number] = []
    for number in sorted(every, key=lambda number: (number.start, -number.end)):
        if read and number.start < read[-1].end:
            continue
        if read and shares_scale(text, read[-1], number):
            read[-1] = read[-1].scaled_as(number)
        read.append(number)
    if plain != text:
        return [
            replace(each, wording=" ".join(text[each.start : each.end].split())) for each in read
        ]
    return read
