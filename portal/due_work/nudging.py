"""Waking a worker that waits."""

from django.conf import settings

_FILE = "work.nudge"


def nudge() -> None:
    """Ask a worker on this machine to look now instead of within two seconds; called by ``on_commit``.

    Nothing depends on it: a worker elsewhere, or a folder that cannot be written, only means the usual wait.
    """
    try:
        (settings.DATA_DIR / _FILE).touch()
    except OSError:
        return


def last_nudge() -> int:
    """Give the moment of the last nudge, as a number that changes with each."""
    try:
        return (settings.DATA_DIR / _FILE).stat().st_mtime_ns
    except OSError:
        return 0
