"""A store on disk that is damaged while it is served or asked: an error that says so."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

import sskg
from sskg.errors import StoreUnavailable, damage
from tests.conftest import ROOT
from tests.server.conftest import serving


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A store of some hundred kilobytes: damage in its middle does not show when it is opened."""
    folder = tmp_path_factory.mktemp("sound")
    made = subprocess.run(
        [sys.executable, "benchmarks/generate.py", "60000"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    (folder / "graph.nt").write_bytes(made.stdout)
    subprocess.run(
        [sys.executable, "-m", "sskg", "load", str(folder / "store"), str(folder / "graph.nt")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "store"


@pytest.fixture
def copied(sound, tmp_path):
    return shutil.copytree(sound, tmp_path / "store")


@pytest.fixture
def damaged(copied):
    return spoil(copied)


def spoil(path):
    """Give each large file other bytes from a tenth of it to nine tenths; sizes stay."""
    large = [each for each in path.rglob("*.sst") if each.stat().st_size > 1 << 18]
    assert large
    for each in large:
        content = bytearray(each.read_bytes())
        tenth = len(content) // 10
        content[tenth : 9 * tenth] = bytes(byte ^ 0xFF for byte in content[tenth : 9 * tenth])
        each.write_bytes(content)
    return path


SCAN = 'SELECT ?s { ?s ?p ?o FILTER(STR(?o) = "no such text") }'
COUNTED = "SELECT (COUNT(?o) AS ?n) { ?s ?p ?o FILTER(STRLEN(STR(?o)) > 0) }"


def test_a_server_does_not_start_on_a_damaged_store(damaged):
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "serve", "--port", "0", "-g", str(damaged)],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_server_tells_of_damage(copied):
    with serving("-g", str(copied), "--timeout", "60", "--memory", "256") as server:
        spoil(copied)
        answer = server.query(SCAN)
        assert answer.status_code == 503
        error = answer.json()["error"]
        assert error["code"] == "store-unavailable"
        assert "damaged" in error["message"]
        page = server.client.get("/sparql", params={"query": SCAN}, headers={"Accept": "text/html"})
        assert page.status_code == 503
        assert page.text.startswith("<!doctype html>")
        # Oxigraph's aggregates gather errors without end: the limit on memory ends that.
        counted = server.query(COUNTED)
        assert counted.status_code == 503
        assert counted.json()["error"]["code"] in {"out-of-memory", "ended", "store-unavailable"}
        assert server.process.poll() is None


def test_python_is_told_of_damage(damaged):
    graph = sskg.open(damaged)
    for ask in (lambda: graph.query(SCAN), graph.to_rdflib):
        with pytest.raises(StoreUnavailable, match="damaged"):
            ask()


@pytest.mark.parametrize(
    "error", [RuntimeError("other"), OSError("other"), ValueError("Corruption")]
)
def test_other_errors_are_no_damage(error):
    assert damage(error) is None
