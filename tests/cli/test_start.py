"""Starting is quick because nothing heavy is loaded that a command does not need."""

import subprocess
import sys

import pytest

HEAVY = {"rdflib", "networkx", "pyvis", "pyshacl", "pandas", "importlib.metadata",
         "tempfile", "subprocess", "asyncio", "email", "urllib.request", "http.client"}  # fmt: skip
COMMANDS = [
    ["--help"],
    ["find", "drug procurement"],
    ["find", "drug procurment"],
    ["show", "drug procurement"],
    ["show", "全国统筹"],
    ["query", "reforms"],
    ["query", "what-concerns", "-p", "policy=medical insurance", "-f", "json"],
    ["query", "CONSTRUCT WHERE { ?a sskg:resolves ?b }"],
    ["queries"],
]


def loaded(arguments, **environment):
    script = (
        "import sys\n"
        "from sskg.cli.main import cli\n"
        f"sys.argv = ['sskg', *{arguments!r}]\n"
        "try:\n"
        "    cli.main(standalone_mode=False, prog_name='sskg', complete_var='_SSKG_COMPLETE')\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"PATH": "", "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    assert done.stdout
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_lookup_loads_nothing_heavy(arguments):
    assert loaded(arguments) & HEAVY == set()


def test_completion_loads_nothing_heavy():
    modules = loaded(
        [], _SSKG_COMPLETE="fish_complete", COMP_WORDS="sskg show nat", COMP_CWORD="nat"
    )
    assert modules & HEAVY == set()


def test_help_shows_the_examples_line_by_line():
    shown = [sys.executable, "-m", "sskg", "--help"]
    done = subprocess.run(shown, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    first = lines.index("  sskg find pension")
    assert lines[first + 1] == '  sskg show "drug procurement"'


def test_help_opens_no_graph():
    assert "pyoxigraph" not in loaded(["--help"])
