"""What is taken elsewhere of a figure: its table, its chart, and how it is cited."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from typing import TYPE_CHECKING, Any

from sskg.language.text import printable
from sskg.pages.charts import chart
from sskg.pages.page import site
from sskg.questions.figures import bound_word, figures, grouped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.graph.comparison import Measurement
    from sskg.graph.documents import Document
    from sskg.store.base import Store


def by_indicator(store: Store, held: Mapping[str, Document] | None) -> dict[str, list[Measurement]]:
    """Return all measurements of a graph by the IRI of their indicator."""
    groups: dict[str, list[Measurement]] = {}
    for each in figures(store, limit=10**9, documents=held).measurements:
        groups.setdefault(each.indicator.iri, []).append(each)
    return groups


def attribute(text: str) -> str:
    """Return a text as an attribute of HTML holds it."""
    return escape(printable(text))


def table(group: Sequence[Measurement], lang: str) -> list[tuple[str, ...]]:
    """Return one row for each figure: thing, value or both ends, bound, wording, place."""
    return [
        (name, f"{value}–{upper}", "", *rest) if upper else (name, value, bound, *rest)
        for name, value, upper, bound, *rest in _cells(group, lang)
    ]


def _cells(group: Sequence[Measurement], lang: str) -> list[tuple[str, ...]]:
    """Return one row for each figure: thing, value, upper end of a range, bound, wording, place."""
    rows: list[tuple[str, ...]] = []
    for each in group:
        for figure in (each.baseline, each.latest):
            if figure is None:
                continue
            places = dict.fromkeys(
                passage.reference
                for fact in figure.facts
                for claim in fact.claims
                for passage in claim.passages
            )
            rows.append((
                figure.observation.label(lang), grouped(figure.value), grouped(figure.upper),
                bound_word(figure.bound, lang), figure.stated, ", ".join(places),
            ))  # fmt: skip
    return rows


def files(group: Sequence[Measurement], lang: str) -> dict[str, bytes]:
    """Return the files that lie beside a figure's page, by the end of their name."""
    made: dict[str, bytes] = {}
    drawn = next((shown for each in group if (shown := chart(each, lang, alone=True))), None)
    if drawn is not None:
        made[".svg"] = str(drawn).encode()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("figure", "value", "upper", "bound", "stated", "passage"))
    writer.writerows(_cells(group, lang))
    made[".csv"] = text.getvalue().encode("utf-8", "replace")
    made[".bib"] = _bibtex(group[0], lang).encode("utf-8", "replace")
    made[".csl.json"] = (json.dumps([_csl(group[0], lang)], ensure_ascii=False) + "\n").encode(
        "utf-8", "replace"
    )
    return made


def _csl(measured: Measurement, lang: str) -> dict[str, Any]:
    return {
        "id": measured.indicator.curie,
        "type": "dataset",
        "title": printable(measured.indicator.label(lang)),
        "container-title": site(lang),
        "URL": measured.indicator.iri,
    }


def _bibtex(measured: Measurement, lang: str) -> str:
    fields = {
        "title": measured.indicator.label(lang),
        "howpublished": site(lang),
        "url": measured.indicator.iri,
    }
    key = "".join(char for char in measured.indicator.curie if char.isalnum() or char in "-_")
    lines = [f"  {name} = {{{_braced(text)}}}," for name, text in fields.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _braced(text: str) -> str:
    """Return a text whose braces and signs mean nothing to BibTeX."""
    escaped = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#",
               "&": r"\&", "$": r"\$", "_": r"\_"}  # fmt: skip
    return "".join(escaped.get(char, char) for char in printable(text))
