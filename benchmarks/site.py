"""Measures the static site: of the packaged graph, and of graphs that benchmarks/generate.py makes.

    python benchmarks/site.py 1000 10000

Each site is built by `sskg site` in a process of its own, and packed as zip does. Processor time
is told beside the time that passes, as a machine may have other work.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

TRIPLES_PER_THING = 18.7


def main() -> None:
    """Print a row of the table for each graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("things", type=int, nargs="*", help="of each graph beside the packaged one")
    for things in (None, *parser.parse_args().things):
        with tempfile.TemporaryDirectory() as folder:
            print(_row(things, Path(folder)))


def _row(things: int | None, folder: Path) -> str:
    arguments: list[str] = []
    if things is not None:
        graph = folder / "graph.nt"
        with graph.open("wb") as stream:
            script = Path(__file__).with_name("generate.py")
            count = str(round(things * TRIPLES_PER_THING))
            subprocess.run([sys.executable, script, count], stdout=stream, check=True)
        arguments = ["-g", str(graph)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    memory = _memory(_started(folder, *arguments, "--url", "https://example.org/graph"))
    passed, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    with_url = _zipped(folder)
    pages = list((folder / "site").glob("*/**/*.html"))
    packed = [len(zlib.compress(path.read_bytes())) for path in pages if path.parent.name == "id"]
    _started(folder, *arguments).wait()
    return (
        f"| {things or 'packaged'} | {len(pages):,} | {passed:.0f} "
        f"| {after.ru_utime - before.ru_utime:.0f} | {' → '.join(memory)} "
        f"| {with_url / 1e6:.1f} | {_zipped(folder) / 1e6:.1f} "
        f"| {statistics.median(packed) / 1e3:.1f} | {max(packed) / 1e3:.0f} |"
    )


def _started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sskg", "site", str(folder / "site"), *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _memory(process: subprocess.Popen[bytes]) -> list[str]:
    """Wait for a process, and return the MB that it and its children had at a half, and at most."""
    seen: list[int] = []
    while process.poll() is None:
        seen.append(sum(map(_resident, [process.pid, *_children(process.pid)])))
        time.sleep(0.5)
    if process.returncode:
        sys.exit(process.returncode)
    return [f"{seen[len(seen) // 2] / 1e6:.0f}", f"{max(seen) / 1e6:.0f}"]


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):  # it has ended, or this is no Linux
        return 0


def _zipped(folder: Path) -> int:
    archive = folder / "site.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as stream:
        for path in (folder / "site").rglob("*"):
            stream.write(path, path.relative_to(folder))
    return archive.stat().st_size


if __name__ == "__main__":
    main()
