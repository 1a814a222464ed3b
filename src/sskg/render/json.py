"""Answers as JSON: full IRIs, labels by language, claims with passages.

The shape follows the dataclasses field by field, with these additions: a named thing also carries
its `curie`, an entity its `kind`, a passage its `reference`, a statement its strongest `modality`,
a report whether it is `sound`. An answer to names that named no thing exactly tells under `taken`
what they were taken for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

_DERIVED = ("curie", "kind", "reference", "modality", "sound")


def to_json(value: object) -> Any:
    """Return a value of `sskg.model` as what `json.dumps` takes."""
    if is_dataclass(value) and not isinstance(value, type):
        shape = {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
        for name in _DERIVED:
            if name not in shape and isinstance(getattr(type(value), name, None), property):
                shape[name] = getattr(value, name)
        if taken := getattr(value, "taken", ()):
            shape["taken"] = to_json(taken)
        return shape
    if isinstance(value, Mapping):
        return {str(key): to_json(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def dumps(value: object) -> str:
    """Return a value as a JSON text that people can read, with a line end."""
    return json.dumps(to_json(value), ensure_ascii=False, indent=2) + "\n"
