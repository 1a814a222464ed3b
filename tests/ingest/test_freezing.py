"""What a document says, and nothing of what it tries, comes into the frozen text."""

from __future__ import annotations

import http.server
import io
import threading

import pytest

from sskg.errors import UnreadableInput
from sskg.ingest.freeze import content_of, freeze
from tests.ingest import documents


@pytest.fixture
def frozen(tmp_path):
    def of(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return freeze(path, content_of(path))

    return of


def shown(frozen):
    return [(each.kind, frozen.text[each.start : each.end]) for each in frozen.blocks]


def test_plain_text_is_kept_as_it_is(frozen):
    text = "\ufeff基金 🌾\r\n\r\nIt began\u00a0in 2015.\r\n"
    read = frozen("fund.txt", text)
    assert read.text == text
    assert shown(read) == [("line", "\ufeff基金 🌾"), ("line", "It began\u00a0in 2015.")]


def test_a_page_gives_what_a_reader_sees(frozen):
    page = """<!doctype html><html lang="en"><head><title>The fund</title>
    <meta name=author content="A. Bee"><style>p{}</style></head><body>
    <nav><a href=/>Home</a></nav><h1>The   fund</h1>
    <p>It lends to <b>all</b>
    farmers.<br>Since 2015.<script>document.write("no")</script></p>
    <p hidden>unseen</p><!-- unseen -->
    <table><tr><td>coins</td><td>1.2 million</td></tr></table>
    <ul><li>one &amp; two<li>three</ul></body></html>"""
    read = frozen("fund.html", page)
    assert shown(read) == [
        ("paragraph", "Home"),
        ("heading", "The fund"),
        ("paragraph", "It lends to all farmers.\nSince 2015."),
        ("row", "coins | 1.2 million"),
        ("paragraph", "one & two"),
        ("paragraph", "three"),
    ]
    assert [each.residue for each in read.blocks] == [True, False, False, False, False, False]
    assert read.facts == {"title": "The fund", "author": "A. Bee", "language": "en"}


def test_a_page_is_read_in_the_encoding_that_it_declares(frozen):
    page = '<meta charset="gb2312"><p>基本养老保险</p>'.encode("gb18030")
    assert frozen("a.htm", page).text == "基本养老保险\n"
    with pytest.raises(UnreadableInput, match="UTF-8"):
        frozen("b.htm", "<p>基本养老保险</p>".encode("gb18030"))


def test_markdown_loses_its_marks(frozen):
    read = frozen("fund.md", "# The *fund*\n\nIt lends to\n**all** [farmers](http://a.b).\n")
    assert shown(read) == [("heading", "The fund"), ("paragraph", "It lends to all farmers.")]


def test_a_word_document_is_read_as_accepted(frozen):
    read = frozen("fund.docx", documents.docx())
    assert shown(read) == [
        ("heading", "The fund"),
        ("paragraph", "It lends to all farmers."),
        ("row", "coins | 1.2 million"),
    ]
    assert read.facts["title"] == "The grain fund"


def test_pages_of_a_pdf_are_told_and_running_heads_are_residue(frozen):
    pages = [["The grain fund", f"Page {n} says something else:", f"word {n}", "one", f"{n}"]
             for n in (1, 2, 3)]  # fmt: skip
    read = frozen("fund.pdf", documents.pdf(*pages))
    assert [each.page for each in read.blocks] == [1] * 5 + [2] * 5 + [3] * 5
    first = [each for each in read.blocks if each.page == 1]
    assert [read.text[each.start : each.end] for each in first] == pages[0]
    assert first[0].residue
    assert first[4].residue
    assert not first[2].residue


def test_a_page_without_text_is_told(frozen):
    read = frozen("fund.pdf", documents.pdf(["one"], []))
    assert read.notes == ("page 2 holds no text",)


def _encrypted():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(documents.pdf(["one"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


BOMB = documents.repacked(documents.docx(), "word/document.xml", b" " * (201 << 20))
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>"""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b" \n", "the file is empty"),
        ("latin.txt", "Umsätze".encode("latin-1"), "not UTF-8 at byte 3"),
        ("nothing.html", b"<p>  </p>", "the document holds no text"),
        ("binary.txt", b"a\0b", "null characters"),
        ("fund.txt", documents.pdf(["one"]), "not what its name says: PDF"),
        ("fund.pdf", b"<html>", "not what its name says: text"),
        ("fund.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted, or from an old version"),
        ("fund.docx", b"PK\x03\x04 cut short", "is damaged"),
        ("fund.docx", BOMB, "unpacks to more than 200 megabytes"),
        ("fund.docx", documents.repacked(documents.docx(), "word/document.xml", ENTITIES),
         "is damaged"),
        ("fund.pdf", b"%PDF-1.7 nothing else", "is damaged"),
        ("fund.pdf", documents.pdf([], []), "its pages are pictures"),
        ("fund.pdf", _encrypted(), "the PDF is encrypted"),
        ("deep.html", b"<div>" * 5000 + b"end", "nested too deeply"),
        ("fund.odt", b"PK\x03\x04", "does not read “.odt”"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place_and_a_hint(
    frozen, tmp_path, name, content, said
):
    with pytest.raises(UnreadableInput, match=said) as raised:
        frozen(name, content)
    assert raised.value.place == str(tmp_path / name)
    if content.strip():
        assert raised.value.hint


def test_a_document_that_would_take_for_ever_is_ended(frozen, monkeypatch):
    monkeypatch.setenv("SSKG_TIMEOUT", "1")
    # Each bracket opens a link that might be closed at the end: quadratic for the parser at least.
    with pytest.raises(UnreadableInput, match="took too long"):
        frozen("slow.md", "![" * 400_000)


def test_nothing_is_fetched(frozen):
    asked = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = http.server.HTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    place = f"http://127.0.0.1:{server.server_port}"
    try:
        frozen("a.html", f'<img src="{place}/i"><link rel=stylesheet href="{place}/c"><p>one</p>')
        frozen("a.md", f"![one]({place}/i) two")
        outward = documents.repacked(
            documents.docx(),
            "word/_rels/settings.xml.rels",
            b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
            b'2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/attachedTemplate" Target="'
            + place.encode()
            + b'/t" TargetMode="External"/></Relationships>',
        )
        frozen("a.docx", outward)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert asked == []
