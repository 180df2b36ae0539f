"""What import-linter cannot say: packages of libraries that only some of our modules may touch."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = [path for top in ("portal", "pages", "eservices") for path in (ROOT / top).rglob("*.py")]
STAFF_SIDE = (
    "eservices/inbox/",
    "eservices/definitions/",
    "pages/",
    "portal/urls.py",
    "portal/people/",
    "portal/demo/",
)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_wagtail_admin_is_imported_only_where_staff_work() -> None:
    outsiders = {}
    for path in MODULES:
        name = str(path.relative_to(ROOT))
        allowed = name.startswith(STAFF_SIDE) or path.name == "wagtail_hooks.py"
        touched = {module for module in imported(path) if f"{module}.".startswith("wagtail.admin.")}
        if touched and not allowed:
            outsiders[name] = sorted(touched)
    assert outsiders == {}


def test_weasyprint_is_imported_inside_functions_only() -> None:
    eager = []
    for path in MODULES:
        imports = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
        if any(name.split(".")[0] == "weasyprint" for name in names):
            eager.append(str(path.relative_to(ROOT)))
    assert eager == []
