"""The social-security knowledge graph: policies, reforms, goals and outcomes, with their proof."""

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    # Looked up on demand: importlib.metadata takes longer to import than a lookup.
    if name == "__version__":
        from importlib.metadata import version

        return version("sskg")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
