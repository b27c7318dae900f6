"""Finding what was said, in Japanese and English, however it was written (D-90)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.models import Contact, Message, MessageIndex, UnindexedMessage
from kaiwa.conversations.search.index import index_written
from kaiwa.conversations.tests.journal import receive

SEARCH = "/api/v1/search"
TALK = (
    "お世話になっております。注文した自転車はいつ届きますか？",
    "領収書を発行していただけますか",
    "ﾊﾟｿｺﾝの電源が入りません",
    "Could you resend the Invoice for order ORD1234, please?",
    "りんごを３箱お願いします",
    "東京スカイツリーの近くのcaféで受け取れますか",
    "東の京都まで",
    "電話は03-1234-5678です。100%大丈夫 🙇‍♂️",
    "犬",
    "会 社 の 山田 太郎です",
)


def wrote(number: int, text: str, *, customer: int = 1, **fields) -> bytes:
    message = {"mid": f"m_{customer}_{number}", "text": text, **fields}
    return webhooks.body(
        {
            "sender": {"id": f"9{customer:04}"},
            "recipient": {"id": webhooks.PAGE},
            "timestamp": webhooks.AT + 1000 * number,
            "message": message,
        }
    )


def say(*texts: str, customer: int = 1, start: int = 0) -> None:
    receive(*(wrote(start + n, text, customer=customer) for n, text in enumerate(texts)))
    index_written()


def find(person, q: str, **query) -> list[str]:
    """The texts found, newest first."""
    answer = person.get(SEARCH, q=q, **query)
    assert answer.status_code == 200, answer.json()
    return [hit["text"]["text"] for hit in answer.json()["messages"]]


@pytest.fixture
def talk(channel) -> None:
    say(*TALK)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Two kanji, one, three and more
        ("注文", [0]),
        ("犬", [8]),
        ("東京", [5]),
        ("京", [6, 5]),
        ("領収書", [1]),
        ("東京スカイツリー", [5]),
        ("届きますか", [0]),
        # Width, case, kana and accents
        ("パソコン", [2]),
        ("ﾊﾟｿｺﾝ", [2]),
        ("ぱそこん", [2]),
        ("リンゴ", [4]),
        ("3箱", [4]),
        ("ＩＮＶＯＩＣＥ", [3]),
        ("cafe", [5]),
        ("CAFÉで", [5]),
        # A word by its beginning, a number within a code, not the middle of a word
        ("resen", [3]),
        ("1234", [7, 3]),
        ("ord1234", [3]),
        ("nvoice", []),
        ("234", []),
        # Several words in any order, in both languages
        ("order invoice", [3]),
        ("受け取れ スカイツリー", [5]),
        ("cafe　東京", [5]),
        ("注文 領収書", []),
        # As it stands: the pairs 東京 and 京都 are not 東京都
        ("東京都", []),
        ("山田太郎", [9]),
        ("山田 太郎", [9]),
        # Marks and emoji
        ("03-1234", [7]),
        ("？", [3, 0]),
        ("100%", [7]),
        ("🙇", [7]),
    ],
)
def test_what_was_said_is_found_however_it_is_written(talk, alice, query, found):
    """D-90"""
    assert find(alice, query) == [TALK[number] for number in found]


@pytest.mark.parametrize(
    "query",
    ["", " ", "　", "%", "_", "'", '"', "\\", "' & |", "!(", ":*", "<->", "a:*b", "犬'犬", "犬 \\' |", "\x01c1", "\x02",
     "💥" * 100, "' OR 1=1 --", "﷽﷽﷽", "\u202e犬", "ـ", "̈̈̈̈", "(" * 200],
)  # fmt: skip
def test_whatever_is_typed_is_harmless(talk, alice, query):
    assert alice.get(SEARCH, q=query).status_code == 200


@pytest.mark.parametrize("query", ["犬" * 201, "a" * 10_000, "犬\0"])
def test_what_is_too_long_or_no_text_is_refused_in_words(talk, alice, query):
    answer = alice.get(SEARCH, q=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert "q" in answer.json()["message"]


def test_the_hits_are_marked_in_the_text_as_it_was_written(talk, alice):
    text = alice.get(SEARCH, q="ぱそこん 電源").json()["messages"][0]["text"]
    assert [text["text"][start:end] for start, end in text["marks"]] == ["ﾊﾟｿｺﾝ", "電源"]


def test_a_long_text_is_shown_around_its_hit(channel, alice):
    say("前置きです。" * 60 + "そして🚲自転車の話。" + "後書きです。" * 60)
    text = alice.get(SEARCH, q="自転車").json()["messages"][0]["text"]
    ((start, end),) = text["marks"]
    assert text["text"][start - text["start"] : end - text["start"]] == "自転車"
    assert (text["cut_before"], text["cut_after"]) == (True, True)


def test_hits_come_newest_first_and_page_by_page_while_messages_arrive(channel, alice):
    say(*(f"返品 {n}" for n in range(45)))
    first = alice.get(SEARCH, q="返品").json()
    say("返品 新しい", start=100)
    rest = alice.get(SEARCH, q="返品", cursor=first["next_cursor"], limit=100).json()
    texts = [hit["text"]["text"] for hit in [*first["messages"], *rest["messages"]]]
    assert texts == [f"返品 {n}" for n in range(44, -1, -1)]
    assert (rest["next_cursor"], rest["contacts"]) == (None, [])


def test_an_edited_message_is_found_by_what_it_says_now(channel, alice):
    say("水曜日に伺います")
    edit = {"mid": "m_1_0", "text": "木曜日に伺います", "num_edit": 1}
    receive(webhooks.body(webhooks.item(message_edit=edit) | {"sender": {"id": "90001"}}))
    # Not yet read anew, and even so nothing is shown that is not there
    assert find(alice, "水曜") == []
    index_written()
    assert find(alice, "木曜") == ["木曜日に伺います"]


def test_an_unsent_message_is_not_found_and_leaves_the_index_at_once(channel, alice):
    """D-15: what was taken back is nowhere any more."""
    say("口座番号は1234567です")
    receive(wrote(0, "", is_deleted=True))
    assert not MessageIndex.objects.exists()
    assert find(alice, "口座") == []
    index_written()
    assert not MessageIndex.objects.exists()


def test_a_deleted_conversation_leaves_nothing_behind(talk, channel, alice):
    channel.conversations.all().delete()
    index_written()
    assert (MessageIndex.objects.count(), UnindexedMessage.objects.count()) == (0, 0)
    assert find(alice, "注文") == []


def test_files_are_found_by_their_names(channel, alice):
    file = {"type": "file", "payload": {"url": "https://example.com/見積書_2026.pdf", "title": "見積書"}}
    receive(wrote(0, "", attachments=[file]))
    channel.conversations.get().messages.get().attachments.update(name="お見積_2026.pdf")
    index_written()
    (hit,) = alice.get(SEARCH, q="見積 pdf").json()["messages"]
    assert hit["text"] is None
    assert hit["files"][0]["text"].startswith("お見積_2026.pdf")


def test_customers_are_found_by_name_the_liveliest_first(channel, alice):
    for customer in (1, 2, 3):
        say("こんにちは", customer=customer, start=customer)
    names = ["山田 太郎", "ヤマダ花子", "Ann Lee"]
    for contact, name in zip(Contact.objects.order_by("pk"), names, strict=True):
        contact.name = name
        contact.save()
    index_written()

    def people(q: str, **query) -> list[str]:
        found = alice.get(SEARCH, q=q, **query).json()["contacts"]
        return [hit["conversation"]["contact"]["name"] for hit in found]

    assert people("山田太郎") == ["山田 太郎"]
    assert people("やまだ") == ["ヤマダ花子"]
    assert people("lee a") == ["Ann Lee"]
    assert people("ee") == []
    # By the end of the provider's id, which is what is shown while no name is known
    assert people("90002") == ["ヤマダ花子"]
    Contact.objects.update(name="田中")
    index_written()
    assert len(people("田")) == 3
    assert alice.get(SEARCH, q="田中", contacts=2).json()["more_contacts"]


def test_a_search_can_be_of_one_contact_or_channel(channel, alice):
    say("返品したい", customer=1)
    say("返品できますか", customer=2, start=1)
    contact = Contact.objects.order_by("pk")[0].pk
    assert find(alice, "返品", contact=contact) == ["返品したい"]
    assert len(find(alice, "返品", channel=channel.pk)) == 2
    assert find(alice, "返品", channel=channel.pk + 1) == []


def test_a_search_sees_what_its_member_may_see(talk, channel, alice, bob, charlie):
    """D-70, D-71, FB-03"""
    assert len(find(bob, "注文")) == 1
    assert find(charlie, "注文") == []
    Contact.objects.update(name="注文屋")
    index_written()
    channel.connection.visibility = "private"
    channel.connection.save()
    for person in (bob, charlie):
        answer = person.get(SEARCH, q="注文").json()
        assert (answer["messages"], answer["contacts"]) == ([], [])
        assert find(person, "注文", contact=Contact.objects.get().pk) == []
    assert len(find(alice, "注文")) == 1


def test_a_private_note_is_found_by_whoever_sees_the_conversation(talk, channel, alice, bob):
    conversation = channel.conversations.get()
    url = f"/api/v1/conversations/{conversation.pk}/notes"
    alice.post(url, {"key": "one", "text": "お得意様です"})
    index_written()
    assert find(bob, "得意") == ["お得意様です"]
    assert alice.get(SEARCH, q="得意").json()["messages"][0]["direction"] == "note"
    channel.connection.visibility = "private"
    channel.connection.save()
    assert find(bob, "得意") == []
    alice.delete(f"/api/v1/notes/{conversation.messages.get(direction='note').pk}")
    assert find(alice, "得意") == []


def test_what_is_not_read_yet_is_said(talk, channel, alice):
    assert alice.get(SEARCH, q="注文").json()["unindexed"] is None
    UnindexedMessage.objects.bulk_create(UnindexedMessage(message_id=n + 1) for n in range(1200))
    assert alice.get(SEARCH, q="注文").json()["unindexed"] == 1200


def test_a_word_of_long_ago_is_found_however_common_it_was(channel, alice):
    """More than is walked lies before it, and more of it than is sorted at once: months and days lead there."""
    say("夏祭りのご案内", customer=1)
    conversation = channel.conversations.get()
    oldest = conversation.messages.get()
    talk = [("夏祭り", n) for n in range(1, 4201)] + [("はい", n) for n in range(4201, 7400)]
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            channel=channel,
            direction="in",
            status="received",
            text=text,
            sent_at=oldest.sent_at + timedelta(minutes=15 * n),
        )
        for text, n in talk
    )
    index_written()
    found: list[str] = []
    cursor = ""
    while len(found) < 250:
        page = alice.get(SEARCH, q="夏祭", limit=100, cursor=cursor).json()
        found += [hit["sent_at"] for hit in page["messages"]]
        cursor = page["next_cursor"]
    times = Message.objects.filter(text="夏祭り").newest_first().values_list("sent_at", flat=True)
    assert [datetime.fromisoformat(at) for at in found] == list(times[: len(found)])
