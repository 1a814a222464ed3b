"""Measures how loading and asking grow with the graph, beside rdflib and raw pyoxigraph.

    python benchmarks/scale.py           # 10⁴ to 10⁷ triples, written to benchmarks/scale.md
    python benchmarks/scale.py --quick   # to 10⁵, shown alone
    python benchmarks/scale.py --only load -o benchmarks/load.md   # the loads alone

Each size is generated once (seeded), loaded by the three, and asked: the commands as a person calls
them, each in a new process; the queries within one process, as the median of several calls.
Wall-clock times depend on what else the machine does: the processor time stands beside them, and
all that is compared was measured right after each other. The store's files are not dropped from
the page cache, so "cold" means a new process, not a cold disk; modules are compiled beforehand, as
an installation does.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from generate import generate

RDFLIB_UP_TO = 1_000_000
MANY = 1_000_000
CALLS = 3
SSKG = [sys.executable, "-m", "sskg"]

LOOKUPS = {
    "find": (["find", "insurance"], ["find", "insurance"]),
    "find, mistyped": (["find", "insurence"], ["find", "insurence"]),
    "find, several words": (
        ["find", "medical insurance reform"],
        ["find", "medical insurance reform"],
    ),
    "show": (["show", "reform-9"], ["show", "institutional-reform-2018"]),
    "relations": (["relations", "reform-9"], ["relations", "institutional-reform-2018"]),
    "path": (
        ["path", "reform-9", "goal-3"],
        ["path", "institutional-reform-2018", "common-prosperity"],
    ),
    "figures": (["figures", "indicator-1"], ["figures"]),
}
"""Asked of the generated graph, of which every size holds these things, and of the packaged one:
the same text where both have names of that sound, else the same kind of question."""

SURVEYS = {
    "stats": ["stats"],
    "timeline": ["timeline", "--limit", "100"],
    "gaps": ["gaps", "--limit", "100"],
    "gaps, single sources": ["gaps", "--gap", "single-source", "--limit", "100"],
    "figures, all": ["figures", "--limit", "100"],
}
"""They go through all things of a kind: asked once from a million triples on."""

PREFIXES = """
PREFIX sskg: <https://w3id.org/sskg/ontology#>
PREFIX id: <https://w3id.org/sskg/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
QUERIES = {
    "query: entity": "SELECT ?p ?o WHERE { id:reform-9 ?p ?o }",
    "query: two hops": "SELECT ?m WHERE { id:reform-9 sskg:concerns ?p . ?m sskg:concerns ?p }",
    "query: property path": "SELECT DISTINCT ?p WHERE { id:policy-9 sskg:partOf* ?p }",
    "query: aggregate": "SELECT ?r (COUNT(?c) AS ?n) WHERE { ?r a sskg:Reform ; sskg:resolves ?c } "
    "GROUP BY ?r ORDER BY DESC(?n) LIMIT 10",
}


@dataclass
class Measured:
    """One row of the table by size: what was measured, in its unit."""

    unit: str
    by_size: dict[int, float] = field(default_factory=dict)


@dataclass
class Cost:
    """What one process took: seconds by the clock and of the processor, memory in MB."""

    wall: float
    processor: float
    memory: float


def run(command: list[str]) -> Cost:
    """Run a command to its end, and say what it took; children's memory is their largest's."""
    before = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        code = os.waitstatus_to_exitcode(status)
        process.returncode = code
        if code not in {0, 1}:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {code}: {output.read().decode()}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def median(command: list[str], calls: int = CALLS) -> Cost:
    """Return the medians of several runs."""
    costs = [run(command) for _ in range(calls)]
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


RAW_LOAD = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_TRIPLES)
store.flush()
"""
RDFLIB_LOAD = """
import sys, rdflib
rdflib.Graph().parse(sys.argv[1], format="nt")
"""
ASK = """
import json, statistics, sys, time
kind, place, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
queries = json.load(sys.stdin)
if kind == "sskg":
    from sskg.store import open_store
    ask = open_store([place]).query
elif kind == "pyoxigraph":
    import pyoxigraph
    ask = pyoxigraph.Store.read_only(place).query
else:
    import rdflib
    graph = rdflib.Graph()
    graph.parse(place, format="nt")
    ask = graph.query
result = {}
for name, text in queries.items():
    times = []
    for _ in range(calls):
        before = time.perf_counter()
        rows = len(list(ask(text)))
        times.append(time.perf_counter() - before)
    result[name] = [statistics.median(times), rows]
print(json.dumps(result))
"""


class Table:
    """What was measured, row by row in the order in which it first came."""

    def __init__(self) -> None:
        self.rows: dict[str, Measured] = {}

    def add(self, name: str, unit: str, size: int, value: float) -> None:
        """Take one measurement."""
        self.rows.setdefault(name, Measured(unit)).by_size[size] = value
        print(f"{size:>10,}  {name:<44} {value:>12,.3f} {unit}", flush=True)

    def markdown(self, sizes: list[int]) -> str:
        """Return the table; the last column is the growth per tenfold between the last two."""
        lines = [
            "| | " + " | ".join(f"{size:,}" for size in sizes) + " | per tenfold |",
            "| --- |" + " ---: |" * (len(sizes) + 1),
        ]
        for name, row in self.rows.items():
            cells = [_number(row.by_size.get(size)) for size in sizes]
            there = [row.by_size[size] for size in sizes if row.by_size.get(size)]
            growth = f"× {there[-1] / there[-2]:.1f}" if len(there) > 1 else ""
            lines.append(f"| {name} ({row.unit}) | {' | '.join(cells)} | {growth} |")
        return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004


def measure(size: int, folder: Path, table: Table, *, whole: bool = True) -> None:
    """Measure one size from its generation to its last query, or its loads alone."""
    source, store, raw = folder / f"{size}.nt", folder / "store", folder / "raw"
    with source.open("w", encoding="utf-8") as stream:
        triples = 0
        for line in generate(size, 7):
            stream.write(line)
            triples += 1
    load(size, triples, folder, table)
    if whole:
        lookups(size, store, table)
        surveys(size, store, table)
        merged(size, folder, table)
        ask(size, "sskg", store, table)
        ask(size, "pyoxigraph", raw, table)
        if size <= RDFLIB_UP_TO:
            ask(size, "rdflib", source, table)
    shutil.rmtree(store)
    shutil.rmtree(raw)
    source.unlink()


def lookups(size: int, store: Path, table: Table) -> None:
    """Ask the commands of a store, and by turns of the packaged graph."""
    for name, (arguments, embedded) in LOOKUPS.items():
        asked = [*SSKG, *arguments, "-g", str(store), "-f", "json"]
        first = run(asked)
        theirs, ours = [], []
        for _ in range(CALLS):
            theirs.append(run([*SSKG, *embedded, "-f", "json"]))
            ours.append(run(asked))
        wall, wall_embedded = (statistics.median(c.wall for c in costs) for costs in (ours, theirs))
        table.add(f"sskg {name}", "s", size, wall)
        if name == "path":
            table.add(f"sskg {name}, the first call", "s", size, first.wall)
        table.add(f"sskg {name}, memory", "MB", size, max(c.memory for c in (first, *ours)))
        table.add(f"sskg {name}, times the embedded graph's", "×", size, wall / wall_embedded)
        processor = (statistics.median(c.processor for c in costs) for costs in (ours, theirs))
        table.add(
            f"sskg {name}, times the embedded graph's, processor", "×", size,
            next(processor) / next(processor),
        )  # fmt: skip


def surveys(size: int, store: Path, table: Table, how: str = "") -> None:
    """Ask a store for what goes through all of its things."""
    for name, arguments in SURVEYS.items():
        cost = median(
            [*SSKG, *arguments, "-g", str(store), "-f", "json"], CALLS if size < MANY else 1
        )
        table.add(f"sskg {name}{how}", "s", size, cost.wall)
        table.add(f"sskg {name}{how}, memory", "MB", size, cost.memory)


def merged(size: int, folder: Path, table: Table) -> None:
    """Load once more with --merge, beside a load without, and ask the surveys of that store."""
    source, store, plain = folder / f"{size}.nt", folder / "merged", folder / "store"
    ours, without = [], []
    for _ in range(CALLS):
        without.append(run([*SSKG, "load", str(plain), str(source), "--no-progress"]).wall)
        command = [*SSKG, "load", str(store), str(source), "--no-progress", "--merge"]
        ours.append(run(command).wall)
    table.add("load --merge: times a load without", "×", size, min(ours) / min(without))
    table.add("store, merged", "MB", size, held(store))
    surveys(size, store, table, ", merged")
    shutil.rmtree(store)


def load(size: int, triples: int, folder: Path, table: Table) -> None:
    """Load one size with each of the three, by turns, each into a folder that is not there yet."""
    source, store, raw = folder / f"{size}.nt", folder / "store", folder / "raw"
    ours, theirs = [], []
    for _ in range(CALLS):
        for old in (raw, store):
            shutil.rmtree(old, ignore_errors=True)
        os.sync()  # so that nobody waits for what the one before has written
        theirs.append(run([sys.executable, "-c", RAW_LOAD, str(source), str(raw)]))
        os.sync()
        ours.append(run([*SSKG, "load", str(store), str(source), "--no-progress"]))
    best, best_raw = min(c.wall for c in ours), min(c.wall for c in theirs)
    table.add("load: sskg", "triples/s", size, triples / best)
    table.add("load: pyoxigraph's bulk load", "triples/s", size, triples / best_raw)
    table.add("load: times pyoxigraph's", "×", size, best / best_raw)
    processor, processor_raw = (min(c.processor for c in costs) for costs in (ours, theirs))
    table.add("load: times pyoxigraph's, processor", "×", size, processor / processor_raw)
    table.add("load: memory, sskg", "MB", size, max(cost.memory for cost in ours))
    table.add("load: memory, pyoxigraph", "MB", size, max(cost.memory for cost in theirs))
    table.add("store, with names and manifest", "MB", size, held(store))
    if size <= RDFLIB_UP_TO:
        cost = run([sys.executable, "-c", RDFLIB_LOAD, str(source)])
        table.add("load: rdflib, in memory", "triples/s", size, triples / cost.wall)
        table.add("load: rdflib's time over sskg's", "×", size, cost.wall / best)
        table.add("load: memory, rdflib", "MB", size, cost.memory)


def held(store: Path) -> float:
    """Return the MB that a store's files take."""
    return sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / 1e6


def ask(size: int, kind: str, place: Path, table: Table) -> None:
    """Ask the queries within one process."""
    texts = {name: PREFIXES + text for name, text in QUERIES.items()}
    done = subprocess.run(
        [sys.executable, "-c", ASK, kind, str(place), str(CALLS)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    for name, (seconds, rows) in json.loads(done.stdout).items():
        if not rows:
            raise SystemExit(f"{name} gives no rows at {size:,}")
        table.add(f"{name}, {kind}", "ms", size, seconds * 1000)


def main() -> None:
    """Measure each size and write the table."""
    parser = argparse.ArgumentParser(description="Measure loading and asking by size.")
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    parser.add_argument("--quick", action="store_true", help="up to 100,000 triples, for trying")
    parser.add_argument("--only", choices=["load"], help="the loads, without what is asked after")
    parser.add_argument("-o", "--output", type=Path, help="default: scale.md beside this file")
    given = parser.parse_args()
    if given.quick:
        given.sizes = "10000,100000"
    elif given.output is None and given.only is None:
        given.output = Path(__file__).with_name("scale.md")
    sizes = [int(size) for size in given.sizes.split(",")]
    compileall.compile_dir(Path(__file__).parent.parent / "src", quiet=1)
    table = Table()
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="sskg-scale-") as folder:
        for at, size in enumerate(sizes, 1):
            measure(size, Path(folder), table, whole=given.only is None)
            if given.output:
                text = heading(load_before) + table.markdown(sizes[:at])
                given.output.write_text(text, encoding="utf-8")
    print(heading(load_before) + table.markdown(sizes))


def heading(load_before: float) -> str:
    """Return what the table was measured with, and on."""
    import pyoxigraph

    return (
        "# How cost grows with the graph\n\n"
        f"Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}; load average "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after. "
        "Made by `benchmarks/scale.py`.\n\n"
    )


if __name__ == "__main__":
    main()
