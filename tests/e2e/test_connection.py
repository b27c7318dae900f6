"""A connection that breaks: it is said, all stays readable, nothing is missed, nothing is lost or doubled."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.instance import Instance
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture
def alone(sign_in: SignIn, demo: Account, words: Words) -> Screen:
    """A browser without shared workers: its tab has the stream to itself, so that it goes offline with the tab."""
    page = sign_in(demo)
    page.add_init_script("delete window.SharedWorker")
    page.goto("/")
    return Screen(page, words)


def bar(screen: Screen, state: str) -> Locator:
    return screen.page.get_by_text(screen.words(f"frame:connection.{state}"))


@contextmanager
def offline(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


@contextmanager
def edge_down(instance: Instance) -> Iterator[None]:
    """Kill the public port's process, and hold the one that takes its place until the end."""
    old = instance.pid_of("edge")
    instance.kill_part("edge")
    new = _successor(instance, old)
    os.kill(new, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(new, signal.SIGCONT)


def _successor(instance: Instance, old: int) -> int:
    for _ in range(200):
        try:
            found = instance.pid_of("edge")
        except (AssertionError, FileNotFoundError):
            found = old
        if found != old:
            return found
        Event().wait(0.05)
    raise AssertionError("no new edge")


def opened(screen: Screen, customer: Customer, text: str) -> None:
    customer.write(text)
    screen.open(customer)
    expect(screen.message(text)).to_be_visible()


def send(account: Account, customer: Customer, text: str) -> None:
    """Answer as a colleague does from their own browser."""
    path = f"/api/v1/conversations/{account.conversation(customer)['id']}/messages"
    account.post(path, {"text": text, "key": uuid4().hex}, expect=201)


def test_offline_is_said_and_what_came_meanwhile_is_there_afterwards(
    alone: Screen, sandbox: Sandbox, bob: Account, instance: Instance
) -> None:
    """D-58, D-59: a customer's message and a colleague's reply, without a reload."""
    customer, other = sandbox.customer(), sandbox.customer()
    opened(alone, customer, "もう発送されましたか")
    with offline(alone.page):
        instance.kill_part("edge")  # a browser that goes offline keeps the stream it has
        expect(bar(alone, "offline")).to_be_visible()
        send(bob, customer, "本日発送しました")
        customer.write("ありがとうございます")
        other.write("はじめまして")
        bob.conversation(other)
        expect(alone.message("もう発送されましたか")).to_be_visible()
        expect(alone.message("ありがとうございます")).to_have_count(0)
    expect(alone.message("本日発送しました")).to_be_visible()
    expect(alone.message("ありがとうございます")).to_be_visible()
    expect(alone.row(other)).to_contain_text("はじめまして")
    expect(bar(alone, "offline")).to_have_count(0)
    customer.write("届きました")
    expect(alone.message("届きました")).to_be_visible()


@both_languages
def test_what_is_sent_offline_waits_and_goes_out_once(alone: Screen, sandbox: Sandbox) -> None:
    """D-16, TS-20"""
    customer = sandbox.customer()
    opened(alone, customer, "何色がありますか")
    with offline(alone.page):
        expect(bar(alone, "offline")).to_be_visible()
        alone.say("白と黒がございます")
        waiting = alone.thread.get_by_test_id("outgoing")
        expect(waiting).to_contain_text("白と黒")
        expect(alone.thread).to_contain_text(alone.words("thread:waiting"))
        alone.say("どちらになさいますか")
        expect(waiting).to_have_count(2)
    alone.expect_tick("どちらに", "delivered")
    expect(waiting).to_have_count(0)
    expect(alone.message("白と黒")).to_have_count(1)
    assert [message["text"] for message in customer.received()] == [
        "白と黒がございます",
        "どちらになさいますか",
    ]


@both_languages
def test_what_waits_offline_can_be_taken_back(alone: Screen, sandbox: Sandbox) -> None:
    """TS-20"""
    customer = sandbox.customer()
    opened(alone, customer, "何色がありますか")
    with offline(alone.page):
        expect(bar(alone, "offline")).to_be_visible()
        alone.say("白だけです")
        alone.thread.get_by_role("button", name=alone.words("thread:take_back")).click()
        expect(alone.thread.get_by_test_id("outgoing")).to_have_count(0)
        expect(alone.composer).to_have_value("白だけです")
    expect(bar(alone, "offline")).to_have_count(0)
    alone.composer.fill("白と黒です")
    alone.composer.press("Enter")
    alone.expect_tick("白と黒です", "delivered")
    assert [message["text"] for message in customer.received()] == ["白と黒です"]


@both_languages
def test_an_answer_written_offline_is_not_sent_over_a_colleagues(
    alone: Screen, sandbox: Sandbox, bob: Account
) -> None:
    """D-58: the writer sees what came in, and decides."""
    customer = sandbox.customer()
    opened(alone, customer, "いくらですか")
    with offline(alone.page):
        expect(bar(alone, "offline")).to_be_visible()
        alone.say("2,000円です")
        expect(alone.thread).to_contain_text(alone.words("thread:waiting"))
        send(bob, customer, "3,000円です")
    stale = alone.page.get_by_test_id("stale")
    expect(stale).to_contain_text(alone.words("composer:stale"))
    expect(stale).to_contain_text("2,000円です")
    expect(alone.message("3,000円です")).to_be_visible()
    stale.get_by_role("button", name=alone.words("composer:go_on")).click()
    expect(alone.composer).to_have_value("2,000円です")
    alone.say("訂正いたします。セール中のため2,000円です")
    alone.expect_tick("セール中", "delivered")
    assert [message["text"] for message in customer.received()] == [
        "3,000円です",
        "訂正いたします。セール中のため2,000円です",
    ]


def test_a_restart_of_the_server_is_said_and_mends_itself(
    screen: Screen, sandbox: Sandbox, instance: Instance
) -> None:
    """D-59, with the stream that all tabs share."""
    customer = sandbox.customer()
    opened(screen, customer, "まだありますか")
    with edge_down(instance):
        expect(bar(screen, "reconnecting").or_(bar(screen, "polling"))).to_be_visible()
        expect(screen.message("まだありますか")).to_be_visible()
        screen.say("はい、ございます")
        expect(screen.thread.get_by_test_id("outgoing")).to_contain_text("ございます")
    expect(bar(screen, "reconnecting").or_(bar(screen, "polling"))).to_have_count(0)
    screen.expect_tick("はい、ございます", "delivered")
    assert [message["text"] for message in customer.received()] == ["はい、ございます"]
    customer.write("では2つお願いします")
    expect(screen.message("では2つ")).to_be_visible()
