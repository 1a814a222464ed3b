"""Builds a store on disk from RDF files."""

from sskg.store.loading.generations import Progress, load, sources

__all__ = ["Progress", "load", "sources"]
