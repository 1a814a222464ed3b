"""Answers as text: tables for a terminal, JSON, CSV, TSV and Markdown."""
