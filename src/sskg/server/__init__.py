"""The graph on the web: a SPARQL endpoint, a page for every thing, the command line's answers.

Three kinds of process: the door (`door/`, one event loop that speaks HTTP and computes nothing),
the nursery (`workers/nursery.py`, which has the graph open and forks), and the workers, which
answer one request at a time (`answers/`), can open nothing, and are killed at a limit.
"""
