"""What several tests need: the documents, if this machine holds them, and the packaged graph."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sskg.graph.documents import Document, read_documents
from sskg.ontology import assets
from sskg.rdf.terms import PREFIXES, know
from sskg.store import Store, open_store
from tests.chromium import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

# What the environment sets for the command line is a reader's choice, and no part of a test.
SOURCES = os.environ.pop("SSKG_SOURCES", None)
for variable in ("SSKG_GRAPH", "SSKG_LANG", "NO_COLOR"):
    os.environ.pop(variable, None)
# What is kept between runs is kept apart from the user's, by the programs that tests start too.
os.environ["SSKG_CACHE"] = tempfile.mkdtemp(prefix="sskg-kept-")
atexit.register(shutil.rmtree, os.environ["SSKG_CACHE"], ignore_errors=True)
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A shell starts what runs in its background so; the programs that tests start must hear Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the two source documents; skips, with the reason, where there is none."""
    folder = Path(SOURCES or ROOT.parent / "shared" / "sources")
    if not any(folder.glob("*.txt")):
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the source documents, and {folder} holds none")
        pytest.skip(f"the source documents are not in {folder}; set SSKG_SOURCES")
    return folder


@pytest.fixture(scope="session", autouse=True)
def first_two_documents() -> Iterator[None]:
    """Let the packaged graph be that of the first two documents, of which all answers are known.

    What is asked of the whole graph is asked in processes of its own, or of `whole`.
    """
    files = (assets.data(), assets.ontology(), assets.ontology("alignments.ttl"))
    places = tuple(map(str, files))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "graph_places", lambda: places)
        yield


WHOLE = assets.graph_places()


@pytest.fixture
def all_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the packaged graph be all of it, as in a process of its own."""
    monkeypatch.setattr(assets, "graph_places", lambda: WHOLE)


@pytest.fixture(scope="session")
def whole() -> Store:
    """The packaged graph with all of its documents."""
    return open_store([str(path) for path in WHOLE])


@pytest.fixture(scope="session")
def packaged() -> Store:
    """The packaged graph, as far as its first two documents."""
    return open_store()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, for one module: Playwright keeps a loop running meanwhile."""
    with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def _own_prefixes() -> Iterator[None]:
    """Forget the prefixes that a command of the test took up from its graph."""
    yield
    know(PREFIXES)


TINY = ROOT / "tests" / "data" / "tiny.ttl"


@pytest.fixture(scope="session")
def tiny() -> Store:
    """A graph so small that its answers can be counted by eye."""
    return open_store([str(TINY)])


@pytest.fixture(scope="session")
def tiny_documents() -> dict[str, Document]:
    """The two texts that the tiny graph was made from, by digest."""
    return read_documents(TINY.with_suffix(""))


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the command line in this process, with nothing from the environment."""
    from sskg.cli.main import main

    for name in ("SSKG_GRAPH", "SSKG_LANG", "SSKG_SOURCES", "NO_COLOR", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["sskg", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfd.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return command


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test that skips fail on CI, which has all that tests need."""
    report = yield
    needs_root = "only root may" in str(report.longrepr)
    if (
        report.skipped
        and not needs_root
        and not hasattr(report, "wasxfail")
        and os.environ.get("CI")
    ):
        report.outcome = "failed"
        report.longrepr = f"CI skips nothing: {report.longrepr}"
    return report
