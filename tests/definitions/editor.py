"""What an editor's browser posts for an e-service page as it stands."""

from typing import Any

from wagtail import blocks


def edit_data(page: Any, **changes: Any) -> dict[str, str]:
    """The fields of the edit form of a page, ready to be changed and posted."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "service": str(page.service_id),
        "rehearsals": "[]" if not page.rehearsals else _json(page.rehearsals),
        "capacities": page.capacities,
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    }
    for name in [
        "key",
        "intro",
        "for_whom",
        "signing",
        "offline",
        "afterwards",
        "minutes",
        "duty_phone",
        "duty_hours",
        "draft_days",
        "journal",
        "retention_class",
        "authenticity",
        "routing_unit",
        "declaration_version",
        "declaration",
        "privacy_version",
        "privacy",
    ]:
        data[name] = str(getattr(page, name))
    for name in ("crisis", "violence", "emailed_return_link", "clock_pause"):
        if getattr(page, name):
            data[name] = "on"
    for name in ("steps", "routing_rules"):
        stream = getattr(page, name)
        _stream(data, name, stream.stream_block, stream)
    return data | changes


def part_data(part: Any) -> dict[str, str]:
    """The fields of the edit form of a part of the question bank."""
    data = {name: getattr(part, name) for name in ("name", "code", "note", "needs")}
    _stream(data, "steps", part.steps.stream_block, part.steps)
    return data


def _json(value: Any) -> str:
    import json

    return json.dumps(value)


def _stream(data: dict, name: str, block: Any, stream: Any) -> None:
    data[f"{name}-count"] = str(len(stream))
    for n, child in enumerate(stream):
        _child(data, f"{name}-{n}", n, str(child.id))
        data[f"{name}-{n}-type"] = child.block_type
        _value(data, f"{name}-{n}-value", child.block, child.value)


def _child(data: dict, name: str, n: int, block_id: str) -> None:
    data |= {f"{name}-deleted": "", f"{name}-order": str(n), f"{name}-id": block_id}


def _value(data: dict, name: str, block: Any, value: Any) -> None:
    if isinstance(block, blocks.StructBlock):
        for key, child in block.child_blocks.items():
            _value(data, f"{name}-{key}", child, value.get(key))
    elif isinstance(block, blocks.StreamBlock):
        _stream(data, name, block, value)
    elif isinstance(block, blocks.ListBlock):
        data[f"{name}-count"] = str(len(value))
        for n, child in enumerate(value.bound_blocks):
            _child(data, f"{name}-{n}", n, str(child.id))
            _value(data, f"{name}-{n}-value", child.block, child.value)
    elif isinstance(block, blocks.BooleanBlock):
        if value:
            data[name] = "on"
    else:
        data[name] = "" if value is None else str(value)
