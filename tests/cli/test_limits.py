"""Whatever a query or a store does, the command line ends with an answer or an error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.conftest import TINY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a child needs fork")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DEEP, LONG = 20_000, 4_100
BINDS = "".join(f"BIND(TRIPLE(<a:s>,<a:p>,?t{n}) AS ?t{n + 1}) " for n in range(333))

SHAPES = {
    "brackets in a list": f"ASK {{ FILTER(1 IN (1<{'(' * DEEP}1{')' * DEEP})) }}",
    "brackets hidden": f"ASK {{ FILTER(?x<{'(' * DEEP}?y>1{')' * DEEP}) }}",
    "a chain of numbers": f"ASK {{ FILTER(?x = :a{'-1' * DEEP}) }}",
    "a chain with spaces": f"ASK {{ FILTER(?x = 1{' -1' * DEEP}) }}",
    "a collection": f"ASK {{ ?s ?p ({' 1' * LONG}) }}",
    "ground patterns": f"ASK {{ {''.join(f'<a:{n}> <a:p> 1 . ' for n in range(2600))} }}",
    "expressions": f"SELECT {''.join(f'({n} AS ?v{n}) ' for n in range(2600))} {{}}",
    "values": f"SELECT * {{ {''.join(f'VALUES ?x{n} {{ 1 }} ' for n in range(LONG))} }}",
    "objects": f"ASK {{ ?s ?p {','.join(map(str, range(LONG)))} }}",
    "conditions": f"SELECT (COUNT(*) AS ?n) {{?s ?p ?o}} GROUP BY ?s HAVING{'(1)' * LONG}",
    "triples": f"ASK {{ BIND({'TRIPLE(<a:s>,<a:p>,' * 334}1{')' * 334} AS ?t) }}",
    "triples by name": f"SELECT ?t333 {{ BIND(1 AS ?t0) {BINDS} }}",
    "terms": f"ASK {{ ?s ?p {'<<( <a:s> <a:p> ' * LONG}1{' )>>' * LONG} }}",
    "a path": f"ASK {{ ?s {'/'.join(['<a:p>'] * 1900)} ?o }}",
    "negations": f"ASK {{ FILTER({'!' * DEEP}true) }}",
    "optional": f"ASK {{ {'OPTIONAL{' * 100}{'}' * 100} }}",
    "predicates": f"ASK {{ ?s {';'.join(['<a:p> ?o'] * LONG)} }}",
    "order": f"SELECT * {{?s ?p ?o}} ORDER BY{' ?s' * LONG}",
    "variables": f"SELECT * {{ {''.join(f'?s <a:p> ?v{n} . ' for n in range(20_000))} }}",
}


def sskg(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "sskg", *arguments],
        check=False,
        **{"capture_output": True, "text": True, "timeout": 60, **options},
    )


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_an_answer_or_an_error(tmp_path, shape):
    path = tmp_path / "q.rq"
    path.write_text(SHAPES[shape])
    for form in ("json", "table"):
        done = sskg("query", str(path), "-g", str(TINY), "-f", form, "--timeout", "6")
        assert done.returncode in {0, 1, 2, 3}, done
        assert bool(done.stderr) is (done.returncode > 1)
        assert "Traceback" not in done.stderr
        assert "of sskg itself" not in done.stderr


def test_an_overflow_is_an_error_with_a_hint(tmp_path):
    # Deeper than any stack; the guard takes `<` for the beginning of an IRI.
    path = tmp_path / "q.rq"
    path.write_text("ASK { FILTER(1 IN (1<" + "(" * 3_000_000 + ">1)) }")
    done = sskg("query", str(path))
    assert (done.returncode, done.stdout) == (3, "")
    assert "the lookup ended its process (signal 11)" in done.stderr
    assert "hint: it needs more memory or stack" in done.stderr


def test_a_lookup_in_a_store_has_limits(tmp_path):
    store = str(tmp_path / "store")
    assert sskg("load", store, str(TINY)).returncode == 0
    environment = {**os.environ, "SSKG_TIMEOUT": "0.001"}
    done = sskg("stats", "-g", store, "-o", str(tmp_path / "out.txt"), env=environment)
    assert (done.returncode, done.stdout) == (3, "")
    assert "was ended after 0.001 seconds" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["store"]
    assert sskg("stats", "-g", store).stdout.startswith(sskg("stats", "-g", str(TINY)).stdout[:20])


def test_a_limit_that_is_no_number_is_a_wrong_request():
    done = sskg("query", "ASK {}", env={**os.environ, "SSKG_MEMORY": "much"})
    assert done.returncode == 2
    assert "SSKG_MEMORY is “much”" in done.stderr


@pytest.mark.parametrize("arguments", [("stats",), ("query", "SELECT * { ?a ?b ?c }")])
def test_a_closed_standard_output_is_an_error_in_one_line(arguments):
    done = sskg(*arguments, preexec_fn=lambda: os.close(1), stdout=None, capture_output=False,
                stderr=subprocess.PIPE)  # fmt: skip
    assert done.returncode == 3
    assert done.stderr == "sskg: cannot write the answer: Bad file descriptor\n"


@pytest.mark.parametrize("pause", [0.0, 0.02])
def test_two_interrupts_leave_no_traceback_and_no_process(tmp_path, pause):
    out = tmp_path / "out.csv"
    with subprocess.Popen(
        [sys.executable, "-m", "sskg", "query", ENDLESS, "-f", "csv", "-o", str(out)],
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode in {130, -signal.SIGINT}
    assert errors == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads what a terminal would")
def test_triples_on_a_terminal_move_no_cursor(tmp_path):
    import pty

    path = tmp_path / "hostile.nt"
    path.write_text('<a:s> <a:p> "x\u009b31m\u202ey" .\n', encoding="utf-8")
    ours, theirs = pty.openpty()
    sskg("query", "CONSTRUCT WHERE { ?s ?p ?o }", "-g", str(path),
         stdout=theirs, stderr=theirs, capture_output=False)  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "31m" in shown
    assert not {"\u009b", "\u202e"} & set(shown)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("limits") / "store")
    assert sskg("load", path, str(TINY)).returncode == 0
    return path


WRITERS = [
    ("view", "-o", "out.html"),
    ("export", "out.ttl"),
    ("export", "out.csv"),
    ("export", "-", "-f", "nt"),
]


@pytest.mark.parametrize("command", WRITERS)
def test_view_and_export_of_a_store_have_limits_and_leave_no_file(store, tmp_path, command):
    environment = {**os.environ, "SSKG_TIMEOUT": "0.001"}
    done = sskg(*command, "-g", store, env=environment, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "was ended after 0.001 seconds" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", WRITERS)
def test_view_and_export_of_a_store_write_what_they_write_of_its_file(store, tmp_path, command):
    written: list[Any] = []
    for graph in (store, str(TINY)):
        folder = tmp_path / str(len(written))
        folder.mkdir()
        done = sskg(*command, "-g", graph, cwd=folder)
        assert done.returncode == 0, done.stderr
        files = {entry.name: entry.stat().st_size for entry in folder.iterdir()}
        written.append((files.keys(), sorted(done.stdout.splitlines())))
    assert written[0] == written[1]
