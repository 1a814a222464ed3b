"""The graph on the web: a SPARQL endpoint, a page for every thing, the command line's answers.

Three kinds of process: the door (`app.py`, one event loop that speaks HTTP and computes nothing),
the nursery (`nursery.py`, which has the graph open and forks), and the workers, which answer one
request at a time, can open nothing, and are killed when a limit is reached.
"""
