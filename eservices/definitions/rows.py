"""The rows of a repeating group in a post: finding them, adding one, taking one away.

A row is posted as ``<group>-<n>-<key>`` with a hidden ``<group>-<n>-row_id``. Whatever numbers come in, the rows go on
numbered from 0 without gaps.
"""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

ROW_ID = re.compile(r"[0-9a-f]{32}")
NUMBER = re.compile(r"(0|[1-9][0-9]{0,3})-(.+)", re.DOTALL)


@dataclass(frozen=True)
class Act:
    """What a button other than "continue" asks for.

    ``add`` and ``remove`` (``group``, ``row`` n), ``attach`` (``name`` of the slot's field), ``remove_file`` (``name``
    and ``file``).
    """

    kind: str
    group: str = ""
    row: int = -1
    name: str = ""
    file: str = ""


@dataclass(frozen=True)
class PostedRows:
    """The rows of one group after the act: their ids in order, and what was wrong with what was posted."""

    ids: list[str]
    fault: str = ""


def new_row_id() -> str:
    """Make the id a row keeps for good."""
    return uuid.uuid4().hex


def group_act(data: Any, groups: dict[str, dict]) -> Act | None:
    """Find a pressed button that adds or removes a row; None also for one that belongs to no group of the step."""
    for key in groups:
        if f"add-{key}" in data:
            return Act("add", group=key)
        pressed = re.compile(rf"remove-{re.escape(key)}-([0-9]{{1,4}})")
        for name in data:
            found = pressed.fullmatch(name)
            if found:
                return Act("remove", group=key, row=int(found[1]))
    return None


def rearrange(data: MultiValueDict, files: MultiValueDict, prefix: str, group: dict, act: Act | None) -> PostedRows:
    """Put the rows of one group in order in ``data`` and ``files`` (both changed), after doing the act.

    More rows than the group may have are left out and named as ``too_many``; ids that are none or stand twice, and
    numbers that are none (negative, words), as ``row``.
    """
    start = f"{prefix}{group['key']}-"
    posted, strange = _taken_out(data, start)
    posted_files, _strange = _taken_out(files, start)
    numbers = sorted(set(posted) | set(posted_files))
    mine = act if act and act.group == group["key"] else None
    if mine and mine.kind == "remove":
        numbers = [n for n in numbers if n != mine.row]
    if mine and mine.kind == "add":
        numbers.append(-1)
    kept = numbers[: group["max"]]
    ids = [_row_id(posted.get(n)) for n in kept]
    for place, n in enumerate(kept):
        for source, rows in ((data, posted), (files, posted_files)):
            for name, values in rows.get(n, {}).items():
                source.setlist(f"{start}{place}-{name}", values)
        data.setlist(f"{start}{place}-row_id", [ids[place]])
    if len(numbers) > len(kept):
        return PostedRows(ids, "too_many")
    wrong = strange or any(not ROW_ID.fullmatch(one) for one in ids) or len(set(ids)) < len(ids)
    return PostedRows([one if ROW_ID.fullmatch(one) else new_row_id() for one in ids], "row" if wrong else "")


def _row_id(row: dict[str, list] | None) -> str:
    values = (row or {}).get("row_id")
    return str(values[-1]) if values else new_row_id()


def _taken_out(source: MultiValueDict, start: str) -> tuple[dict[int, dict[str, list]], bool]:
    """Take everything posted for a group out of ``source``, by row number; say whether something had no number."""
    rows: dict[int, dict[str, list]] = {}
    strange = False
    for name in [name for name in source if name.startswith(start)]:
        found = NUMBER.fullmatch(name[len(start) :])
        values = source.pop(name)
        if found:
            rows.setdefault(int(found[1]), {})[found[2]] = values
        else:
            strange = True
    return rows, strange
