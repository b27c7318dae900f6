"""Whatever is recorded in the audit trail has a kind to be found under, and words in both languages."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KINDS = ROOT / "kaiwa/workspaces/audit.py"


def test_every_recorded_code_has_a_kind() -> None:
    assert recorded() - kinds() == set(), f"add them to CODES in {KINDS.relative_to(ROOT)}"


def test_no_kind_has_a_code_that_nobody_records() -> None:
    assert kinds() - recorded() == set()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_recorded_code_has_words(language: str) -> None:
    path = ROOT / f"web/src/i18n/{language}/audit.json"
    said = json.loads(path.read_text())["did"]
    assert recorded() - said.keys() == set(), f'add them to "did" in {path.relative_to(ROOT)}'


def recorded() -> set[str]:
    """The second argument of each `AuditEntry.objects.record(…)` or `note(…)`, whatever it may be."""
    found = {code for path in sorted(KAIWA) for code in _codes(ast.parse(path.read_text()), path)}
    assert "role_changed" in found
    return found


WRITES = ("AuditEntry.objects.record", "AuditEntry.objects.note")
KAIWA = [path for path in (ROOT / "kaiwa").rglob("*.py") if "tests" not in path.parts]


def kinds() -> set[str]:
    for node in ast.parse(KINDS.read_text()).body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "CODES":
            assert node.value is not None
            return {code for codes in ast.literal_eval(node.value).values() for code in codes}
    raise AssertionError("no CODES")


def _codes(tree: ast.Module, path: Path) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(WRITES):
            given = node.args[1]
            found = _texts(given, tree) or _texts_given_to(ast.unparse(given), tree)
            assert found, f"{path}:{node.lineno}: which codes are these?"
            yield from found


def _texts(node: ast.AST, tree: ast.Module) -> list[str]:
    """A constant, either branch of a choice between constants, or any value of a dictionary of them."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body, tree) + _texts(node.orelse, tree)
    if isinstance(node, ast.Dict):
        return [text for value in node.values for text in _texts(value, tree)]
    if isinstance(node, ast.Subscript):
        return _texts_given_to(ast.unparse(node.value), tree)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _texts_given_to(name: str, tree: ast.Module) -> list[str]:
    """What is assigned to a variable of this name in the module."""
    assigned = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets)
    )
    return [text for value in assigned for text in _texts(value, tree)]
