"""Completion in the shell."""

from __future__ import annotations


def complete_query(ctx, param, incomplete):
    return []


def complete_query_name(ctx, param, incomplete):
    return []
