"""What a site tells of its addresses: canonical ones, cards for other sites, a map of all pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST: Final = 50_000
"""Addresses that one file may have (sitemaps.org)."""
CARD: Final = "static/card.png"
"""The picture of all pages that have none of their own."""
_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a site.

    Attributes:
        url: of the site, without a slash at its end; "" where it has none yet.
        languages: of its pages, the first that of a reader who has none of them.
    """

    url: str
    languages: Sequence[str]

    def head(self, place: str, lang: str, picture: str = CARD) -> dict[str, Any]:
        """Return what the head of a page tells search engines and other sites.

        Args:
            place: of the page within its language's folder.
            lang: the language.
            picture: what they show beside a link to it.
        """
        if not self.url:
            return {}
        alternates = {each: f"{self.url}/{each}/{place}" for each in self.languages}
        return {
            "canonical": f"{self.url}/{lang}/{place}",
            "alternates": alternates | {"x-default": alternates[self.languages[0]]},
            "card": f"{self.url}/{picture}",
        }

    def files(self, places: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the map of a site, in several files where one may not hold it, and its robots.txt.

        Args:
            places: the paths of all pages.
        """
        groups = [places[at : at + _MOST] for at in range(0, len(places), _MOST)]
        if len(groups) == 1:
            yield "sitemap.xml", self._map("urlset", "url", places)
        else:
            names = [f"sitemap-{number}.xml" for number in range(1, len(groups) + 1)]
            yield "sitemap.xml", self._map("sitemapindex", "sitemap", names)
            for name, group in zip(names, groups, strict=True):
                yield name, self._map("urlset", "url", group)
        yield "robots.txt", f"Sitemap: {self.url}/sitemap.xml\n".encode()

    def _map(self, whole: str, each: str, places: Sequence[str]) -> bytes:
        lines = [
            f"<{each}><loc>{escape(f'{self.url}/{place}')}</loc></{each}>\n" for place in places
        ]
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{_SPACE}">\n'
        return f"{head}{''.join(lines)}</{whole}>\n".encode()
