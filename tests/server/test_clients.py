"""Programs that people ask endpoints with: each gets the same answer as the store itself."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, XML, SPARQLWrapper

from sskg.pages.assets import asset
from sskg.store import open_store
from sskg.store.sparql import select

PREFIX = "PREFIX sskg: <https://w3id.org/sskg/ontology#> "
REFORMS = PREFIX + "SELECT ?r WHERE { ?r a sskg:Reform } ORDER BY ?r"


def missing(what: str) -> NoReturn:
    """Skip with the reason; CI has every client."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs every client: {what}")
    pytest.skip(what)


@pytest.fixture(scope="module")
def reforms(whole):
    found = [row["r"].value for row in select(whole, REFORMS)]
    assert found
    return found


@pytest.mark.parametrize(
    ("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_sparqlwrapper_gets_json(served, reforms, method, way):
    wrapper = SPARQLWrapper(f"{served.url}/sparql")
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(REFORMS)
    found: Any = wrapper.queryAndConvert()
    assert [row["r"]["value"] for row in found["results"]["bindings"]] == reforms


def test_sparqlwrapper_gets_xml_csv_and_turtle(served, reforms):
    wrapper = SPARQLWrapper(f"{served.url}/sparql")
    wrapper.setQuery(REFORMS)
    wrapper.setReturnFormat(XML)
    document: Any = wrapper.queryAndConvert()
    assert [each.firstChild.data for each in document.getElementsByTagName("uri")] == reforms
    wrapper.setReturnFormat(CSV)
    content: Any = wrapper.queryAndConvert()
    assert content.decode().split() == ["r", *reforms]
    wrapper.setQuery(PREFIX + "CONSTRUCT { ?r a sskg:Reform } WHERE { ?r a sskg:Reform }")
    wrapper.setReturnFormat(TURTLE)
    turtle: Any = wrapper.queryAndConvert()
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    assert sorted(str(subject) for subject in graph.subjects()) == reforms


def test_rdflibs_sparqlstore_reads_the_graph(served, reforms):
    graph = rdflib.Graph(SPARQLStore(f"{served.url}/sparql"))
    kind = rdflib.URIRef("https://w3id.org/sskg/ontology#Reform")
    assert sorted(map(str, graph.subjects(rdflib.RDF.type, kind))) == reforms
    assert (rdflib.URIRef(reforms[0]), rdflib.RDF.type, kind) in graph


def test_our_own_remote_store_asks_it(served, reforms, monkeypatch):
    for name in list(os.environ):
        if name.lower() in {"http_proxy", "all_proxy"}:
            monkeypatch.delenv(name)
    store = open_store([f"{served.url}/sparql"])
    assert [row["r"].value for row in select(store, REFORMS)] == reforms


def test_curl_asks_it(served, reforms):
    program = shutil.which("curl")
    if program is None:
        missing("curl is not installed")
    done = subprocess.run(
        [program, "-sS", "--noproxy", "*", "--fail", "--compressed", f"{served.url}/sparql",
         "--data-urlencode", f"query={REFORMS}", "-H", "Accept: text/csv"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode().split() == ["r", *reforms]


def test_comunica_asks_it(served, reforms):
    folder = os.environ.get("SSKG_COMUNICA")
    node = shutil.which("node")
    if node is None or folder is None:
        missing("SSKG_COMUNICA names no folder with @comunica/query-sparql installed")
    script = """
      const { QueryEngine } = require("@comunica/query-sparql");
      (async () => {
        const engine = new QueryEngine();
        const bindings = await (await engine.queryBindings(process.argv[2],
          { sources: [{ type: "sparql", value: process.argv[1] }] })).toArray();
        console.log(JSON.stringify(bindings.map((row) => row.get("r").value)));
      })();
    """
    done = subprocess.run(
        [node, "-e", script, f"{served.url}/sparql", REFORMS],
        cwd=Path(folder), capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert json.loads(done.stdout) == reforms


def test_the_pages_share_the_colours_of_the_view():
    from sskg.ontology import assets

    view = assets.page("page.css").read_text(encoding="utf-8")
    own = asset("style.css").decode()
    for colour in ("--page: #fafaf7", "--accent: #0b57a4", "--page: #14171a", "--accent: #8cbcff"):
        assert colour in view
        assert colour in own
