"""Relations within a sentence, across two, and to the topic, ranked: as worked out by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sskg.ingest import proposers
from sskg.ingest.fitting import ends
from sskg.ingest.known import Known, KnownThing
from sskg.ingest.proposal import RelationProposal, Segment, Span, ThingProposal
from sskg.ingest.proposing import propose
from sskg.ingest.verify import verify

ID = "https://w3id.org/sskg/id/"
EVERY = Known(
    (
        KnownThing(ID + "system", "Policy", ("loom system",)),
        KnownThing(ID + "unity", "Principle", ("loom unity",)),
        KnownThing(ID + "weavers", "TargetGroup", ("silk weavers",)),
        KnownThing(ID + "dyers", "TargetGroup", ("silk dyers",)),
        KnownThing(ID + "mending", "Reform", ("mending reform",)),
        KnownThing(ID + "guild", "Actor", ("Guild",)),
    )
)


def segments_of(text: str) -> list[Segment]:
    spans = [Span(*match.span()) for match in re.finditer("[^.]+[.]", text)]
    return [Segment(span, "Body", span) for span in spans]


def read(text: str) -> list[tuple[int, str, str, str]]:
    """Return rank, subject, property and object of each relation, with its passage's number."""
    verified = propose(text, segments_of(text), EVERY)
    assert verified.dropped == {}
    names = {each.key: each.name for each in verified.proposals if isinstance(each, ThingProposal)}
    relations = [each for each in verified.proposals if isinstance(each, RelationProposal)]
    return [
        (each.rank, names[each.subject], each.predicate.rpartition("#")[2], names[each.object])
        for each in sorted(relations, key=lambda each: (each.passage, each.rank))
    ]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # Sentences that speak of the one before.
        (
            "They mend the loom system by improving looms. All embody loom unity.",
            ("improving looms", "embodies", "loom unity"),
        ),
        # What goes on behind a phrase is what it is about, too.
        (
            "They are improving the level of old-age insurance and medical insurance.",
            ("improving the level of old-age insurance", "concerns", "medical insurance"),
        ),
        # The topic is not named in the last sentence; a policy of it is a part of it.
        (
            "The loom system is old. The loom system is wide. Rain fell. A harvest allowance grew.",
            ("harvest allowance", "partOf", "loom system"),
        ),
        # A body within the name of its part.
        (
            "All met the Loom Board of the Guild.",
            ("Loom Board of the Guild", "partOf", "Guild"),
        ),
    ],
)
def test_a_relation_goes_beyond_words_between_two_names(text, relation):
    assert relation in {triple for _, *triple_ in read(text) for triple in [tuple(triple_)]}


def test_what_a_word_shows_stands_first():
    text = "The loom system covers silk weavers, and silk dyers know the mending reform."
    ranked = read(text)
    assert [rank for rank, *_ in ranked] == list(range(1, len(ranked) + 1))
    assert ranked[0] == (1, "loom system", "serves", "silk weavers")


def test_a_relation_is_proposed_once_where_it_is_likeliest_to_be_read_first():
    text = "The loom system covers silk weavers. The loom system covers silk weavers."
    triples = [triple for _, *triple in read(text)]
    assert triples.count(["loom system", "serves", "silk weavers"]) == 1


def test_an_end_may_stand_in_another_sentence_and_not_outside_the_text():
    text = "The loom system is old. It covers silk weavers."
    segments = segments_of(text)
    proposals = propose(text, segments, EVERY).proposals
    serves = next(
        each for each in proposals
        if isinstance(each, RelationProposal) and each.predicate.endswith("#serves")
    )  # fmt: skip
    quoted = {quote.part: quote.text for quote in serves.quotes}
    assert (quoted["subject"], quoted["object"]) == ("loom system", "silk weavers")
    assert serves.passage == segments[1].span
    # Neither quote stands in the passage that it is said to be of.
    elsewhere = Segment(Span(0, 4), "Body", Span(0, 4))
    moved = RelationProposal(
        passage=elsewhere.span, quotes=serves.quotes[1:], by="test", subject=serves.subject,
        predicate=serves.predicate, object=serves.object,
    )  # fmt: skip
    assert verify(text, [elsewhere], [moved]).dropped == {
        ("test", "the quote lies outside the sentence"): 1
    }


# What links documents, photographs and figures: their proposers or the page state these.
STRUCTURE = {
    "appearsIn", "baseline", "creditedTo", "depicts", "filedFrom", "indicator", "jurisdiction",
    "latest",
}  # fmt: skip


def test_each_relation_of_the_ontology_has_words_in_both_languages():
    path = Path(proposers.__file__).with_name("cues.json")
    cues = json.loads(path.read_text(encoding="utf-8"))
    said = {
        name: {lang for part in ("does", "so", "os") for lang in entry.get(part, ())} - {"by"}
        for name, entry in cues.items()
    }
    related = {iri.rpartition("#")[2] for iri in ends()} - STRUCTURE
    assert said == {name: {"en", "zh"} for name in related}


@pytest.mark.parametrize(
    ("text", "relation", "shown"),
    [
        ("The loom system was funded mainly by the Guild.", "financedBy", True),
        ("The Guild was funded for the loom system.", "financedBy", False),
        ("The Guild funds the loom system.", "financedBy", True),
        ("The loom system is paid for, the Guild said.", "financedBy", False),
    ],
)
def test_a_verb_shows_who_does_it_in_either_voice(text, relation, shown):
    assert (("loom system", relation, "Guild") in {each[1:] for each in read(text)}) is shown
