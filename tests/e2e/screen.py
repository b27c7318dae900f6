"""The inbox as a person finds their way in it: by what is written there."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.practice import Customer
from tests.e2e.words import Words


@dataclass(frozen=True)
class Screen:
    """A browser that shows the inbox, and the words of its language."""

    page: Page
    words: Words

    @property
    def list(self) -> Locator:
        return self.page.get_by_test_id("conversation-list")

    def row(self, customer: Customer) -> Locator:
        return self.list.get_by_role("link").filter(has_text=customer.name)

    @property
    def thread(self) -> Locator:
        return self.page.get_by_test_id("thread")

    @property
    def messages(self) -> Locator:
        """Every message of the thread that is loaded, oldest first."""
        return self.thread.get_by_test_id("message")

    def message(self, text: str) -> Locator:
        """The message that says this, as the server knows it."""
        return self.messages.filter(has_text=text)

    def jump(self, count: int) -> Locator:
        """The button back to the newest message, which says how many came meanwhile."""
        plural = "one" if count == 1 and self.words.language == "en" else "other"
        words = self.words(f"thread:new_count_{plural}", shown=count) if count else self.words("thread:jump")
        # The list has one of the same name, for what came in above
        pane = self.page.get_by_role("region", name=self.words("thread:title"), exact=True)
        return pane.get_by_role("button", name=words, exact=True)

    def run(self, message: Locator) -> Locator:
        """The messages of one writer around it, with their common foot."""
        return message.locator("xpath=..")

    def tick(self, text: str) -> Locator:
        """The mark at the foot of the message's run; its accessible name is the word for it."""
        return self.run(self.message(text)).locator("[role=img][data-status]")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words("composer:label"), exact=True)

    @property
    def window_line(self) -> Locator:
        """Above the composer: how long one may still reply."""
        return self.page.get_by_role("region", name=self.words("thread:title"), exact=True).locator(
            "[data-amber]"
        )

    @property
    def locked(self) -> Locator:
        """The panel in the composer's place."""
        return self.page.get_by_test_id("locked")

    def button(self, key: str, **params: str) -> Locator:
        return self.page.get_by_role("button", name=self.words(key, **params), exact=True)

    def open(self, customer: Customer) -> None:
        """Open their conversation from the list, where what they wrote has arrived."""
        self.row(customer).click()
        expect(self.page.get_by_role("heading", name=customer.name)).to_be_visible()
        expect(self.messages.first).to_be_visible()

    def visit(self, conversation: int) -> None:
        """Open a conversation by its address, as from a bookmark: it may be far down the list."""
        self.page.goto(f"/conversations/{conversation}")
        expect(self.messages.first).to_be_visible()

    def say(self, text: str) -> None:
        """Write a reply and send it by Enter."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def expect_tick(self, text: str, status: str) -> None:
        """The message's tick says so, in words."""
        expect(self.tick(text)).to_have_accessible_name(self.words(f"thread:status.{status}"))
