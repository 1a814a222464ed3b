"""SPARQL queries answer as the W3C's own tests expect, in Python and from the server.

Left out are tests of updates, of entailment regimes and of SERVICE, which sskg does not offer.
"""

from __future__ import annotations

import tarfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")

import sskg
from sskg.errors import QuerySyntaxError
from sskg.graph.tables import Table
from sskg.server.answers import answering
from sskg.server.settings import Settings
from tests.server.conftest import serving
from tests.server.test_worker_answers import ask
from tests.w3c import results, suite
from tests.w3c.known import KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sskg.api import Graph
    from tests.server.conftest import Served
    from tests.w3c.results import Answer
    from tests.w3c.suite import Case

EMPTY = "sparql11/aggregates/empty.ttl"
FORMS = {"srx": "xml", "srj": "json", "csv": "csv", "tsv": "tsv"}
COUNTED = {
    # SPARQL 1.0
    "QueryEvaluationTest": 245 + 180, "PositiveSyntaxTest": 149, "NegativeSyntaxTest": 50,
    # SPARQL 1.1
    "CSVResultFormatTest": 3, "PositiveSyntaxTest11": 60, "NegativeSyntaxTest11": 35,
}  # fmt: skip


def _cases(
    wanted: Callable[[Case], bool], slow: Callable[[Case], bool] = lambda _: False
) -> pytest.MarkDecorator:
    """Mark a test to be run for some tests of the suite; those known to fail have to fail.

    Args:
        wanted: which tests of the suite.
        slow: which of them are left out by `make test`.
    """
    return pytest.mark.parametrize(
        "case",
        [
            pytest.param(
                case,
                id=case.name,
                marks=[
                    *(
                        [pytest.mark.xfail(reason=KNOWN[case.name], strict=True)]
                        if case.name in KNOWN
                        else []
                    ),
                    *([pytest.mark.slow] if slow(case) else []),
                ],
            )
            for case in suite.cases()
            if wanted(case)
        ],
    )


def evaluated(case: Case) -> bool:
    """Tell whether a test expects an answer; others tell only whether a text is a query."""
    return case.result is not None


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the suite."""
    folder = tmp_path_factory.mktemp("w3c")
    with tarfile.open(suite.ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder


def data(folder: Path, case: Case) -> Path:
    """Return the file with the dataset of a test; it stands beside the query, and has its base."""
    if len(case.data) == 1 and not case.graphs:
        return folder.joinpath(*case.data)
    # Files of one dataset share no blank nodes, and a file may be both of its parts.
    parts: list[tuple[str, pyoxigraph.DefaultGraph | pyoxigraph.NamedNode]] = []
    parts += ((path, pyoxigraph.DefaultGraph()) for path in sorted(case.data))
    parts += ((path, pyoxigraph.NamedNode((folder / path).as_uri())) for path in case.graphs)
    quads = [
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph)
        for path, graph in parts
        for quad in pyoxigraph.parse(
            path=folder / path, base_iri=(folder / path).as_uri(), rename_blank_nodes=True
        )
    ]
    made = (folder / case.query).with_name(f"{case.name.replace('/', '-')}.trig")
    pyoxigraph.serialize(quads, made, pyoxigraph.RdfFormat.TRIG)
    return made


@cache
def opened(path: Path) -> Graph:
    return sskg.open(path, graphs_apart=True)


@cache
def served_from(path: Path) -> object:
    return answering.open_graph(Settings(graphs=(str(path),), apart=True))


def expected(folder: Path, case: Case) -> Answer:
    assert case.result
    path = folder / case.result
    read = results.read(path.read_bytes(), path.suffix[1:], path.as_uri())
    if isinstance(read, results.Rows):
        outermost = case.text.rpartition("}")[2]
        read.ordered = read.ordered or "order by" in outermost.casefold()
    return read


def check(wanted: Answer, actual: Answer, case: Case) -> None:
    # The engine keeps numbers as values and not as they were written (docs/data.md).
    wanted, actual = results.valued(wanted), results.valued(actual)
    assert results.same(wanted, actual, lax=case.lax), f"{actual} is not {wanted}"


# In Python each query runs in a process of its own, which takes its time: of what the server is
# asked too, SPARQL 1.0 and the texts wait for the slow tests.
@_cases(lambda case: evaluated(case) and case.kind != "CSVResultFormatTest",
        slow=lambda case: case.name.startswith("sparql10/"))  # fmt: skip
def test_python_answers_as_expected(case: Case, folder: Path) -> None:
    answer = opened(data(folder, case)).query(case.text)
    actual: Answer
    if isinstance(answer, Table):
        actual = results.Rows(tuple(answer.columns), list(answer.rows))
    elif isinstance(answer, bool):
        actual = answer
    else:
        actual = set(answer.rows)
    check(expected(folder, case), actual, case)


@_cases(evaluated)
def test_the_server_answers_as_expected(case: Case, folder: Path) -> None:
    wanted = expected(folder, case)
    ending = "nt"
    if not isinstance(wanted, set):
        assert case.result
        # Results that the suite wrote in a vocabulary of its own are asked for in XML.
        ending = case.result.rpartition(".")[2]
        ending = ending if ending in FORMS else "srx"
    graph = served_from(data(folder, case))
    answered = ask(graph, "sparql", query=case.text, form=FORMS.get(ending, ending))
    check(wanted, results.read(answered.text.encode(), ending), case)


@_cases(lambda case: not evaluated(case), slow=lambda _: True)
def test_python_tells_queries_from_other_texts(case: Case, folder: Path) -> None:
    graph = opened(folder / EMPTY)
    if "Positive" in case.kind:
        graph.query(case.text)
    else:
        with pytest.raises(QuerySyntaxError):
            graph.query(case.text)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with serving("-g", str(folder / EMPTY)) as served:
        yield served


@_cases(lambda case: not evaluated(case))
def test_the_server_tells_queries_from_other_texts(case: Case, server: Served) -> None:
    answered = server.client.post(
        "/sparql", content=case.text.encode(), headers={"Content-Type": "application/sparql-query"}
    )
    assert answered.status_code == (200 if "Positive" in case.kind else 400)


def test_every_known_failure_is_a_test_of_the_suite() -> None:
    assert set(KNOWN) <= {case.name for case in suite.cases()}


def test_the_whole_suite_is_asked() -> None:
    """As many as the manifests of the two suites list, counted with another reader of RDF."""
    kinds = Counter(case.kind for case in suite.cases())
    assert kinds == COUNTED


def test_two_answers_are_the_same_but_for_the_names_of_blank_nodes() -> None:
    """Pairs whose sameness is seen at once, so that the comparison itself is known to work."""
    a, b, c, d = (pyoxigraph.BlankNode(name) for name in "abcd")
    one, two = pyoxigraph.Literal("1"), pyoxigraph.Literal("2")
    assert results.isomorphic([(a, one), (b, two)], [(c, two), (d, one)])
    assert not results.isomorphic([(a, one), (a, two)], [(c, two), (d, one)])
    assert not results.isomorphic([(a, one), (b, two)], [(c, two), (c, one)])
    assert not results.isomorphic([(a, one), (a, one)], [(a, one)])
    assert results.isomorphic([(a, b), (b, a)], [(c, d), (d, c)])
    assert not results.isomorphic([(a, b), (b, a)], [(c, d), (d, d)])
    forth = results.Rows(("x",), [(one,), (two,)])
    back = results.Rows(("x",), [(two,), (one,)])
    assert results.same(forth, back)
    forth.ordered = True
    assert not results.same(forth, back)
