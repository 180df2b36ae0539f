"""Refusals that are written down.

A view or act raises ``DeniedError``; ``middleware`` records it when the view's transactions have been rolled back, and
answers with the 403 page.
"""


class DeniedError(Exception):
    """Someone may not do ``act`` on ``on_text`` (a key, never a name).

    Not a PermissionDenied: the Wagtail admin would turn that into a redirect before anyone could write it down.
    """

    def __init__(self, act: str, on_text: str) -> None:
        super().__init__(act)
        self.act = act
        self.on_text = on_text
