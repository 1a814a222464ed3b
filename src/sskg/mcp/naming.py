"""The names that a sentence has: those of the graph, and what has the form of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from sskg.ingest.proposers.chinese import titles
from sskg.language.numbers.reading import numbers
from sskg.language.text import fold, is_chinese, simplified
from sskg.names import bearers
from sskg.names.english import stem
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping, Sequence

    from sskg.model import Entity
    from sskg.names.bearers import Bearer
    from sskg.store.base import Store

_SHORTEST: Final = {True: 2, False: 4}
"""Characters of the shortest name of the graph that is looked for: Chinese ones are short."""
_MOST: Final = 40
"""Names of one sentence that are looked at, each sort."""

_QUOTED: Final = re.compile(r"“([^”]{2,80})”|\"([^\"]{2,80})\"|「([^」]{2,80})」|『([^』]{2,80})』"
                            r"|《([^》]{2,80})》")  # fmt: skip
_LATIN: Final = "A-Za-zÀ-ÖØ-öø-ɏ"
_WORD: Final = re.compile(rf"[{_LATIN}](?:[{_LATIN}0-9]|[-’'&+](?=[{_LATIN}0-9]))*")
_BETWEEN: Final = re.compile(r"[ \t]+(?:(?:of|for|de|la|von|van|al)[ \t]+(?:the[ \t]+)?)?\Z")
_BEGINS: Final = re.compile(r"(?:\A|[.!?:;•\n。！？：；])[\s\"“'‘(]*\Z")
_POSSESSIVE: Final = re.compile(r"['’]s?\Z")
_GRAMMAR: Final = re.compile(
    "a|about|according|after|all|also|although|among|an|and|any|are|as|at|be|because|been"
    "|before|being|between|both|but|by|can|could|despite|did|do|does|during|each|either|even"
    "|every|few|for|from|had|has|have|he|her|here|his|how|however|i|if|in|into|is|it|its|later"
    "|many|may|might|more|most|much|must|neither|new|no|nor|not|now|of|on|once|one|only|or"
    "|other|our|over|per|several|shall|she|should|since|so|some|still|such|than|that|the|their"
    "|then|there|these|they|this|those|though|through|thus|to|under|unless|until|up|upon|was|we"
    "|were|what|when|where|whether|which|while|who|whose|why|will|with|within|without|would|yet"
    "|you|your",
    re.IGNORECASE,
)
"""English words that begin a sentence and are no names."""

_SURNAMES: Final = (
    "欧阳|司马|诸葛|上官|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏"
    "水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞"
    "齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季强贾"
    "路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓洪包左石崔吉龚程邢裴陆"
    "荣翁甄曲封储段巫焦巴侯班仰秋仲伊宫宁仇栾甘厉武符刘景詹龙叶幸司黎习温庄阎连向古易廖耿匡文欧聂曾沙"
    "关查游]"
)
_SAYS: Final = "说|表示|指出|强调|认为|宣布|称|提出|介绍|透露|要求|主持"
_TITLE: Final = (
    "主席|总书记|总理|副总理|部长|副部长|书记|主任|局长|司长|省长|市长|委员长|院长|校长"
    "|教授|同志|先生|女士"
)
_PERSON: Final = re.compile(
    rf"(?:{_TITLE})(?P<behind>(?:{_SURNAMES})[\u4e00-\u9fff]{{1,2}})"
    rf"(?=(?:{_SAYS}|在|于|对|[，。、：“]|\Z))"
    rf"|(?<![\u4e00-\u9fff])(?P<before>(?:{_SURNAMES})[\u4e00-\u9fff]{{1,2}}?)(?=(?:{_TITLE}|{_SAYS}))"
)
_PLACE: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在于从到由对向和与及]))(?P<name>[\u4e00-\u9fff]{1,5}"
    r"(?:自治区|自治州|省|市|县|镇|乡|村))(?!场|民|政|委|级|长)"
)
_KINDS_OF_PLACE: Final = re.compile(
    "(?:各|全|本|该|每|两|外|城|跨|同|[一二三四五六七八九十百千万几多]+[个]?)"
    "(?:自治区|自治州|省|市|县|镇|乡|村)+"
)
_AHEAD: Final = re.compile("(?:据|经|自|当|今年|去年|明年|近年来?|日前|近日|此外|因此|随着|新)+")
"""What stands before a Chinese name, and is none of it."""
_LAW: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:根据|依照|按照|依据|违反)?(?P<name>[^\W\da-zA-Z的等该各有]{2,14}(?:法|条例|办法))(?!律|院|定|人)"
)


class GraphName(NamedTuple):
    """A name of the graph that a sentence has.

    Attributes:
        name: in folded form.
        thing: which bears it.
        names: all of its names, in folded form.
    """

    name: str
    thing: Entity
    names: tuple[str, ...]


def graph_names(store: Store, sentence: str) -> list[GraphName]:
    """Return the things that a sentence names, the longest names first, none within another."""
    left = fold(sentence)
    every = (
        (name, bearer)
        for name, bearer in _names(store, sentence)
        if name in left and holds(left, name)
    )
    met: dict[str, GraphName] = {}
    taken: set[str] = set()
    for name, bearer in sorted(every, key=lambda each: (-len(each[0]), each[0], each[1].iri)):
        if name in taken:
            continue
        if holds(left, name):
            left = left.replace(name, "\0")
            taken.add(name)
            met.setdefault(bearer.iri, GraphName(name, bearer.entity, bearer.folded))
    return list(met.values())


_KEPT: Final[MutableMapping[Store, tuple[object, list[tuple[str, Bearer]]]]] = WeakKeyDictionary()


def _names(store: Store, sentence: str) -> list[tuple[str, Bearer]]:
    """Return the names that are long enough; those of a graph in memory are listed once."""
    candidates = bearers(store, text=sentence)
    held = _KEPT.get(store)
    if held is None or held[0] != candidates:
        # Kinds, bounds and the like have names in the ontology, and name nothing in a sentence.
        names = [
            (name, bearer)
            for bearer in candidates
            if not bearer.iri.startswith(ONTOLOGY)
            for name in bearer.folded
            if len(name) >= _SHORTEST[is_chinese(name)]
        ]
        if store.kind != "memory":
            return names
        held = _KEPT[store] = (candidates, names)
    return held[1]


def holds(text: str, name: str) -> bool:
    """Tell whether a folded name stands in a folded text, as whole words; Chinese has no gaps."""
    if name not in text or is_chinese(name):
        return name in text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def formed_names(
    store: Store, sentence: str, candidates: Iterable[GraphName], words: str
) -> list[tuple[str, ...]]:
    """Return what has the form of a name and is no part of a name of the graph.

    That are quoted phrases, capitalised words, and Chinese names of bodies, persons, places, laws
    and schemes. Each comes with the shorter forms that would do as well.

    Args:
        store: the graph: a word that begins a sentence is no name where it stands within names.
        sentence: the sentence.
        candidates: names of the graph that it has.
        words: of the places that it cites.
    """
    plain = simplified(sentence)
    parts = [each.name for each in candidates]
    formed: dict[str, tuple[str, ...]] = {}
    for forms in (*_quoted(sentence), *_capitalised(store, sentence, words), *_chinese(plain)):
        name = fold(forms[0])
        if name and not any(holds(part, name) for part in parts):
            formed.setdefault(name, forms)
    return list(formed.values())[:_MOST]


def _quoted(sentence: str) -> Iterator[tuple[str, ...]]:
    for match in _QUOTED.finditer(sentence):
        yield (next(each for each in match.groups() if each).strip(" ,."),)


def _capitalised(store: Store, sentence: str, words: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of capitalised words; "of" and the like may stand between them."""
    rows: list[list[re.Match[str]]] = []
    numbered = [(number.start, number.end) for number in numbers(sentence) if number.in_words]
    for word in _WORD.finditer(sentence):
        if not _is_high(word[0]) or any(start <= word.start() < end for start, end in numbered):
            continue
        if _GRAMMAR.fullmatch(word[0]) and _begins(sentence, word):
            continue
        last = rows[-1][-1] if rows else None
        between = _BETWEEN.match(sentence[last.end() : word.start()]) if last is not None else None
        # The Ministry of Health is one name; Zhang Wei of the Ministry is two.
        if (
            between
            and not _POSSESSIVE.search(last[0] if last is not None else "")
            and (between[0].isspace() or len(rows[-1]) == 1)
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        common = _begins(sentence, row[0]) and _is_common(store, row[0][0], words)
        if common and len(row) == 1:
            continue
        whole = _POSSESSIVE.sub("", sentence[row[0].start() : row[-1].end()])
        yield (whole, sentence[row[1].start() : row[-1].end()]) if common else (whole,)


def _begins(sentence: str, word: re.Match[str]) -> bool:
    return bool(_BEGINS.search(sentence[max(0, word.start() - 12) : word.start()]))


def _is_high(word: str) -> bool:
    return any(char.isupper() for char in word) and word != "I"


def _is_common(store: Store, word: str, words: str) -> bool:
    """Tell whether a capitalised word stands in lower case in the texts cited, or within names."""
    wanted = stem(fold(word))
    if any(
        match[0][0].islower() and stem(fold(match[0])) == wanted for match in _WORD.finditer(words)
    ):
        return True
    return any(
        wanted[:-1] in name and wanted in {stem(each) for each in name.split()}
        for name, _ in _names(store, word)
    )


def _chinese(plain: str) -> Iterator[tuple[str, ...]]:
    if not is_chinese(plain):
        return
    persons = [match["behind"] or match["before"] for match in _PERSON.finditer(plain)]
    names = [match["name"] for match in _LAW.finditer(plain)]
    names += [
        match["name"]
        for match in _PLACE.finditer(plain)
        if not _KINDS_OF_PLACE.fullmatch(match["name"])
    ]
    names += [
        name.removeprefix(ahead[0]) if (ahead := _AHEAD.match(name)) else name
        for name in titles(plain)
        if not name.startswith(tuple(persons))
    ]
    yield from ((name,) for name in persons)
    for name in names:
        if not any(name != other and name in other for other in names):
            yield (name,)


def occurs(text: str, forms: Sequence[str]) -> bool:
    """Tell whether a name stands in a folded text, in one of its forms."""
    return any(holds(text, fold(form)) for form in forms)
