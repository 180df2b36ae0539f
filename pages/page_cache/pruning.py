"""Rows of changes pile up; the worker deletes those of earlier hours."""

from portal.changes.noting import prune
from portal.due_work.registry import every

every(3600, name="pages.prune_changes")(prune)
