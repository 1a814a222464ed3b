"""Is a graph sound, and does it prove what it says: shapes, rules and evidence in one report.

`sskg.check.gather.check` runs everything; each module here is one kind of check.
"""
