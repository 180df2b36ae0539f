"""Rows that must be done: lease, back-off, attempts, dead letters; the worker."""
