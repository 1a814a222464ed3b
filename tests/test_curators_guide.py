"""The guide for curators is run: what it says that `check` prints is what `check` prints.

Its Turtle blocks, put one behind the other, are the file that it checks after each step.
`python tests/test_curators_guide.py` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from sskg.cli.checking import check

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "curators.md"
TEXT = ROOT / "tests" / "data" / "documents" / "fund.txt"
BLOCK = re.compile(r"(?<=^```)(turtle|text)\n(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)

UNCLAIMED = """
:grain-fund-feast a sskg:Event ;
    skos:prefLabel "feast of the grain fund"@en , "粮食基金庆典"@zh ;
    skos:definition "A feast of this guide."@en , "本指南中的庆典。"@zh ;
    sskg:concerns :grain-fund .
"""


def slips(turtle: str) -> dict[str, str]:
    """The right file with one thing wrong, as the guide describes it."""
    return {
        "fund.ttl": turtle,
        "utf16.ttl": turtle.replace("oa:start 48 ; oa:end 65", "oa:start 49 ; oa:end 66"),
        "factor.ttl": turtle.replace("1200000.0", "1200.0"),
        "unclaimed.ttl": turtle + UNCLAIMED,
    }


def output(command: str, turtle: str, folder: Path) -> str:
    """Run a command of the guide where its files lie."""
    shutil.copy(TEXT, folder)
    for name, text in slips(turtle).items():
        (folder / name).write_text(text, encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(check, command.removeprefix("$ sskg check ").split())
    finally:
        os.chdir(before)
    assert result.exit_code in {0, 1}, result.output
    return result.output


def refreshed(guide: str, folder: Path) -> str:
    """Return the guide with every output made anew."""
    turtle = ""

    def renew(block: re.Match[str]) -> str:
        nonlocal turtle
        if block[1] == "turtle":
            turtle += block[2] + "\n"
            return block[0]
        command = block[2].partition("\n")[0]
        assert command.startswith("$ sskg check ")
        return f"text\n{command}\n{output(command, turtle, folder)}"

    return BLOCK.sub(renew, guide)


def test_the_guide_shows_what_check_says(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert refreshed(guide, tmp_path) == guide


def test_the_guide_ends_with_a_sound_graph_and_three_slips(tmp_path: Path) -> None:
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    turtle = "\n".join(text for kind, text in blocks if kind == "turtle")
    last = {
        name: output(f"$ sskg check {name} --sources .", turtle, tmp_path) for name in slips(turtle)
    }
    assert last["fund.ttl"].endswith("no violations\n")
    assert "[anchor-not-in-passage]" in last["utf16.ttl"]
    assert "[value-differs]" in last["factor.ttl"]
    assert "[use-without-claim]" in last["unclaimed.ttl"]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        fresh = refreshed(GUIDE.read_text(encoding="utf-8"), Path(place))
    GUIDE.write_text(fresh, encoding="utf-8")
    sys.exit(0)
