"""The social-security knowledge graph: policies, reforms, goals and outcomes, with their proof.

>>> import sskg
>>> kg = sskg.open()
>>> kg.show("national pooling").entity.curie
'id:national-pooling'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sskg.api import Graph, open  # noqa: A004  (read as sskg.open)

__all__ = ["Graph", "__version__", "open"]


def __getattr__(name: str) -> object:
    # Looked up on demand: `import sskg` alone loads nothing, not even Oxigraph.
    if name == "__version__":
        from importlib.metadata import version

        return version("sskg")
    if name in __all__:
        from sskg import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
