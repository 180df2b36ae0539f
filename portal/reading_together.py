"""Several small tables read in one statement: where each is a few rows, asking costs more than the rows."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject

# What JSON does not carry exactly on both databases; it is read when somebody asks for it.
_DEFERRED = (models.DateTimeField, models.JSONField, models.BinaryField)


def read_together(*querysets: models.QuerySet[Any]) -> list[list[Any]]:
    """Give the rows of each queryset, in its model's own order, all read in one statement.

    Times, bytes and JSON columns are deferred; relations are not followed. The model's ordering has to be plain names.
    """
    asked = [_as_json(number, queryset) for number, queryset in enumerate(querysets)]
    found: list[list[Any]] = [[] for _ in querysets]
    for number, row in asked[0].union(*asked[1:], all=True):
        found[number].append(_instance(querysets[number], row))
    for queryset, rows in zip(querysets, found, strict=True):
        for name in reversed(queryset.model._meta.ordering):
            rows.sort(key=_nothing_last(name.removeprefix("-")), reverse=name.startswith("-"))
    return found


def _nothing_last(name: str) -> Callable[[Any], tuple[bool, Any]]:
    return lambda row: ((value := getattr(row, name)) is None, value)


def _carried(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, _DEFERRED)]


def _as_json(number: int, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
    names = [field.attname for field in _carried(queryset.model)]
    return queryset.order_by().values_list(models.Value(number), JSONObject(**{name: name for name in names}))


def _instance(queryset: models.QuerySet[Any], row: dict[str, Any]) -> models.Model:
    fields = _carried(queryset.model)
    values = [_value(field, row[field.attname]) for field in fields]
    return queryset.model.from_db(queryset.db, [field.attname for field in fields], values)


def _value(field: Any, value: Any) -> Any:
    # A number travels as a binary fraction; written out it is the decimal it was.
    return field.target_field.to_python(value) if field.is_relation else field.to_python(_exact(value))


def _exact(value: Any) -> Any:
    return str(value) if isinstance(value, float) else value
