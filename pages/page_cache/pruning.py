"""Rows of changes pile up; the worker deletes the old ones."""

from portal.changes.noting import prune
from portal.due_work.registry import every

every(600, name="pages.prune_changes")(prune)
