"""From what a person typed to one thing of the graph; in English and Chinese.

A name is tried as IRI, CURIE, slug, exact label or alias, then the same without case, accents,
punctuation and word order, then with other endings and spellings, then with a word for its kind,
then as a part of a name, and last as a mistyped name. The first of these that fits anything
decides: one thing is taken, several are an error that lists them, and none gives the nearest.
"""

from sskg.names.bearers import Bearer, bearers, kind_names, things
from sskg.names.ranking import Match, rank
from sskg.names.resolver import Found, find, pick, resolve, resolve_measured, resolve_term

__all__ = [
    "Bearer",
    "Found",
    "Match",
    "bearers",
    "find",
    "kind_names",
    "pick",
    "rank",
    "resolve",
    "resolve_measured",
    "resolve_term",
    "things",
]
