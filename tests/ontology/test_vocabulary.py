"""The words of the ontology, as the design of the model fixes them."""

from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY

CLASSES = (
    "Policy Measure Reform Directive Goal Outcome MeasuredChange Indicator Observation Principle "
    "Experience Challenge Trend Actor Event TargetGroup SourceDocument Passage Claim"
)

INVERSES = {
    "partOf": "hasPart", "serves": "servedBy", "concerns": "isConcernOf", "aimsAt": "aimOf",
    "contributesTo": "supportedBy", "achieves": "achievedBy", "addresses": "addressedBy",
    "resolves": "resolvedBy", "produces": "producedBy", "benefits": "benefitsFrom",
    "embodies": "embodiedIn", "illustratedBy": "illustrates", "guidedBy": "guides",
    "drivenBy": "drives", "hinders": "hinderedBy", "callsFor": "calledForBy",
    "issuedBy": "issued", "issuedAt": "occasionOf", "participant": "participatedIn",
    "indicator": "hasObservation", "inDocument": "hasPassage", "evidence": "evidenceFor",
}  # fmt: skip

PLAIN = (
    "population baseline latest value unit unitLabel bound asStated start end since anchor "
    "modality qualifier assertedBy"
)


def test_every_class_has_a_label_in_both_languages():
    classes = vocabulary().classes
    for name in CLASSES.split():
        assert set(classes[name].labels) >= {"en", "zh"}, name


def test_every_property_has_a_label_in_both_languages_and_its_inverse():
    words = vocabulary()
    for name in [*INVERSES, *PLAIN.split()]:
        assert set(words.property(ONTOLOGY + name).labels) >= {"en", "zh"}, name
    for name, inverse in INVERSES.items():
        assert words.inverses[ONTOLOGY + inverse] == ONTOLOGY + name
        assert set(words.property(ONTOLOGY + name).inverse) >= {"en", "zh"}, name


def test_what_must_be_proved_is_marked():
    relations = set(INVERSES) - {"indicator", "inDocument", "evidence"}
    for name in [*relations, "value", "bound", "start", "end", "since"]:
        assert ONTOLOGY + name in vocabulary().evidenced, name
    for name in ("unit", "unitLabel", "asStated", "anchor", "evidence"):
        assert ONTOLOGY + name not in vocabulary().evidenced, name


def test_superclasses_and_superproperties_are_followed():
    words = vocabulary()
    assert words.subclasses("Measure") == {"Measure", "Reform"}
    assert words.most_specific(["Outcome", "MeasuredChange"]) == ("MeasuredChange", "Outcome")
    assert ONTOLOGY + "contributesTo" in words.superproperties[ONTOLOGY + "achieves"]
    assert ONTOLOGY + "addresses" in words.superproperties[ONTOLOGY + "resolves"]
