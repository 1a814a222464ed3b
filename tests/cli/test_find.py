"""`sskg find`: which things bear such a name."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from sskg.cli.main import cli
from sskg.errors import RequestError, UnknownName


def found(*arguments):
    return CliRunner().invoke(
        cli, ["find", *arguments], catch_exceptions=False, standalone_mode=False
    )


def test_things_are_listed_with_kind_and_match():
    lines = found("drug procurement").stdout.splitlines()
    assert lines[0].split() == ["thing", "kind", "label", "name", "match"]
    assert lines[2].split()[:2] == ["id:drug-procurement-normalization", "Reform"]


def test_json_has_iris_labels_kinds_and_the_way_it_fits():
    answer = json.loads(found("全国统筹", "-f", "json").stdout)
    first = answer["matches"][0]
    assert answer["text"] == "全国统筹"
    assert first["entity"]["iri"] == "https://w3id.org/sskg/id/national-pooling"
    assert first["entity"]["kind"] == "Reform"
    assert first["entity"]["labels"]["zh"] == "基本养老保险全国统筹"
    assert (first["name"], first["how"]) == ("全国统筹", "name")


def test_labels_come_in_the_readers_language():
    assert "基本养老保险全国统筹" in found("national pooling", "--lang", "zh").stdout


def test_the_kind_and_the_number_narrow_the_list():
    printed = found("insurance", "--kind", "policies", "--limit", "2", "-f", "tsv").stdout
    # Old versions of click give standard error with it, where the number of the others is told.
    rows = [row for row in printed.splitlines() if "\t" in row]
    assert len(rows) == 3
    assert {row.split("\t")[1] for row in rows[1:]} == {"Policy"}


def test_nothing_found_is_a_no():
    with pytest.raises(UnknownName):
        found("qwertyuiop")
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "find", "qwertyuiop"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "“qwertyuiop” is not in the graph" in done.stderr
    assert "sskg find" not in done.stderr  # what was just done is no advice


def test_an_unknown_kind_is_refused():
    with pytest.raises(RequestError, match="Revolution"):
        found("pension", "--kind", "Revolution")


def test_what_is_there_as_another_kind_is_not_said_to_be_missing(run):
    ran = run("find", "drug procurement", "--kind", "Actor")
    assert ran.code == 1
    assert "is not in the graph as Actor" in ran.err
    assert "leave --kind out" in ran.err
