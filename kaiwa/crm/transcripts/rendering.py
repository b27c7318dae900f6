"""A note in its CRM's markup. Everything that people wrote is escaped."""

from collections.abc import Iterator
from html import escape
from typing import Literal

from kaiwa.crm.transcripts.lines import Content

Markup = Literal["text", "html"]


def render(content: Content, markup: Markup) -> str:
    return _html(content) if markup == "html" else _text(content)


def measure(text: str, markup: Markup) -> int:
    """Bytes that this text takes within a note."""
    return len((_inline(text) if markup == "html" else _indented(text)).encode())


def _text(content: Content) -> str:
    blocks = ["\n".join([*(_indented(line) for line in content.heading), content.link])]
    blocks += ["\n".join([day.title, *(_indented(line) for line in day.lines)]) for day in content.days]
    return "\n\n".join(blocks)


def _html(content: Content) -> str:
    link = escape(content.link)
    head = [*(_inline(line) for line in content.heading), f'<a href="{link}">{link}</a>']
    return "".join(f"<p>{'<br>'.join(block)}</p>" for block in [head, *_html_days(content)])


def _html_days(content: Content) -> Iterator[list[str]]:
    for day in content.days:
        yield [f"<b>{escape(day.title)}</b>", *(_inline(line) for line in day.lines)]


def _inline(line: str) -> str:
    return escape(_indented(line)).replace("\n", "<br>").replace("  ", "&nbsp; ")


def _indented(text: str) -> str:
    """Only a line of ours begins at the margin: nobody writes another one's line into their own message."""
    return "\n  ".join(text.splitlines())
