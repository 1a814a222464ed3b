"""`sskg load`, and stores at the command line: what is said, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
CONTRACT = str(DATA / "contract.ttl")


def run(*arguments: str, environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "sskg", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def store(tmp_path: Path) -> str:
    code, _, said = run("load", str(tmp_path / "store"), CONTRACT)
    assert code == 0, said
    return str(tmp_path / "store")


def test_a_load_says_what_was_built(tmp_path):
    code, out, said = run("load", str(tmp_path / "store"), CONTRACT)
    assert (code, out) == (0, "")
    assert "21 triples" in said


def test_no_progress_is_drawn_where_there_is_no_terminal(tmp_path):
    assert "█" not in run("load", str(tmp_path / "store"), CONTRACT)[2]
    assert "█" in run("load", str(tmp_path / "store"), CONTRACT, "--progress")[2]


def test_a_store_answers_as_its_file_does(store):
    for arguments in (("show", "pooling"), ("find", "统筹"), ("query", "ASK {:costs a ?k}")):
        assert run(*arguments, "-g", store, "-f", "json") == run(
            *arguments, "-g", CONTRACT, "-f", "json"
        )


def test_a_syntax_error_says_where(tmp_path):
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix : <http://e/> .\n:a :b ?? .\n")
    code, _, said = run("load", str(tmp_path / "store"), str(path))
    assert code == 3
    assert f"{path}, line 2" in said
    assert "Traceback" not in said


def test_standard_input_without_a_format_is_a_wrong_request(tmp_path):
    code, _, said = run("load", str(tmp_path / "store"), "-")
    assert code == 2
    assert "--format" in said


def test_a_store_among_files_is_a_wrong_request(store):
    code, _, said = run("show", "pooling", "-g", store, "-g", CONTRACT)
    assert code == 2
    assert "together" in said


def test_check_says_that_a_store_is_as_built(store):
    code, out, _ = run("check", store)
    assert code == 0
    assert "21 triples" in out


def test_check_names_the_damaged_file(store):
    damaged = max(Path(store).rglob("*.sst"))
    damaged.write_bytes(damaged.read_bytes()[::-1])
    code, out, _ = run("check", store)
    assert code == 1
    assert damaged.name in out
    code, _, said = run("show", "pooling", "-g", store)
    assert code == 3
    assert "damaged" in said
    assert "Traceback" not in said


def test_damage_that_shows_while_rows_are_read_is_an_error(tmp_path):
    path = tmp_path / "graph.nt"
    with path.open("w") as stream:
        for number in range(20_000):
            stream.write(f'<http://e/{number}> <http://e/p> "a text of number {number}" .\n')
    assert run("load", str(tmp_path / "store"), str(path))[0] == 0
    largest = max(Path(tmp_path / "store").rglob("*.sst"), key=lambda found: found.stat().st_size)
    content = bytearray(largest.read_bytes())
    assert len(content) > 1 << 18, "so small a file would be compared at opening"
    content[len(content) // 2] ^= 0x41
    largest.write_bytes(content)
    code, _, said = run("query", "SELECT * {?s ?p ?o}", "-g", str(tmp_path / "store"), "-f", "tsv")
    assert code == 3
    assert "damaged" in said or "Corruption" in said
    assert "Traceback" not in said


def test_a_dead_endpoint_says_so():
    code, _, said = run("show", "pooling", "-g", "http://127.0.0.1:9/sparql")
    assert code == 3
    assert "http://127.0.0.1:9/sparql" in said
    assert "Traceback" not in said


def test_check_says_in_chinese_whether_a_store_is_as_built(store):
    code, out, _ = run("--lang", "zh", "check", store)
    assert code == 0
    assert "与构建时一致" in out
    assert "21 个三元组" in out
    damaged = max(Path(store).rglob("*.sst"))
    damaged.write_bytes(damaged.read_bytes()[::-1])
    code, out, _ = run("--lang", "zh", "check", store)
    assert code == 1
    assert f"{damaged.name}：字节与写入时不同" in out
