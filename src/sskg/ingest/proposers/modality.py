"""How a segment is meant, with the hedge and the speaker.

A text reports, requires or supposes. A law enacts: what one of its articles neither demands nor
allows holds by the article itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import ModalityProposal, Quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Segment, Span

_REQUIRED = re.compile(
    r"\b(?:must|should|shall|ought\s+to|need(?:s|ed)?\s+to|(?<!not\s)(?<!n[’']t\s)ha(?:s|ve)\s+to"
    r"|you(?:[’']ll)?\s+(?:\w+\s+)?need|(?:is|are)\s+(?:required|obliged"
    r"|to\s+be)|it\s+is\s+(?:necessary|imperative|essential|vital)|call(?:s|ed)\s+(?:for|on|upon)"
    r"|urg(?:es|ed)|demanded|demands?\s+that|(?:efforts|steps|measures)\s+(?:should|must|to\s+be)"
    r"|let\s+us|may\s+not)\b"
    r"|应当|应该|应(?=[于由在将对把按依自与予及享给为从以根当立即不])|必须|须(?!知)|不得|禁止|严禁|要求|务必"
    r"|需要|(?<![重需主只必纲首摘简概想])要(?![求素点件闻么是])(?=[坚加推完健把在继进深统着严切积不按以树充注全为做建抓落确])",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"(?:(?<=\s)|\A)(?:if|unless|would|might|were\s+to|in\s+case|provided\s+that|suppose|assuming)\b"
    r"|如果|假如|倘若|假设|一旦|若(?!干)|要是|只有(?=.{1,30}才)",
    re.IGNORECASE,
)
_PERMITTED = re.compile(
    r"\b(?:may(?!\s+not)|(?<=you\s)can|is\s+entitled\s+to|are\s+entitled\s+to|ha(?:s|ve)\s+the\s+right\s+to)\b"
    r"|可以|有权|允许|鼓励|自愿|自主选择",
    re.IGNORECASE,
)
# What a text asks of its reader: a guide says "Check your record".
_IMPERATIVE = re.compile(
    r"(?:please\s+)?(?:apply|ask|bring|call|check|choose|complete|contact|do\s+not|fill\s+in"
    r"|find\s+out|keep|make\s+sure|pay|read|report|send|tell|use|visit|write)\s+(?!(?:is|are|was)\b)",
    re.IGNORECASE,
)
# What is asked or explained is supposed by nobody: "it shows what might happen if …".
_ASKED = re.compile(r"\b(?:what|how|whether|why)\b[^,.;:]*\Z", re.IGNORECASE)
# A power to do something, and not what may be so: states may extend a benefit, which may be small.
_ENTITLED = re.compile(
    r"(?<![a-z]\s)you\s+can\b|\bbe\s+able\s+to\s+(?:apply|claim|choose|get|join|receive)\b"
    r"|\bmay\s+(?:also\s+|then\s+|only\s+)?(?:choose|collect|deduct|elect|exempt|extend|grant|impose"
    r"|offer|opt|provide|require|set|waive|withhold)\b|\b(?:is|are)\s+entitled\s+to\b|\bha(?:s|ve)\s+the\s+right\s+to\b|有权",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\b(?:shall|must|may\s+not)\b|应当(?![^，。；的]{0,12}(?:缴纳|支付|负担|承担|享受|领取|偿还|征收|退还|返还)(?:的|数额|金额|费用))|不得|必须|禁止|严禁",
    re.IGNORECASE,
)
"""What an article demands; what is owed by others (应当缴纳的费用) is no demand of its own."""
_ARTICLE = re.compile(
    r"^[ \t\u3000]*(?:第[ \t]?[一二三四五六七八九十百零〇\d]+[ \t]?[条條]|Article[ \t]+\d+)"
    r"(?=[ \t\u3000.:(（\n])",
    re.MULTILINE,
)
_ARTICLES: Final = 3
"""As many articles make a text a law: a report may quote one or two."""
_QUALIFIER = re.compile(
    r"\b(?:basically|essentially|largely|significantly|considerably|substantially|markedly|notably"
    r"|effectively|generally|mostly|mainly|gradually|steadily|initially|preliminarily|fully"
    r"|partly|partially|slightly|sharply|remarkably|greatly|further|fundamentally"
    r"|to\s+(?:some|a\s+large|a\s+certain)\s+extent|in\s+principle|on\s+the\s+whole|by\s+and\s+large)\b"
    r"|基本(?=[上建形实消完解得])|初步|显著|明显|大幅|逐步|总体上?|较好|有效|稳步|进一步|原则上|一定程度上"
    r"|切实|大体|全面(?=[建实完覆推])|不断(?=[提完扩加])|普遍",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:said|says|stressed|stresses|urged|urges|noted|notes|pointed\s+out|points\s+out|announced"
    r"|stated|states|argued|argues|warned|warns|added|explained|emphasi[sz]ed|called\s+(?:for|on)"
    r"|told|demanded|reported|reports)"
)
_NAME = (
    r"(?:(?:the|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|President|Minister|Premier|Secretary)\s+)*"
    r"[A-Z][\w.’'-]+(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w.’'-]+){0,6}"
)
_BODIES = (
    r"[Tt]he\s+(?:ministry|government|department|report|president|minister|commission|council|bank"
    r"|agency|authority|committee|court|survey|study|statement)"
)
_SPEAKER = re.compile(
    rf"(?P<name>\b(?:{_BODIES}|{_NAME}))(?:,[^,]{{1,60}},)?\s+(?:also\s+|further\s+)?{_SAYS}\b"
)
_SAID_BY = re.compile(rf"\b(?:said|according\s+to|stressed|noted)\s+(?P<name>{_NAME})")
_ACCORDING = re.compile(rf"\b[Aa]ccording\s+to\s+(?P<name>{_NAME})")

_HAN_SPEAKER = re.compile(
    r"(?:\A|[，。；：“”\s])(?:据)?(?P<name>[\u4e00-\u9fff·]{2,16}?)"
    r"(?:同志)?(?:在[^，。]{1,20})?(?:还|又|并|曾)?(?:指出|强调|表示|认为|介绍|说(?=[，：“])|宣布|称(?=[，：“]))"
)
_PRONOUNS = {
    "he",
    "she",
    "it",
    "they",
    "we",
    "this",
    "that",
    "the",
    "these",
    "there",
    "他",
    "她",
    "会议",
}


def propose_modalities(
    text: str, segments: Sequence[Segment], _known: Known
) -> Iterable[ModalityProposal]:
    r"""Propose one modality for each segment; a clause with none takes that of its sentence.

    >>> from sskg.ingest.known import Known
    >>> from sskg.ingest.proposal import Segment, Span
    >>> def modality(text):
    ...     whole = Span(0, len(text))
    ...     (found,) = propose_modalities(text, [Segment(whole, "Body", whole)], Known())
    ...     return found.modality, found.qualifier, found.speaker
    >>> modality("Xi Jinping stressed that pooling must be significantly improved.")
    ('Required', 'significantly', 'Xi Jinping')
    >>> modality("职工应当参加基本养老保险。"), modality("体系基本建成。")
    (('Required', None, None), ('Reported', '基本', None))
    >>> law = "第一条 国家建立养老保险。\n第二条 职工应当参加。\n第三条 个人可以查询。"
    >>> ends = [0, *(at + 1 for at, sign in enumerate(law) if sign == "。")]
    >>> spans = [Span(start, end) for start, end in zip(ends, ends[1:], strict=False)]
    >>> articles = [Segment(span, "Body", span) for span in spans]
    >>> [found.modality for found in propose_modalities(law, articles, Known())]
    ['Enacted', 'Required', 'Permitted']
    """
    articles = [match.start() for match in _ARTICLE.finditer(text)]
    law = articles[0] if len(articles) >= _ARTICLES else len(text)
    for segment in segments:
        if segment.speaks:
            yield _modality(text, segment, law=segment.span.start >= law)


def _modality(text: str, segment: Segment, *, law: bool) -> ModalityProposal:
    places = (
        (segment.span,)
        if segment.span == segment.sentence
        else (
            segment.span,
            segment.sentence,
        )
    )
    modality, mark = "Reported", None
    for place in places:
        modality, mark = _meant(text, place, law=law)
        if mark:
            break
    hedge = _QUALIFIER.search(text, segment.span.start, segment.span.end)
    speaker = next((who for place in places if (who := _speaker(text, place))), None)
    quotes = []
    if mark:
        quotes.append(Quote.cut("modality", text, *mark.span()))
    if hedge:
        quotes.append(Quote.cut("qualifier", text, *hedge.span()))
    if speaker:
        quotes.append(Quote.cut("speaker", text, *speaker.span("name")))
    return ModalityProposal(
        passage=segment.span,
        quotes=tuple(sorted(quotes, key=lambda quote: quote.span)),
        by="modality",
        modality=modality,
        qualifier=hedge[0] if hedge else None,
        speaker=" ".join(speaker["name"].split()) if speaker else None,
    )


def _meant(text: str, span: Span, *, law: bool) -> tuple[str, re.Match[str] | None]:
    if law:
        ordered = _ORDERED.search(text, span.start, span.end)
        allowed = _PERMITTED.search(text, span.start, span.end)
        if allowed and (ordered is None or allowed.start() < ordered.start()):
            return "Permitted", allowed
        return ("Required", ordered) if ordered else ("Enacted", None)
    required = _IMPERATIVE.match(text, span.start, span.end) or _REQUIRED.search(
        text, span.start, span.end
    )
    condition = next(
        (
            match
            for match in _HYPOTHETICAL.finditer(text, span.start, span.end)
            if not _ASKED.search(text, span.start, match.start())
        ),
        None,
    )
    if required and not (condition and condition.start() == span.start):
        return "Required", required
    entitled = _ENTITLED.search(text, span.start, span.end)
    if condition and not (entitled and entitled.start() < condition.start()):
        return "Hypothetical", condition
    if required:
        return "Required", required
    return ("Permitted", entitled) if entitled else ("Reported", None)


def _speaker(text: str, span: Span) -> re.Match[str] | None:
    for pattern in (_SPEAKER, _ACCORDING, _SAID_BY, _HAN_SPEAKER):
        for match in pattern.finditer(text, span.start, span.end):
            if match["name"].casefold() not in _PRONOUNS:
                return match
    return None
