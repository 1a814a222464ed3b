"""Layouts for a terminal: one file for each capability whose answer is more than plain columns.

Each has `lay_out(answer, lang, style) -> str`; `sskg.render.answers` knows which answer has one.
"""
