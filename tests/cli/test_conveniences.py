"""What a newcomer types first: other words for commands and options, and files by their suffix."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("search", "find"), ("describe", "show"), ("help", "--help"), ("fnd", "find"),
     ("explain", "why"), ("sparql", "query")],
)  # fmt: skip
def test_a_command_of_another_name_is_offered(run, typed, meant):
    done = run(typed, "pension")
    assert done.code == 2
    assert f"Did you mean “{meant}”?" in done.err


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("find", "x", "--type", "goal"), "--kind"),
        (("find", "x", "--max", "3"), "--limit"),
        (("path", "a", "b", "--max", "3"), "--hops"),
        (("path", "a", "b", "--only", "reported"), "--modality"),
        (("gaps", "--only", "goals"), "--gap"),
        (("timeline", "--from", "2018"), "--since"),
    ],
)
def test_an_option_of_another_name_is_offered(run, arguments, option):
    done = run(*arguments)
    assert done.code == 2
    assert f"hint: here it is {option}\n" in done.err


def test_a_kind_that_is_mistyped_is_offered(run):
    done = run("find", "pension", "--kind", "outcme")
    assert done.code == 2
    assert "hint: did you mean Outcome? kinds: Actor, " in done.err


def test_the_name_of_a_query_leads_to_its_text(run):
    done = run("queries", "evidence")
    assert done.code == 2
    assert "sskg queries --show NAME" in done.err


def test_json_has_an_option_of_its_own(run):
    assert run("stats", "--json").out == run("stats", "-f", "json").out
    done = run("stats", "--json", "-f", "csv")
    assert (done.code, done.out) == (2, "")
    assert "--json and --format csv differ" in done.err


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "md"])
def test_a_files_suffix_chooses_the_format(run, tmp_path, form):
    path = tmp_path / f"goals.{form.upper()}"
    assert run("find", "pooling", "-o", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == run("find", "pooling", "-f", form).out


def test_a_format_that_is_named_comes_before_the_suffix(run, tmp_path):
    path = tmp_path / "goals.json"
    run("find", "pooling", "-f", "csv", "-o", str(path))
    assert path.read_text(encoding="utf-8").startswith("thing,kind,label,name,match\n")


def test_a_query_writes_the_format_of_the_suffix(run, tmp_path):
    path = tmp_path / "reforms.json"
    run("query", "SELECT ?r { ?r a sskg:Reform } ORDER BY ?r LIMIT 1", "-o", str(path))
    (row,) = json.loads(path.read_text(encoding="utf-8"))["results"]["bindings"]
    assert row["r"]["type"] == "uri"


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_may_be_named(name):
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "find", "pooling", "-o", name],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.startswith("thing ")
