"""The file: the same bytes each time, nothing of others in it, nothing half-written."""

import json
import re

import pytest

from sskg.errors import UnwritableOutput
from sskg.language.script import script_json
from sskg.ontology import assets
from sskg.view.choice import Choice
from sskg.view.head import vis_network
from sskg.view.overview import opening
from sskg.view.page import (
    SCRIPT,
    SERVED,
    inline_frame,
    network_of,
    view_html,
    write_view,
)
from sskg.view.words import words


def test_the_same_graph_and_options_give_the_same_bytes(tiny, tmp_path):
    for name in ("one.html", "two.html"):
        write_view(tiny, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert view_html(tiny).encode() == (tmp_path / "one.html").read_bytes()


def test_the_page_names_no_other_place_to_load_from(tiny_page):
    own = re.sub(r"<script>.*?</script>", "", tiny_page, flags=re.DOTALL)
    # An icon that is in the address itself is nowhere else.
    assert not re.search(r'(?:src|href)\s*=(?!"data:)', own)
    assert "sourceMappingURL" not in tiny_page
    assert "@import" not in tiny_page


def test_the_policy_allows_only_what_is_inside(tiny_page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', tiny_page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "connect-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]


def test_nodes_and_edges_come_from_a_pyvis_network(tiny):
    network = network_of(tiny, Choice())
    made = vis_network(network, Choice(), opening(network))
    assert len(made["nodes"]) == 21
    assert len(made["edges"]) == 19
    reform = next(node for node in made["nodes"] if node["label"] == "fund reform")
    assert reform["shape"] == "star"
    assert all(edge["arrows"] == "to" for edge in made["edges"])


def test_kinds_differ_in_shape_and_in_colour():
    from sskg.view.kinds import LOOKS

    drawn = [look for kind, look in LOOKS.items() if kind not in {"SourceDocument", "Photograph"}]
    assert len({look.shape for look in drawn}) == len(drawn)
    assert len({look.light for look in drawn}) == len(drawn)


def test_data_cannot_end_its_element():
    text = script_json({"</script>": "<!-- \u2028 \u0000"})
    assert "<" not in text
    assert "\u2028" not in text
    assert "\\u0000" in text


def test_a_page_without_sources_holds_no_sentence_of_them(packaged, sources, packaged_page):
    from sskg.graph.documents import read_documents

    for document in read_documents(sources).values():
        for sentence in re.split(r"(?<=[.!?])\s+", document.text):
            if len(sentence.split()) > 8:
                assert sentence not in packaged_page


def test_a_page_with_sources_holds_only_the_documents_of_the_graph(tiny, tiny_documents):
    page = view_html(tiny, Choice(), tiny_documents)
    assert "Nothing here is stated by the graph." in page
    assert len(re.findall(r'id="text-\d"', page)) == 2


def test_an_output_that_cannot_be_written_leaves_nothing(tiny, tmp_path):
    with pytest.raises(UnwritableOutput):
        write_view(tiny, tmp_path / "nowhere" / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_gets_a_frame_that_its_page_cannot_leave(tiny_page):
    frame = inline_frame(tiny_page)
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert frame.count("<") == 2  # the frame's own two tags; the page is escaped


def test_an_empty_graph_is_a_page_too(tmp_path):
    from sskg.store import open_store

    graph = tmp_path / "empty.ttl"
    graph.write_text("", encoding="utf-8")
    assert view_html(open_store([str(graph)])).startswith("<!doctype html>")


def test_every_word_of_the_page_is_there_in_both_languages():
    english, chinese = words()["en"], words()["zh"]
    assert list(english) == list(chinese)
    assert len(english) > 100
    assert english["wider"] == "One step further"
    assert chinese["wider"] == "再扩一步"
    assert [key for key, text in chinese.items() if not re.search(r"[\u4e00-\u9fff]", text)] == []


def test_a_page_holds_its_words_and_no_script_has_any(tiny_page):
    (block,) = re.findall(r'<script type="application/json" id="words">(.*?)</script>', tiny_page)
    assert json.loads(block) == words()
    for name in (SCRIPT, SERVED):
        assert "再扩一步" not in assets.page(name).read_text(encoding="utf-8")
