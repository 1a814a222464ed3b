"""How much memory this process has, and giving back what it does not use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_STATM: Final = Path("/proc/self/statm")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


def resident() -> int:
    """Return the bytes that this process has in memory; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE
    except OSError:
        return 0


def give_back() -> None:
    """Hand memory that was freed back to the system, where the C library can be told to."""
    import ctypes  # takes some milliseconds, and is not needed by what stays small

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
