"""What an operator reads is true: every setting and its default, the same parts in both languages, no dead link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# What `kaiwa up` tells its processes: nobody else sets it
OURS = {"KAIWA_RUN", "KAIWA_SANDBOX_URL", "KAIWA_LISTEN_FD", "KAIWA_PROCESS"}
# Read by uvicorn
THEIRS = {"FORWARDED_ALLOW_IPS"}
READ = re.compile(r"""["']((?:KAIWA_[A-Z0-9_]+)|DATABASE_URL)["']""")
DEFAULT = re.compile(r"""environ\.get\("(KAIWA_[A-Z0-9_]+)", "([^"]+)"\)""")


def rows(name: str) -> dict[str, str]:
    """The table of settings: the row of each."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    found = re.findall(r"^\| `([A-Z0-9_]+)` \| (.*) \|$", text, re.MULTILINE)
    assert len(found) == len(dict(found)), "a setting is told twice"
    return dict(found)


def source() -> str:
    files = [
        path
        for path in (ROOT / "kaiwa").rglob("*.py")
        if not {"tests", "contract", "sandbox"} & set(path.parts)
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("document", ["self-hosting.md", "self-hosting.ja.md"])
def test_the_table_holds_every_setting(document: str) -> None:
    assert set(rows(document)) == set(READ.findall(source())) - OURS | THEIRS


@pytest.mark.parametrize("document", ["self-hosting.md", "self-hosting.ja.md"])
def test_the_table_tells_the_defaults(document: str) -> None:
    told = rows(document)
    wrong = [
        f"{name}: {default}"
        for name, default in DEFAULT.findall(source())
        if name not in OURS and f"`{default}`" not in told[name]
    ]
    assert not wrong


@pytest.mark.parametrize("document", ["README", "docs/self-hosting"])
def test_both_languages_have_the_same_parts(document: str) -> None:
    english, japanese = [(ROOT / f"{document}{end}").read_text(encoding="utf-8") for end in (".md", ".ja.md")]
    for part in (
        r"^#+ ",
        r"^ *\d+\. ",
        r"^- ",
        r"^\|",
        r"^ *```",
        r"\bKAIWA_[A-Z_]+",
        r"\]\(examples/([^)]+)\)",
    ):
        assert len(re.findall(part, english, re.MULTILINE)) == len(
            re.findall(part, japanese, re.MULTILINE)
        ), part


@pytest.mark.parametrize("document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")))
def test_documents_lead_to_files_that_are_there(document: Path) -> None:
    dead = [
        address
        for address in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if not address.startswith(("http:", "https:")) and not (document.parent / address).exists()
    ]
    assert not dead
