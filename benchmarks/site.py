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
    command = [sys.executable, "-m", "sskg", "site", str(folder / "site"), *arguments]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    passed, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = list((folder / "site").glob("*/**/*.html"))
    packed = [len(zlib.compress(path.read_bytes())) for path in pages if path.parent.name == "id"]
    return (
        f"| {things or 'packaged'} | {len(pages):,} | {passed:.0f} "
        f"| {after.ru_utime - before.ru_utime:.0f} | {after.ru_maxrss / 1024:.0f} "
        f"| {_zipped(folder) / 1e6:.1f} | {statistics.median(packed) / 1e3:.1f} |"
    )


def _zipped(folder: Path) -> int:
    archive = folder / "site.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as stream:
        for path in (folder / "site").rglob("*"):
            stream.write(path, path.relative_to(folder))
    return archive.stat().st_size


if __name__ == "__main__":
    main()
