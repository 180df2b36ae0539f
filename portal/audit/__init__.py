"""Append-only, hash-chained record of who saw or did what."""
