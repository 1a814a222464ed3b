"""Builds a store on disk from RDF files."""

from sskg.store.loading.generations import Progress, inputs, load

__all__ = ["Progress", "inputs", "load"]
