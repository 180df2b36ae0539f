"""That something shown in public has changed: one row for each change, written with it, so that every process knows."""
