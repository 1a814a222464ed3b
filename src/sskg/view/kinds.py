"""How the kinds of things look and where they stand in the picture.

Shape and colour tell kinds apart, each alone being enough. The colours keep a contrast of at least
3:1 to the page and differ in lightness too, so that readers with any colour vision can use them.
"""

from __future__ import annotations

from typing import Final

from sskg.record import record


@record
class Look:
    """The look of a kind.

    Attributes:
        stage: index of its column in `STAGES`, from causes on the left to people on the right.
        shape: name of its glyph; the page's shapes.js draws it.
        light: colour on a light page.
        dark: colour on a dark page.
        minor: whether its labels are set smaller: it surrounds the way from challenge to goal.
    """

    stage: int
    shape: str
    light: str
    dark: str
    minor: bool = False

    @property
    def width(self) -> int:
        """Width of a label with its frame, in the units of the picture."""
        return WIDTHS[self.stage] - GUTTER

    @property
    def size(self) -> int:
        """Size of its type, in the units of the picture."""
        return 14 if self.minor else 15

    def lines(self, columns: int) -> int:
        """Return how many lines a label of so many terminal columns gets, 1 or 2.

        The page sets a label in smaller type where its typeface is wider than is usual.
        """
        return 1 if columns * self.size / 2 <= self.width - PADDING else 2

    def height(self, lines: int) -> int:
        """Return the height of a row whose label has so many lines."""
        return lines * (self.size + 2) + 10


GUTTER: Final = 46
"""Room for lines between columns."""
PADDING: Final = 36
"""What glyph and margins take of a label's width."""

ARRANGEMENTS: Final = ("columns", "themes", "around")
"""How things can be arranged: by stage, by what belongs together, in rings around one thing."""

STAGES: Final = (
    {"en": "Lessons and convictions", "zh": "经验与理念"},
    {"en": "What prompts action", "zh": "缘由与要求"},
    {"en": "Reforms and measures", "zh": "改革与举措"},
    {"en": "Policies and indicators", "zh": "政策与指标"},
    {"en": "Outcomes", "zh": "成效"},
    {"en": "Goals", "zh": "目标"},
    {"en": "People and bodies", "zh": "人群与主体"},
    {"en": "Other kinds", "zh": "其他类别"},
)
"""The columns of the picture, from left to right."""

WIDTHS: Final = (240, 336, 336, 336, 336, 336, 240, 336)
"""Their widths, in the units of the picture."""

LOOKS: Final = {
    "Experience": Look(0, "book", "#6b5b95", "#b5a6dd", minor=True),
    "Principle": Look(0, "pentagon", "#7a4f9a", "#c79be6", minor=True),
    "Advantage": Look(0, "cross", "#8a5a7a", "#d7a3c4", minor=True),
    "Event": Look(0, "flag", "#5f6b76", "#a9b6c2", minor=True),
    "Challenge": Look(1, "triangle", "#b3261e", "#ff8a80"),
    "Trend": Look(1, "wave", "#a85a00", "#f0a850"),
    "Directive": Look(1, "chevron", "#8a6d00", "#e2c044"),
    "Reform": Look(2, "star", "#c2410c", "#ff9d5c"),
    "Measure": Look(2, "diamond", "#b45f3c", "#e5a184"),
    "Policy": Look(3, "square", "#1f5fa8", "#7db4f0"),
    "Fund": Look(3, "basin", "#1a6f8f", "#74c4e0"),
    "Benefit": Look(3, "house", "#2f6b2f", "#8fd08f"),
    "Condition": Look(3, "octagon", "#7a6a1f", "#d3c36a", minor=True),
    "Indicator": Look(3, "bars", "#4d7c4a", "#9ccc97", minor=True),
    "Outcome": Look(4, "circle", "#17734d", "#5ecb98"),
    "MeasuredChange": Look(4, "ring", "#0d7d72", "#4fd0c2"),
    "Goal": Look(5, "hexagon", "#0a6f9c", "#58c3ef"),
    "LegalAct": Look(0, "tablet", "#6a5d4d", "#c4b5a2", minor=True),
    "Place": Look(5, "drop", "#74695a", "#bfb3a2", minor=True),
    "TargetGroup": Look(6, "half", "#a02c6d", "#f08fc0", minor=True),
    "Actor": Look(6, "shield", "#4a5568", "#aab7cc", minor=True),
    "Post": Look(6, "bar", "#5c5c5c", "#b5b5b5", minor=True),
    "SourceDocument": Look(0, "page", "#555555", "#bbbbbb", minor=True),
    "Photograph": Look(0, "frame", "#555555", "#bbbbbb", minor=True),
}
"""Kinds in the order of the legend and, within a column, from top to bottom."""

OTHER: Final = Look(7, "dot", "#666666", "#b0b0b0", minor=True)
"""The look of a kind that has none of its own."""

UNDRAWN: Final = frozenset({"SourceDocument", "Photograph"})
"""Kinds that stay out of the picture until the reader asks for them."""

FOLDED: Final = frozenset({"Observation"})
"""Kinds that are shown as figures of other things, never as things."""

FLOW: Final = frozenset(
    {
        "resolves", "addresses", "produces", "contributesTo", "achieves", "aimsAt", "leadsTo",
        "drivenBy", "hinders", "callsFor", "demonstrates",
    }
)  # fmt: skip
"""Properties that make up the way from a challenge over a reform to outcomes and goals."""


def look(kind: str) -> Look:
    """Return how a kind looks."""
    return LOOKS.get(kind, OTHER)


def order(kind: str) -> int:
    """Return the place of a kind in the legend."""
    return _ORDER.get(kind, len(_ORDER))


_ORDER: Final = {kind: at for at, kind in enumerate(LOOKS)}
