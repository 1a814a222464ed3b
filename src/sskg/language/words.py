"""The words that answers are told in, in both languages, apart from those of the ontology.

Classes, relations, modalities and bounds are named by their labels in the ontology. What stands
here is only what the ontology has no term for. A phrase that is missing is a KeyError in a test,
not an English word in a Chinese answer.
"""

from __future__ import annotations

from typing import Final

from sskg.language.ranges import LANGUAGES, interface

_WORDS: Final = {
    # Sentences: {s} and {o} are labels, {p} the relation between them.
    "sentence": ("{s} {p} {o}", "{s}{p}{o}"),
    "each of": ("each of these", "{names}各自"),
    "namely": (": {names}", ""),
    "and": (" and ", "和"),
    "comma": (", ", "、"),
    "clause": (", ", "，"),
    "full stop": (".", "。"),
    "said Required": (
        "it is required, not reported, that {sentence}",
        "要求（未见报告）：{sentence}",
    ),
    "said Hypothetical": (
        "it is only supposed, under a condition, that {sentence}",
        "仅为假设（附条件）：{sentence}",
    ),
    "said Inferred": ("the curators infer that {sentence}", "编者推断：{sentence}"),
    "said unproved": ("without any claim to prove it: {sentence}", "无陈述为证：{sentence}"),
    "said unknown": (
        "in a way that this software does not know, it is said that {sentence}",
        "以本软件未知的方式表述：{sentence}",
    ),
    "according to": ("according to {who}, {sentence}", "据{who}：{sentence}"),
    "in brackets": (" ({text})", "（{text}）"),
    # Notices on standard error.
    "taken for": ("“{text}” is taken for: {label} ({name})", "“{text}”理解为：{label}（{name}）"),
    "fits indicators": (
        "“{text}” fits {n} indicators; all are shown",
        "“{text}”符合{n}个指标，全部列出",
    ),
    "answer cut": ("cut after {n}; there are more (--limit)", "只列前{n}项，还有更多（--limit）"),
    "view written": (
        "{things} things, {statements} relations, {claims} claims",
        "{things}个事物，{statements}个关系，{claims}条陈述",
    ),
    "texts inside": ("{n} documents in full", "含{n}篇文献全文"),
    "opens on overview": (
        "opens on an overview of {n}; the rest is drawn on demand",
        "打开时为{n}个事物的概览，其余按需绘制",
    ),
    # Evidence.
    "said by": ("said by {who}", "{who}所述"),
    "no claim": ("without a claim", "无陈述为证"),
    "no passage": ("no passage given", "未注明出处"),
    "needs no claim": ("needs no claim", "无须举证"),
    # One thing.
    "also": ("also: ", "又称："),
    "note": ("note: ", "注："),
    "dates": ("dates", "时间"),
    "figures": ("figures", "数值"),
    # Relations and chains.
    "above": ("see above", "见上"),
    "chain": ("chain {i} of {n}", "第{i}条，共{n}条"),
    "hops": ("{n} hops", "{n}步"),
    "one hop": ("1 hop", "1步"),
    "weakest": ("weakest hop: {hop}", "最弱一环：{hop}"),
    "all alike": ("{strength}, as every hop", "{strength}，各步相同"),
    "over hubs": (
        "says little: very many things are linked to {hubs}",
        "说明力弱：与{hubs}相关的事物极多",
    ),
    "placing hops": (
        "says little: {n} of {hops} hops tell only what a thing is about, belongs to or dates from",
        "说明力弱：{hops}步中有{n}步仅表示涉及、归属或起算",
    ),
    "chains cut": (
        "{n} of {total} chains are shown; --limit shows more",
        "共{total}条，只列{n}条；可用 --limit 增加",
    ),
    # Why.
    "why": ("Why: {label}", "缘由：{label}"),
    "what follows": ("What follows from: {label}", "影响：{label}"),
    "why hindrance": ("hindrance: {stage}", "阻碍：{stage}"),
    "why aim": ("aim: {stage}", "目标：{stage}"),
    "why demand": ("demand: {stage}", "要求：{stage}"),
    "caution": (
        "Not everything here is reported: of {total} in all, {parts}.",
        "以上并非都是来源所报告：共{total}句，其中{parts}。",
    ),
    "n of modality": ("{n} {modality}", "{n}句为{modality}"),
    # Figures.
    "unit": ("unit", "单位"),
    "baseline": ("baseline", "基期"),
    "latest": ("latest", "最新"),
    "figure": ("figure", "数值"),
    "change": ("change", "变化"),
    "since": ("since {event}", "自{event}以来"),
    "stated": ("stated as", "原文"),
    "wording not given": ("wording not given", "未载原文"),
    "times": ("× {ratio}", "为基期的{ratio}倍"),
    "points": ("percentage points", "个百分点"),
    "quote": ("“{text}”", "“{text}”"),
    "exactly": ("", ""),
    "at least": ("at least ", "至少"),
    "at most": ("at most ", "至多"),
    "about": ("about ", "约"),
    "exact": ("exactly", "恰为"),
    "no figure": ("no change is computed: a figure is missing", "未计算变化：缺少数值"),
    "different units": (
        "no change is computed: the two figures have different units",
        "未计算变化：两个数值单位不同",
    ),
    "different indicators": (
        "no change is computed: the two figures measure different things",
        "未计算变化：两个数值衡量的对象不同",
    ),
    "several values": (
        "no change is computed: the graph gives a figure several values",
        "未计算变化：同一数值在图谱中有多个取值",
    ),
    "no unit": ("no change is computed: a unit is not given", "未计算变化：缺少单位"),
    "not a number": ("no change is computed: a figure is not a number", "未计算变化：数值不是数字"),
    "zero baseline": ("no ratio: the baseline is not above zero", "不计倍数：基期值不大于零"),
    # Times.
    "year": ("year", "年"),
    "month": ("month", "月"),
    "day": ("day", "日"),
    "and more": ("… and {n} more", "……另有 {n} 项"),
    "not counted": ("not counted in so large a graph", "图过大，未计数"),
    "count gaps": (
        "… and more: sskg gaps --only {kind} counts",
        "……还有更多：sskg gaps --only {kind} 可计数",
    ),
    "undated": ("not dated", "未注明日期"),
    "by an event": ("Dated only by an event", "仅以事件说明起始"),
    "timeline": ("timeline", "时间线"),
    "exact to": ("exact to the {unit}", "精确到{unit}"),
    "date inferred": ("date inferred", "日期为推断"),
    # Gaps: a title, and what it means that something is missing.
    "gaps": ("gaps", "缺口"),
    "gaps one by one": ("gaps one by one", "逐项缺口"),
    "gap goals": ("goals without an outcome", "尚无成效的目标"),
    "gap goals means": (
        (
            "The sources name the goal, but report no outcome that contributes to it or achieves "
            "it. It may have been reached; these sources do not say so."
        ),
        "来源提到该目标，但没有报告有助于它或实现它的成效。目标可能已经实现，只是这些来源没有说明。",
    ),
    "gap challenges": ("challenges that nothing addresses", "无应对的挑战"),
    "gap challenges means": (
        (
            "The sources name the challenge, but report no policy or measure against it. What is "
            "only required or supposed does not count as done."
        ),
        "来源提到该挑战，但没有报告针对它的政策或举措。仅为要求或假设的，不算已经采取。",
    ),
    "gap directives": (
        "directives whose measure has not been reported",
        "所要求的举措未见报告的部署要求",
    ),
    "gap directives means": (
        "Somebody with authority demands the measure, and no source reports that it was taken.",
        "有权威者提出了该举措，但没有来源报告其已经采取。",
    ),
    "gap measures": ("measures without a figure", "没有数值的举措"),
    "gap measures means": (
        (
            "The sources report the measure, but no indicator tells its size or that of what it "
            "produces."
        ),
        "来源报告了该举措，但没有指标说明它或其成效的规模。",
    ),
    "gap single-source": ("statements with a single source", "只有单一来源的命题"),
    "gap single-source means": (
        "All claims of the statement lie in one document, so no second source confirms it.",
        "该命题的所有陈述都出自同一文献，没有第二个来源印证。",
    ),
    "only required": ("only required so far: {names}", "目前仅为要求：{names}"),
    "only supposed": ("only supposed: {names}", "目前仅为假设：{names}"),
    "only unproved": ("only without a claim: {names}", "目前仅有无陈述为证者：{names}"),
    "challenge supposed": (
        "the sources only suppose that this challenge could arise",
        "来源只是假设可能出现该挑战",
    ),
    "calls for": ("calls for: {names}", "要求采取：{names}"),
    "names no measure": ("names no measure", "没有指明举措"),
    "only in": ("only in {names}", "仅见于{names}"),
    "count of": ("{n} of {total}", "{total}中有{n}"),
    "list single-source": (
        "sskg gaps --only single-source lists each",
        "sskg gaps --only single-source 逐条列出",
    ),
    # Stock-taking.
    "things": ("things", "事物"),
    "relations": ("relations", "关系"),
    "statements": ("statements", "命题"),
    "statements proved": ("statements with a claim", "有陈述为证的命题"),
    "others not counted": (
        "Statements without a claim are not counted.",
        "没有陈述为证的命题不计入。",
    ),
    "claims": ("claims", "陈述"),
    "passages": ("passages", "文段"),
    "documents": ("documents", "文献"),
    "characters": ("characters", "字符"),
    "document line": (
        (
            "{passages} passages, {proving} of them prove {claims} claims and hold {share} of the "
            "{characters} characters"
        ),
        "{passages}个文段，其中{proving}个为{claims}条陈述作证，占{characters}个字符的{share}",
    ),
    "digest": ("digest", "摘要"),
    "held": ("held: {path}", "已持有：{path}"),
    "not held": ("not held", "未持有"),
    "sources unknown": ("pass --sources DIR to compare", "用 --sources DIR 比对"),
    "not in graph": ("In your folder, but not in the graph:", "在您的文件夹中，但不在图谱中："),
    "total": ("total", "合计"),
    "none": ("none", "无"),
}


def word(key: str, lang: str, **parts: object) -> str:
    """Return a phrase in a language, its places filled.

    >>> word("hops", "en", n=3)
    '3 hops'
    """
    phrase = _WORDS[key][LANGUAGES.index(interface(lang))]
    return phrase.format(**parts) if parts else phrase
