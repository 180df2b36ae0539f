"""What django-formtools calls storage, kept in the ``Draft`` row.

formtools asks where the person is and what was typed in a step. Both live in the draft, which is written once per
post by ``keeping.save`` and never because a page was looked at; files are attachments and never pass through here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from formtools.wizard.storage.base import BaseStorage

from .models import Draft


class DraftStorage(BaseStorage):
    """The storage of one wizard, for one request; ``request.draft`` is set before it is made."""

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.draft: Draft = request.draft  # type: ignore[attr-defined]
        self._step = self.draft.current_step or None

    def reset(self) -> None:
        """Forget nothing: a draft ends by being handed in, cleared or expired, never by a look at its last page."""

    def _get_current_step(self) -> str | None:
        return self._step

    def _set_current_step(self, step: str | None) -> None:
        self._step = step

    def _get_extra_data(self) -> dict[str, Any]:
        return {}

    def get_step_data(self, step: str) -> dict[str, list[str]] | None:
        """Return what was typed in a step that was left without being finished."""
        content = self.draft.content
        typed: dict[str, list[str]] | None = content["typed"].get(step) if step not in content["done"] else None
        return typed

    def get_step_files(self, step: str) -> None:
        """Return nothing: files are attachments at once."""

    def update_response(self, response: HttpResponseBase) -> None:
        """Leave the response as it is."""
