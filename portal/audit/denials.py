"""Refusals that are written down.

A view or act raises ``DeniedError`` instead of Django's PermissionDenied; ``middleware`` records it when the view's
transactions have been rolled back.
"""

from django.core.exceptions import PermissionDenied


class DeniedError(PermissionDenied):
    """Someone may not do ``act`` on ``on_text`` (a key, never a name)."""

    def __init__(self, act: str, on_text: str) -> None:
        super().__init__(act)
        self.act = act
        self.on_text = on_text
