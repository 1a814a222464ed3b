"""Which mentions of a name are links, and which only may be, as worked out by hand."""

from __future__ import annotations

import re

import pytest

from sskg.ingest.known import Known, KnownThing, read_known
from sskg.ingest.proposal import Segment, Span, ThingProposal
from sskg.ingest.proposing import propose
from sskg.rdf.files import load
from sskg.store.embedded import EmbeddedStore
from tests.ingest.test_jurisdiction import GRAPH

ID = "https://w3id.org/sskg/id/"
CHINA, INDIA = ID + "china", ID + "india"
INSURANCE = KnownThing(ID + "insurance", "Policy", ("harvest insurance", "收成保险"), CHINA)
RESIDENTS = KnownThing(ID + "residents", "TargetGroup", ("harbour residents", "港口居民"))
COMMITTEE = KnownThing(ID + "committee", "Actor", ("Harbour Committee",))
CHILDREN = KnownThing(ID + "children", "TargetGroup", ("children",), None, CHINA)
SERVICES = KnownThing(ID + "services", "Policy", ("dockers care services", "dockers care"))
DOCKERS = KnownThing(ID + "dockers", "TargetGroup", ("the dockers", "dockers"))
FEVER = KnownThing(ID + "fever", "Challenge", ("HARB-19",))
RESPONSE = KnownThing(ID + "response", "Policy", ("fight against HARB-19",))
CPC = KnownThing(ID + "party", "Actor", ("Harbour Party of Utopia",))
UTOPIA = KnownThing(ID + "utopia", "Place", ("Utopia",))
ACT = KnownThing(ID + "act", "LegalAct", ("收成保险法",), CHINA)
EVERY = (
    INSURANCE, RESIDENTS, COMMITTEE, CHILDREN, SERVICES, DOCKERS, FEVER, RESPONSE, CPC, UTOPIA, ACT,
)  # fmt: skip


def read(text: str, place: str = CHINA) -> tuple[set[str], set[str]]:
    """Return the ends of the IRIs that are linked, and of those that are left open."""
    spans = [Span(*match.span()) for match in re.finditer("[^.。]+[.。]", text)]
    segments = [Segment(span, "Body", span) for span in spans]
    verified = propose(text, segments, Known(EVERY, place))
    assert verified.dropped == {}
    things = [each for each in verified.proposals if isinstance(each, ThingProposal)]
    return (
        {each.iri.removeprefix(ID) for each in things if each.iri},
        {iri.removeprefix(ID) for each in things for iri in each.like},
    )


@pytest.mark.parametrize(
    ("text", "linked", "left"),
    [
        ("Workers have harvest insurance.", {"insurance"}, set()),
        # A special kind of it is another thing, or may be.
        ("Workers have multi-pillar harvest insurance.", set(), {"insurance"}),
        ("工人参加补充收成保险。", set(), {"insurance"}),
        # Where the text means the thing plainly, too, its special kinds speak of it.
        (
            "Workers have harvest insurance. They want multi-pillar harvest insurance.",
            {"insurance"},
            set(),
        ),
        # Of residents' deposits; but a policy for residents is for them.
        ("按照港口居民存款利率计息。", set(), {"residents"}),
        ("国家建立港口居民福利制度。", {"residents"}, set()),
        # The end of a longer name is the committee of somewhere else.
        ("All heard the Harbour Committee.", {"committee"}, set()),
        ("All trust Wales, and heard the Wales Harbour Committee.", set(), {"committee"}),
        # A name that goes on is another: the party's press.
        ("All heard the Harbour Committee Press.", set(), set()),
        # Two words that a comma divides are no name.
        ("They spoke of harvest, insurance was poor.", set(), set()),
        # Whom or what a name speaks of stands within it; where a party is does not.
        ("They improve dockers care services.", {"services", "dockers"}, set()),
        ("They joined the fight against HARB-19.", {"response", "fever"}, set()),
        ("They joined the Harbour Party of Utopia.", {"party"}, set()),
        # A law's title in its marks names the law, and not what it is about.
        ("工人依照《收成保险法》办理。", {"act"}, set()),
        ("工人依照《关于收成保险的规定》办理。", set(), set()),
    ],
)
def test_a_mention_is_a_link_where_it_leaves_no_doubt(text, linked, left):
    assert read(text) == (linked, left)


def test_an_ordinary_word_abroad_may_mean_what_is_stated_of_home():
    assert read("The grant helps children.") == ({"children"}, set())
    assert read("The grant helps children.", INDIA) == (set(), {"children"})


# A fund, and a body without a proper name, belong to the state whose documents state it.
FUND = """
:fund a sskg:Fund ; skos:prefLabel "weaver fund"@en .
:courts a sskg:Actor ; skos:prefLabel "loom courts"@en .
:guild a sskg:Actor ; skos:prefLabel "Loom Guild"@en .
:c3 a sskg:Claim ; sskg:evidence :paper-s1 ; rdf:subject :fund ;
    rdf:predicate sskg:administeredBy ; rdf:object :courts .
:c4 a sskg:Claim ; sskg:evidence :paper-s1 ; rdf:subject :fund ;
    rdf:predicate sskg:administeredBy ; rdf:object :guild .
"""


@pytest.mark.parametrize(
    ("iri", "own", "stated"),
    [("fund", CHINA, CHINA), ("courts", CHINA, CHINA), ("guild", None, CHINA)],
)
def test_what_a_state_makes_is_its_own(tmp_path, iri, own, stated):
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH + FUND, encoding="utf-8")
    known = read_known(EmbeddedStore(load([path]), str(path)))
    (thing,) = [each for each in known.things if each.iri == ID + iri]
    assert (thing.jurisdiction, thing.stated) == (own, stated)
