"""Notices that a store on disk was loaded anew, or taken away, while it is served."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sskg.server.settings import Settings


class ManifestWatch:
    """Tells when a store on disk was loaded anew, or taken away, while it is served."""

    def __init__(self, settings: Settings) -> None:
        self._path: Path | None = None
        if len(settings.graphs) == 1:
            path = Path(settings.graphs[0]) / "manifest.json"
            self._path = path if path.is_file() else None
        self._last = self._state()

    def _state(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    def has_changed(self) -> bool:
        """Tell once for each change that the manifest is another file."""
        now = self._state()
        if now is None or now == self._last:
            return False
        self._last = now
        return True

    def is_gone(self) -> bool:
        """Tell whether there was a manifest, and is none any more."""
        return self._path is not None and self._state() is None
