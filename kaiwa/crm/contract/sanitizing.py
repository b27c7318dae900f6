"""What a CRM makes of the HTML it is given: unknown tags are dropped, white space is folded."""

import re
from html import escape
from html.parser import HTMLParser

_KNOWN = {"p", "b", "i", "br", "a"}


def sanitize(content: str) -> str:
    """As Memory keeps it: never what was given, to the letter."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return re.sub(r"\s+", " ", "".join(reader.said)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            return
        href = dict(attrs).get("href") if tag == "a" else None
        self.said.append(f'<{tag} href="{escape(href)}">' if href else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _KNOWN and tag != "br":
            self.said.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.said.append(escape(data, quote=True).replace("&#x27;", "&#39;"))
