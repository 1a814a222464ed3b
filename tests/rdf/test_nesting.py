"""Files that crash RDF parsers, by what the commands make of them: an error, never a crash."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys

import pytest
from pyoxigraph import RdfFormat

from sskg.errors import UnreadableInput
from sskg.rdf.nesting import DEEPEST, guarded

DEEP = 20_000
START = "<http://a/s> <http://a/p> "
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://a/"'

HOSTILE = {
    "terms.ttl": START + f"<<( {START}" * DEEP + "<http://a/o>" + " )>>" * DEEP + " .",
    "tight.ttl": START + "<<(<http://a/s><http://a/p>" * DEEP + "1" + ")>>" * DEEP + " .",
    # A comment closes nothing.
    "remark.ttl": START + f"<<( {START}# >>\n" * DEEP + "<http://a/o>" + " )>>" * DEEP + " .",
    "remark.trig": START + f"<<( {START}#x\u00e9>> >>\r" * DEEP + "1" + " )>>" * DEEP + " .",
    "iri.ttl": "@prefix : <http://a/#> . " + ":s :p " + "<<( <#'> :p # >>\n" * DEEP + "1",
    "terms.nq": START + f"<<( {START}" * DEEP + "<http://a/o>" + " )>>" * DEEP + " .",
    "objects.jsonld": '{"http://a/p":' * DEEP + "1" + "}" * DEEP,
    "lists.jsonld": '{"http://a/p":' + '{"@list":["]}\\"",' * DEEP + "1" + "]}" * DEEP + "}",
    "graphs.jsonld": '{"@graph":' * DEEP + "{}" + "}" * DEEP,
    "elements.rdf": f"<rdf:RDF {RDF}>" + "<rdf:Description><e:p>" * DEEP,
    "bomb.rdf": '<!DOCTYPE r [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 50}">' for at in range(8))
    + f"]><rdf:RDF {RDF}><rdf:Description><e:p>&i;</e:p></rdf:Description></rdf:RDF>",
}  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sskg", *arguments],
        capture_output=True, text=True, check=False, timeout=60, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_would_crash_the_parser_is_an_error(tmp_path, name):
    path = tmp_path / name
    path.write_text(HOSTILE[name], encoding="utf-8")
    done = run("stats", "--graph", str(path))
    assert done.returncode == 3, done.stderr[-500:]
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("name", ["remark.ttl", "objects.jsonld", "bomb.rdf"])
def test_it_is_an_error_for_the_server_too(tmp_path, name):
    pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")
    path = tmp_path / name
    path.write_text(HOSTILE[name], encoding="utf-8")
    done = run("serve", "--port", "0", "--graph", str(path))
    assert done.returncode == 3, done.stderr[-500:]
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_it_is_an_error_in_a_packed_file_too(tmp_path):
    path = tmp_path / "remark.ttl.gz"
    path.write_bytes(gzip.compress(HOSTILE["remark.ttl"].encode()))
    done = run("find", "x", "--graph", str(path))
    assert done.returncode == 3
    assert "remark.ttl.gz" in done.stderr


def test_a_text_longer_than_the_parser_holds_is_an_error(tmp_path):
    path = tmp_path / "long.ttl.gz"
    with gzip.open(path, "wb") as packed:
        packed.write(b'<http://a/s> <http://a/p> """' + b"x" * (20 << 20))
    done = run("stats", "--graph", str(path))
    assert done.returncode == 3
    assert "long.ttl.gz" in done.stderr
    assert "Traceback" not in done.stderr


# Depths that are read: one less than what is refused, and brackets that nest nothing.
HARMLESS = {
    "deep.ttl": START + f"<<( {START}" * DEEPEST + "<http://a/o>" + " )>>" * DEEPEST + " .",
    "many.ttl": f"{START} <<( <http://a/#s> <http://a/#p> <http://a/#o> )>> . # <<<\n" * 200
    + f"{START} <<( <http://a/#s> <http://a/#p> <http://a/#o> )>> .\n" * 1000,
    "text.ttl": f'{START} "<< >> << >>" .\n' * 1000,
    "deep.jsonld": '{"http://a/p":' * DEEPEST + "1" + "}" * DEEPEST,
    "text.jsonld": '{"http://a/p":"' + '{[\\"{[' * 1000 + '"}',
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_not_nest_too_deep_is_read(name):
    form = RdfFormat.JSON_LD if name.endswith("jsonld") else RdfFormat.TURTLE
    content = HARMLESS[name].encode()
    stream = guarded(io.BytesIO(content), form, "here")
    assert b"".join(iter(lambda: stream.read(1000), b"")) == content


class Dripping(io.RawIOBase):
    """A stream that gives few bytes at a time, so that blocks end anywhere."""

    def __init__(self, content: bytes, size: int) -> None:
        super().__init__()
        self._content = io.BytesIO(content)
        self._size = size

    def read(self, size: int = -1) -> bytes:
        return self._content.read(self._size)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"<<( <a:s> <a:p> # >>\n" * (DEEPEST + 1), RdfFormat.TURTLE),
        (b"<<(<a:s><a:p>" * 1000, RdfFormat.TURTLE),
        (b'{"a\\\\":["}]\\"",' * (DEEPEST // 2 + 1), RdfFormat.JSON_LD),
    ],
)
def test_the_guard_counts_wherever_its_blocks_end(content, form, size):
    stream = guarded(Dripping(content, size), form, "here")
    with pytest.raises(UnreadableInput, match="here"):
        list(iter(stream.read, b""))


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("name", ["many.ttl", "text.jsonld", "deep.jsonld"])
def test_the_guard_reads_what_is_harmless_wherever_its_blocks_end(name, size):
    form = RdfFormat.JSON_LD if name.endswith("jsonld") else RdfFormat.TURTLE
    stream = guarded(Dripping(HARMLESS[name].encode(), size), form, "here")
    assert b"".join(iter(stream.read, b"")) == HARMLESS[name].encode()


def test_brackets_in_texts_of_other_lines_are_no_nesting():
    text = (START + '"to the left <<" .\n').encode() * (DEEPEST + 10)
    stream = guarded(io.BytesIO(text), RdfFormat.N_TRIPLES, "x.nt")
    assert stream.read() == text


def test_brackets_in_one_line_are_nesting_in_n_triples():
    text = (START + f"<<( {START}" * (DEEPEST + 1)).encode()
    with pytest.raises(UnreadableInput):
        guarded(io.BytesIO(text), RdfFormat.N_TRIPLES, "x.nt").read()
