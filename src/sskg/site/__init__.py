"""The whole graph as a folder of pages, for any web host or a double click."""
