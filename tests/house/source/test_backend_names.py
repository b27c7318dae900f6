"""What a CRM can do is data: nothing outside its own folder asks which one it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KAIWA = ROOT / "kaiwa"

NAMES = {path.parent.name for path in KAIWA.glob("crm/*/crm.py")}


def test_there_are_crms_to_look_for() -> None:
    assert "builtin" in NAMES


def test_no_python_outside_its_folder_names_a_crm() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for path in sorted(KAIWA.rglob("*.py"))
        if not _may_name_them(path.relative_to(KAIWA))
        for node in _texts(ast.parse(path.read_text()))
        if node.value in NAMES
    ]
    assert not found, "\n".join(found)


def _may_name_them(path: Path) -> bool:
    own = path.parts[:1] == ("crm",) and path.parts[1] in NAMES
    return own or "tests" in path.parts or path.parts == ("settings.py",)


def _texts(tree: ast.AST) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
