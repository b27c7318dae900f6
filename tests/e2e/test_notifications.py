"""Notifications as a member meets them: the bell, the green Save, what the desktop shows, and the test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look, SignIn
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

PATH = "/settings/notifications"
both_languages = pytest.mark.parametrize("language", ["ja", "en"])

# Chromium without a desktop shows them to nobody: what the page asks it to show is noted
NOBODY_WAITS_TO_LEAD = """async () => {
  const { pending } = await navigator.locks.query()
  return pending.every(({ name }) => name !== "kaiwa-tells")
}"""
NOTE_WHAT_IS_SHOWN = """
  window.shown = []
  const Real = window.Notification
  window.Notification = class extends Real {
    constructor(title, options) {
      super(title, options)
      window.shown.push(this)
    }
  }
"""


@pytest.fixture
def allowed(sign_in: SignIn, demo: Account, words: Words) -> Screen:
    """The inbox of a member who allowed notifications."""
    page = sign_in(demo)
    page.context.grant_permissions(["notifications"])
    page.add_init_script(NOTE_WHAT_IS_SHOWN)
    page.goto("/")
    screen = Screen(page, words)
    expect(screen.list).to_be_visible()
    return screen


def box(page: Page, words: Words, event: str, medium: str) -> Locator:
    names = {
        "event": words(f"notifications:events.{event}"),
        "medium": words(f"notifications:medium.{medium}"),
    }
    return page.get_by_role("checkbox", name=words("notifications:cell", **names), exact=True)


def chosen(account: Account) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = account.get("/api/v1/notifications")["events"]
    return found


@both_languages
def test_the_bell_leads_to_a_table_that_counts_once_it_is_saved(
    look: Look, fresh: Account, words: Words
) -> None:
    """INB-09..12"""
    page = look(fresh).page
    page.get_by_role("link", name=words.like("notice:bell")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("notifications:title"))
    save = page.get_by_role("button", name=words("common:save"))
    others = box(page, words, "others", "desktop")
    expect(others).not_to_be_checked()
    expect(save).to_be_disabled()
    others.check()
    box(page, words, "mine", "mail").uncheck()
    expect(page.get_by_text(words("notifications:unsaved"))).to_be_visible()
    assert chosen(fresh)["others"]["desktop"] is False
    save.click()
    expect(page.get_by_text(words("notifications:saved"))).to_be_visible()
    assert chosen(fresh)["others"] == {"desktop": True, "mail": False}
    assert chosen(fresh)["mine"] == {"desktop": True, "mail": False}
    page.reload()
    expect(others).to_be_checked()
    page.get_by_role("link", name=words("notifications:trouble")).click()
    expect(page).to_have_url(re.compile("/help/notifications$"))


def test_leaving_without_saving_says_so_and_leads_back(look: Look, fresh: Account, words: Words) -> None:
    """INB-11"""
    page = look(fresh).page
    page.goto(PATH)
    box(page, words, "others", "mail").check()
    page.get_by_role("link", name=words("settings:profile.title")).click()
    page.get_by_text(words("notifications:thrown_away")).wait_for()
    page.get_by_role("button", name=words("notifications:back_to_it")).click()
    expect(box(page, words, "others", "mail")).to_be_checked()
    page.get_by_role("button", name=words("notifications:discard")).click()
    expect(box(page, words, "others", "mail")).not_to_be_checked()
    assert chosen(fresh)["others"]["mail"] is False


def test_an_open_page_shows_what_came_and_leads_to_it(allowed: Screen, sandbox: Sandbox) -> None:
    """INB-07. The conversation that one is looking at is not told."""
    page = allowed.page
    customer = sandbox.customer()
    customer.write("週末は空いていますか")
    expect(allowed.row(customer)).to_be_visible()
    page.wait_for_function("() => shown.length === 1")
    title, body = page.evaluate("[shown[0].title, shown[0].body]")
    assert body == "週末は空いていますか"
    assert title.endswith(allowed.words("notice:unassigned", name=""))
    page.evaluate("shown[0].dispatchEvent(new Event('click'))")
    expect(allowed.message("週末は空いていますか")).to_be_visible()
    page.bring_to_front()
    customer.write("二人です")
    expect(allowed.message("二人です")).to_be_visible()
    # Somebody else's comes after it: by then it would have been shown
    another = sandbox.customer()
    another.write("別の件です")
    page.wait_for_function("() => shown.some(({ body }) => body === '別の件です')")
    assert page.evaluate("shown.map(({ body }) => body)") == ["週末は空いていますか", "別の件です"]


def test_of_several_tabs_one_shows_it(allowed: Screen, sandbox: Sandbox) -> None:
    second = allowed.page.context.new_page()
    second.add_init_script(NOTE_WHAT_IS_SHOWN)
    second.goto("/settings/profile")
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    sandbox.customer().write("どちらに出ますか")
    allowed.page.wait_for_function("() => shown.length === 1")
    assert second.evaluate("shown.length") == 0
    allowed.page.close()
    second.wait_for_function(NOBODY_WAITS_TO_LEAD)
    sandbox.customer().write("残った方に出ますか")
    second.wait_for_function("() => shown.length === 1")


@both_languages
def test_a_test_says_at_which_step_it_ended(look: Look, fresh: Account, words: Words) -> None:
    """D-60. Chromium here reaches no push service; and there is no mail server."""
    page = look(fresh).page
    page.goto(PATH)
    page.evaluate("Notification.requestPermission = async () => 'default'")
    page.get_by_role("button", name=words("notifications:test.desktop")).click()
    failed = page.get_by_role("alert")
    expect(failed).to_have_text(words("notifications:failed.dismissed"))
    page.context.grant_permissions(["notifications"])
    page.reload()
    page.get_by_role("button", name=words("notifications:test.desktop")).click()
    expect(failed).to_have_text(words("notifications:failed.not_subscribed"), timeout=40_000)
    done = page.get_by_role("listitem").filter(
        has=page.get_by_role("img", name=words("notifications:state.done"))
    )
    expect(done).to_have_text(
        [words(f"notifications:step.{step}") for step in ("browser", "permission", "worker")]
    )
    page.get_by_role("button", name=words("notifications:test.mail")).click()
    expect(failed.last).to_have_text(words("notifications:failed.mail_to_files"))


@pytest.fixture
def worker(allowed: Screen) -> Iterator[tuple[CDPSession, str]]:
    """The service worker, as the browser's push service talks to it."""
    page = allowed.page
    session = page.context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(each["registrationId"] for each in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    assert found
    yield session, found[-1]
    session.detach()


def test_the_service_worker_shows_what_is_pushed(allowed: Screen, worker: tuple[CDPSession, str]) -> None:
    page = allowed.page
    session, registration = worker
    origin = page.evaluate("location.origin")

    def push(**data: object) -> None:
        asked = {"origin": origin, "registrationId": registration, "data": json.dumps(data)}
        session.send("ServiceWorker.deliverPushMessage", asked)

    page.evaluate(
        "window.heard = []; navigator.serviceWorker.addEventListener('message', ({data}) => heard.push(data))"
    )
    seven = {"kind": "notice", "conversation": 7, "tag": "conversation-7", "lang": "ja"}
    push(**seven, title="結衣", body="予約できますか")
    push(**seven, title="結衣 (2)", body="二人です")
    push(kind="test", nonce="n-1", title="通知", body="届きました", lang="ja")
    page.wait_for_function("() => heard.some(({ type, nonce }) => type === 'shown' && nonce === 'n-1')")
    shown = page.evaluate(
        "navigator.serviceWorker.ready.then((r) => r.getNotifications())"
        ".then((all) => all.map(({ title, body, tag, data }) => [title, body, tag, data.conversation ?? 0]))"
    )
    assert sorted(shown) == [
        ["結衣 (2)", "二人です", "conversation-7", 7],
        ["通知", "届きました", "test", 0],
    ]


# Only a person's click may focus a window or open one: what the browser would be asked for is noted
CLICK = """async () => {
  const [notification] = await registration.getNotifications()
  const asked = []
  WindowClient.prototype.focus = async () => asked.push('focus')
  clients.openWindow = async (path) => asked.push(path)
  const click = new NotificationEvent('notificationclick', { notification })
  const done = new Promise((resolve) => { click.waitUntil = resolve })
  dispatchEvent(click)
  await done
  return asked
}"""
IS_SHOWN = (
    "() => navigator.serviceWorker.ready.then((r) => r.getNotifications()).then((all) => all.length === 1)"
)


def test_a_click_on_what_was_pushed_leads_to_the_conversation(
    allowed: Screen, sandbox: Sandbox, worker: tuple[CDPSession, str]
) -> None:
    """INB-05..08: in the tab that is there, else in a new one."""
    page = allowed.page
    session, registration = worker
    customer = sandbox.customer()
    customer.write("予約できますか")
    allowed.row(customer).click()
    expect(page).to_have_url(re.compile(r"/conversations/\d+"))
    conversation = int(page.url.rpartition("/")[2])
    pushed = {"kind": "notice", "conversation": conversation, "tag": f"conversation-{conversation}"}
    asked = {"origin": page.evaluate("location.origin"), "registrationId": registration}
    page.goto("/settings/profile")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    (code,) = page.context.service_workers

    def push() -> None:
        data = json.dumps({**pushed, "title": "結衣", "body": "予約できますか", "lang": "ja"})
        session.send("ServiceWorker.deliverPushMessage", {**asked, "data": data})
        page.wait_for_function(IS_SHOWN)

    push()
    assert code.evaluate(CLICK) == ["focus"]
    expect(allowed.message("予約できますか")).to_be_visible()
    page.goto("/settings/profile")  # whoever looks at it is not told
    push()
    page.goto("about:blank")
    assert code.evaluate(CLICK) == [f"/conversations/{conversation}"]
