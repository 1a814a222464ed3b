"""Measures how long a lookup takes as a process of its own, cold, as a multiple of `import click`.

Run `python benchmarks/cli.py [REPEATS]`. Each row is the median of several runs, taken in turn so
that a slow moment of the machine falls on all: of the time on the clock, and of the processor time,
which other work on the machine disturbs less. Programs that are not installed are left out, with
the reason. Absolute times tell of the machine; the ratios are what is compared.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
THING = "https://w3id.org/sskg/id/drug-procurement-normalization"
DATA = ROOT / "data" / "triples.ttl"
ONTOLOGY = ROOT / "ontology" / "sskg.ttl"
BIN = Path(sys.executable).parent

QUERY = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?p ?o WHERE {
  ?thing skos:altLabel "drug procurement"@en ; ?p ?o .
}
"""
RDFLIB = """\
import sys
import rdflib
graph = rdflib.Graph()
for path in sys.argv[2:]:
    graph.parse(path)
for row in graph.query(open(sys.argv[1]).read()):
    print(*row, sep="\\t")
"""

BASELINE = "import click"

Row = tuple[str, list[str]]


def rows(folder: Path) -> tuple[list[Row], list[str]]:
    """Return what is measured, and for each program that is not there, why it is left out."""
    query, script = folder / "lookup.rq", folder / "lookup.py"
    query.write_text(QUERY, encoding="utf-8")
    script.write_text(RDFLIB, encoding="utf-8")
    sskg = str(BIN / "sskg")
    found: list[Row] = [
        (BASELINE, [sys.executable, "-c", "import click"]),
        ("sskg --help", [sskg, "--help"]),
        ('sskg find "drug procurement"', [sskg, "find", "drug procurement"]),
        ('sskg show "drug procurement"', [sskg, "show", "drug procurement"]),
        ("sskg show 全国统筹", [sskg, "show", "全国统筹"]),
        ("sskg query reforms", [sskg, "query", "reforms"]),
        ("sskg query, the same lookup", [sskg, "query", str(query)]),
        ("rdflib, the same lookup", [sys.executable, str(script), str(query), str(DATA),
                                     str(ONTOLOGY)]),
    ]  # fmt: skip
    left_out = []
    if roqet := shutil.which("roqet"):
        found.append(("roqet, the same lookup", [roqet, "-q", "-D", DATA.as_uri(), str(query)]))
    else:
        left_out.append("roqet is not installed (Debian: rasqal-utils)")
    oxigraph = shutil.which("oxigraph") or shutil.which(str(BIN / "oxigraph"))
    if oxigraph:
        # It asks stores on disk only, so it is given one that is already loaded.
        store = folder / "store"
        load = [oxigraph, "load", "--location", str(store), "--file", str(DATA)]
        subprocess.run([*load, str(ONTOLOGY)], check=True, capture_output=True)
        asks = [oxigraph, "query", "--location", str(store), "--query-file", str(query),
                "--results-format", "tsv"]  # fmt: skip
        found.append(("oxigraph query, a store on disk", asks))
    else:
        left_out.append("oxigraph is not installed (PyPI: oxigraph)")
    runoak = shutil.which("runoak") or shutil.which(str(BIN / "runoak"))
    if runoak:
        found.append(
            ("runoak info, of the thing by its IRI", [runoak, "-i", str(DATA), "info", THING])
        )
    else:
        left_out.append("runoak is not installed (PyPI: oaklib)")
    return found, left_out


def measured(found: list[Row], repeats: int) -> dict[str, tuple[float, float]]:
    """Return for each row the median seconds on the clock and of the processor."""
    clock: dict[str, list[float]] = {name: [] for name, _ in found}
    processor: dict[str, list[float]] = {name: [] for name, _ in found}
    for turn in range(repeats + 1):
        for name, command in found:
            began, used = time.perf_counter(), _processor_seconds()
            done = subprocess.run(command, capture_output=True, check=False)
            spent = time.perf_counter() - began
            if done.returncode:
                sys.exit(f"{name}: {done.stderr.decode(errors='replace')}")
            # The first turn fills the caches of the file system.
            if turn:
                clock[name].append(spent)
                processor[name].append(_processor_seconds() - used)
    return {
        name: (statistics.median(clock[name]), statistics.median(processor[name]))
        for name, _ in found
    }


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table as Markdown."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with TemporaryDirectory() as folder:
        found, left_out = rows(Path(folder))
        seconds = measured(found, repeats)
    clock_base, processor_base = seconds[BASELINE]
    print("| command | × `import click`, clock | × `import click`, processor | clock, ms |")
    print("| --- | ---: | ---: | ---: |")
    for name, (clock, processor) in seconds.items():
        ratios = f"{clock / clock_base:.1f} | {processor / processor_base:.1f}"
        print(f"| {name} | {ratios} | {clock * 1000:.0f} |")
    for reason in left_out:
        print(f"\n{reason}")


if __name__ == "__main__":
    main()
