"""Every named query explains itself, and two engines that share no code agree on its answer."""

from decimal import Decimal

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QuerySolutions

from sskg.errors import RequestError, UnreadableInput
from sskg.ontology import assets
from sskg.queries import catalog
from sskg.rdf.terms import ONTOLOGY, THINGS, curie
from sskg.store import sparql

REQUIRED = {
    "what-concerns": {"policy": THINGS + "basic-medical-insurance"},
    "evidence": {"subject": THINGS + "national-pooling", "predicate": ONTOLOGY + "resolves"},
    "leads-to": {"goal": THINGS + "common-prosperity"},
}


@pytest.fixture(scope="module")
def other_engine():
    graph = rdflib.Graph()
    for path in assets.packaged_files():
        graph.parse(path, format="turtle")
    return graph


def parameters(name):
    return {key: NamedNode(iri) for key, iri in REQUIRED.get(name, {}).items()}


def answered(store, name, bound=None):
    query = catalog.read(name).text
    answer = sparql.run(store, query, parameters(name) if bound is None else bound)
    assert isinstance(answer, QuerySolutions)
    columns = sparql.columns(answer, query)
    return columns, [tuple(row[column] for column in columns) for row in answer]


def short(rows):
    return [tuple(term and curie(term.value) for term in row) for row in rows]


def comparable(value, datatype, language):
    # Oxigraph's store writes decimals in their shortest form, rdflib as they stand in the file.
    if datatype == "http://www.w3.org/2001/XMLSchema#decimal":
        return Decimal(value).normalize()
    return value, language


def of_oxigraph(term):
    if isinstance(term, Literal):
        return comparable(term.value, term.datatype.value, term.language)
    return term and term.value


def of_rdflib(term):
    if isinstance(term, rdflib.Literal):
        language = term.language.lower() if term.language else None
        return comparable(str(term), str(term.datatype), language)
    return None if term is None else str(term)


@pytest.mark.parametrize("name", catalog.names())
def test_two_engines_agree_on_a_named_query(packaged, other_engine, name):
    _, rows = answered(packaged, name)
    text = sparql.bind(catalog.read(name).text, parameters(name))
    theirs = [tuple(map(of_rdflib, row)) for row in other_engine.query(text)]
    ours = [tuple(map(of_oxigraph, row)) for row in rows]
    assert sorted(map(repr, ours)) == sorted(map(repr, theirs))
    assert ours


@pytest.mark.parametrize("name", catalog.names())
def test_a_named_query_explains_itself(name):
    query = catalog.read(name)
    assert query.question.endswith("?")
    for parameter in query.parameters:
        assert f"?{parameter.name}" in query.text.split("WHERE")[1]


@pytest.mark.parametrize("name", catalog.names())
def test_a_named_query_declares_its_prefixes_to_run_anywhere(other_engine, name):
    text = sparql.bind(catalog.read(name).text, parameters(name))
    bare = rdflib.Graph(bind_namespaces="none")
    bare.query(text)


@pytest.mark.parametrize("name", catalog.names())
def test_a_claimed_statement_shows_its_modality(name):
    text = catalog.read(name).text
    # Counts and gaps are not statements of a source.
    if name not in {"single-source", "required-not-reported"} and "rdf:predicate" in text:
        assert "odality" in text.split("WHERE")[0]


def test_reforms_resolve_what_the_first_document_says(packaged):
    columns, rows = answered(packaged, "reforms")
    assert columns == ("reform", "resolved", "modality", "start", "startModality")
    since_2019 = ("drug-procurement-normalization", "individual-account-reform",
                  "national-pooling", "retired-soldiers-integration")  # fmt: skip
    assert short(rows) == [
        ("id:institutional-reform-2018", "id:institutional-obstacles",
         "sskg:Reported", "2018", "sskg:Reported"),
        *(("id:" + reform, "id:original-institutional-defects",
           "sskg:Reported", "2019", "sskg:Reported") for reform in since_2019),
    ]  # fmt: skip


def test_figures_are_those_of_the_first_document(packaged):
    columns, rows = answered(packaged, "figures")
    at = [columns.index(name) for name in ("indicator", "baseline", "latest", "latestBound")]
    figures = {tuple(row[place] for place in at) for row in short(rows)}
    assert figures == {
        ("id:old-age-insurance-coverage", "790000000", "1040000000", "sskg:Exactly"),
        ("id:monthly-pensioners", "200000000", "300000000", "sskg:Nearly"),
        ("id:employee-pension", "1686", "2987", "sskg:Exactly"),
        ("id:resident-pension", "82", "179", "sskg:Exactly"),
        ("id:personal-health-expenditure-share", "33.9", "27.7", "sskg:Exactly"),
        ("id:urban-subsistence-allowance", "330", "700", "sskg:MoreThan"),
        ("id:rural-subsistence-allowance", "2000", "6200", "sskg:MoreThan"),
        ("id:urban-floor-area", "32.9", "39.8", "sskg:Exactly"),
        ("id:rural-floor-area", "36.2", "48.9", "sskg:Exactly"),
    }


def test_single_figures_are_those_without_a_baseline(packaged):
    _, rows = answered(packaged, "single-figures")
    assert {(row[0], row[1]) for row in short(rows)} == {
        ("id:medical-insurance-coverage", "1360000000"),
        ("id:employee-reimbursement-rate", "80"),
        ("id:resident-reimbursement-rate", "70"),
        ("id:rundown-housing-units-renovated", "42000000"),
        ("id:dilapidated-rural-houses-renovated", "24000000"),
    }


def test_a_single_figure_that_is_a_range_has_both_ends(whole):
    # Article 88 of the Social Insurance Law: 二倍以上五倍以下.
    columns, rows = answered(whole, "single-figures")
    at = [columns.index(name) for name in ("indicator", "figure", "upper", "bound")]
    told = {tuple(row[place] for place in at) for row in short(rows)}
    assert ("id:fine-benefit-fraud", "2", "5", "sskg:AtLeast") in told
    # The first document: over 80%.
    assert ("id:employee-reimbursement-rate", "80", None, "sskg:MoreThan") in told


def test_evidence_gives_the_place_of_each_claim(packaged):
    columns, rows = answered(packaged, "evidence")
    (claim,) = {row[columns.index("claim")].value for row in rows}
    documents = {row[columns.index("document")].value for row in rows}
    assert claim.startswith(THINGS + "ten-years-s")
    assert documents == {THINGS + "ten-years"}
    for row in rows:
        start, end = (int(row[columns.index(name)].value) for name in ("start", "end"))
        assert 0 <= start < end <= 5474


def test_what_is_required_is_never_listed_as_reported(packaged):
    columns, rows = answered(packaged, "directives")
    demands = {"sskg:callsFor", "sskg:aimsAt"}
    modalities = {
        row[columns.index("modality")]
        for row in short(rows)
        if row[columns.index("relation")] in demands
    }
    assert "sskg:Reported" not in modalities
    assert "sskg:Required" in modalities


def test_the_achieved_goal_is_universal_medical_insurance(packaged):
    columns, rows = answered(packaged, "goals")
    achieved = {
        (row[columns.index("goal")], row[columns.index("contributor")])
        for row in short(rows)
        if row[columns.index("relation")] == "sskg:achieves"
    }
    assert achieved == {("id:universal-medical-insurance", "id:medical-insurance-reach")}


def test_a_parameter_narrows_a_named_query(packaged):
    bound = {"reform": NamedNode(THINGS + "national-pooling")}
    _, rows = answered(packaged, "reforms", bound)
    assert [row[0].value for row in rows] == [THINGS + "national-pooling"]


def test_an_unknown_named_query_lists_the_known():
    with pytest.raises(RequestError) as caught:
        catalog.read("no-such-query")
    assert "reforms" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["../catalog", "/etc/passwd", "", "reforms.rq"])
def test_a_named_query_is_never_a_path(name):
    with pytest.raises(RequestError):
        catalog.read(name)


@pytest.mark.parametrize(
    "header",
    ["# question: Who?", "# title: One\n# title: Two\n# question: Who?",
     "# title: T\n# question: Who?\n# parameter: broken"],
)  # fmt: skip
def test_a_malformed_header_is_an_error_with_its_place(tmp_path, monkeypatch, header):
    (tmp_path / "odd.rq").write_text(header + "\nSELECT * {}\n", encoding="utf-8")
    monkeypatch.setattr(assets, "queries", lambda: tmp_path)
    with pytest.raises(UnreadableInput) as caught:
        catalog.read("odd")
    assert "odd.rq" in (caught.value.place or "")
