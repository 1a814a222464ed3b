"""Completion at the prompt, as the three shells ask for it."""

import os
import shutil
import subprocess
import sys

import pytest

from sskg.cli.completion import SHELLS

# What each shell's script passes on, and how it gets its answers back.
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("SSKG_")}


def completed(line, shell="bash", **environment):
    """Return the values offered at the end of a line; a trailing space starts a new word."""
    before, quote, quoted = line.partition(' "')
    words = [*before.split(" "), f'"{quoted}'] if quote else before.split(" ")
    done = subprocess.run(
        [sys.executable, "-m", "sskg"],
        capture_output=True, text=True, check=False,
        env={**ENVIRONMENT, "_SSKG_COMPLETE": f"{shell}_complete", "COMP_WORDS": line,
             "COMP_CWORD": str(len(words) - 1) if shell != "fish" else words[-1], **environment},
    )  # fmt: skip
    assert done.stderr == ""
    lines = [line for line in done.stdout.splitlines() if line]
    if shell == "zsh":
        return lines[1::3]
    return [line.split(",", 1)[1].split("\t")[0] for line in lines]


def test_documents_are_completed_where_documents_are_meant():
    assert completed("sskg compare so") == ["social-assistance-measures", "social-insurance-law"]
    assert completed("sskg commitments --document ten") == ["ten-years"]


def test_commands_are_completed_without_importing_them():
    assert completed("sskg sh") == ["show"]
    assert {"find", "show", "query", "completion"} <= set(completed("sskg "))


@pytest.mark.parametrize("shell", SHELLS)
def test_things_are_completed_by_their_slugs(shell):
    assert completed("sskg show institutional-r", shell) == ["institutional-reform-2018"]


@pytest.mark.parametrize("shell", SHELLS)
def test_chinese_names_are_completed(shell):
    assert "全国统筹" in completed("sskg show 全国", shell)


def test_a_word_of_a_name_leads_to_the_slug_where_no_slug_begins_so():
    assert "disabled-persons" in completed("sskg show physic")


def test_labels_are_completed_within_quotes():
    assert completed('sskg show "2018 inst') == ["2018 institutional reform"]


def test_a_kind_narrows_the_things():
    offered = completed("sskg show --kind Goal c")
    assert "common-prosperity" in offered
    assert "child-welfare" not in offered


def test_kinds_are_completed():
    assert completed("sskg find --kind Re") == ["Reform"]


def test_named_queries_files_and_parameters_are_completed(tmp_path, monkeypatch):
    assert completed("sskg query ref") == ["reforms"]
    assert completed("sskg queries --show ref") == ["reforms"]
    (tmp_path / "mine.rq").write_text("ASK {}", encoding="utf-8")
    (tmp_path / "mine.txt").write_text("no", encoding="utf-8")
    assert completed(f"sskg query {tmp_path}/mi") == [f"{tmp_path}/mine.rq"]
    assert completed("sskg query reforms -p r") == ["reform="]
    assert completed("sskg query reforms -p reform=national-p") == ["reform=national-pooling"]


def test_options_are_completed():
    assert "--format" in completed("sskg find --fo")


def test_another_graph_is_completed_from(tmp_path):
    graph = tmp_path / "g.ttl"
    graph.write_text(
        "@prefix : <https://w3id.org/sskg/id/> . "
        ":zzz-thing a <https://w3id.org/sskg/ontology#Goal> .",
        encoding="utf-8",
    )
    assert completed(f"sskg show -g {graph} zz") == ["zzz-thing"]
    assert completed("sskg show zz", SSKG_GRAPH=str(graph)) == ["zzz-thing"]


@pytest.mark.parametrize(
    ("line", "graph"),
    [
        ("sskg show a", "/no/such/file.ttl"),
        ("sskg show a", "https://example.invalid/sparql"),
        ("sskg show --kind Nonsense a", ""),
        ("sskg show 'unclosed", ""),
        ("sskg nonsense j", ""),  # no command begins so
        ("sskg query /root/no/such/", ""),
        ("sskg query nonsense -p a", ""),
    ],
)
def test_completion_never_prints_an_error(line, graph):
    assert completed(line, SSKG_GRAPH=graph) == []


def test_no_data_reaches_the_prompt_unmade_safe(tmp_path):
    graph = tmp_path / "g.ttl"
    graph.write_text(
        "@prefix : <https://w3id.org/sskg/id/> . "
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        ':zzz a <https://w3id.org/sskg/ontology#Goal> ; skos:prefLabel "a\\u001B[31m\\nb"@en .',
        encoding="utf-8",
    )
    assert completed(f"sskg show -g {graph} zz", "zsh") == ["zzz"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_with_how_to_load_it(shell):
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "completion", shell],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"_SSKG_COMPLETE={shell}_complete" in done.stdout
    assert f"sskg completion {shell}" in done.stdout.splitlines()[1]
    interpreter = shutil.which(shell)
    if interpreter:
        checked = subprocess.run(
            [interpreter, "-n"], input=done.stdout, capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_a_name(tmp_path):
    program = tmp_path / "sskg"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sskg "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        'eval "$(sskg completion bash)"\n'
        "COMP_WORDS=(sskg show national-p); COMP_CWORD=2\n"
        "_sskg_completion sskg\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=True,
        env={**ENVIRONMENT, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("national-pooling\n", "")
