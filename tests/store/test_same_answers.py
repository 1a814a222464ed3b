"""Every lookup of the command line answers the same on each backend, byte for byte as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from sskg.cli.main import cli
from sskg.ontology import assets
from sskg.questions.gap_queries import count
from sskg.questions.gaps import gaps
from sskg.store import open_store
from tests.store.conftest import served

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKUPS = [
    ["find", "insurance"],
    ["find", "养老"],
    ["find", "no such thing at all"],
    ["show", "common prosperity"],
    ["show", "institutional-reform-2018"],
    ["relations", "common-prosperity", "--hops", "2"],
    ["path", "institutional-reform-2018", "common-prosperity"],
    ["path", "institutional-reform-2018", "no such thing"],
    ["why", "common-prosperity"],
    ["timeline"],
    ["figures"],
    ["figures", "--limit", "2"],
    ["gaps"],
    ["gaps", "--gap", "single-source", "--limit", "3"],
    ["timeline", "--limit", "2"],
    ["timeline", "--limit", "12"],
    ["timeline", "--limit", "2", "--kind", "Measure", "--since", "2013"],
    ["stats"],
    ["sources"],
    ["query", "reforms"],
]


@pytest.fixture(scope="module", params=["directory", "oxigraph", "virtuoso"])
def backend(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The packaged graph in another backend, as --graph names it."""
    files = [path for path in assets.packaged_files() if path.exists()]
    with served(request.param, files, tmp_path_factory.mktemp(request.param)) as address:
        yield address


def answer(arguments: list[str]) -> tuple[int, bytes]:
    result = CliRunner().invoke(cli, [*arguments, "-f", "json"])
    code = getattr(result.exception, "exit_code", result.exit_code)
    return code, result.stdout_bytes


@pytest.mark.parametrize("arguments", LOOKUPS, ids=" ".join)
def test_a_lookup_answers_the_same(backend, arguments):
    code, expected = answer(arguments)
    assert code in {0, 1}
    assert answer([*arguments, "-g", backend]) == (code, expected)


@pytest.mark.parametrize("kind", ["goals", "challenges", "directives", "measures"])
def test_gaps_are_counted_there_as_they_are_read_here(backend, kind):
    (group,) = gaps(open_store([]), only=[kind]).groups
    assert count(open_store([backend]), kind) == (group.checked, group.count)
