"""RDF/XML that is made to cost memory or time is refused, and so are encodings unheard of."""

from __future__ import annotations

import gzip

import pytest

from sskg.errors import UnreadableInput
from sskg.rdf.markup import LONGEST_TAG, LONGEST_TEXT, MOST_ATTRIBUTES
from sskg.store import open_store
from sskg.store.sparql import select

OPEN = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    b'<rdf:Description rdf:about="http://e/a"'
)
CLOSE = b"</rdf:Description></rdf:RDF>"


def refused(path, content, *, packed=False):
    path.write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(UnreadableInput) as caught:
        open_store([str(path)])
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["x-evil", "UTF-7", "idna", "rot13"])
def test_an_encoding_that_is_not_read_is_an_error_of_the_file(tmp_path, encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + OPEN + b">" + CLOSE
    assert "encoding" in refused(tmp_path / "x.rdf", content)


def test_an_element_has_so_many_attributes_and_no_more(tmp_path):
    def element(count: int) -> bytes:
        attributes = b" ".join(b'e:a%d="x"' % number for number in range(count))
        return OPEN + b" " + attributes + b">" + CLOSE

    assert "attributes" in refused(tmp_path / "x.rdf", element(MOST_ATTRIBUTES + 1))
    (tmp_path / "y.rdf").write_bytes(element(MOST_ATTRIBUTES - 1))
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (row,) = select(open_store([str(tmp_path / "y.rdf")]), query)
    assert int(row["n"].value) == MOST_ATTRIBUTES - 1


def test_a_tag_without_end_is_refused(tmp_path):
    content = OPEN + b" " * (2 * LONGEST_TAG) + b">" + CLOSE
    assert "tag" in refused(tmp_path / "x.rdf", content)


def test_a_packed_text_that_unpacks_to_more_than_memory_is_refused(tmp_path):
    content = OPEN + b"><e:p>" + b"a" * (LONGEST_TEXT + (1 << 20)) + b"</e:p>" + CLOSE
    assert "a text of more than" in refused(tmp_path / "x.rdf.gz", content, packed=True)


def test_many_elements_are_no_long_text(tmp_path):
    (tmp_path / "x.rdf").write_bytes(OPEN + b">" + b"<e:p>a</e:p>" * 200_000 + CLOSE)
    assert open_store([str(tmp_path / "x.rdf")])
