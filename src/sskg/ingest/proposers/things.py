"""Things that a text names: those of the graph, and new ones with a kind by their head noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.ingest.known import OF_A_STATE
from sskg.ingest.proposal import Quote, Span, ThingProposal
from sskg.language.text import fold, is_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sskg.ingest.known import Known, KnownThing
    from sskg.ingest.proposal import Passage

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")
_SHORTEST = 4
_HAN_SHORTEST = 3

_HEADS = {
    "Actor": "ministry|department|council|committee|commission|agency|authority|administration"
    "|board"
    "|bureau|government|parliament|assembly|tribunal|court|office|trust|organi[sz]ation"
    "|association"
    "|union|corporation",
    "Reform": "reforms?|restructuring|overhaul",
    "TargetGroup": "workers|employees|residents|citizens|children|persons|people|families"
    "|households"
    "|pensioners|women|men|farmers|students|beneficiaries|members|patients|soldiers|veterans"
    "|orphans"
    "|migrants|refugees|mothers|parents|elderly|unemployed",
    "Policy": "insurance|schemes?|pensions?|programmes?|programs?|allowances?|grants?|benefits?"
    "|subsid(?:y|ies)|assistance|systems?|strategy|plans?|services?|policy|policies|fund|funds"
    "|yojana"
    "|security|protection|mission|act|law|code",
    "Challenge": "shortages?|gaps?|risks?|poverty|inequality|deficits?|unemployment|obstacles?"
    "|barriers?"
    "|fragmentation|disparit(?:y|ies)|imbalances?",
    "Trend": "ageing|aging|urbani[sz]ation|informali[sz]ation|globali[sz]ation|digitali[sz]ation",
}
_HAN_HEADS = {
    "Actor": "部门|机关|委员会|人民政府|机构|国务院|部|局|厅|法院|工会|联合会|协会",
    "Reform": "改革",
    "TargetGroup": "人员|居民|职工|儿童|老年人|家庭|残疾人|军人|群众|农民|农民工|患者|学生|孤儿"
    "|劳动者|参保人|被保险人|受益人|对象",
    "Fund": "基金",
    "Benefit": "保险金|补助金|抚恤金|救济金|退役金|养老金|津贴|补贴|待遇|补助",
    "Policy": "保险|制度|体系|机制|计划|救助|保障|福利|政策|战略|工程|服务",
    "Challenge": "短板|风险|贫困|差距|障碍|不平衡|缺口",
    "Trend": "老龄化|城镇化|少子化|数字化",
}
_MODIFIER = (
    r"(?!(?:the|a|an|of|in|on|at|by|to|for|from|with|and|or|but|that|which|who|this|these|those"
    r"|its"
    r"|their|his|her|our|your|is|are|was|were|be|been|has|have|had|will|would|can|could|may|must"
    r"|should|shall|as|than|more|less|most|all|any|each|every|some|other|such|same|new|no|not|also"
    r"|under|over|about|per|cent|percent|million|billion|crore|lakh|thousand|if|when|where|while|"
    r"receive[sd]?|provide[sd]?|cover(?:s|ed)?|include[sd]?|launch(?:es|ed)?|introduce[sd]?|and"
    r"|into"
    r"|extend(?:s|ed)?|improv(?:e|es|ed|ing)|establish(?:es|ed)?|pay|pays|paid|said|given|made"
    r"|claims?|claimed|gets?|got|gives?|depends?|needs?|uses?|used|joins?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|enter(?:s|ed)?|offers?|offered|runs?"
    r"|they|we|you|he|she|there|then|so|both|few|many|much|several|certain|although|though|while"
    r"|how|what|why|whether|it|them|us|me|him|only|even|if|unless|until|per|via|within|without"
    r"|became|become|remains?|remained|grew|rose|fell|reach(?:es|ed)?|because|since|during)\b)"
    r"[^\W\d_][\w’'-]*"
)
_ALONE = (
    "workers|employees|residents|citizens|children|families|households|pensioners|farmers|students"
    "|beneficiaries|patients|soldiers|veterans|orphans|migrants|refugees"
)
_NEW = re.compile(
    rf"\b(?P<name>(?P<group>{_ALONE})\b|(?:{_MODIFIER}\s+){{1,4}}(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _HEADS.items())
    + r")\b(?:(?-i:\s+of(?:\s+the)?\s+[A-Z][a-z]\w*(?:\s+(?:and\s+)?[A-Z][a-z]\w*){0,4}))?)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?P<name>(?:Ministry|Department|Council|Committee|Commission|Agency|Board|Office)\s+"
    r"(?:of|for|on)(?:\s+the)?\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w-]+(?:(?:,|\s+and|\s+&)?\s+[A-Z][\w-]+){0,5})"
)
_PARTICLES = "的了和与及在对为以被把由等其该各将向或并所是有可须不也都就但而至按依给使让应当从到得"
# A verb in front of a name is none of it.
_LEADING = re.compile(
    "(?:(?!一次性)(?:简称|参加|享受|领取|缴纳|建立|实行|完善|健全|提高|加强|推进|根据|依照|负责|支付|规定|国家"
    "|实施|发展"
    "|促进|扩大|深化|全国|如果|政府|统一|加快|推动|落实|保障(?=.{4})|共同|属于|包括|部分|其他"
    "|鼓励|做好"
    "|本法|本条例|通过|纳入|设立|覆盖|惠及|目前|我国|要|设"
    "|[一二两三四五六七八九十百千万亿多余]+[项种个名类]?))+"
)
_VERB = re.compile(
    "参加|享受|领取|缴纳|建立|实行|完善|健全|加强|推进|实施|纳入|设立|覆盖|惠及|共同|应当|按月"
    "|移交|转移|接收|转入|委托|监督|审议|审核|发生|确保|承担|协助"
    "|低于|高于|超过|申请|办理|发放|提供|获得|给予"
)
_HAN_NEW = re.compile(
    f"(?P<name>[^\\W\\d_{_PARTICLES}]{{2,12}}(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _HAN_HEADS.items())
    + f")|(?P<group>{_HAN_HEADS['TargetGroup']})|(?P<body>国务院))(?!费率|期)"
)
_HAN_LEAST = 3
# Words of the law that hold characters which also begin names.
_MASK = re.compile("有关|按照|依照|以下|以上|以内|关于|对于|由于|其他|其中|期间|有效期?|方式")
_GENERIC = frozenset(
    {"人员", "对象", "家庭", "群众", "主管部门", "有关部门", "相关部门", "主管机关", "有关机关"}
)
# They qualify nothing that has a name: what stands behind them is the thing.
_WEAK = re.compile(
    "available|current|existing|full|future|huge|major|other|sound|various|whole|entire"
)
# What ends so and is no verb in front of its object.
_ING = re.compile(
    "ageing|aging|banking|building|childbearing|contracting|developing|existing|farming|fishing"
    "|funding|housing|leading|learning|living|manufacturing|matching|mining|nursing|ongoing"
    "|outstanding|parenting|pending|pooling|remaining|saving|screening|training|wellbeing|working"
)
_CAPITALS = re.compile(r"(?:[ \t]+[A-Z][a-z]\w*)*")


def propose_things(text: str, passages: Sequence[Passage], known: Known) -> Iterable[ThingProposal]:
    """Propose the things that each passage names; of names that overlap, the longest.

    A name of the graph is a link only where the thing may belong to the document's jurisdiction
    and nobody rejected it; otherwise it is a new thing, with the namesake beside it.
    """
    names = names_of(known)
    longest = max((len(words) for words in names), default=0)
    masked = _MASK.sub(lambda match: "的" * len(match[0]), text)
    for passage in passages:
        if passage.speaks:
            yield from _things(text, passage, known, names, longest, masked=masked)


def names_of(known: Known) -> dict[tuple[str, ...], list[KnownThing]]:
    """Return the graph's things by the words of their names; of Chinese, by the characters."""
    names: dict[tuple[str, ...], list[KnownThing]] = {}
    for thing in known.things:
        if thing.kind in {"Observation", "MeasuredChange", "SourceDocument", "Passage", "Claim"}:
            continue
        for name in thing.names:
            han = is_chinese(name)
            if len(name) < (_HAN_SHORTEST if han else _SHORTEST):
                continue
            words = tuple(name) if han else tuple(fold(name).split())
            bearers = names.setdefault(words, [])
            if words and thing not in bearers:
                bearers.append(thing)
    return names


def bearers_of(
    names: Mapping[tuple[str, ...], list[KnownThing]], name: str
) -> Sequence[KnownThing]:
    """Return the graph's things that bear a name."""
    return names.get(tuple(name) if is_chinese(name) else tuple(fold(name).split()), ())


def linked(
    known: Known, bearers: Sequence[KnownThing], name: str
) -> tuple[KnownThing | None, tuple[str, ...]]:
    """Return the thing that a name means, and the IRIs of those that are merely called so.

    Of several that it may mean, a person tells which.
    """
    meant = [thing for thing in bearers if known.links(thing, name)]
    link = meant[0] if len(meant) == 1 else None
    return link, tuple(sorted(thing.iri for thing in bearers if thing is not link))


def _things(
    text: str,
    passage: Passage,
    known: Known,
    names: Mapping[tuple[str, ...], list[KnownThing]],
    longest: int,
    *,
    masked: str,
) -> Iterator[ThingProposal]:
    taken: list[Span] = []
    for span, bearers in _named(text, passage.span, names, longest):
        taken.append(span)
        name = " ".join(span.of(text).split())
        link, like = linked(known, bearers, name)
        kind = (link or bearers[0]).kind
        yield _thing(text, passage, span, iri=link.iri if link else None, kind=kind, like=like)
    for pattern in (_BODY, _NEW, _HAN_NEW):
        for match in pattern.finditer(masked, passage.span.start, passage.span.end):
            span = Span(match.start("name") + _leading(match["name"]), match.end("name"))
            if is_chinese(match["name"]):
                if span.end - span.start < _least(match) or span.of(text) in _GENERIC:
                    continue
            elif pattern is _NEW and not match["group"]:
                trimmed = _trimmed(text, span)
                if trimmed is None:
                    continue
                span = trimmed
            if any(_overlap(span, other, match) for other in taken):
                continue
            taken.append(span)
            kinds = [
                kind
                for kind, value in match.groupdict().items()
                if value and kind not in {"name", "group", "body"}
            ]
            kind = kinds[0] if kinds else _alone(match)
            if pattern is _NEW and span.end != match.end("name"):
                kind = _kind_of(span.of(text)) or kind
            yield _thing(text, passage, span, iri=None, kind=kind)


def han_names(text: str) -> Iterator[str]:
    """Yield the Chinese names that a text has by their head nouns, without the verbs before them.

    What names a group of people or a state of affairs by such a noun is left out.

    >>> list(han_names("财政部建立渔民养老保险"))
    ['财政部', '渔民养老保险']
    """
    masked = _MASK.sub(lambda match: "的" * len(match[0]), text)
    masked = _VERB.sub(lambda match: "的" * len(match[0]), masked)
    for match in _HAN_NEW.finditer(masked):
        name = text[match.start("name") + _leading(match["name"]) : match.end("name")]
        of_people = match["group"] or match["TargetGroup"] or match["Challenge"] or match["Trend"]
        if not of_people and len(name) >= _least(match) and name not in _GENERIC:
            yield name


def _thing(
    text: str,
    passage: Passage,
    span: Span,
    *,
    iri: str | None,
    kind: str,
    like: tuple[str, ...] = (),
) -> ThingProposal:
    name = " ".join(span.of(text).split())
    return ThingProposal(
        passage=passage.span,
        quotes=(Quote.cut("name", text, span.start, span.end),),
        by="things",
        iri=iri,
        thing_kind=kind,
        name=name,
        lang="zh" if is_chinese(name) else "en",
        like=like,
    )


def _named(
    text: str,
    span: Span,
    names: Mapping[tuple[str, ...], list[KnownThing]],
    longest: int,
) -> Iterator[tuple[Span, list[KnownThing]]]:
    """Yield the names of the graph in a span, from left to right, the longest at each place."""
    words = [
        (match.start(), match.end(), fold(match[0]))
        for match in _WORD.finditer(text, span.start, span.end)
        if not is_chinese(match[0])
    ]
    at = 0
    while at < len(words):
        for count in range(min(longest, len(words) - at), 0, -1):
            key = tuple(word for _, _, word in words[at : at + count])
            bearers = names.get(key) or names.get(_singular(key))
            if bearers and not _goes_on(text, words, at, count, bearers):
                yield Span(words[at][0], words[at + count - 1][1]), bearers
                at += count - 1
                break
        at += 1
    for run in _HAN_RUN.finditer(text, span.start, span.end):
        at = run.start()
        while at < run.end():
            for end in range(min(run.end(), at + longest), at, -1):
                if bearers := names.get(tuple(text[at:end])):
                    yield Span(at, end), bearers
                    at = end - 1
                    break
            at += 1


def _goes_on(
    text: str,
    words: list[tuple[int, int, str]],
    at: int,
    count: int,
    bearers: list[KnownThing],
) -> bool:
    """Tell whether a name of a state's thing is the beginning of a longer proper name.

    The Social Security Act is not social security.
    """
    if at + count >= len(words) or any(each.kind not in OF_A_STATE for each in bearers):
        return False
    begin, (last, end, _), (behind, _, _) = words[at][0], words[at + count - 1], words[at + count]
    return (
        text[begin].isupper()
        and text[last].isupper()
        and text[behind].isupper()
        and text[end:behind].isspace()
    )


def _overlap(span: Span, other: Span, match: re.Match[str]) -> bool:
    """Tell whether a name is taken: a body may bear the name of what it is for."""
    if match.groupdict().get("Actor") and span.holds(other) and span.end > other.end:
        return False
    return span.start < other.end and other.start < span.end


def _trimmed(text: str, span: Span) -> Span | None:
    """Return a new English name without what stands before it; None if nothing is left.

    A proper name ends where its capitals end, and begins where they begin: "paying National
    Insurance", "the Antideficiency Act prohibits government" name one thing each.
    """
    words = list(_WORD.finditer(text, span.start, span.end))
    high = [at for at, word in enumerate(words) if word[0][0].isupper()]
    first = _starts_sentence(text, span.start) and high[:1] == [0]
    if first and (len(high) == 1 or high[1] != 1):
        high = high[1:]
    if high:
        last = high[0]
        while last + 1 < len(words) and last + 1 in high:
            last += 1
        end = words[last].end()
        if last == len(words) - 1:
            behind = _CAPITALS.match(text, end)
            end = behind.end() if behind else end
        elif not (last > high[0] and _kind_of(words[last][0])):
            end = span.end
        return Span(words[high[0]].start(), end)
    start = 0
    while start < len(words) and _weak(words[start][0]):
        start += 1
    left = words[start:]
    return Span(left[0].start(), span.end) if len(left) > 1 else None


def _weak(word: str) -> bool:
    lower = word.casefold()
    return bool(_WEAK.fullmatch(lower) or (lower.endswith("ing") and not _ING.fullmatch(lower)))


def _starts_sentence(text: str, at: int) -> bool:
    return re.search(r"(?:\A|[.!?:•\n][\s\"“'‘]*)\Z", text[max(0, at - 8) : at]) is not None


def _kind_of(name: str) -> str | None:
    """Return the kind that the last word of a name shows."""
    head = name.rsplit(maxsplit=1)[-1]
    return next(
        (kind for kind, heads in _HEADS.items() if re.fullmatch(heads, head, re.IGNORECASE)), None
    )


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    last = words[-1]
    return (*words[:-1], last[:-1]) if last.endswith("s") and len(last) > _SHORTEST else words


def _least(match: re.Match[str]) -> int:
    """Return how long a Chinese name must be: only a group is named by its head noun alone."""
    return 2 if match["group"] or match["body"] or match["TargetGroup"] else _HAN_LEAST


def _alone(match: re.Match[str]) -> str:
    return "Actor" if match.re is _BODY or match.groupdict().get("body") else "TargetGroup"


def _leading(name: str) -> int:
    """Return where a name begins behind the verb and adverbs that stand before it."""
    start = max((match.end() for match in _VERB.finditer(name)), default=0)
    leading = _LEADING.match(name, start)
    return leading.end() if leading else start
