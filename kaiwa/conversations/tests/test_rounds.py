"""Rounds: a channel is looked at every few minutes, mended where that can be done, and says what it found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kaiwa.channels.models import Channel, Round
from kaiwa.conversations import probes, rounds
from kaiwa.conversations.tests.facebook import Facebook
from kaiwa.conversations.tests.test_catchup import facebook as facebook  # noqa: PLC0414 a fixture
from kaiwa.conversations.tests.test_catchup import in_no_hurry as in_no_hurry  # noqa: PLC0414 a fixture
from kaiwa.conversations.tests.test_catchup import look, lose
from kaiwa.lib import jobs


def health(alice, facebook: Facebook) -> dict[str, Any]:
    found: dict[str, Any] = alice.get(f"/api/v1/channels/{facebook.channel.pk}/health").json()
    return found


def checks(alice, facebook: Facebook) -> dict[str, tuple[bool, str]]:
    return {each["name"]: (each["ok"], each["code"]) for each in health(alice, facebook)["checks"]}


FINE = dict.fromkeys(("login", "permissions", "subscription", "history"), (True, ""))


def test_a_channel_that_works_says_so_with_the_time(facebook, alice):
    before = timezone.now()
    look(facebook)
    found = health(alice, facebook)
    assert checks(alice, facebook) == FINE
    assert all(each["at"] >= before.isoformat()[:19] for each in found["checks"])
    assert found["last_round"]["complete"] and found["last_round"]["error"] is None
    assert found["day"] == {"rounds": 1, "recovered": 0, "unrecoverable": 0}


def test_before_the_first_round_nothing_is_claimed(facebook, alice):
    found = health(alice, facebook)
    assert (found["checks"], found["last_round"], found["caught_up_at"]) == ([], None, None)


def test_a_page_that_was_unsubscribed_is_subscribed_again_and_loses_nothing(facebook, alice):
    """After an hour in which our door did not answer, Meta stops reporting, and does not begin again by itself."""
    look(facebook)
    facebook.sandbox.patch("switches", outage=True, retry_max_ms=20)
    facebook.act(text="lost in the outage")
    facebook.sandbox.post("clock", forward_s=3601)
    assert facebook.sandbox.get("idle")["dropped"] == 1
    facebook.sandbox.patch("switches", outage=False)
    assert look(facebook).recovered == 1
    assert checks(alice, facebook)["subscription"] == (True, "resubscribed")
    assert facebook.write("heard again").messages.count() == 2
    look(facebook)
    assert checks(alice, facebook) == FINE


def test_a_page_of_an_older_version_is_subscribed_to_what_is_new(facebook, alice):
    """Connected before calls and handovers were read: the next round asks for them, and nobody has to."""
    look(facebook)
    whole = facebook.sandbox.get("state")["pages"][0]["subscribed"]
    older = [name for name in whole if name not in {"calls", "messaging_handovers", "standby"}]
    facebook.sandbox.patch("pages/minato", subscribed=older)
    look(facebook)
    assert checks(alice, facebook)["subscription"] == (True, "resubscribed")
    assert facebook.sandbox.get("state")["pages"][0]["subscribed"] == whole
    assert facebook.write("call me").messages.count() == 1
    facebook.act(kind="call")
    facebook.arrive()
    assert facebook.write("hello?").messages.filter(code="call_missed").count() == 1


def test_a_page_that_cannot_be_subscribed_again_says_why(facebook, alice):
    """The person who connected it may no longer moderate it."""
    look(facebook)
    facebook.sandbox.patch("pages/minato", subscribed=False, tasks={"misaki": ["MESSAGING"]})
    look(facebook)
    assert checks(alice, facebook) == FINE | {"subscription": (False, "permission_missing")}
    assert (facebook.channel.state, facebook.channel.problem_code) == ("attention", "permission_missing")
    facebook.sandbox.patch("pages/minato", tasks={"misaki": ["*"]})
    look(facebook)
    assert checks(alice, facebook)["subscription"] == (True, "resubscribed")
    assert facebook.channel.state == "connected"


def test_a_dead_token_shows_within_one_round_and_its_life_too(facebook, alice):
    """D-36: never green while the login is dead (FB-19, TS-07)."""
    look(facebook)
    facebook.sandbox.post("tokens/revoke", user="misaki", subcode=460)
    assert not look(facebook).complete
    assert checks(alice, facebook)["login"] == (False, "reauthorize")
    assert (facebook.channel.state, facebook.channel.problem_code) == ("attention", "reauthorize")
    facebook.sandbox.post("tokens/revoke", user="misaki", subcode=0)
    look(facebook)
    assert (facebook.channel.state, facebook.channel.problem_code) == ("connected", "")
    assert checks(alice, facebook) == FINE


def test_the_app_removed_on_facebooks_side_disconnects_within_one_round(facebook, alice):
    """FB-19, TS-07: Facebook tells nobody of it; the history stays, and the Page is free."""
    conversation = facebook.write("hello")
    look(facebook)
    facebook.sandbox.post("pages/minato/uninstall")
    look(facebook)
    assert (facebook.channel.state, facebook.channel.problem_code) == ("disconnected", "app_removed")
    assert checks(alice, facebook)["login"] == (False, "app_removed")
    assert conversation.messages.get().text == "hello"


def test_a_withdrawn_permission_is_named(facebook, alice):
    facebook.sandbox.post("permissions", user="misaki", revoke=["pages_read_engagement"])
    look(facebook)
    found = next(each for each in health(alice, facebook)["checks"] if not each["ok"])
    assert (found["name"], found["code"]) == ("permissions", "permission_missing")
    assert found["params"] == {"missing": ["pages_read_engagement"]}
    assert facebook.channel.problem_params == {"missing": ["pages_read_engagement"]}
    facebook.sandbox.post("permissions", user="misaki", grant=["pages_read_engagement"])
    look(facebook)
    assert facebook.channel.state == "connected"


def test_a_page_that_the_login_no_longer_opens_shows_it(facebook, alice):
    facebook.sandbox.post("permissions", user="misaki", pages=["hoshino"])
    look(facebook)
    assert checks(alice, facebook)["permissions"] == (False, "page_unknown")
    assert facebook.channel.state == "attention"


@pytest.mark.parametrize("code", ["policy_blocked", "permission_missing"])
def test_troubles_that_no_check_can_see_stay(facebook, code):
    Channel.objects.update(state="attention", problem_code=code)
    look(facebook)
    assert facebook.channel.problem_code == code


def test_what_a_round_found_wrong_is_not_called_right_by_a_call_that_works(facebook):
    """Answers go out without the permission to read; the channel needs its person all the same."""
    facebook.write("hello")
    facebook.sandbox.post("permissions", user="misaki", revoke=["pages_read_engagement"])
    look(facebook)
    jobs.wake(probes.probe)
    facebook.work()
    facebook.channel.refresh_from_db()
    assert facebook.channel.problem_code == "permission_missing"


def test_a_failure_that_passes_touches_neither_the_channel_nor_the_rest(facebook, alice):
    facebook.answer("error", on="debug_token", code=2)
    done = look(facebook)
    assert (done.complete, done.error_code, facebook.channel.state) == (False, "provider_failed", "connected")
    assert health(alice, facebook)["last_round"]["error"]["code"] == "provider_failed"


def test_a_round_that_broke_off_is_made_good_by_the_next(facebook):
    lose(facebook, text="lost")
    facebook.answer("error", on="conversations", code=613)
    done = look(facebook)
    assert (done.complete, done.error_code) == (False, "rate_limited")
    assert facebook.channel.caught_up_at is None
    assert look(facebook).recovered == 1


def test_after_a_limit_the_next_round_waits_as_long_as_it_is_told(facebook):
    facebook.answer("error", on="conversations", code=4)
    look(facebook)
    due = facebook.channel.next_round_at
    assert due and due > timezone.now() + rounds.EVERY - timedelta(seconds=10)


def test_less_is_asked_for_when_facebook_cannot_give_so_much_at_once(facebook):
    lose(facebook, text="one")
    facebook.answer("error", on="conversations", code=1, subcode=99, count=2)
    assert look(facebook).complete


def test_two_calls_a_second_are_kept_to(facebook, settings):
    """The practice Facebook refuses the third; three pages of conversations are read all the same."""
    settings.META_LIST_RATE = 2
    people = [facebook.sandbox.post("customers", name=f"Guest {n}")["id"] for n in range(51)]
    lost = [{"page": "minato", "customer": one, "kind": "text", "text": "hi"} for one in people]
    facebook.sandbox.patch("switches", drop=1, list_limit_per_s=2)
    facebook.sandbox.post("script", events=lost)
    done = look(facebook)
    assert (done.complete, done.error_code, done.recovered) == (True, "", 51)


def test_who_sees_it_can_have_it_looked_at_now(facebook, alice, bob, charlie):
    path = f"/api/v1/channels/{facebook.channel.pk}/check"
    assert charlie.post(path).status_code == 404
    assert bob.post(path).status_code == 204
    facebook.work()
    assert health(alice, facebook)["last_round"]["complete"]


def test_the_sweep_finds_channels_that_are_due_and_no_others(facebook):
    Channel.objects.update(next_round_at=timezone.now() + timedelta(minutes=1))
    rounds.wake()
    facebook.work()
    assert not Round.objects.exists()
    rounds.after_outage()
    rounds.wake()
    facebook.work()
    assert Round.objects.get().complete
    due = Channel.objects.get().next_round_at
    assert due and due > timezone.now() + timedelta(minutes=4)


def test_a_disconnected_channel_is_left_alone(facebook):
    Channel.objects.update(state="disconnected")
    rounds.now(facebook.channel)
    facebook.work()
    assert not Round.objects.exists()


def test_rounds_are_forgotten_after_a_month(facebook):
    look(facebook)
    Round.objects.update(started_at=timezone.now() - timedelta(days=31))
    look(facebook)
    rounds.forget()
    assert Round.objects.count() == 1
