"""Browser tests: a running instance, and people who look at it in Chromium.

`inbox` is a page where the demo's member is signed in, `screen` the same with its words; `sandbox.customer()` is
somebody new who writes to it. `fresh` is a workspace nobody else uses. `language` is overridden by
`parametrize("language", ["ja", "en"])`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.account import Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

# Playwright runs an event loop in the main thread; Django would refuse the database of tests after it
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

_HERE = Path(__file__).parent
_TIMEOUT = 15_000  # milliseconds; two cores, shared with everything that is tested
expect.set_options(timeout=_TIMEOUT)

SignIn = Callable[[Account], Page]
Look = Callable[[Account], Screen]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; without these flags it calls home at every start."""
    chosen = os.environ.get("KAIWA_TEST_BROWSER", "chromium")
    executable = shutil.which(chosen)
    if executable is None:
        pytest.fail("The browser tests need Chromium: apt-get install chromium fonts-noto-cjk", pytrace=False)
    quiet = ("background-networking", "component-update", "sync", "quic", "default-apps", "gpu")
    flags = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return {**browser_type_launch_args, "executable_path": executable, "args": flags}


@pytest.fixture(scope="session")
def instance() -> Iterator[Instance]:
    """Kaiwa with its demo, for all browser tests of this process."""
    instance = Instance()
    try:
        yield instance.start()
    finally:
        instance.remove()


@pytest.fixture
def sandbox(instance: Instance) -> Iterator[Sandbox]:
    """The practice ground; what a test switched is switched back after it."""
    sandbox = Sandbox(instance.url)
    switches = sandbox.get("switches")
    yield sandbox
    sandbox.calm(switches)
    sandbox.client.close()


def opened(browser: Browser, account: Account, language: str) -> BrowserContext:
    """A browser of its own, in which this person is signed in."""
    context = browser.new_context(
        base_url=account.instance.url,
        locale={"ja": "ja-JP", "en": "en-US"}[language],
        timezone_id="Asia/Tokyo",
        viewport={"width": 1440, "height": 900},
    )
    context.set_default_timeout(_TIMEOUT)
    context.add_cookies(account.cookies())  # type: ignore[arg-type]  # Playwright's own dict type
    return context


@pytest.fixture
def language() -> str:
    return "ja"


@pytest.fixture
def sign_in(browser: Browser, language: str) -> Iterator[SignIn]:
    """Open a browser in which somebody is signed in; each call is another browser."""
    contexts: list[BrowserContext] = []

    def sign_in(account: Account) -> Page:
        context = opened(browser, account, language)
        contexts.append(context)
        return context.new_page()

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def demo(instance: Instance) -> Account:
    """The demo's member, its admin. Signed in once: signing in is limited by the minute."""
    account = Account.sign_in(instance, *instance.demo)
    account.make_no_leads()
    return account


@pytest.fixture(scope="session")
def bob(instance: Instance) -> Account:
    """A colleague in the demo's workspace, who is not an admin."""
    return Account.sign_in(instance, "haruto@example.com", instance.demo[1])


@pytest.fixture
def inbox(sign_in: SignIn, demo: Account) -> Page:
    """The demo's inbox, as its member sees it."""
    page = sign_in(demo)
    page.goto("/")
    return page


@pytest.fixture
def words(language: str) -> Words:
    return Words(language)


@pytest.fixture
def look(sign_in: SignIn, words: Words) -> Look:
    """Open the inbox of somebody; each call is another browser."""

    def look(account: Account) -> Screen:
        page = sign_in(account)
        page.goto("/")
        return Screen(page, words)

    return look


@pytest.fixture
def screen(look: Look, demo: Account) -> Screen:
    """The demo's inbox, as its member sees it."""
    return look(demo)


@pytest.fixture
def fresh(instance: Instance, request: pytest.FixtureRequest) -> Account:
    """The admin of a workspace in which nothing has happened yet."""
    return Account.sign_up(instance, "Dora Doi", workspace=request.node.name)
