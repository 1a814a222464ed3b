"""JSON that stands within a page's script element, or in a script."""

from __future__ import annotations

import json
from typing import Final

_MISTAKEN: Final = "<\u2028\u2029\ufffe\uffff\x7f"
"""What a parser of HTML or of scripts may take for a tag, a comment, a line end or an error."""


def script_json(value: object) -> str:
    r"""Return a value as JSON that no parser of HTML or of scripts can mistake for anything else.

    >>> print(script_json("</script>\u2028"))
    "\u003c/script>\u2028"
    """
    return within_script(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def within_script(text: str) -> str:
    """Return JSON of the same value that no parser of HTML or of scripts can mistake."""
    for char in _MISTAKEN:
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
