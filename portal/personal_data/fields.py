"""Model fields whose value is sealed in the database.

The model has a UUID primary key with a default, because the key is part of what the value is sealed for: table,
column, row. A value is opened when it is first read, so listing rows without reading it costs nothing. Sealed values
cannot be searched, ordered or changed by ``update()``; find them by a blind index beside them.
"""

import base64
import json
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from portal.personal_data.encryption import open_sealed, seal


class Sealed(bytes):
    """A value as it stands in the database, not opened yet."""


class _OpeningAttribute(DeferredAttribute):
    """Opens a sealed value the first time it is read."""

    field: "SealedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.opened(value, instance)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):
    """Text, sealed. Empty text is sealed as well; None stays NULL."""

    if TYPE_CHECKING:
        # Read by the type checker's Django plugin: what stands on the model is not the column's bytes.
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    descriptor_class = _OpeningAttribute
    empty_values = [None, ""]
    empty_strings_allowed = True

    def opened(self, sealed: bytes, instance: models.Model) -> Any:
        """Open the value of a row. Raises SealBrokenError when it is not this row's."""
        return self.from_plain(open_sealed(sealed, aad=self._place(instance)))

    def to_plain(self, value: Any) -> bytes:
        """Turn the Python value into the bytes that are sealed."""
        return str(value).encode()

    def from_plain(self, plain: bytes) -> Any:
        """Turn opened bytes back into the Python value."""
        return plain.decode()

    def get_default(self) -> Any:
        """Give the default as it stands: text, not bytes."""
        return models.Field.get_default(self)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """Keep the value sealed until it is read."""
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """Seal the value for its row; one that was never read is proved to belong here and kept as it is."""
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, Sealed):
            self.opened(value, model_instance)
            return value
        return Sealed(seal(self.to_plain(value), aad=self._place(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Let only sealed bytes reach the database. Raises TypeError for a plain value, as from ``update()``."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.model.__name__}.{self.name} is sealed: save the row instead of updating it.")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow only the question whether there is a value."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def to_python(self, value: Any) -> Any:
        """Take a value as it is."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Export the value sealed, never in the open; it is not loaded back: back up the database by its own means."""
        sealed = self.pre_save(obj, add=False)
        return "" if sealed is None else base64.b64encode(sealed).decode()

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Insist on a primary key that is known before the row is saved."""
        key = self.model._meta.pk
        if isinstance(key, models.UUIDField) and key.has_default():
            return super().check(**kwargs)
        return [
            *super().check(**kwargs),
            checks.Error("A sealed field needs a UUID primary key with a default.", obj=self, id="personal_data.E001"),
        ]

    def _place(self, instance: models.Model) -> str:
        return f"{self.model._meta.db_table}:{self.column}:{instance.pk}"


class SealedJSONField(SealedTextField):
    """Anything JSON can hold, sealed. Give it ``default=dict`` or ``default=list``."""

    empty_strings_allowed = False

    def to_plain(self, value: Any) -> bytes:
        """Write the value as JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()

    def from_plain(self, plain: bytes) -> Any:
        """Read the value from JSON."""
        return json.loads(plain)
