"""What comes from others neither runs nor breaks the page, wherever it is shown."""

from hashlib import sha256

import pytest

from sskg.graph.documents import read_documents
from sskg.rdf.terms import ONTOLOGY
from sskg.store import open_store
from sskg.view.choice import Choice
from sskg.view.page import view_html

pytestmark = pytest.mark.browser

HOSTILE = {
    "script": "<script>window.ran = 1</script>",
    "closing": "</script><script>window.ran = 2</script>",
    "comment": "<!--<script>window.ran = 3",
    "handler": "<img src=x onerror='window.ran = 4'>",
    "attribute": '" onmouseover="window.ran = 5" x=\'',
    "template": "{{script}} ${window.ran = 6} {{blocks}}",
    "bidi": "safe \u202egnp.exe\u2066 \u200f",
    "nul": "before\u0000after",
    "astral": "𠮷野家 😀 🏳️‍🌈",
    "long": "x" * 100_000,
    "words": "word " * 20_000,
    "separators": "line\u2028paragraph\u2029end\ufffe",
    "prototype": "__proto__ constructor toString",
}
SOURCE = "</script><script>window.ran = 7</script> <b>bold</b> \u202edlrow <!-- \u0000 end."

HEAD = """@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <http://schema.org/> .
"""


def literal(text):
    return '"' + "".join(
        char if char.isalnum() or char == " " else f"\\U{ord(char):08X}" for char in text
    ) + '"'  # fmt: skip


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "source.txt").write_bytes(SOURCE.encode())
    digest = sha256(SOURCE.encode()).hexdigest()
    lines = [HEAD, f":doc a sskg:SourceDocument ; schema:sha256 {literal(digest)} ;",
             f"  skos:prefLabel {literal(HOSTILE['closing'])}@en ."]  # fmt: skip
    for name, text in HOSTILE.items():
        lines += [
            f":{name} a sskg:Policy ; skos:prefLabel {literal(text)}@en , {literal(text)}@zh ;",
            f"  skos:altLabel {literal(text)}@en ; skos:definition {literal(text)}@en ;",
            f"  skos:note {literal(text)}@en ; sskg:aimsAt :goal .",
            f":{name}-c a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence :{name}-p ;",
            f"  sskg:qualifier {literal(text)}@en ; rdf:subject :{name} ;",
            "  rdf:predicate sskg:aimsAt ; rdf:object :goal .",
            f":{name}-p a sskg:Passage ; sskg:inDocument :doc ; oa:start 0 ; oa:end 40 ;",
            f"  sskg:anchor {literal(text)} .",
        ]
    lines += [
        ':goal a sskg:Goal ; skos:prefLabel "goal"@en .',
        "<javascript:window.ran=8> a sskg:Reform ; sskg:aimsAt :goal .",
        "<https://w3id.org/sskg/id/'-alert(1)-'> a sskg:Goal .",
        "<https://w3id.org/sskg/id/%22%3E%3Cscript%3E#a?b=c&thing=goal> a sskg:Goal .",
        "<https://w3id.org/sskg/id/__proto__> a sskg:Goal .",
        f":odd a <{ONTOLOGY}__proto__> ; <{ONTOLOGY}constructor> :goal .",
    ]
    graph = folder / "hostile.ttl"
    graph.write_text("\n".join(lines), encoding="utf-8")
    return view_html(open_store([str(graph)]), Choice(), read_documents(folder))


def ran(page):
    return page.page.evaluate("window.ran")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_shown_as_text_everywhere(show, hostile_page, name):
    page = show(hostile_page, address=f"#thing={name}&view=both")
    page.page.wait_for_selector("#panel .relations")
    page.page.fill("#search", HOSTILE[name][:200].replace("\u0000", ""))
    page.page.keyboard.press("Escape")
    page.page.fill("#search", "")
    page.page.click(f'[data-passage="{name}-p"]')
    page.page.wait_for_selector("#passage")
    assert ran(page) is None
    assert page.page.locator("main script, main img").count() == 0


def test_nothing_of_the_data_becomes_an_element(show, hostile_page):
    page = show(hostile_page, address="#thing=handler")
    page.page.wait_for_selector("#panel .relations")
    assert page.text("#panel-title") == HOSTILE["handler"]
    assert page.page.locator("#panel img").count() == 0
    listening = page.page.evaluate(
        """[...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
           .filter((own) => own.name.startsWith("on")).length"""
    )
    assert listening == 0


def test_invisible_and_turning_characters_are_made_visible(show, hostile_page):
    page = show(hostile_page, address="#thing=bidi")
    page.page.wait_for_selector("#panel .relations")
    shown = page.text("#panel")
    assert "safe �gnp.exe�" in shown
    assert not {"\u202e", "\u2066", "\u200f"} & set(shown)


def test_the_source_text_is_shown_as_text(show, hostile_page):
    page = show(hostile_page, address="#thing=script")
    page.page.click('[data-passage="script-p"]')
    page.page.wait_for_selector("#passage")
    assert page.text("#passage") == SOURCE[:40]
    assert "<b>bold</b> �dlrow" in page.text(".source")
    assert ran(page) is None


def test_hostile_identifiers_are_things_like_any_other(show, hostile_page):
    page = show(hostile_page, address="#view=table")
    page.page.fill("#search", "javascript")
    page.page.press("#search", "Enter")
    page.page.wait_for_selector("#panel-title")
    assert "javascript:window.ran=8" in page.text("#panel .identifier")
    links = page.page.evaluate("[...document.querySelectorAll('a')].map((one) => one.protocol)")
    assert set(links) == {"file:"}
    assert ran(page) is None


def test_hostile_texts_can_be_taken_away_whole(show, hostile_page):
    import pyoxigraph

    page = show(hostile_page, address="#thing=nul")
    taken = pyoxigraph.Store()
    taken.load(page.taken("turtle").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert any(getattr(quad.object, "value", "") == HOSTILE["nul"] for quad in taken)


def test_a_hostile_address_does_nothing(show, tiny_page):
    page = show(tiny_page, address="#search=%3Cimg%20src=x%20onerror=%22window.ran=9%22%3E&lang="
                "__proto__&view=%3Cscript%3E&years=NaN-1e99&thing=constructor")  # fmt: skip
    assert ran(page) is None
    assert page.page.locator("img").count() == 0


def test_the_policy_forbids_every_connection_and_every_script_of_others(show, tiny_page):
    page = show(tiny_page)
    tried = page.page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 10";
          document.body.append(script);
          try { await fetch("https://example.org/"); return "allowed"; } catch { return "refused"; }
        }"""
    )
    assert tried == "refused"
    assert ran(page) is None
    refused = " ".join(page.complaints)
    assert "connect-src" in refused
    assert "script-src" in refused
    page.complaints.clear()
