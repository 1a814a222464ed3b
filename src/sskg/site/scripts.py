"""Data of a site as scripts: a page that lies in a folder can fetch nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.language.script import script_json
from sskg.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sskg.names import Bearer


def names(
    bearers: Iterable[Bearer],
    files: Mapping[str, str],
    kinds: Sequence[str],
    languages: Sequence[str],
) -> bytes:
    """Return the names of all things for the search.

    Args:
        bearers: the things with their names.
        files: the name of each thing's page, by IRI.
        kinds: that they have, in order.
        languages: of the site, in order.
    """
    rows = [
        [
            files[each.entity.iri],
            [each.entity.label(lang) for lang in languages],
            kinds.index(each.entity.kind) if each.entity.kind else -1,
            list(each.names),
        ]
        for each in bearers
    ]
    labels = [[vocabulary().kind(kind).label(lang) for lang in languages] for kind in kinds]
    return call("sskgNames", {"languages": languages, "kinds": labels, "rows": rows})


def call(function: str, value: Any) -> bytes:
    """Return a script that hands a value to a function of the page's own script."""
    return f"{function}(".encode() + script_json(value).encode("utf-8", "replace") + b");\n"
