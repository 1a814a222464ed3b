"""Agreement in number for English sentences that are made from labels.

A label says nothing of its number, so it is read off its words: the noun that the label is about
is the last word before the first preposition. Where that cannot be told, it counts as singular.
"""

from __future__ import annotations

import re
from typing import Final

# What follows one of these only tells more of the noun before it.
_AFTER_NOUN: Final = (
    r"\b(?:about|across|after|against|among|around|at|before|between|beyond|by|during|for|from|in"
    r"|into|left|of|on|over|per|since|that|through|to|toward|towards|under|who|with|within|without"
    r")\b|[,;:(—–]"
)
_IRREGULAR: Final = frozenset({"children", "data", "elderly", "men", "people", "poor", "women"})
# One behind a noun tells more of it: “people relieved of worries”, “demands met”.
_PARTICIPLE: Final = r"(?:ed|ing|met|made|put)$"
# They end in s and are singular.
_SINGULAR: Final = r"(?:ss|us|is|ics|news|series|means)$"
# A gerund that begins a label is its noun: “raising subsidies” is one thing. These are adjectives.
_ADJECTIVES: Final = frozenset(
    {
        "ageing", "continuing", "developing", "emerging", "existing", "falling", "growing",
        "housing", "lagging", "leading", "living", "missing", "nursing", "ongoing", "remaining",
        "rising", "training", "working",
    }
)  # fmt: skip
_AUXILIARIES: Final = {"is": "are", "was": "were", "has": "have", "does": "do"}


def is_plural(label: str) -> bool:
    """Tell whether an English label names several things.

    >>> is_plural("weak links of the system"), is_plural("reform of pensions")
    (True, False)
    >>> is_plural("judging new trends in advance"), is_plural("working people")
    (False, True)
    """
    words = re.split(_AFTER_NOUN, label.strip().lower(), maxsplit=1)[0].split()
    if not words or (words[0].endswith("ing") and words[0] not in _ADJECTIVES):
        return False
    while len(words) > 1 and re.search(_PARTICIPLE, words[-1]):
        words.pop()
    noun = words[-1]
    return noun in _IRREGULAR or (noun.endswith("s") and not re.search(_SINGULAR, noun))


def agreeing(verb: str, subject: str) -> str:
    """Return a verb in the third person, as a label of a relation has it, in the subject's number.

    >>> agreeing("contributes to", "steady benefits"), agreeing("is driven by", "weak links")
    ('contribute to', 'are driven by')
    >>> agreeing("contributes to", "the fund"), agreeing("reaches", "benefits")
    ('contributes to', 'reach')
    """
    if not is_plural(subject):
        return verb
    first, space, rest = verb.partition(" ")
    if first in _AUXILIARIES:
        plural = _AUXILIARIES[first]
    elif first.endswith("ies"):
        plural = first[:-3] + "y"
    elif re.search(r"(?:ch|sh|ss|x|zz)es$", first):
        plural = first[:-2]
    else:
        plural = first.removesuffix("s")
    return plural + space + rest
