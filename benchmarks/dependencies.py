"""Weighs each dependency: what it takes to import, what it fills on disk, what it brings along.

    python benchmarks/dependencies.py     # print the table

Run in the development environment. Times are processor time (user and system) of a process that
imports the module, less that of an empty one: the median of several, taken in turn.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
TURNS = 9
MEGABYTE = 1e6
MODULES = {"starlette": "starlette.applications"}
"""What is imported, where a package's top module holds nothing."""


def main() -> None:
    """Print a table in Markdown, for runtime dependencies and extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = [Requirement(line).name for line in project["dependencies"]]
    extras = [
        Requirement(line).name
        for lines in project.get("optional-dependencies", {}).values()
        for line in lines
    ]
    names = [*core, *extras]
    times = import_times(names)
    print("| package | import, ms | with what it needs, MB | brings alone | alone, MB |")
    print("| --- | ---: | ---: | --- | ---: |")
    for name in names:
        others = core if name in core else names
        shared = set().union(*(needs(other) for other in others if other != name))
        alone = needs(name) - shared
        brought = ", ".join(sorted(alone - {name})) or "nothing"
        print(
            f"| {name} | {times[name]:.0f} | {size(needs(name)):.1f} | {brought} "
            f"| {size(alone):.1f} |"
        )
    whole = set().union(*(needs(name) for name in core))
    print(f"\n{len(whole)} packages, {size(whole):.1f} MB for the core")


def import_times(names: list[str]) -> dict[str, float]:
    """Return milliseconds of processor time for each package's import, above an empty process."""
    taken: dict[str, list[float]] = {name: [] for name in ["", *names]}
    for _ in range(TURNS):
        for name, times in taken.items():
            times.append(processor_time(f"import {MODULES.get(name, name)}" if name else "pass"))
    middle = {name: statistics.median(times) for name, times in taken.items()}
    return {name: (middle[name] - middle[""]) * 1000 for name in names}


def processor_time(code: str) -> float:
    """Return the seconds of user and system time that a fresh interpreter takes."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


@cache
def needs(name: str) -> frozenset[str]:
    """Return a package and all that it cannot be installed without."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        each = normal(waiting.pop())
        held = installed(each)
        if each in found or held is None:
            continue
        found.add(each)
        wanted = [Requirement(line) for line in held.requires or ()]
        waiting += [
            need.name
            for need in wanted
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    return frozenset(found)


def installed(name: str) -> Distribution | None:
    """Return an installed package, or None."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def size(names: frozenset[str] | set[str]) -> float:
    """Return megabytes of the installed files, without compiled bytecode."""
    total = 0
    for name in names:
        held = installed(name)
        for file in (held.files if held else None) or ():
            path = Path(str(held.locate_file(file))) if held else Path()
            if path.suffix != ".pyc" and path.is_file():
                total += path.stat().st_size
    return total / MEGABYTE


def normal(name: str) -> str:
    """Return a package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
