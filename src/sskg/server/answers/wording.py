"""The words of the pages, in both languages; the ontology's terms are named by their labels."""

from __future__ import annotations

from typing import Final

from sskg.language.ranges import LANGUAGES, interface

_WORDS: Final = {
    "title": ("Social security knowledge graph", "社会保障知识图谱"),
    "tagline": (
        "Policies, reforms, goals and outcomes: every statement with the passage that proves it.",
        "政策、改革、目标与成效：每条陈述均附出处。",
    ),
    "skip": ("Skip to content", "跳至正文"),
    "home": ("Start", "首页"),
    "menu": ("Pages", "页面"),
    "language": ("Language", "语言"),
    "lang-en": ("English", "English"),
    "lang-zh": ("中文", "中文"),
    "search": ("Find", "查找"),
    "search label": ("A name, or a part of one", "名称或其一部分"),
    "contents": ("What is in the graph", "图谱内容"),
    "kind": ("kind", "类别"),
    "things": ("things", "事物数"),
    "examples": ("Questions to start with", "示例问题"),
    "graph": ("Graph", "图"),
    "sparql": ("SPARQL", "SPARQL"),
    "ontology": ("Ontology", "本体"),
    "served": ("This server answers from {what}.", "本服务器的数据来自{what}。"),
    "also": ("Also", "又称"),
    "note": ("Note", "注"),
    "dates": ("Dates", "时间"),
    "figures": ("Figures", "数值"),
    "passage": ("Passage", "段落"),
    "characters": ("characters {start} to {end}", "第{start}至{end}字符"),
    "proves": ("What it proves", "所证陈述"),
    "said by": ("said by {who}", "{who}所述"),
    "no claim": ("without a claim", "无陈述为证"),
    "other formats": ("Other formats", "其他格式"),
    "picture": ("Show in the graph", "在图中查看"),
    "identifier": ("Identifier", "标识符"),
    "ask": ("Ask", "查询"),
    "query": ("Query", "查询语句"),
    "query help": (
        "SPARQL 1.1. The prefixes sskg: id: rdf: rdfs: skos: and others need not be declared.",
        "SPARQL 1.1。sskg: id: rdf: rdfs: skos: 等前缀无须声明。",
    ),
    "choose query": ("Named queries", "命名查询"),
    "take": ("Use this query", "采用此查询"),
    "result": ("Result", "结果"),
    "rows": ("{n} rows", "{n}行"),
    "cut": ("Only the first {n} are shown; a download has all.", "只列前{n}条；下载可得全部。"),
    "download": ("Download", "下载"),
    "yes": ("Yes", "是"),
    "no": ("No", "否"),
    "prefixes": ("Known prefixes", "已知前缀"),
    "triples": ("{n} triples", "{n}条三元组"),
    "line": ("Line {line}, column {column}", "第{line}行第{column}列"),
    "error": ("This could not be answered", "无法回答"),
    "hint": ("Hint", "提示"),
    "candidates": ("Meant was perhaps", "您要找的可能是"),
    "nothing": ("The answer is empty.", "结果为空。"),
    "required": ("required", "必填"),
    "several": ("several, one a line", "可多项，每行一项"),
    "show": ("Show", "显示"),
    "classes": ("Classes", "类"),
    "properties": ("Properties", "属性"),
    "below": ("a kind of", "属于"),
    "needs claim": ("every use is proved by a claim", "每次使用均须举证"),
    "depth": ("How many statements away", "层数"),
    "any": ("any", "任意"),
}


def said(key: str, lang: str, **parts: object) -> str:
    """Return a phrase in a language.

    >>> said("rows", "en", n=3)
    '3 rows'
    """
    return _WORDS[key][LANGUAGES.index(interface(lang))].format(**parts)
