"""What is built carries all that the commands need: installed elsewhere, each of them works.

The wheel is built from the unpacked source distribution, so that this holds everything too. Without
a network, the dependencies are lent from this environment. With SSKG_INSTALLED, the path of an
`sskg` command, that installation is tried instead: CI installs wheel and source distribution into
empty environments.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

Completed = subprocess.CompletedProcess[str]

GIVEN = os.environ.get("SSKG_INSTALLED")
SERVE = ("starlette", "uvicorn", "httptools")
"""Of the extra, what no dependency of the core brings along."""

COMMANDS = [
    ["find", "pension"],
    ["show", "drug procurement"],
    ["relations", "national-pooling"],
    ["path", "drug procurement", "common prosperity"],
    ["why", "common prosperity"],
    ["timeline"],
    ["figures"],
    ["gaps"],
    ["stats"],
    ["sources"],
    ["queries"],
    ["query", "reforms"],
    ["query", "SELECT (COUNT(*) AS ?n) WHERE { ?claim a sskg:Claim }"],
    ["view", "-o", "graph.html"],
    ["export", "graph.ttl"],
    ["check"],
    ["completion", "bash"],
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the source distribution, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("built")
    hatchling = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t"]
    subprocess.run([*hatchling, "sdist"], cwd=ROOT, check=True, capture_output=True)
    (source,) = folder.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    subprocess.run([*hatchling, "wheel"], cwd=unpacked, check=True, capture_output=True)
    return folder


def environment(built: Path, name: str, without: tuple[str, ...] = ()) -> Path:
    """Return the sskg command of an environment that holds the wheel and not the checkout."""
    (wheel,) = built.glob("*.whl")
    place, installer = built / name, built / "installer"
    if not installer.exists():
        venv.create(installer, with_pip=True)
    venv.create(place)
    subprocess.run(
        [installer / "bin" / "python", "-m", "pip", "--python", str(place), "install", "--quiet",
         "--no-deps", str(wheel)],
        check=True,
    )  # fmt: skip
    # Lent by links, and not by a path to this environment: what is left out must not be found, and
    # neither must the editable sskg.
    lent = built / f"{name}-lent"
    lent.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if entry.suffix != ".pth" and not re.match(f"(?:{'|'.join(('sskg', *without))})\\b",
                                                   entry.name):  # fmt: skip
            (lent / entry.name).symlink_to(entry)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(f"{lent}\n")
    return place / "bin" / "sskg"


@pytest.fixture(scope="module")
def installed(request: pytest.FixtureRequest) -> Path:
    """Return an installed sskg command, with all extras where they are lent."""
    return Path(GIVEN) if GIVEN else environment(request.getfixturevalue("built"), "whole")


@pytest.fixture(scope="module")
def core(request: pytest.FixtureRequest) -> Path:
    """Return the sskg command of an environment without extras."""
    if GIVEN:
        if has(Path(GIVEN), SERVE[0]):
            pytest.skip("this installation has the extra")
        return Path(GIVEN)
    built = request.getfixturevalue("built")
    return environment(built, "core", (*SERVE, "pandas"))


def has(command: Path, module: str) -> bool:
    return python(command, f"import {module}").returncode == 0


def python(
    command: Path, code: str, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command.parent / "python", "-c", code],
        cwd=folder or command.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_installation_is_what_runs(installed: Path, tmp_path: Path):
    where = python(installed, "import sskg; print(sskg.__file__)", tmp_path).stdout
    assert Path(where).is_relative_to(installed.parent.parent)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:20])
def test_every_command_works_when_installed(installed: Path, tmp_path: Path, command: list[str]):
    done = subprocess.run(
        [installed, *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")
    assert done.stdout or (tmp_path / command[-1]).stat().st_size > 0


def test_a_store_is_built_and_asked_when_installed(installed: Path, tmp_path: Path):
    for command in (["export", "graph.nt"], ["load", "store", "graph.nt"]):
        subprocess.run([installed, *command], cwd=tmp_path, check=True, capture_output=True)
    found = subprocess.run(
        [installed, "find", "全国统筹", "-g", "store", "-f", "csv"],
        cwd=tmp_path, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert "national-pooling" in found.stdout


def test_the_python_door_opens_when_installed(installed: Path, tmp_path: Path):
    code = "import sskg; print(sskg.open().show('national pooling').entity.curie)"
    assert python(installed, code, tmp_path).stdout == "id:national-pooling\n"


def test_it_serves_where_the_extra_is_installed(installed: Path, tmp_path: Path):
    if not has(installed, "starlette"):
        pytest.skip("this installation is without the extra")
    server = subprocess.Popen(
        [installed, "serve", "--port", "0"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        found = re.match(r"(http://\S+/) serves", server.stderr.readline())
        assert found
        with urllib.request.urlopen(f"{found[1]}id/national-pooling.nt", timeout=30) as answer:
            assert b"national-pooling" in answer.read()
        with urllib.request.urlopen(found[1], timeout=30) as answer:
            assert b"<html" in answer.read()
    finally:
        server.terminate()
        server.wait(30)
        if server.stderr:
            server.stderr.close()


def test_without_the_extra_serving_says_what_to_install(core: Path, tmp_path: Path):
    done = subprocess.run(
        [core, "serve", "--port", "0"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert 'pip install "sskg[serve]"' in done.stderr
    assert SERVE[0] in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_all_other_commands_work(core: Path, tmp_path: Path):
    for command in (["show", "drug procurement"], ["view", "-o", "page.html"], ["check"]):
        done = subprocess.run([core, *command], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, (command, done.stderr)


def test_without_pandas_a_data_frame_says_what_to_install(core: Path, tmp_path: Path):
    done = python(core, "import sskg; sskg.open().figures().to_pandas()", tmp_path)
    assert "ImportError: to_pandas() needs pandas: pip install pandas" in done.stderr


def test_the_licences_are_in_both_distributions(built: Path):
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        inside = {name.split("/", 1)[1] for name in archive.namelist() if ".dist-info/" in name}
        assert {"licenses/LICENSE", "licenses/LICENSE-data", "licenses/NOTICE"} <= inside
        assert not [name for name in archive.namelist() if re.match(r"tests|docs", name)]
    with tarfile.open(source) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {"LICENSE", "LICENSE-data", "NOTICE", "CITATION.cff", "CONTRIBUTING.md", "README.md",
            "CHANGELOG.md", "uv.lock", "Makefile", "ontology/sskg.ttl", "data/triples.ttl",
            "tests/conftest.py", "examples/reforms.ipynb"} <= names  # fmt: skip


def test_the_classifiers_are_those_that_this_python_may_be():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tried = {
        each.rpartition(" ")[2]
        for each in project["classifiers"]
        if re.search(r"Python :: 3\.\d+$", each)
    }
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in tried
