"""The barrier around a worker: it can open no connection, and mostly no file either.

A query can make Oxigraph call out (SERVICE), and filters on its text are fooled sooner or later.
So a worker gives up the means. Two barriers, each enough by itself:

- `close_descriptors`: no descriptor may be opened beyond those that are open (RLIMIT_NOFILE).
  For graphs in memory. A store on disk opens its files as it needs them.
- `close_sockets`: the kernel refuses the system calls that make a socket (seccomp, Linux).

Neither needs privileges. `sealed` tells whether they hold, by trying.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import Final

from sskg.errors import Unavailable
from sskg.language.message import msg

_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2
_PARENT_DEATH: Final = 1
_MOST_ARENAS: Final = -8

# From linux/audit.h and the kernel's tables: socket, socketpair, io_uring_setup.
_CALLS: Final = {"x86_64": (0xC000003E, (41, 53, 425)), "aarch64": (0xC00000B7, (198, 199, 425))}

_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM: Final = 1
_X32: Final = 0x40000000
_JUMP_FROM: Final = 0x35

_LOW: Final = 19
"""About a tenth of the processor where two compete for it."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def close_sockets() -> bool:
    """Make the kernel refuse this process and its threads new sockets; tell whether it will.

    Must be called while the process has a single thread.
    """
    if not sys.platform.startswith("linux") or platform.machine() not in _CALLS:
        return False
    architecture, calls = _CALLS[platform.machine()]
    code = _filter(architecture, calls)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def confine(memory: int | None, *, network: bool) -> None:
    """Let this process end with its parent, reach no network, and take so much memory.

    Args:
        memory: bytes of address space beyond what it has; None for all.
        network: whether it may make connections.

    Raises:
        Unavailable: it cannot be cut off from the network.
    """
    die_with_parent()
    if not network:
        close_network()
    if memory is not None:
        limit_memory(memory)


def close_network() -> None:
    """Make the kernel refuse this process new sockets.

    Elsewhere than on Linux there is no such barrier; there, the guards of the text stand alone.

    Raises:
        Unavailable: it is Linux, and the kernel does not take the filter.
    """
    if not close_sockets() and sys.platform.startswith("linux"):
        raise Unavailable(
            msg("the process cannot be cut off from the network, and is not started"),
            hint=msg("it needs a kernel with seccomp, on x86-64 or arm64"),
        )


def _filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return a BPF program that answers some system calls with EPERM and allows the others."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    # Offsets in struct seccomp_data: the call's number at 0, the architecture at 4.
    steps = [step(_LOAD, 4), step(_JUMP_EQUAL, architecture, 1, 0), step(_RETURN, _KILL)]
    steps += [step(_LOAD, 0), step(_JUMP_FROM, _X32, len(calls) + 1, 0)]
    steps += [step(_JUMP_EQUAL, call, len(calls) - at, 0) for at, call in enumerate(calls)]
    steps += [step(_RETURN, _ALLOW), step(_RETURN, _REFUSE | _EPERM)]
    return b"".join(steps)


def close_descriptors() -> None:
    """Let no descriptor be opened beyond those that are open now."""
    used = [int(entry.name) for entry in Path("/dev/fd").iterdir()]
    for number in range(max(used) + 1):
        # A gap below the highest would still be free.
        with contextlib.suppress(OSError):
            os.fstat(number)
            continue
        os.dup2(0, number)
    limit = _highest() + 1
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def _highest() -> int:
    number = -1
    for entry in Path("/dev/fd").iterdir():
        with contextlib.suppress(OSError):
            os.fstat(int(entry.name))
            number = max(number, int(entry.name))
    return number


def sealed(*, files: bool) -> bool:
    """Tell, by trying, whether this process can open no socket, and no file where `files`."""
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        with contextlib.suppress(OSError), socket.socket(family):
            return False
    if files:
        with contextlib.suppress(OSError), Path(os.devnull).open("rb"):
            return False
    return True


def limit_memory(spare: int) -> None:
    """Let the process take so many bytes of address space beyond what it has.

    The C library reserves up to 128 MB for each thread that asks for memory, most of it never used.
    Such reservations are kept to two, or one for each 2 GB: a store's threads could use up the
    limit by themselves, and wait for each other where they share one.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):  # other C libraries have no such thing
            ctypes.CDLL(None).mallopt(_MOST_ARENAS, max(2, spare >> 31))
    limit = _address_space() + spare
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def most_resident() -> int:
    """Return the most bytes that this process has had in memory; needs no file."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _address_space() -> int:
    try:
        text = Path("/proc/self/statm").read_text("ascii")
    except OSError:
        return 0
    return int(text.split()[0]) * resource.getpagesize()


def die_with_parent() -> None:
    """Let this process be killed when the one that started it ends, where the system can."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)


def be_first_to_go() -> None:
    """Let the system end this process before others when memory runs out."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def yield_to_others(pid: int) -> None:
    """Let a process have the processor when others leave it, and some of it even when none do.

    It cannot be undone without privileges. On Linux the system counts each thread by itself.
    """
    threads = Path(f"/proc/{pid}/task")
    numbers = [pid]
    with contextlib.suppress(OSError):
        numbers = [int(entry.name) for entry in threads.iterdir()]
    for number in numbers:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, number, _LOW)
