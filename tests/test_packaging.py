"""The wheel carries all that the commands need: installed elsewhere, each of them works."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

COMMANDS = [
    ["find", "pension"],
    ["show", "drug procurement"],
    ["queries"],
    ["query", "reforms"],
    ["query", "SELECT (COUNT(*) AS ?n) WHERE { ?claim a sskg:Claim }"],
    ["view", "-o", "graph.html"],
    ["check"],
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sskg command of an environment that holds the wheel and not the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    environment = folder / "env"
    venv.create(environment, with_pip=True)
    subprocess.run(
        [environment / "bin" / "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True
    )
    # The dependencies are lent from here, so that the test needs no network. A plain path in a
    # .pth file is not searched for further .pth files, so the editable sskg stays out.
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin" / "sskg"


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path):
    where = subprocess.run(
        [installed.parent / "python", "-c", "import sskg; print(sskg.__file__)"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert Path(where).is_relative_to(installed.parent.parent)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_works_from_the_wheel(installed: Path, tmp_path: Path, command: list[str]):
    done = subprocess.run(
        [installed, *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")
    assert done.stdout
