"""Ends a process whose parent is gone, killed or not: nothing works on for nobody."""

from __future__ import annotations

import os
import threading
from typing import Final

GONE: Final = 70
"""Status of a process that ends as its parent is gone."""


def end_without_parent() -> None:
    """End this process at once, whatever it does, when its standard input ends.

    It is a pipe that the parent alone holds open.
    """
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    while os.read(0, 1):
        pass
    os._exit(GONE)
