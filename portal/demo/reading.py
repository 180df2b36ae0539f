"""The demo office's content, as JSON files beside this module."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTENT = HERE / "content"
ESERVICES = HERE / "eservices"
LANGUAGES = ("lv", "ru", "en")


def content(name: str) -> Any:
    """Read one file of the content."""
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def services() -> list[dict[str, Any]]:
    """Read every service and benefit, by slug."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / "services").glob("*.json"))]


def pre_checks() -> list[dict[str, Any]]:
    """Read every pre-check."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / "pre_checks").glob("*.json"))]


def eservice_files() -> list[Path]:
    """The e-service definitions of the demo."""
    return sorted(ESERVICES.glob("*.json"))
