"""Messages: a customer's arrive as they were written, ours reach the customer and come back as our echo."""

from __future__ import annotations

from kaiwa.channels.base import Outgoing
from kaiwa.channels.contract.subject import PNG, MemoryFile, Subject
from kaiwa.channels.events import Echo, MessageReceived


class MessagesContract:
    """In, `download`, `profile` and `send`."""

    def test_a_customer_s_text_arrives_as_written(self, subject: Subject) -> None:
        subject.customer_writes("見積もりをお願いします 👋")
        texts = [event.text for event in subject.events() if isinstance(event, MessageReceived)]
        assert "見積もりをお願いします 👋" in texts

    def test_a_customer_is_the_same_person_each_time(self, subject: Subject) -> None:
        subject.customer_writes("one")
        subject.customer_writes("two")
        received = [event for event in subject.events() if isinstance(event, MessageReceived)]
        assert {(event.channel, event.contact) for event in received} == {
            (subject.credentials.channel, subject.contact)
        }
        assert len({event.external_id for event in received}) == len(received)

    def test_a_customer_s_file_can_be_fetched(self, subject: Subject) -> None:
        subject.customer_sends_file()
        media = [
            media
            for event in subject.events()
            if isinstance(event, MessageReceived)
            for media in event.attachments
        ]
        assert media
        with subject.provider.download(subject.credentials, media[0].url) as download:
            assert len(b"".join(download.chunks)) > 0

    def test_who_a_customer_is_can_be_asked(self, subject: Subject) -> None:
        profile = subject.provider.profile(subject.credentials, subject.contact)
        assert profile.name == profile.name.strip()

    def test_a_text_reaches_the_customer_and_comes_back_as_our_echo(self, subject: Subject) -> None:
        sent = subject.provider.send(
            subject.credentials, Outgoing(to=subject.contact, key="key-1", text="はい、承ります")
        )
        assert subject.received()[-1] == "はい、承ります"
        echoes = [event for event in subject.events() if isinstance(event, Echo)]
        assert [(echo.external_id, echo.ours, echo.key) for echo in echoes] == [
            (sent.external_id, True, "key-1")
        ]

    def test_a_file_reaches_the_customer(self, subject: Subject) -> None:
        file = MemoryFile("見積書.png", "image/png", PNG)
        sent = subject.provider.send(
            subject.credentials, Outgoing(to=subject.contact, key="key-2", file=file)
        )
        echoes = [event for event in subject.events() if isinstance(event, Echo)]
        assert [echo.external_id for echo in echoes] == [sent.external_id]
        assert [media.kind for media in echoes[0].attachments] == ["image"]
