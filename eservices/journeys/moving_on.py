"""Taking the answers of a withdrawn form over to the newer one."""

from eservices.definitions.models import FormVersion

from . import keeping
from .models import Draft


def move_to(draft: Draft, version: FormVersion | None) -> None:
    """Let the draft go on with a newer form; answers are kept by key and every step is looked at again.

    Saves the draft. Does nothing without a newer form. Raises ``keeping.Stale``.
    """
    if version is None or version.pk == draft.version_id:
        return
    draft.version = version
    draft.content["done"] = {}
    draft.current_step = ""
    keeping.save(draft)
