"""RDF/XML with document types and other encodings is read; what is not harmless is refused."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from sskg.errors import UnreadableInput
from sskg.rdf import files, markup

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ROOT = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">'


def triples(path, content):
    path.write_bytes(content)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in files.load([path])}


def refused(path, content):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UnreadableInput) as caught:
        files.load([path])
    return str(caught.value)


BODY = (
    ROOT
    + """
<e:C rdf:about="http://e/x" e:q="tab&#9;&lt;é&quot;&#10;end">
  <e:p xml:lang="fr">dé &amp; &#13; &lt;b&gt;</e:p>
  <e:z><![CDATA[<&]]></e:z>
  <e:l rdf:parseType="Literal"><!-- kept -->a<b c="d"
    e="f">x</b></e:l>
  <e:r rdf:resource="http://e/y"/>
</e:C></rdf:RDF>"""
)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", None),
        ("utf-16", "utf-16"),
        ("utf-16", None),
        ("latin-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
    ],
)
def test_a_document_says_the_same_in_every_encoding(tmp_path, encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    plain = {
        (str(t.subject), str(t.predicate), str(t.object))
        for t in parse(input=BODY.encode(), format=RdfFormat.RDF_XML)
    }
    assert len(plain) == 6
    assert triples(tmp_path / "a.rdf", (head + BODY).encode(encoding)) == plain


def test_a_document_type_changes_nothing_of_what_is_said(tmp_path):
    plain = triples(tmp_path / "a.rdf", BODY.encode())
    head = "<?xml version='1.0'?>\n<!DOCTYPE rdf:RDF [ <!ENTITY ex 'http://e/'> ]>\n"
    assert triples(tmp_path / "b.rdf", (head + BODY).encode()) == plain


OWL = f"""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [
    <!ENTITY ex 'http://e/' >
    <!ENTITY rdf "{RDF}" >
    <!ENTITY both "&ex;&#x26;amp; &lt;b&gt;">
    <!ENTITY logo SYSTEM "file:///etc/hostname">
    <!ATTLIST rdf:RDF xmlns:e CDATA "http://e/">
]>
<rdf:RDF xmlns:rdf="&rdf;"><rdf:Description rdf:about="&ex;a"><e:p>&both;</e:p>
</rdf:Description></rdf:RDF>"""


def test_entities_in_attributes_texts_and_entities_are_expanded(tmp_path):
    # By XML 1.0, 4.4.5: &#x26; is "&" once both is declared, so that "&amp;" stands in the text.
    assert triples(tmp_path / "owl.owl", OWL.encode()) == {
        ("<http://e/a>", "<http://e/p>", '"http://e/& <b>"')
    }


@pytest.mark.parametrize(
    ("declarations", "text", "words"),
    [
        ('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;", "another file"),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "", "within itself"),
        (f'<!ENTITY a "{"x" * (markup.LONGEST_ENTITY + 1)}">', "", "an entity of more than"),
        (
            f'<!ENTITY a "{"x" * 200}"><!ENTITY b "{"&a;" * 100}">',
            "",
            "an entity of more than",
        ),
        (f'<!ENTITY a "{"x" * 10_000}">', "&a;" * 3000, "100 times longer"),
        ('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', "&a;", "undeclared entity"),
        ("", "&a;", "undefined entity"),
    ],
)
def test_what_is_not_harmless_is_refused(tmp_path, declarations, text, words):
    content = f"<!DOCTYPE x [{declarations}]>{ROOT}<e:C><e:p>{text}</e:p></e:C></rdf:RDF>"
    assert words in refused(tmp_path / "x.rdf", content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("prefix", ["", "x" * (1 << 18)], ids=["first block", "two blocks"])
def test_an_entity_of_a_file_that_is_not_read_is_never_left_out(tmp_path, encoding, prefix):
    head = '<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">'
    body = f'{ROOT}<e:C><e:p>{prefix}</e:p></e:C><e:C rdf:about="&ex;a"/></rdf:RDF>'
    assert "&ex;" in refused(tmp_path / "x.rdf", (head + body).encode(encoding))


def test_a_document_type_elsewhere_is_no_obstacle_where_nothing_of_it_is_used(tmp_path):
    head = '<!DOCTYPE rdf:RDF PUBLIC "-//E//DTD//EN" "http://127.0.0.1:9/x.dtd">'
    body = f'{ROOT}<e:C rdf:about="http://e/a"><e:p>a &amp; b</e:p></e:C></rdf:RDF>'
    assert ("<http://e/a>", "<http://e/p>", '"a & b"') in triples(
        tmp_path / "x.rdf", (head + body).encode()
    )


@pytest.mark.parametrize("head", ["", "<!DOCTYPE rdf:RDF [\n<!ENTITY e 'x\n\ny'>\n]>\n"])
def test_what_oxigraph_does_not_take_has_its_line(tmp_path, head):
    content = f'{head}{ROOT}\n<e:C\n rdf:about="http://e/a"/>\n\n<e:C rdf:ID="a b"/>\n</rdf:RDF>'
    line = head.count("\n") + 5
    assert f"x.rdf, line {line}: a b is not a valid rdf:ID" in refused(tmp_path / "x.rdf", content)


def test_json_says_where_the_object_ends_that_is_not_json_ld(tmp_path):
    content = '[{"@id": "http://e/x"},\n{"@id":\n 3},\n{}]'
    assert "x.jsonld, in what ends in line 3: @id" in refused(tmp_path / "x.jsonld", content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", '<http://e/é> <http://e/p> "é" .'),
        ("a.nt", '<http://e/é> <http://e/p> "é" .'),
        ("a.jsonld", '{"@id": "http://e/é", "http://e/p": "é"}'),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(tmp_path, encoding, name, content):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert triples(tmp_path / name, (mark + content).encode(encoding)) == {
        ("<http://e/é>", "<http://e/p>", '"é"')
    }


def test_utf_16_that_is_cut_short_is_an_error(tmp_path):
    content = '<http://e/a> <http://e/p> "a" .\n'.encode("utf-16")[:-1]
    assert "UTF-16" in refused(tmp_path / "a.nt", content)
