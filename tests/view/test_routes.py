"""No line of the picture runs behind a box that it does not link.

The lines are read from the picture as SVG, which holds the same courses as the canvas.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sskg.store import open_store
from sskg.view.page import view_html
from tests.view.conftest import SVG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.view.conftest import Opened

pytestmark = pytest.mark.browser

Point = tuple[float, float]
Box = tuple[float, float, float, float]

PREFIXES = """@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <http://e.org/> .
"""
BETWEEN = f"""{PREFIXES}
ex:a a sskg:Reform ; skos:prefLabel "retirement age"@en ; sskg:contributesTo ex:g .
ex:b a sskg:Reform ; skos:prefLabel "housing"@en ; sskg:concerns ex:p .
ex:p a sskg:Policy ; skos:prefLabel "housing allowance"@en .
ex:o a sskg:Outcome ; skos:prefLabel "lower rents"@en .
ex:g a sskg:Goal ; skos:prefLabel "solvent pensions"@en .
"""
"""A line from the reforms to the goals has a policy and an outcome in its straight way."""
ONE_COLUMN = PREFIXES + "".join(
    f'ex:r{at} a sskg:Reform ; skos:prefLabel "reform {at}"@en ; sskg:basedOn ex:r{5 - at} .\n'
    for at in range(6)
)
"""Lines to and fro within a column, past the boxes between."""


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text)]


def strokes(course: str) -> Iterator[list[Point]]:
    """Yield points along each line of a path of moves and cubic curves."""
    for line in course.split("M")[1:]:
        start, *curves = line.split("C")
        (x, y) = numbers(start)
        points = [(x, y)]
        for curve in curves:
            x0, y0 = points[-1]
            x1, y1, x2, y2, x3, y3 = numbers(curve)
            for step in range(1, 41):
                t = step / 40
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                points.append(
                    (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
                )
        yield points


def drawn(page: Opened) -> tuple[list[list[Point]], list[Box]]:
    """Return the lines and the boxes of the picture."""
    root = ET.fromstring(page.taken("svg"))  # noqa: S314  (our own page wrote it)
    lines = [
        line
        for path in root.findall(f".//{SVG}path[@fill='none']")
        for line in strokes(path.attrib["d"])
    ]
    boxes: list[Box] = []
    for rect in root.iterfind(f".//{SVG}g/{SVG}rect"):
        x, y, w, h = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        boxes.append((x, y, x + w, y + h))
    return lines, boxes


def behind(page: Opened) -> tuple[int, int]:
    """Return how many lines there are, and how many of them have a point inside any box.

    A line begins and ends at the side of a box, so it need not be inside its own ones either.
    """
    lines, boxes = drawn(page)
    return len(lines), sum(
        any(
            left + 0.5 < x < right - 0.5 and top + 0.5 < y < bottom - 0.5
            for x, y in line
            for left, top, right, bottom in boxes
        )
        for line in lines
    )


@pytest.mark.parametrize(("graph", "lines"), [(BETWEEN, 2), (ONE_COLUMN, 6)])
@pytest.mark.parametrize("width", [1280, 400])
def test_no_line_runs_behind_a_box(
    show: Callable[..., Opened], tmp_path, graph: str, lines: int, width: int
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(graph, encoding="utf-8")
    page = show(view_html(open_store([str(path)])), width=width)
    assert behind(page) == (lines, 0)


def test_none_does_in_the_packaged_graph(show: Callable[..., Opened], packaged_page: str) -> None:
    page = show(packaged_page)
    lines, hidden = behind(page)
    assert lines > 400
    assert hidden == 0


@pytest.mark.parametrize("steps", [1, 2])
def test_none_does_around_one_thing(
    show: Callable[..., Opened], packaged_page: str, steps: int
) -> None:
    page = show(packaged_page, address=f"#alone=common-prosperity+{steps}")
    lines, hidden = behind(page)
    assert lines > 5
    assert hidden == 0


def test_a_line_is_one_stroke_from_side_to_side(show: Callable[..., Opened], tmp_path) -> None:
    """Each line begins and ends at the side of a box, and has no leap on the way."""
    path = tmp_path / "graph.ttl"
    path.write_text(BETWEEN, encoding="utf-8")
    lines, boxes = drawn(show(view_html(open_store([str(path)]))))
    sides = {side for left, _, right, _ in boxes for side in (left, right)}
    for line in lines:
        assert {round(line[0][0], 1), round(line[-1][0], 1)} <= {round(side, 1) for side in sides}
        assert all(abs(x - nx) + abs(y - ny) < 60 for (x, y), (nx, ny) in pairwise(line))
