"""The channel itself: what a round asks of it, what it lists, and its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kaiwa.channels import codes
from kaiwa.channels.base import Credentials
from kaiwa.channels.contract.subject import Subject
from kaiwa.channels.events import MessageReceived


class ChannelContract:
    """`check`, `subscribe`, `history` and `release`."""

    def test_a_channel_that_works_passes_every_check(self, subject: Subject) -> None:
        assert [check.code for check in subject.provider.check(subject.credentials)] in ([], [""] * 3)

    def test_what_is_wrong_has_a_code_that_people_are_told(self, subject: Subject) -> None:
        credentials = Credentials(subject.credentials.channel, "no token at all")
        for check in subject.provider.check(credentials):
            assert not check.code or check.code in codes.ALL

    def test_a_channel_that_is_no_longer_reported_can_be_again(self, subject: Subject) -> None:
        if not subject.stop_reporting():
            return
        assert subject.provider.check(subject.credentials)[-1].code == "not_subscribed"
        subject.provider.subscribe(subject.credentials)
        assert subject.provider.check(subject.credentials)[-1].code == ""
        subject.customer_writes("heard again")
        assert subject.webhooks()

    def test_the_list_shows_what_webhooks_told(self, subject: Subject) -> None:
        """By the same ids, from the same people, with the same words: so that the one can stand for the other."""
        subject.customer_writes("in both")
        subject.customer_sends_file()
        told = {event.external_id: event for event in subject.events() if isinstance(event, MessageReceived)}
        shown = {
            event.external_id: event
            for page in subject.provider.history(subject.credentials, None)
            for listed in page
            for event in listed.events
            if isinstance(event, MessageReceived)
        }
        if not shown:
            return  # it keeps no list
        assert told.keys() <= shown.keys()
        for external_id, event in told.items():
            other = shown[external_id]
            assert (other.channel, other.contact, other.text) == (event.channel, event.contact, event.text)
            assert [each.kind for each in other.attachments] == [each.kind for each in event.attachments]
            assert abs(other.at - event.at) <= timedelta(seconds=1)

    def test_the_list_ends_where_it_was_asked_to(self, subject: Subject) -> None:
        subject.customer_writes("just now")
        later = datetime.now(UTC) + timedelta(hours=1)
        assert list(subject.provider.history(subject.credentials, later)) == []

    def test_a_channel_that_is_released_is_no_longer_reported(self, subject: Subject) -> None:
        subject.provider.release(subject.credentials)
        subject.customer_writes("is anybody there?")
        assert subject.webhooks() == []
