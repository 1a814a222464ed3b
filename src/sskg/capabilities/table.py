"""The table of capabilities: each command, method and address is made from its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sskg.capabilities.asking import Asking
from sskg.capabilities.parameter import UNBOUNDED, Parameter
from sskg.language.message import msg
from sskg.view.kinds import ARRANGEMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.documents import Document
    from sskg.language.message import Message
    from sskg.model import Answer
    from sskg.store.base import Store


class Capability(NamedTuple):
    """What can be asked.

    Attributes:
        name: command, method and address.
        title: a heading.
        line: what it answers, in one line.
        about: the same in full, a paragraph each.
        examples: how the command is used.
        parameters: what it takes.
        passages: whether the answer shows passages, which the reader's documents fill in.
        graph: whether a graph is asked.
    """

    name: str
    title: Message
    line: Message
    about: tuple[Message, ...]
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    passages: bool = True
    graph: bool = True


# Spelled out here, as `--help` loads no engine; tests/server/test_doors.py compares them.
MODALITIES: Final = (
    "reported", "inferred", "enacted", "required", "permitted", "hypothetical",
)  # fmt: skip
GAPS: Final = ("goals", "challenges", "directives", "measures", "single-source")

_NAME: Final = Parameter(
    "name", msg("A thing, by any of its names"), required=True, argument="NAME", of="thing"
)


def _kind(meaning: Message) -> Parameter:
    return Parameter("kind", meaning, repeat=True, value="KIND", of="kind")


def _limit(default: int) -> Parameter:
    return Parameter(
        "limit", msg("Most to list; how many more there are is told"),
        whole=(1, UNBOUNDED), default=default, short="-n",
    )  # fmt: skip


def _hops(meaning: Message, most: int, default: int) -> Parameter:
    return Parameter("hops", meaning, whole=(1, most), default=default)


_ONLY_KIND: Final = _kind(msg("Only things of this kind (Reform, Goal, …)"))
_NAMED_KIND: Final = _kind(msg("The name is of a thing of this kind (Reform, Goal, …)"))
_PREDICATE: Final = Parameter(
    "predicate", msg("Only this relation and those below it: resolves, “is resolved by”, 解决"),
    repeat=True, value="RELATION", of="relation",
)  # fmt: skip


_SCOPE: Final = (
    Parameter("document", msg("Only what this document states"), repeat=True, value="ID",
              of="document"),
    Parameter("modality", msg("Only statements with such a claim"), repeat=True,
              choices=MODALITIES),
    Parameter("min_documents", msg("Only statements that so many documents make"),
              whole=(1, 1000), default=1),
)  # fmt: skip
"""What part of the graph is asked."""


_ALL: Final = (
    Capability(
        "find", msg("Find"), msg("Which things bear such a name."),
        (msg("List the things whose names fit TEXT, the best first."),),
        ('sskg find "drug procurement"', "sskg find 全国统筹 --kind reform"),
        (
            Parameter("text", msg("What to look for"), required=True, argument="TEXT", of="thing"),
            _ONLY_KIND,
            _limit(20),
            *_SCOPE,
        ),
        passages=False,
    ),
    Capability(
        "show", msg("One thing"), msg("One thing: names, relations and evidence."),
        (
            msg("Show one thing: names, dates, figures, relations both ways, each with its "
                "passage."),
            msg("Of a claim or a passage, show what it states or proves; of a place in a document "
                "(ten-years:4803-4864), what stands there and what that proves."),
        ),
        ('sskg show "drug procurement"', "sskg show institutional-reform-2018 --sources DIR",
         "sskg show ten-years-s19d-c2", "sskg show ten-years:4803-4864"),
        (_NAME, _NAMED_KIND, *_SCOPE),
    ),
    Capability(
        "list", msg("All things"), msg("All things of a kind, with their main facts."),
        (msg("List all things of KIND, by kind and name, each with its dates, its first statements "
             "and how many documents stand behind it."),),
        ("sskg list goal", "sskg list reform --document ten-years", "sskg list 政策 -f csv"),
        (
            Parameter("kind", msg("Only things of this kind (Reform, Goal, …)"), repeat=True,
                      argument="[KIND…]", value="KIND", of="kind"),
            _limit(1000),
            *_SCOPE,
        ),
    ),
    Capability(
        "relations", msg("Relations"), msg("What a thing is related to, as a tree."),
        (
            msg("Show what NAME is related to, as a tree: what it resolves, concerns, is called "
                "for by."),
            msg("--kind keeps things of a kind, and what leads to them."),
        ),
        ("sskg relations national-pooling",
         'sskg relations "social security system" --predicate concerns --kind reform'),
        (
            _NAME,
            _PREDICATE,
            Parameter("direction", msg("out: it is the subject; in: it is the object"),
                      choices=("both", "out", "in"), default="both"),
            _hops(msg("How many relations to follow"), 10, 1),
            _ONLY_KIND,
            *_SCOPE,
        ),
    ),
    Capability(
        "path", msg("Path"), msg("All shortest chains between two things."),
        (
            msg("Show all shortest chains of statements between A and B, whichever way they "
                "point."),
            msg("Each hop has every relation between its two things, with modality and passage. A "
                "chain is as strong as its weakest hop, which is named."),
        ),
        ('sskg path "2018 institutional reform" "common prosperity"',
         "sskg path national-pooling xi-jinping --modality reported"),
        (
            Parameter("start", msg("Where chains begin"), required=True, argument="A", of="thing"),
            Parameter("end", msg("Where chains end"), required=True, argument="B", of="thing"),
            Parameter("via", msg("Only chains that pass this thing, and nothing twice"),
                      value="NAME", of="thing"),
            Parameter("avoid", msg("No chain that passes this thing"), repeat=True, value="NAME",
                      of="thing"),
            _hops(msg("Longest chain, in hops"), 30, 8),
            _PREDICATE,
            _kind(msg("Only over things of this kind (Reform, Goal, …)")),
            Parameter("limit", msg("Most chains to show; all are counted"), whole=(1, UNBOUNDED),
                      default=50, short="-n"),
            *_SCOPE,
        ),
    ),
    Capability(
        "why", msg("Why"), msg("What leads to a goal or outcome, or follows from a reform."),
        (
            msg("Explain NAME: the problem, the reform that resolves it, the outcome, the goal."),
            msg("Follows what produces, contributes to, achieves or resolves. Each sentence has "
                "its evidence beneath it; what is required, supposed or inferred is said to be "
                "so."),
        ),
        ('sskg why "reform dividends"', 'sskg why --down "national pooling"'),
        (
            _NAME,
            Parameter("down", msg("What follows, instead of what leads to it"), flag=True),
            _hops(msg("How many statements to follow"), 20, 8),
            _NAMED_KIND,
            *_SCOPE,
        ),
    ),
    Capability(
        "timeline", msg("Timeline"), msg("Dated things in order, with how exact each date is."),
        (
            msg("List dated reforms, measures, events and others in order, with how exact each "
                "date is."),
            msg("What is dated only by an event (“since the congress”) comes after, under that "
                "event."),
        ),
        ("sskg timeline --kind reform", "sskg timeline --since 2019 --until 2021-02"),
        (
            Parameter("since", msg("Earliest: 2018, 2018-06 or 2018-06-30"), value="DATE"),
            Parameter("until", msg("Latest, all of it included"), value="DATE"),
            _ONLY_KIND,
            _limit(1000),
            *_SCOPE,
        ),
    ),
    Capability(
        "figures", msg("Figures"), msg("Figures: baseline, latest, change, source."),
        (
            msg("Show figures: baseline, latest, change, ratio, the source's wording and the "
                "passage."),
            msg("INDICATOR may also be a policy, a group, a measure or an outcome: then its "
                "indicators. Part of a name shows every indicator that it fits. The limit holds "
                "for indicators."),
        ),
        ('sskg figures "old-age insurance coverage"', 'sskg figures "basic medical insurance"',
         "sskg figures housing"),
        (
            Parameter("name", msg("An indicator, or what indicators are about"),
                      argument="[INDICATOR]", of="thing"),
            Parameter("sort", msg("In the order of the graph, of names, of changes in percent, or "
                                  "of values, the largest first"),
                      choices=("graph", "name", "change", "value"), default="graph"),
            Parameter("falling", msg("Only what has fallen"), flag=True),
            _limit(1000),
            *_SCOPE,
        ),
    ),
    Capability(
        "gaps", msg("Gaps"), msg("What the graph leaves open."),
        (
            msg("List what the graph leaves open, and what each gap means."),
            msg("Goals without an outcome, challenges that nothing addresses, directives whose "
                "measure has not been reported, measures without a figure, statements with a "
                "single source. The last are only counted, unless --gap single-source asks for "
                "each. The limit holds for each kind; in a graph of more than 300,000 claims, "
                "what is beyond it is counted only where --gap names the kind."),
        ),
        ("sskg gaps", "sskg gaps --gap goals"),
        (
            Parameter("gap", msg("Only this kind of gap"), repeat=True, choices=GAPS),
            _limit(1000),
            *_SCOPE,
        ),
    ),
    Capability(
        "commitments", msg("Commitments"),
        msg("What texts require or enact, and what is reported of it."),
        (
            msg("List what some text requires or enacts, by whom and when, with what is reported "
                "of it: reported, under way (every report is hedged), or not reported. Of one "
                "thing, a timeline follows."),
            msg("A report is the same statement, reported, or one about the measure that a "
                "directive calls for; a shared topic is none, nor is a text that is known to be "
                "earlier. A difference of modality is progress, and no conflict."),
            msg("Things that it concerns, calls for or belongs to follow, and how much is required "
                "of each, with its link. Where nothing is required of the thing itself, that is "
                "listed, and others whose names have the words typed are looked at too."),
        ),
        ("sskg commitments national-pooling",
         "sskg commitments --document social-insurance-law"),
        (
            Parameter("name", msg("What is required or enacted of this thing"),
                      argument="[NAME]", of="thing"),
            Parameter("document", msg("Only what this document requires or enacts"), repeat=True,
                      value="ID", of="document"),
            _limit(100),
        ),
    ),
    Capability(
        "stats", msg("Counts"), msg("What is in the graph, counted."),
        (msg("Count what is in the graph: kinds, relations, claims by modality, coverage of "
             "documents."),),
        ("sskg stats", "sskg stats --format json"),
        (_limit(100), *_SCOPE),
    ),
    Capability(
        "sources", msg("Source documents"),
        msg("The source documents, and what is taken from each."),
        (
            msg("List the source documents: digest, passages, claims, and whether you hold them."),
            msg("--sources names the folder with your copies; they are recognised by digest, not "
                "by name."),
        ),
        ("sskg sources", "sskg sources --sources DIR"),
        (_limit(100), *_SCOPE),
    ),
    Capability(
        "compare", msg("Compare"), msg("Where two documents agree, and where not."),
        (
            msg("Show two documents side by side: figures of the same indicator with a verdict, "
                "statements that both make, things in both and in one alone."),
            msg("A figure corroborates another of the same unit, place and period if it lies "
                "within its bound and rounding; otherwise it is in a series with it (another "
                "period), compatible, in conflict, or undecided where a period is missing. "
                "Verdicts are worked out when they are asked for. Your own stand in verdicts.tsv "
                "beside the documents of --sources: figure, figure, verdict and reason, with tabs "
                "between them. The limit holds for each list."),
        ),
        ("sskg compare ten-years xinhua-2021",
         "sskg compare ten-years social-insurance-law"),
        (
            Parameter("first", msg("A source document"), required=True, argument="A",
                      of="document"),
            Parameter("second", msg("Another one"), required=True, argument="B",
                      of="document"),
            _limit(100),
        ),
    ),
    Capability(
        "queries", msg("Named queries"), msg("The named queries, or the text of one."),
        (msg("List the named queries with what each asks."),),
        ("sskg queries", "sskg queries --show reforms"),
        (
            Parameter("show", msg("The text of this one"), value="NAME", of="query"),
        ),
        passages=False, graph=False,
    ),
)  # fmt: skip

CAPABILITIES: Final[dict[str, Capability]] = {each.name: each for each in _ALL}
"""Every capability by name, in the order in which a newcomer needs them."""

VIEW: Final = (
    Parameter("name", msg("What to start from; the whole graph without"), repeat=True, of="thing"),
    Parameter("hops", msg("How many statements away: 1, or 2 around a thing"), whole=(0, 5)),
    _ONLY_KIND,
    Parameter(
        "arrange",
        msg("Arranged by stage, by theme, or around a thing"),
        choices=ARRANGEMENTS,
        default=ARRANGEMENTS[0],
    ),
    Parameter("hubs", msg("The best-connected things too"), flag=True),
    Parameter("theme", msg("Colours"), choices=("auto", "light", "dark"), default="auto"),
)
"""Parameters of the view on the web."""


def ask(
    name: str,
    store: Store,
    values: Mapping[str, Any],
    documents: Mapping[str, Document] | None = None,
) -> Answer:
    """Ask a capability.

    Args:
        name: one of CAPABILITIES.
        store: the graph.
        values: of its parameters, as `Parameter.read` or `Parameter.take` returns them; the
            default holds for what is missing.
        documents: the reader's source documents by digest; None where no folder was named.

    Raises:
        NegativeAnswer: the answer is no.
        RequestError: a value is wrong.
    """
    if store.packaged is None:
        # The packaged graph has no blank nodes and no annotations: a test holds it to that.
        from sskg.graph.blank import with_names

        store = with_names(store)
    from sskg.capabilities.answers import ANSWERS

    without = {each.name: each.without for each in CAPABILITIES[name].parameters}
    asking = Asking(store, without | dict(values), documents)
    return ANSWERS[name](asking).naming(asking.taken)
