"""An assistant made of rules: it picks its calls by words that any question may have.

It knows question words, the kinds and relations of the ontology with the usual words for them, and
what tools do. It knows no question, and nothing that the graph holds.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

MOST: Final = 5
"""Calls for one question at most."""
ANSWERED: Final = frozenset({"stated", "inferred", "conflicting"})

_FIGURES: Final = re.compile(
    r"\bhow (many|much|large|high|far|long|big|low|old)\b"
    r"|\b(share|rate|percent|percentage|number of|figures?|allowance|average|minimum|maximum"
    r"|at least|at most)\b|多少|多久|几|比例",
    re.IGNORECASE,
)
_WHY: Final = re.compile(
    r"\b(why|depends? on|causes?|because of|reasons? for|(lead|leads|led) to|(bring|brings|brought)"
    r" about|achieved|results? (from|in)|consequences?)\b|为什么|为何|导致|带来",
    re.IGNORECASE,
)
_DOWN: Final = re.compile(
    r"\b(brings?|brought) about\b|because of|\b(led|leads?) to what|results? in|consequences?|带来",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"\b(nobody|never|no one|not)( \w+){0,2} (report|met\b)", re.IGNORECASE)
_FURTHER: Final = re.compile(r"[,，] ?(and|as|by|of|at|to) |，", re.IGNORECASE)
_AND: Final = re.compile(r"(and|what about)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EACH: Final = re.compile(r"\b(?:each|which|what|all|every|the) (?P<kind>[a-z]+)", re.IGNORECASE)
_EVERY: Final = re.compile(r"\beach\b", re.IGNORECASE)
_KINDS: Final = {
    "policy": "Policy", "scheme": "Policy", "programme": "Policy", "system": "Policy",
    "reform": "Reform", "goal": "Goal", "aim": "Goal", "outcome": "Outcome",
    "achievement": "Outcome", "trend": "Trend", "challenge": "Challenge", "problem": "Challenge",
    "directive": "Directive", "demand": "Directive", "measure": "Measure",
    "experience": "Experience", "principle": "Principle", "advantage": "InstitutionalAdvantage",
    "law": "SourceDocument", "fund": "Fund", "benefit": "Benefit", "event": "Event",
    "condition": "Condition", "group": "TargetGroup", "place": "Place", "actor": "Actor",
}  # fmt: skip
_RELATIONS: Final = {
    "sskg:partOf": r"parts? of|consists?|belongs?|makes? up|contains?|includes?|lies?|属于|包括",
    "sskg:serves": r"serves?|(for )?whom|beneficiar\w+|服务",
    "sskg:benefits": r"whom|profits?|beneficiar\w+|惠及",
    "sskg:concerns": r"concerns?|changes?|regulates?|about|涉及",
    "sskg:aimsAt": r"aims?|aimed|目标",
    "sskg:contributesTo": r"contributes? to|promotes?|helps?|supports?|有助于",
    "sskg:measuredBy": r"measured|gauged|indicators?|衡量",
    "sskg:emphasizes": r"emphasi[sz]e[sd]?|stress(es|ed)?|强调",
    "sskg:reviews": r"reviews?|reviewed|回顾",
    "sskg:participant": r"took part|attended|participa\w+|参加",
    "sskg:presentedBy": r"spoke|presented|reported to|gave|主讲",
    "sskg:holds": r"posts?|holds?|offices?|担任", "sskg:postIn": r"posts?|body",
    "sskg:takesPlaceAt": r"where|places?|happen\w*|发生",
    "sskg:achieves": r"achieves?|achieved|reached|实现",
    "sskg:addresses": r"address(es)?|tackles?|responds? to|应对",
    "sskg:resolves": r"resolves?|solved?|put right|corrects?|removes?|解决",
    "sskg:produces": r"produces?|yields?|brings?|产生",
    "sskg:demonstrates": r"demonstrates?|shows?|表明",
    "sskg:embodies": r"embod(y|ies)|体现",
    "sskg:drawsOn": r"draws? on|relies on|依托",
    "sskg:illustratedBy": r"examples?|illustrat\w+|例",
    "sskg:guidedBy": r"guides?|guided|principles?|遵循",
    "sskg:drivenBy": r"drives?|driven|reasons?|源于",
    "sskg:hinders": r"hinders?|hindered|stands? in the way|阻碍",
    "sskg:leadsTo": r"leads? to|would lead|导致",
    "sskg:callsFor": r"calls? for|demands?|demanded|要求",
    "sskg:issuedBy": r"by whom|who (issued|demanded|called)|提出",
    "sskg:addressedTo": r"addressed|to whom",
    "sskg:establishedBy": r"establish\w*|sets? up|设立",
    "sskg:financedBy": r"financ\w+|money|pays?|funded|from whom|资金",
    "sskg:administeredBy": r"administ\w+|runs?|manages?|managed|管理",
    "sskg:supervisedBy": r"supervis\w+|watch\w*|监督",
    "sskg:regulatedBy": r"makes? the rules|rules|regulat\w+|decides?|办法",
    "sskg:provides": r"provides?|gives?|offers?|grants?|提供",
    "sskg:grantedTo": r"to whom|gets?|receives?|entitled|granted|who (may|can)|享受",
    "sskg:subjectTo": r"conditions?|when|requires?|required|must|条件",
    "sskg:endsUpon": r"ends?|stops?|lost|when|终止",
    "sskg:excludes": r"not cover|excluded?|except|不适用",
    "sskg:setBy": r"set according|depends? on|determin\w+|确定",
    "sskg:carriedOutBy": r"carr(y|ies|ied) out|takes?|who|实施",
    "sskg:prohibits": r"prohibit\w*|forbid\w*|forbidden|may not|must not|禁止",
    "sskg:start": r"when|starts?|begins?|began|何时|开始",
    "sskg:end": r"ends?|ended|结束",
    "sskg:adoptedOn": r"passed|adopted|通过", "sskg:adoptedBy": r"passed|adopted|by whom",
    "sskg:amendedOn": r"amended|修改", "sskg:amendedBy": r"amended|by whom",
    "sskg:inForceFrom": r"in force|施行",
}  # fmt: skip
_STOP: Final = re.compile(
    r"\b(who|whom|whose|what|which|when|where|why|how|many|much|large|high|far|long|is|are|was|were"
    r"|be|been|does|do|did|has|have|had|can|could|may|must|should|will|would|and|or|but|that|this"
    r"|these|those|there|it|its|they|them|only|also|now|per|than|at|by|to|from|with|as|about|per"
    r"|each|every|all|any|covers?|grown|risen|fallen|fall|rise|grow|pays?|paid|says?|said|began"
    r"|begins?|starts?|started|ends?|brings?|brought|depends?|put right|wrong|drawn|draws?|comes?"
    r"|goes?|gets?|got|serves?|provides?|gives?|given|aims?|reasons?|calls?|change[sd]?|promotes?"
    r"|moves?|because|nobody|somebody|anybody|reported|demanded|supposed|concluded|met|exact"
    r"|anywhere|outright|named|most|least|months|years?|achieved|examples?|money|passed|amended"
    r"|adopted|in force|day|since|another|parts?|within|beside|before|after|during|until|under"
    r"|between|other|same|first|last|out|up|so|no|not|used|uses?|made|makes?|takes?|taken|required"
    r"|decides?|sets?|contains?|needs?|lasts?|counts?|receives?|entitled|applies|apply)\b"
    r"|[,;?!.:，。？！、；：“”]|\bpeople (?=\n|$)"
    r"|何时|什么|哪些|谁|多少|如何|为什么|解决了|解决|开始|问题|了|的",
    re.IGNORECASE,
)
_EDGE: Final = re.compile(
    r"^(?:(?:of|for|in|on|the|an?|people)\b\s*)+|(?:\s*\b(?:of|for|in|on|the|an?))+$", re.IGNORECASE
)
_DEMANDED: Final = """
SELECT ?s ?p ?o ?how ?at WHERE {
  VALUES ?how { sskg:Required } VALUES ?p { sskg:callsFor sskg:aimsAt }
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sskg:modality ?how ; sskg:evidence ?at
  FILTER NOT EXISTS { ?report rdf:subject|rdf:object ?o ; sskg:modality sskg:Reported } }"""
_BY_KIND: Final = """
SELECT ?s ?p ?o ?how ?at WHERE {{ ?s a/rdfs:subClassOf* sskg:{kind} .
  {about}
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sskg:modality ?how ; sskg:evidence ?at
  {narrowed} }}"""

Call = tuple[str, dict[str, Any], str]


@dataclass
class Assistant:
    """Answers questions by calls of tools.

    Attributes:
        ask: calls a tool, and returns the text of its answer.
        before: the name that the question before was about.
        tool: which answered it.
    """

    ask: Callable[[str, dict[str, Any]], Awaitable[str]]
    before: str = field(default="")
    tool: str = field(default="")

    async def answers(self, question: str) -> list[Call]:
        """Return the calls that were made, with their answers, up to one that says something."""
        calls: list[Call] = []
        plans = list(self._plans(question))
        while plans and len(calls) < MOST:
            tool, given = plans.pop(0)
            answer = await self._call(calls, tool, given)
            data = answer.get("data", {})
            if answer.get("status") == "ambiguous":
                plans.insert(0, (tool, {**given, "name": data["candidates"][0].split()[0]}))
            elif "left_out" in answer and given.get("hops", 1) > 1:
                plans.insert(0, (tool, {**given, "hops": 1}))
            elif answer.get("status") in ANSWERED:
                self.tool = tool
                break
            elif things := [
                each["thing"]
                for each in data.get("names_in_it", ())
                if each["thing"].startswith("id:")
            ]:
                plans = [
                    (tool, {**given, "name": things[0]}),
                    ("show", {"name": things[0]}),
                    *plans,
                ]
            elif tool == "relations" and answer.get("status") == "not-in-graph":
                plans.insert(0, ("show", {"name": given["name"]}))
        return calls

    async def _call(self, calls: list[Call], tool: str, given: dict[str, Any]) -> dict[str, Any]:
        text = await self.ask(tool, given)
        calls.append((tool, given, text))
        answer: dict[str, Any] = json.loads(text)
        return answer

    def _plans(self, question: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield calls from the most telling one on; a further one is made if the last fails."""
        names = self._names(question)
        if _AND.match(question) and self.tool in {"figures", "why"}:
            yield self.tool, {"name": names[0]}
        relations = [name for name, words in _RELATIONS.items() if _has(question, words)]
        if _OPEN.search(question):
            yield "query", {"text": _DEMANDED}
        year = _YEAR.search(question)
        kinds = [
            ("query", {"text": _by_kind(kind, year[0] if year else "", relations)})
            for kind in dict.fromkeys(_kinds(question))
        ]
        if year or not names or _EVERY.search(question):
            yield from kinds
        # What comes behind a comma asks more of what stands before it.
        asked = re.split("[,，]", question)[0]
        further = 2 if _FURTHER.search(question) else 1
        if "sskg:partOf" in relations:
            further = 3  # a part of a part is a part
        for name in names:
            if _FIGURES.search(asked):
                if re.search(r"\bcovers?\b", asked):
                    yield "figures", {"name": f"{name} coverage"}
                yield "figures", {"name": name}
            elif _WHY.search(asked):
                yield "why", {"name": name, "down": bool(_DOWN.search(asked))}
            elif relations:
                yield "relations", {"name": name, "predicate": relations, "hops": further}
            else:
                yield "show", {"name": name}
        yield from kinds
        for name in names:
            yield "show", {"name": name}

    def _names(self, question: str) -> list[str]:
        """Return the parts of a question that may be names, the longest first."""
        if (match := re.search(r"\bthe (\w+) one\b", question)) and self.before:
            parts = [f"{match[1]} {self.before.partition(' ')[2]}"]
        else:
            parts = _STOP.sub("\n", question).split("\n")
            # A name may hold a preposition; where it does not, its parts are tried next.
            parts += [part for each in parts for part in re.split(r"\b(?:in|on|for|of)\b", each)]
        parts = [_EDGE.sub("", part.strip(" '\"’")) for part in parts]
        parts = [part for part in parts if len(part) > 1 and not _is_kind(part)]
        names = sorted(dict.fromkeys(parts), key=lambda part: (-len(part.split()), -len(part)))
        if names:
            self.before = names[0]
        return names[:4]


def _has(question: str, words: str) -> bool:
    """Tell whether a question has one of some words; Chinese ones have no gaps around them."""
    english, chinese = (
        re.sub(r"\|[\u4e00-\u9fff|]+", "", words),
        re.findall("[\u4e00-\u9fff]+", words),
    )
    return re.search(rf"\b(?:{english})\b", question, re.IGNORECASE) is not None or any(
        word in question for word in chinese
    )


def _is_kind(word: str) -> bool:
    return _singular(word) in _KINDS


def _singular(word: str) -> str:
    lower = word.lower()
    return lower[:-3] + "y" if lower.endswith("ies") else lower.removesuffix("s")


def _kinds(question: str) -> Iterator[str]:
    """Yield the kinds that a question asks for, those of "each" first."""
    words = [match for match in _EACH.finditer(question) if _is_kind(match["kind"])]
    words.sort(key=lambda match: not match[0].lower().startswith("each"))
    yield from (_KINDS[_singular(match["kind"])] for match in words)


def _by_kind(kind: str, year: str, relations: list[str]) -> str:
    narrowed = f'FILTER(CONTAINS(STR(?o), "{year}"))' if year else ""
    about = f"VALUES ?p {{ {' '.join(relations)} }}" if relations and not year else ""
    return _BY_KIND.format(kind=kind, narrowed=narrowed, about=about)
