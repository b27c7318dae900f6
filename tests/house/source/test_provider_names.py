"""What a provider can do is data: nothing outside channels/ asks which one it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KAIWA = ROOT / "kaiwa"
# The sandbox *is* the providers, and the settings list them
MAY_NAME_THEM = ("channels", "sandbox", "settings.py")

NAMES = {path.parent.name for path in KAIWA.glob("channels/*/provider.py")}


def test_there_are_providers_to_look_for() -> None:
    assert "messenger" in NAMES


def test_no_python_outside_channels_names_a_provider() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for path in sorted(KAIWA.rglob("*.py"))
        if path.relative_to(KAIWA).parts[0] not in MAY_NAME_THEM and "tests" not in path.parts
        for node in _texts(ast.parse(path.read_text()))
        if node.value in NAMES
    ]
    assert not found, "\n".join(found)


def test_no_screen_branches_on_a_provider() -> None:
    names = "|".join(sorted(NAMES))
    branches = re.compile(
        rf"""[!=]==?\s*["'`]({names})["'`]|["'`]({names})["'`]\s*[!=]==?|case\s+["'`]({names})"""
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "web" / "src").rglob("*.ts*"))
        if ".test." not in path.name
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if branches.search(line)
    ]
    assert not found, "\n".join(found)


def _texts(tree: ast.AST) -> Iterator[ast.Constant]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
