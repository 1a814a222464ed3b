"""A finding says in which line of which file its thing is described."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from sskg.check.locations import Locations
from sskg.check.report import Location

if TYPE_CHECKING:
    from pathlib import Path

THING = "https://w3id.org/sskg/id/fund"
TURTLE = """@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .

:fund-report a sskg:Passage ;
    sskg:inDocument :fund .
:fund a sskg:Policy .
"""


def test_turtle_is_searched_for_the_subject_not_for_the_first_mention(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(TURTLE)
    assert Locations([path]).find(THING) == Location(str(path), 6)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "a.nt",
            f"<http://e/a> <http://e/b> <{THING}> .\n<{THING}> <http://e/b> <http://e/c> .\n",
            2,
        ),
        ("a.jsonld", f'{{\n "@id": "{THING}",\n "@type": "http://e/C"\n}}', 2),
        ("a.rdf", f'<rdf:RDF>\n\n<rdf:Description rdf:about="{THING}"/>\n</rdf:RDF>', 3),
        ("a.rdf", '<!DOCTYPE x>\n<rdf:Description rdf:about="&id;x"\n rdf:ID="#fund"/>', 3),
        ("b.ttl", "PREFIX s: <https://w3id.org/sskg/id/>\n\n\n  s:fund a <http://e/C> .\n", 4),
    ],
)
def test_other_formats_are_searched_for_a_mention(
    name: str, text: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert Locations([path]).find(THING) == Location(str(path), line)


def test_a_packed_file_is_searched_too(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl.gz"
    path.write_bytes(gzip.compress(TURTLE.encode()))
    assert Locations([path]).find(THING) == Location(str(path), 6)


def test_of_several_files_the_one_that_describes_the_thing_is_named(tmp_path: Path) -> None:
    other, mine = tmp_path / "a.ttl", tmp_path / "b.ttl"
    other.write_text(TURTLE.replace(":fund a sskg:Policy .", ""))
    mine.write_text(TURTLE)
    assert Locations([other, mine]).find(THING) == Location(str(mine), 6)


def test_a_thing_that_no_file_names_has_the_lone_file_as_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(TURTLE)
    assert Locations([path]).find("_:b0") == Location(str(path))
    assert Locations([]).find(THING) is None
