"""The SPARQL 1.1 result formats, and RDF for CONSTRUCT and DESCRIBE, written as they are computed.

Rows are written here and not by Oxigraph, whose writer cannot stop at a limit, orders the columns
of `SELECT *` by name, and puts characters into XML that XML does not allow. Standards: SPARQL 1.1
Query Results JSON Format, SPARQL Query Results XML Format (second edition), SPARQL 1.1 Query
Results CSV and TSV Formats; triples as terms as in the drafts of SPARQL 1.2.
"""

from __future__ import annotations

import io
import json
import re
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
)

from sskg.errors import RequestError, UnfitFormat
from sskg.language.message import msg
from sskg.language.text import disarm
from sskg.rdf.graphs import GRAPH_FORMATS, NOT_XML, held_back, write_graph
from sskg.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO

    from sskg.rdf.kinds import QueryAnswer, Term

SOLUTION_FORMATS = ("json", "xml", "csv", "tsv")
_STRING = PREFIXES["xsd"] + "string"
# Turtle's abbreviations of numbers, by datatype.
_BARE = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    PREFIXES["xsd"] + "double": re.compile(r"[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}
_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NEEDS_QUOTES = re.compile('[",\r\n]')


def write(
    answer: QueryAnswer,
    form: str,
    stream: IO[bytes],
    *,
    columns: Sequence[str] | None = None,
    limit: int | None = None,
    excel_safe: bool = False,
) -> bool:
    """Write an answer in a standard format, each row as it is computed.

    Args:
        answer: of a query.
        form: "json", "xml", "csv" or "tsv" for rows and truth values; "ttl", "nt", "jsonld" or
            "rdf" for triples.
        stream: where the bytes go.
        columns: variables in the order of the columns; those of the answer if None.
        limit: the most rows or triples to write, or None for all.
        excel_safe: make CSV cells harmless in a spreadsheet.

    Returns:
        Whether there were more rows or triples than the limit.

    Raises:
        RequestError: the format is not one for this kind of answer, or a term is nested too deep.
        UnfitFormat: the format cannot hold a term of the answer. Nothing is written then, unless
            the answer is very long.
    """
    try:
        return _write(answer, form, stream, columns, limit, excel_safe=excel_safe)
    except RecursionError as error:
        raise too_deep() from error


def too_deep() -> RequestError:
    """Return the error for a term that holds triples within triples beyond what Python can read."""
    return RequestError(msg("a triple of the answer is nested too deep to be written"))


def _write(
    answer: QueryAnswer,
    form: str,
    stream: IO[bytes],
    columns: Sequence[str] | None,
    limit: int | None,
    *,
    excel_safe: bool,
) -> bool:
    if isinstance(answer, QueryBoolean):
        _check(form, SOLUTION_FORMATS, "triples", "a truth value")
        stream.write(_TRUTH[form](bool(answer)))
        return False
    if isinstance(answer, QuerySolutions):
        _check(form, SOLUTION_FORMATS, "triples", "rows")
        variables = tuple(variable.value for variable in answer.variables)
        names = tuple(columns or variables)
        solutions = islice(answer, limit)
        rows = (
            map(tuple, solutions)
            if names == variables
            else (tuple(row[name] for name in names) for row in solutions)
        )
        texts = (
            _csv(names, rows, excel_safe=excel_safe) if form == "csv" else _ROWS[form](names, rows)
        )
        with held_back(stream) if form == "xml" else nullcontext(stream) as target:
            for text in texts:
                target.write(text.encode("utf-8"))
    else:
        _check(form, GRAPH_FORMATS, "rows", "triples")
        with held_back(stream) as target:
            write_graph(islice(answer, limit), form, target)
    return limit is not None and next(answer, None) is not None


def written(answer: QueryAnswer, form: str) -> bytes:
    """Return what `write` writes."""
    buffer = io.BytesIO()
    write(answer, form, buffer)
    return buffer.getvalue()


def _check(form: str, formats: Iterable[str], other: str, kind: str) -> None:
    if form not in formats:
        also = "" if kind == "triples" else "table md "
        raise RequestError(
            msg(
                "“{form}” is a format for {other}, and this query gives {given}",
                form=form,
                other=other,
                given=kind,
            ),
            hint=msg("formats: {also}{names}", also=also, names=" ".join(formats)),
        )


def _json(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    # Put together by hand, each text written by json's own function for one: a dictionary a term
    # would take three times as long, and this is most of the time of a small query.
    keys = [f"{_in_json(name)}:" for name in names]
    yield f'{{"head":{{"vars":[{", ".join(map(_in_json, names))}]}},"results":{{"bindings":['
    separator = "\n"
    for row in rows:
        bound = ",".join(
            [
                key + _json_term(term)
                for key, term in zip(keys, row, strict=True)
                if term is not None
            ]
        )
        yield f"{separator}{{{bound}}}"
        separator = ",\n"
    yield "\n]}}\n"


_in_json = json.encoder.encode_basestring


def _json_term(term: Any) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{_in_json(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{_in_json(term.value)}}}'
    if not isinstance(term, Literal):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        inner = ",".join(f'"{key}":{_json_term(part)}' for key, part in parts)
        return f'{{"type":"triple","value":{{{inner}}}}}'
    start = f'{{"type":"literal","value":{_in_json(term.value)}'
    if term.language:
        direction = f',"its:dir":"{term.direction.value}"' if term.direction else ""
        return f'{start},"xml:lang":{_in_json(term.language)}{direction}}}'
    datatype = term.datatype.value
    return f"{start}}}" if datatype == _STRING else f'{start},"datatype":{_in_json(datatype)}}}'


def _xml(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    variables = "".join(f'<variable name="{_escaped(name)}"/>' for name in names)
    yield f"{_XML_START}<head>{variables}</head>\n<results>\n"
    for row in rows:
        bindings = "".join(
            f'<binding name="{_escaped(name)}">{_xml_term(term)}</binding>'
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        yield f"<result>{bindings}</result>\n"
    yield "</results>\n</sparql>\n"


_XML_START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
)


# Declared where it is used: few answers have a direction.
_ITS = 'xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"'


def _xml_term(term: Any) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_escaped(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_escaped(term.value)}</bnode>"
    if not isinstance(term, Literal):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        inside = "".join(f"<{key}>{_xml_term(part)}</{key}>" for key, part in parts)
        return f"<triple>{inside}</triple>"
    if term.language:
        kind = f' xml:lang="{_escaped(term.language)}"'
        if term.direction:
            kind += f' {_ITS} its:dir="{term.direction.value}"'
    elif term.datatype.value == _STRING:
        kind = ""
    else:
        kind = f' datatype="{_escaped(term.datatype.value)}"'
    return f"<literal{kind}>{_escaped(term.value)}</literal>"


def _escaped(text: str) -> str:
    if match := NOT_XML.search(text):
        raise UnfitFormat(
            msg(
                "XML cannot hold the character U+{found:04X} that the answer has",
                found=ord(match[0]),
            ),
            hint=msg("choose another format: json csv tsv"),
        )
    return text.translate(_XML_ESCAPES)


def _csv(
    names: Sequence[str], rows: Iterable[Sequence[Term | None]], *, excel_safe: bool = False
) -> Iterator[str]:
    yield ",".join(names) + "\r\n"
    for row in rows:
        cells = [_plain(term) for term in row]
        if excel_safe:
            cells = [disarm(cell) for cell in cells]
        yield ",".join(map(_quoted, cells)) + "\r\n"


def _plain(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return str(term)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _tsv(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join(_turtle(term) for term in row) + "\n"


def _turtle(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if not isinstance(term, Literal):
        parts = (term.subject, term.predicate, term.object)
        return "<<( " + " ".join(map(_turtle, parts)) + " )>>"
    bare = _BARE.get(term.datatype.value)
    if bare and bare.fullmatch(term.value):
        return term.value
    text = '"' + term.value.translate(_TSV_ESCAPES) + '"'
    if term.language:
        return f"{text}@{term.language}" + (f"--{term.direction.value}" if term.direction else "")
    return text if term.datatype.value == _STRING else f"{text}^^<{term.datatype.value}>"


_ROWS = {"json": _json, "xml": _xml, "tsv": _tsv}


def _word(truth: bool) -> bytes:  # noqa: FBT001  (a truth value is what it is about)
    # The standard gives CSV and TSV for rows only; a bare word is what tools agree on.
    return b"true\n" if truth else b"false\n"


_TRUTH = {
    "json": lambda truth: b'{"head":{},"boolean":%s}\n' % _word(truth).strip(),
    "xml": lambda truth: (
        _XML_START.encode() + b"<head/>\n<boolean>%s</boolean>\n</sparql>\n" % _word(truth).strip()
    ),
    "csv": _word,
    "tsv": _word,
}
