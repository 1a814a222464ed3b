"""Pages and their JSON: the command line's answers, in both languages, with nothing unescaped."""

import json
import os
import re
from html.parser import HTMLParser

import pyoxigraph
import pytest
from click.testing import CliRunner

from sskg.cli.main import cli
from tests.server.conftest import serving

PAGE = {"Accept": "text/html"}
ID = "https://w3id.org/sskg/id/"

LOOKUPS: dict[str, tuple[list[str], dict[str, str]]] = {
    "find": (["find", "pooling", "--limit", "3"], {"text": "pooling", "limit": "3"}),
    "show": (["show", "national-pooling"], {"name": "national-pooling"}),
    "relations": (
        ["relations", "national-pooling", "--direction", "out", "--hops", "2"],
        {"name": "national-pooling", "direction": "out", "hops": "2"},
    ),
    "path": (
        ["path", "national-pooling", "common-prosperity", "--hops", "6"],
        {"start": "national-pooling", "end": "common-prosperity", "hops": "6"},
    ),
    "why": (
        ["why", "common-prosperity", "--hops", "3"],
        {"name": "common-prosperity", "hops": "3"},
    ),
    "timeline": (["timeline", "--since", "2018"], {"since": "2018"}),
    "figures": (["figures"], {}),
    "gaps": (["gaps", "--gap", "goals"], {"gap": "goals"}),
    "stats": (["stats"], {}),
    "sources": (["sources"], {}),
    "queries": (["queries"], {}),
    "commitments": (["commitments", "drug procurement"], {"name": "drug procurement"}),
    "compare": (
        ["compare", "ten-years", "xinhua-2021"], {"first": "ten-years", "second": "xinhua-2021"},
    ),
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[str] = []
        self.data: list[str] = []
        self._script = False
        self.script = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "a":
            self.links.append(found["href"] or "")
        self._script = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._script:
            self.script += data
        else:
            self.data.append(data)

    def handle_endtag(self, tag):
        self._script = False


@pytest.mark.usefixtures("all_documents")
@pytest.mark.parametrize("name", LOOKUPS)
def test_a_lookup_is_the_same_json_as_on_the_command_line(served, name):
    arguments, params = LOOKUPS[name]
    unset = {key: None for key in os.environ if key.startswith("SSKG_")}
    printed = CliRunner(env=unset).invoke(cli, [*arguments, "--format", "json"]).stdout
    answer = served.client.get(f"/{name}", params=params)
    assert answer.headers["content-type"] == "application/json"
    # Old versions of click put what went to standard error behind it.
    assert answer.json() == json.JSONDecoder().raw_decode(printed)[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [*LOOKUPS, ""])
def test_every_page_is_there_in_both_languages(served, name, lang):
    params = LOOKUPS[name][1] if name else {}
    answer = served.client.get(f"/{name}", params={**params, "lang": lang}, headers=PAGE)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert ("html", {"lang": lang}) in page.tags
    assert {"zh": "时间线", "en": "Timeline"}[lang] in page.data


@pytest.mark.parametrize("name", [name for name in LOOKUPS if LOOKUPS[name][1]])
def test_a_lookup_without_its_name_shows_a_form(served, name):
    answer = served.client.get(f"/{name}", headers=PAGE)
    assert answer.status_code == 200
    assert any(
        tag == "form" and found.get("action") == f"/{name}" for tag, found in Page(answer.text).tags
    )


def test_the_pages_of_a_thing_name_its_statements_and_passages(served):
    page = Page(served.client.get("/id/national-pooling", headers=PAGE).text)
    assert "/id/common-prosperity" in page.links or any("/id/" in link for link in page.links)
    passages = [link for link in page.links if re.match(r"/id/\S*\d", link)]
    assert passages
    passage = served.client.get(passages[0], headers=PAGE)
    assert passage.status_code == 200
    inside = json.loads(page.script)
    assert ID + "national-pooling" in {each.get("@id") for each in inside}


@pytest.mark.parametrize(
    ("accept", "suffix", "form"),
    [
        ("text/turtle", ".ttl", pyoxigraph.RdfFormat.TURTLE),
        ("application/ld+json", ".jsonld", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", ".rdf", pyoxigraph.RdfFormat.RDF_XML),
        ("application/n-triples", ".nt", pyoxigraph.RdfFormat.N_TRIPLES),
    ],
)
def test_a_thing_comes_as_rdf_by_accept_or_suffix(served, accept, suffix, form):
    by_accept = served.client.get("/id/national-pooling", headers={"Accept": accept})
    by_suffix = served.client.get(f"/id/national-pooling{suffix}", headers=PAGE)
    assert by_suffix.headers["content-type"].partition(";")[0] == accept
    first, second = (set(pyoxigraph.parse(each.content, form)) for each in (by_accept, by_suffix))
    assert first == second
    reform = pyoxigraph.NamedNode("https://w3id.org/sskg/ontology#Reform")
    assert reform in {quad.object for quad in first}
    claim = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
    assert claim in {quad.predicate.value for quad in first}


def test_a_thing_that_is_not_in_the_graph_is_not_found(served):
    for address in ("/id/nothing-of-that-name", "/id/", "/id/nothing.ttl", "/id/a%20b", "/id/%00"):
        answer = served.client.get(address)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown-name"), (
            address
        )


def test_an_unknown_name_gives_the_nearest(served):
    answer = served.client.get("/show", params={"name": "national poolingg"})
    if answer.status_code == 404:
        assert any("national-pooling" in line for line in answer.json()["error"]["candidates"])
    else:
        assert answer.json()["entity"]["iri"] == ID + "national-pooling"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/timeline?since=yesterday", "yesterday"),
        ("/relations?name=national-pooling&hops=99", "hops"),
        ("/relations?name=national-pooling&hops=2&hops=3", "hops"),
        ("/relations?name=national-pooling&direction=up", "direction"),
        ("/gaps?gap=everything", "gap"),
        ("/find?text=x&typ=Reform", "typ"),
        ("/find?text=x&kind=Reforrm", "Reforrm"),
        ("/find", "text"),
        ("/stats?lang=zh_CN", "zh_CN"),
        ("/find?text=" + "x" * 5000, "text"),
    ],
)
def test_a_wrong_parameter_is_named(served, address, words):
    answer = served.client.get(address)
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]


def test_an_error_is_a_page_for_a_browser(served):
    answer = served.client.get("/find?text=zzqqxx&lang=zh", headers=PAGE)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "无法回答" in answer.text


def test_pages_load_nothing_from_elsewhere_and_are_told_not_to(served):
    for address in ("/", "/id/national-pooling", "/ontology", "/sparql", "/gaps", "/nothing"):
        answer = served.client.get(address, headers=PAGE)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        for tag, found in Page(answer.text).tags:
            if tag in {"script", "link", "img", "iframe"}:
                source = found.get("src") or found.get("href") or "/"
                assert source.startswith("/")
                assert not source.startswith("//")
            assert not any(name.startswith("on") or name == "style" for name in found)


def test_the_ontology_is_a_page_and_turtle(served):
    page = Page(served.client.get("/ontology", headers=PAGE).text)
    assert "Reform" in {found.get("id") for _, found in page.tags}
    turtle = served.client.get("/ontology", headers={"Accept": "text/turtle"})
    own = set(pyoxigraph.parse(turtle.content, pyoxigraph.RdfFormat.TURTLE))
    assert pyoxigraph.NamedNode("https://w3id.org/sskg/ontology#Reform") in {q.subject for q in own}


def test_the_dataset_tells_its_licence_size_and_sources(served):
    answer = served.client.get("/void", headers={"Accept": "text/turtle"})
    told: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.TURTLE):
        told.setdefault(quad.predicate.value, set()).add(getattr(quad.object, "value", ""))
    assert told["http://purl.org/dc/terms/license"] == {
        "https://creativecommons.org/licenses/by/4.0/"
    }
    counted = served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()
    size = counted["results"]["bindings"][0]["n"]["value"]
    assert told["http://rdfs.org/ns/void#triples"] == {size}
    assert len(told["http://purl.org/dc/terms/source"]) == 6


def test_the_view_is_served_with_its_own_policy(served):
    answer = served.client.get("/graph", params={"name": "national-pooling"})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    # What stands around this part comes from this server; nothing comes from elsewhere.
    assert "connect-src 'self';" in policy
    assert "script-src 'sha256-" in policy
    assert "national-pooling" in answer.text


def test_the_view_is_arranged_as_the_address_asks(served):
    for arrange in ("columns", "themes"):
        page = served.client.get("/graph", params={"name": "national-pooling", "arrange": arrange})
        assert f'"arrange":"{arrange}"' in page.text
    around = {"name": "national-pooling", "arrange": "around", "format": "json"}
    choice = served.client.get("/graph", params=around).json()["head"]["choice"]
    assert choice["depth"] == 2
    nothing = served.client.get("/graph", params={"arrange": "around", "format": "json"})
    assert nothing.status_code == 400
    assert nothing.json()["error"]["message"] == "“around” needs one thing; named are 0"
    unknown = served.client.get("/graph", params={"arrange": "spiral", "format": "json"})
    assert unknown.status_code == 400
    assert unknown.json()["error"]["hint"] == "one of columns, themes, around"


def test_the_policy_of_a_page_that_the_client_has_stays_as_it_was(served):
    # RFC 9111, 3.2: fields of a 304 replace those that were kept with the page.
    for address in ("/graph?name=national-pooling", "/gaps"):
        tag = served.client.get(address, headers=PAGE).headers["etag"]
        again = served.client.get(address, headers=PAGE | {"If-None-Match": tag})
        assert again.status_code == 304
        assert "content-security-policy" not in again.headers
        assert again.headers["x-content-type-options"] == "nosniff"


def test_operators_see_health_and_counters(served):
    health = served.client.get("/health").json()
    assert (health["status"], health["barrier"]) == ("ok", "descriptors")
    before = served.metric("sskg_requests_answered_total")
    served.query("ASK {}")
    assert served.metric("sskg_requests_answered_total") == before + 1


def test_the_interface_is_described(served):
    described = served.client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/sparql", "/id/{name}", "/find", "/path", "/void"} <= set(described["paths"])


HOSTILE = r"""</script><script>alert(1)</script><img src=x onerror=alert(1)>&amp;"'\u202Egnp.exe"""


def test_a_form_for_documents_offers_those_of_the_graph(served):
    page = served.client.get("/compare", headers=PAGE).text
    assert page.count('list="documents"') == 2
    assert sorted(re.findall(r'<option value="([^"]*)">', page)) == [
        "social-assistance-measures", "social-insurance-law", "ten-years", "veterans-law",
        "xinhua-2021", "zhejiang-medical-security",
    ]  # fmt: skip
    assert 'href="/id/xinhua-2021"' in page


def test_hostile_labels_stay_text(tmp_path):
    path = tmp_path / "hostile.ttl"
    label = HOSTILE.replace('"', r"\"").replace("\\'", "'")
    path.write_text(
        f"""@prefix id: <{ID}> . @prefix sskg: <https://w3id.org/sskg/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        id:evil a sskg:Reform ; skos:prefLabel "{label}"@en ; skos:definition "{label}"@en ;
          skos:altLabel "{label} too"@en ; skos:note "{label}"@en ;
          sskg:resolves <javascript:alert(1)> , id:other .
        id:other a sskg:Challenge ; skos:prefLabel "{label} other"@en .
        """,
        encoding="utf-8",
    )
    addresses = [
        "/", "/id/evil", "/find?text=script", "/relations?name=id:evil", "/gaps", "/graph",
        "/show?name=%3Cscript%3Ealert(1)%3C/script%3E", "/sparql?query=SELECT+*+%7B?s+?p+?o%7D",
        "/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E", "/why?name=id:evil",
        "/timeline?since=%3Cscript%3E", "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/?lang=en&%22%3E%3Cscript%3E=1",
    ]  # fmt: skip
    with serving("-g", str(path)) as server:
        for address in addresses:
            text = server.client.get(address, headers=PAGE).text
            page = Page(text)
            scripts = [found for tag, found in page.tags if tag == "script"]
            if not address.startswith("/graph"):
                assert all(found.keys() & {"src", "type"} for found in scripts), address
                assert "\u202e" not in text, address
            assert not any(tag == "img" for tag, _ in page.tags), address
            assert not any("onerror" in found for _, found in page.tags), address
            assert not any(link.lower().startswith("javascript") for link in page.links), address
        inside = json.loads(Page(server.client.get("/id/evil", headers=PAGE).text).script)
        assert any(each["@id"] == ID + "evil" for each in inside)


def test_a_relation_has_a_page_and_triples_of_its_own(served):
    relation = "https://w3id.org/sskg/ontology#resolves"
    answer = served.client.get("/resource", params={"iri": relation}, headers=PAGE)
    page = Page(answer.text)
    assert answer.status_code == 200
    assert "The measure has removed the challenge." in answer.text
    assert any(link.startswith("/id/") for link in page.links)
    triples = served.client.get("/resource", params={"iri": relation, "format": "nt"}).text
    assert f" <{relation}> <{ID}" in triples
    # An inverse is no relation of its own: the ontology's page does not lead to one.
    ontology = Page(served.client.get("/ontology", headers=PAGE).text)
    led = [link for link in ontology.links if link.startswith("/resource")]
    assert any(link.endswith("resolves") for link in led)
    for link in led[::20]:
        assert served.client.get(link, headers=PAGE).status_code == 200, link
    assert not [link for link in led if link.endswith("resolvedBy")]


def test_what_is_long_goes_on_on_further_pages(served):
    concerns = "https://w3id.org/sskg/ontology#concerns"
    first = served.client.get("/resource", params={"iri": concerns, "lang": "en"}, headers=PAGE)
    page = Page(first.text)
    (further,) = [link for link in page.links if "page=2" in link]
    second = served.client.get(further, headers=PAGE)
    assert second.status_code == 200
    assert "Page 2 of" in second.text
    assert "page=1&" in second.text or 'page=1"' in second.text
    past = served.client.get("/resource", params={"iri": concerns, "page": "999"}, headers=PAGE)
    assert past.status_code == 400
    assert "there is no page 999" in past.text


@pytest.mark.parametrize("path", ["/id/national-pooling", "/resource"])
def test_pages_of_things_say_that_a_parameter_is_unknown(served, path):
    given = {"iri": ID + "national-pooling"} if path == "/resource" else {}
    answer = served.client.get(path, params=given | {"pgae": "2"}, headers=PAGE)
    assert answer.status_code == 400
    assert "there is no parameter “pgae”" in answer.text


@pytest.mark.parametrize("path", ["/", "/ontology", "/void", "/sparql", "/graph", "/figures"])
def test_each_page_says_that_a_parameter_is_unknown(served, path):
    answer = served.client.get(path, params={"qeury": "x"}, headers=PAGE)
    assert answer.status_code == 400
    assert "there is no parameter “qeury”" in answer.text


@pytest.mark.parametrize("name", LOOKUPS)
def test_no_table_has_more_than_six_columns_and_nothing_is_left_out(served, name):
    fields = LOOKUPS[name][1]
    page = Page(served.client.get(f"/{name}", params={**fields, "lang": "en"}, headers=PAGE).text)
    rows: list[int] = []
    for tag, _ in page.tags:
        if tag == "tr":
            rows.append(0)
        elif tag in {"td", "th"}:
            rows[-1] += 1
    assert max(rows, default=0) <= 6
    # The figures have sixteen columns: what of them has a value stands behind “more”.
    if name == "figures":
        text = " ".join("".join(page.data).split())
        for column in ("percent", "modality", "passage", "claim"):
            assert column in text


def test_a_search_lists_names_and_the_one_that_fits_where_it_is_another(served):
    # "pension pooling" is an alias of the reform; its own label has no "pension" in it.
    shown = served.client.get("/find", params={"text": "pension pooling"}, headers=PAGE).text
    page = Page(shown)
    assert "national pooling of basic old-age insurance" in page.data
    assert "also called “pension pooling”" in page.data
    own = served.client.get("/find", params={"text": "common prosperity"}, headers=PAGE).text
    assert "also called “common prosperity”" not in own


def test_the_first_page_says_what_can_be_asked_and_in_one_language(served):
    shown = served.client.get("/", params={"lang": "zh"}, headers=PAGE).text
    assert "两个事物之间的所有最短路径。" in shown
    assert "the packaged graph" not in shown


def test_a_chinese_heading_does_not_begin_with_the_particle_that_joins(served):
    # "… 的办法制定者为 国务院" reads as a sentence; beside its statements it is a heading.
    params = {"name": "national-pooling", "lang": "zh"}
    shown = served.client.get("/relations", params=params, headers=PAGE).text
    assert "<h3>办法制定者为</h3>" in shown
    assert "<h3>的" not in shown


def test_gaps_and_documents_are_named_and_not_listed_by_identifier(served):
    # Of the packaged graph's goals, "fair social security" has no outcome; documents have names.
    gaps = Page(served.client.get("/gaps", headers=PAGE).text)
    assert "fair social security" in gaps.data
    assert gaps.data.index("fair social security") < gaps.data.index("As a table")
    documents = served.client.get("/sources", headers=PAGE).text
    shown = documents[: documents.index("As a table")]
    assert "Ten years of social security in practice" in shown
    assert "id:ten-years" not in shown
    assert "<th" not in shown


def test_columns_of_a_table_are_named_in_the_readers_language(served):
    shown = served.client.get("/stats", params={"lang": "zh"}, headers=PAGE).text
    headings = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', shown)
    assert headings[:3] == ["类别", "名称", "事物"]
    assert not [each for each in headings if re.search("[a-z]{3}", each)]
    rows = served.client.get("/stats", params={"lang": "zh", "format": "csv"}).text
    assert rows.splitlines()[0].startswith("kind,label,things")


def test_what_may_have_been_meant_is_named_and_a_claim_is_called_by_what_it_says(served):
    missed = served.client.get("/show", params={"name": "pensoin"}, headers=PAGE).text
    assert re.search(r">basic pension</a>(\s|&nbsp;|\xa0)*<span class=\"kind\">Benefit", missed)
    assert ">id:basic-pension" not in missed
    claim = served.client.get("/id/ten-years-s19d-c2", headers=PAGE).text
    assert "<h1>national pooling of basic old-age insurance starts 2019</h1>" in claim
