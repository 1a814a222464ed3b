"""The graph on the web: a SPARQL endpoint, a page for every thing, the command line's answers.

Three kinds of process: the frontend (`frontend/`, one event loop that speaks HTTP and computes
nothing), the forkserver (`workers/forkserver.py`, which has the graph open and forks), and the
workers, which answer one request at a time (`answers/`), can open nothing, and are killed at a
limit.
"""
