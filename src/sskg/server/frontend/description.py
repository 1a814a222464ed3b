"""The interface described in OpenAPI 3.1, from the same tables as the routes."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from sskg.capabilities import CAPABILITIES, VIEW
from sskg.server.protocol import FORM, QUERY

if TYPE_CHECKING:
    from sskg.capabilities import Parameter

_STRING: Final = {"type": "string"}
_ERRORS: Final = {
    str(status): {"$ref": "#/components/responses/Error"}
    for status in (400, 404, 405, 406, 408, 413, 415, 421, 429, 431, 503, 504)
}
_FORBIDDEN: Final = {"403": {"$ref": "#/components/responses/Error"}}


def describe_interface(title: str = "", licence: str = "") -> dict[str, Any]:
    """Return the description of all routes.

    Args:
        title: what the graph calls itself.
        licence: of the graph, if it names one.
    """
    paths: dict[str, Any] = {"/sparql": _sparql()}
    for command, lookup in CAPABILITIES.items():
        parameters = [_parameter(each) for each in lookup.parameters]
        kinds = ("application/json", "text/html", "text/csv", "text/tab-separated-values",
                 "text/markdown")  # fmt: skip
        paths[f"/{command}"] = {"get": _operation(lookup.title, [*parameters, *_COMMON], kinds)}
    name: dict[str, Any] = {"name": "name", "in": "path", "required": True, "schema": _STRING}
    rdf = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
    paths["/id/{name}"] = {
        "get": _operation("One thing", [name, *_COMMON], ("text/html", *rdf, "application/json"))
    }
    iri: dict[str, Any] = {"name": "iri", "in": "query", "required": True, "schema": _STRING}
    paths["/resource"] = {
        "get": _operation(
            "One thing, by any IRI", [iri, *_COMMON], ("text/html", *rdf, "application/json")
        )
    }
    paths["/ontology"] = {"get": _operation("The ontology", _COMMON, ("text/html", *rdf))}
    view = [_parameter(each) for each in VIEW]
    shown = ("text/html", "application/json")
    paths["/graph"] = {"get": _operation("The view", [*view, *_COMMON], shown)}
    paths["/void"] = {"get": _operation("This dataset", _COMMON, rdf)}
    graphs = [
        {"name": "default", "in": "query", "schema": {"type": "boolean"}, "allowEmptyValue": True},
        {"name": "graph", "in": "query", "schema": _STRING},
    ]
    paths["/graphs"] = {"get": _operation("One graph", [*graphs, *_COMMON], rdf)}
    paths["/"] = {"get": _operation("Start", _COMMON[:1], ("text/html",))}
    paths["/health"] = {"get": _operation("Whether it answers", [], ("application/json",))}
    paths["/metrics"] = {"get": _operation("Counters", [], ("text/plain",))}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title or "sskg",
            "version": version("sskg"),
            **({"license": {"name": licence, "url": licence}} if licence else {}),
        },
        "paths": paths,
        "components": {"responses": {"Error": _error()}},
    }


_COMMON: Final = (
    {"name": "lang", "in": "query", "schema": {"type": "string", "example": "de,en"}},
    {"name": "format", "in": "query", "schema": _STRING},
)


_TERM: Final = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {"type": {"enum": ["uri", "literal", "bnode", "triple"]},
                   "xml:lang": _STRING, "datatype": _STRING},
}  # fmt: skip
_ROW: Final = {"type": "object", "additionalProperties": _TERM}
_SCHEMAS: Final[dict[str, Any]] = {
    "application/json": {"schema": {"type": "object"}},
    "application/sparql-results+json": {
        "schema": {
            "type": "object",
            "required": ["head"],
            "properties": {
                "head": {"type": "object"},
                "boolean": {"type": "boolean"},
                "results": {
                    "type": "object",
                    "required": ["bindings"],
                    "properties": {"bindings": {"type": "array", "items": _ROW}},
                },
            },
        }
    },
}
"""What JSON answers look like; the lookups' have the shape of `--format json`."""


def _operation(summary: str, parameters: Any, kinds: tuple[str, ...]) -> dict[str, Any]:
    content: dict[str, Any] = {kind: _SCHEMAS.get(kind, {}) for kind in kinds}
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": {"200": {"description": "The answer", "content": content}, **_ERRORS},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": 1000}
    if parameter.whole is not None:
        schema = {"type": "integer", "minimum": parameter.whole[0], "maximum": parameter.whole[1]}
    elif parameter.flag:
        schema = {"type": "boolean"}
    elif parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    if parameter.repeat:
        schema = {"type": "array", "items": schema, "maxItems": 50}
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.meaning,
        "schema": schema,
    }


def _sparql() -> dict[str, Any]:
    graphs = [
        {"name": name, "in": "query", "schema": {"type": "array", "items": _STRING}}
        for name in ("default-graph-uri", "named-graph-uri")
    ]
    query = {"name": "query", "in": "query", "schema": _STRING}
    kinds = (
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
        "text/tab-separated-values", "text/turtle", "application/n-triples", "application/ld+json",
        "application/rdf+xml", "text/html",
    )  # fmt: skip
    get = _operation("Ask in SPARQL 1.1", [query, *graphs, *_COMMON], kinds)
    post = _operation("Ask in SPARQL 1.1", [*graphs, *_COMMON], kinds)
    for operation in (get, post):
        operation["responses"] |= _FORBIDDEN
    form = {"type": "object", "required": ["query"], "properties": {"query": _STRING}}
    post["requestBody"] = {
        "required": True,
        "content": {QUERY: {"schema": _STRING}, FORM: {"schema": form}},
    }
    return {"get": get, "post": post}


def _error() -> dict[str, Any]:
    properties = dict.fromkeys(("code", "message", "hint", "place", "excerpt"), _STRING)
    numbers = {name: {"type": "integer"} for name in ("line", "column")}
    many = {"candidates": {"type": "array", "items": _STRING}}
    error = {"type": "object", "required": ["code", "message"],
             "properties": properties | numbers | many}  # fmt: skip
    shape = {"type": "object", "required": ["error"], "properties": {"error": error}}
    return {
        "description": "What is wrong, and what to do",
        "content": {"application/json": {"schema": shape}, "text/html": {}},
    }
