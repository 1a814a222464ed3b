"""Numbers in Chinese characters."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sskg.language.numbers.digits import HAN_SCALES
from sskg.language.numbers.number import Number, written

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT = "[零〇一二两三四五六七八九]"
_CHAR = "[零〇一二两三四五六七八九十百千万亿]"
_LONGEST = 40
# A run begins where no character of numerals stands before, so that each is read once.
_RUN = f"(?<!{_CHAR}){_CHAR}++(?:点{_DIGIT}++)?+"
_ARABIC = r"\d++(?:\.\d++)?+"

# A single character is a number before what is counted; elsewhere it is mostly part of a word.
_MEASURE = re.compile(
    r"周岁|岁|年|个|月|日|天|元|角|人|名|位|次|倍|项|户|件|种|类|级|小时|公里|千米|米|平方|亩|吨|公斤"
    r"|块|家|所|条|款|章|节|省|市|县|村|届|期|批|套|间|代|分钟|周(?![期边])|季|学年|工作日"
    r"|[多余]|以上|以下|以内|[至到]"
)
_WORDS = re.compile(
    rf"(?<![统同唯单专逐进周期初之万])(?P<run>{_RUN})(?:(?P<more>[多余])(?P<han>[万亿]+))?"
)
_OF = re.compile(rf"(?P<lower>{_RUN})分之(?P<upper>{_RUN}|{_ARABIC})")
_TENTHS = re.compile(
    rf"(?P<tens>{_DIGIT}|\d)成(?P<rest>{_DIGIT}|半)?(?![立为员果本就年长交都因效熟品])"
)
_HALF = re.compile(r"一半|半数")
_AMOUNT = re.compile(r"(?:[数几上][十百千万亿]+|成[千百]上[万千])")
_SHARES = {100: "unit:PERCENT", 1000: "unit:PERMILLE"}
_POSITIONAL = 3
_HUNDRED = 100
_TEN = 10


def in_chinese(text: str) -> Iterator[Number]:
    """Yield the numbers that are written in Chinese characters.

    >>> [str(n.value) for n in in_chinese("三亿人，百分之二点五，八成，统一，三十多万人")]
    ['2.5', '80', '300000000', '300000']
    """
    for match in _OF.finditer(text):
        yield from _share(text, match)
    for match in _TENTHS.finditer(text):
        rest = match["rest"]
        ones = 5 if rest == "半" else _DIGITS.get(rest or "", 0)
        tens = _DIGITS.get(match["tens"], -1)
        percent = Decimal((int(match["tens"]) if tens < 0 else tens) * 10 + ones)
        yield written(text, *match.span(), percent, unit="unit:PERCENT", in_words=True)
    for match in _HALF.finditer(text):
        yield written(text, *match.span(), None, fraction=Fraction(1, 2), in_words=True)
    for match in _AMOUNT.finditer(text):
        yield written(text, *match.span(), None, in_words=True)
    for match in _WORDS.finditer(text):
        value = read(match["run"])
        ordinal = text[match.start() - 1 : match.start()] == "第"
        if value is None or not (ordinal or _counts(text, match)):
            continue
        scale = 1
        for char in match["han"] or "":
            scale *= HAN_SCALES[char]
        digits, own = _scaled(match["run"], value)
        yield written(
            text,
            *match.span(),
            digits,
            own * scale,
            ordinal=ordinal,
            in_words=True,
            bound="MoreThan" if match["more"] else None,
        )


def _share(text: str, match: re.Match[str]) -> Iterator[Number]:
    lower = read(match["lower"])
    if match["lower"] in {"百", "千", "万"}:
        lower = Decimal(HAN_SCALES[match["lower"]])
    arabic = match["upper"][0].isdecimal()
    upper = Decimal(match["upper"]) if arabic else read(match["upper"])
    if lower is None or upper is None or lower == 0:
        return
    unit = _SHARES.get(int(lower)) if match["lower"] in {"百", "千"} else None
    if unit:
        yield written(text, *match.span(), upper, unit=unit, in_words=True)
    else:
        fraction = Fraction(upper) / Fraction(lower)
        yield written(text, *match.span(), None, fraction=fraction, in_words=True)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell whether characters that could be a number are one here."""
    run = match["run"]
    if match["han"] or _MEASURE.match(text, match.end()):
        return True
    # 十四五 and 千万 are none; two characters with a scale are, wherever they stand.
    return len(run) > 1 and run[0] in _DIGITS and any(char in HAN_SCALES for char in run[1:])


def _scaled(run: str, value: Decimal) -> tuple[Decimal, int]:
    """Return digits and scale: 三亿 is three times 亿."""
    bare, scale = run.rstrip("万亿"), 1
    for char in run[len(bare) :]:
        scale *= HAN_SCALES[char]
    digits = None if scale == 1 or "万" in bare or "亿" in bare else read(bare)
    return (value, 1) if digits is None else (digits, scale)


def read(run: str) -> Decimal | None:
    """Return the value of Chinese numerals; None for characters that make no number.

    >>> [str(read(run)) for run in ("一千零五", "一亿二千万", "二〇一八", "十四五", "三万五")]
    ['1005', '120000000', '2018', 'None', 'None']
    """
    whole, _, behind = run.partition("点")
    if len(run) > _LONGEST:
        return None
    if behind:
        before = read(whole)
        digits = "".join(str(_DIGITS[char]) for char in behind)
        return None if before is None else before + Decimal(f"0.{digits}")
    if all(char in _DIGITS for char in whole):
        if len(whole) == 1:
            return Decimal(_DIGITS[whole])
        if len(whole) >= _POSITIONAL:
            return Decimal("".join(str(_DIGITS[char]) for char in whole))
        return None
    return _composed(whole)


def _composed(run: str) -> Decimal | None:
    total, section = Decimal(0), Decimal(0)
    digit: int | None = None
    zero = False
    last = 10**4
    for char in run:
        if char in _DIGITS:
            if digit is not None or (_DIGITS[char] == 0 and zero):
                return None
            if _DIGITS[char] == 0:
                zero = True
            else:
                digit = _DIGITS[char]
        elif char in {"万", "亿"}:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            scale = HAN_SCALES[char]
            total = (total + section) * scale if char == "亿" else total + section * scale
            section, digit, zero, last = Decimal(0), None, False, 10**4
        else:
            unit = HAN_SCALES[char]
            if unit >= last or (digit is None and unit != _TEN):
                return None
            section += (digit or 1) * unit
            digit, zero, last = None, False, unit
    # 二百五 and 三万五 leave out a scale: what they mean is not certain.
    if digit is not None and not zero and (last in {_HUNDRED, 10**3} or (total and not section)):
        return None
    return total + section + (digit or 0)
