"""Every document is read as a reader would: its commands are run, and print what it shows."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import click
import console
import pytest
import readthrough
from pyoxigraph import RdfFormat, parse

from sskg.cli.main import COMMANDS, cli
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.store import Store

DOCUMENTS = console.documents(ROOT)
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]

# The first line of each block that is not run; its reason stands above it in the document.
NOT_RUN = {
    ("README.md", "make demo    # a few lookups, and the graph view in social-security.html"),
    ("README.md", "pip install .            # Python 3.11 or newer; from a clone"),
    ("README.zh.md", "make demo    # 几个查询，并在 social-security.html 中生成网络图"),
    ("README.zh.md", "pip install .            # Python 3.11 或更高版本；在克隆的目录中"),
    ("README.md", 'eval "$(sskg completion zsh)"       # in ~/.zshrc, after compinit'),
    ("CONTRIBUTING.md", "make test      # all tests, in an environment that make sets up"),
    ("CONTRIBUTING.md", "make locked"),
    (
        "CONTRIBUTING.md",
        "make web                                   # types, style, and the bundles anew",
    ),
    ("CONTRIBUTING.md", ".ci/run"),
    ("docs/curators.md", "sskg check --sources ../sources"),
}


def needed(text: str) -> None:
    """Skip where a document's commands are not on this machine; on CI they must be."""
    for program in ("curl", "sha256sum"):
        if program in text and shutil.which(program) is None:
            if os.environ.get("CI"):
                pytest.fail(f"CI needs {program}")
            pytest.skip(f"{program} is not installed")
    if "sskg serve" in text or "example.org/sparql" in text:
        pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")
    if "pandas" in text:
        pytest.importorskip("pandas", reason="the lines on data frames need pandas")


@pytest.mark.slow
@pytest.mark.usefixtures("all_documents")
@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_what_a_document_shows_is_what_happens(path: Path):
    text = path.read_text(encoding="utf-8")
    needed(text)
    assert readthrough.refresh(text) == text


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_every_command_stands_in_a_block_that_is_run(path: Path):
    text = path.read_text(encoding="utf-8")
    blocks = readthrough.blocks(text)
    # All fences are found, at the beginning of a line, and each has a kind that is known.
    assert len(re.findall(r"^\s*(?:```|~~~)", text, re.MULTILINE)) == 2 * len(blocks)
    assert {block.kind for block in blocks} <= readthrough.RUN | readthrough.SHOWN
    for block in blocks:
        if block.kind in readthrough.SHOWN:
            assert not re.search(r"^(\$|>>>) ", block.body, re.MULTILINE), block.body
            assert not block.reason
    assert not re.search(r"^(?: {4}|\t)(?:sskg|make|pip|python|curl) ", _prose(text), re.MULTILINE)


def test_what_is_not_run_is_listed_and_says_why():
    left = {
        (name, block.body.splitlines()[0]): block.reason
        for name, path in zip(NAMES, DOCUMENTS, strict=True)
        for block in readthrough.blocks(path.read_text(encoding="utf-8"))
        if block.reason
    }
    assert set(left) == NOT_RUN
    assert all(len(reason.split()) >= 4 for reason in left.values())


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_within_a_sentence_exist_with_their_options(path: Path):
    for line in re.findall(r"`sskg ([a-z][^`]*)`", _prose(path.read_text(encoding="utf-8"))):
        name, *rest = line.split()
        assert name in COMMANDS, line
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        assert {word for word in rest if re.match(r"--?[a-z]", word)} <= known | {"--help"}, line


def test_a_command_that_prints_something_else_is_found_out():
    text = "```console\n$ sskg find 全国统筹 -f csv | cut -d, -f1 | tail -1\nid:other\n```\n"
    assert "id:national-pooling\n" in readthrough.refresh(text)
    assert "id:other" not in readthrough.refresh(text)


def test_a_command_that_fails_is_found_out():
    for block in ("console\n$ sskg find x --such 1\n", "sh\nfalse\n", "console\n$ no-such-word\n"):
        with pytest.raises(RuntimeError, match="ends with"):
            readthrough.refresh(f"```{block}```\n")
    with pytest.raises(ZeroDivisionError):
        readthrough.refresh("```python\n1 / 0\n```\n")


def test_what_an_example_in_python_prints_is_compared():
    text = (
        "```python\nx = 2\n```\n\n```pycon\n>>> x + 2\n5\n"
        '>>> for y in "ab":\n...     print(y)\n```\n'
    )
    assert readthrough.refresh(text).endswith(
        '```pycon\n>>> x + 2\n4\n>>> for y in "ab":\n...     print(y)\na\nb\n```\n'
    )


def test_a_cut_listing_stays_cut_at_the_same_line():
    text = "```console\n$ printf '1\\n2\\n3\\n4\\n'\n1\n0\n…\n```\n"
    assert readthrough.refresh(text) == text.replace("\n0\n", "\n2\n")


def test_the_statement_that_the_data_guide_shows_is_in_the_graph(packaged: Store):
    guide = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    (shown,) = [
        block.body
        for block in readthrough.blocks(guide)
        if block.kind == "turtle" and "sskg:Claim" in block.body
    ]
    data = (ROOT / "data" / "triples.ttl").read_text(encoding="utf-8")
    prefixes = "".join(re.findall(r"^@prefix .*\n", data, re.MULTILINE))
    quads = list(parse(prefixes + shown, format=RdfFormat.TURTLE))
    assert len(quads) == 9
    for quad in quads:
        assert packaged.query(f"ASK {{ {quad.subject} {quad.predicate} {quad.object} }}")


def test_the_guide_for_curators_ends_with_a_sound_graph_and_shows_three_slips():
    guide = (ROOT / "docs" / "curators.md").read_text(encoding="utf-8")
    check = re.compile(r"^\$ sskg check (\S+) --sources \.\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
    told = dict(found for block in readthrough.blocks(guide) for found in check.findall(block.body))
    assert told["fund.ttl"].endswith("\nno violations\n")
    assert "[anchor-not-in-passage]" in told["utf16.ttl"]
    assert "[value-differs]" in told["factor.ttl"]
    assert "[use-without-claim]" in told["unclaimed.ttl"]


def _prose(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
