"""From what a person typed to a relation: of our ontology, or of the graph's own vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.errors import RequestError
from sskg.graph.reading import reading
from sskg.language.text import fold
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import curie, expand, local_name
from sskg.store.paging import rows

if TYPE_CHECKING:
    from sskg.store.base import Store


def find_relation(store: Store, name: str) -> tuple[str, bool]:
    """Return the property that a name means, and whether the name reads it backwards.

    Args:
        store: the graph that is asked.
        name: local name, CURIE, IRI or label, of it or, in our ontology, of its inverse.

    Raises:
        RequestError: neither our ontology nor the graph has such a property.
    """
    try:
        return vocabulary().find_property(name)
    except RequestError:
        lexicon = reading(store)
        wanted, folded = expand(name), fold(name)
        pattern = f"?s ?p ?o FILTER({lexicon.statements_filter(annotations=True)})"
        used = {row["p"].value for row in rows(store, "?p", pattern)}
        if wanted is not None and wanted in used:
            return wanted, False
        for iri, labels in sorted(lexicon.labels(store, used).items()):
            if folded in map(fold, (local_name(iri), curie(iri), *labels.values())):
                return iri, False
        raise
