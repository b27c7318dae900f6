"""Webhooks: shapes, signature, order, retries and every way in which they can go wrong."""

import json
from typing import Any

import httpx
import pytest

from kaiwa.sandbox.app import build
from kaiwa.sandbox.tests.conftest import MINATO, Door, Sandbox, config_for, serving


def test_a_customers_text_arrives_signed_and_in_escaped_unicode(connected: Sandbox) -> None:
    """`こんにちは` leaves as \\u3053…, and the signature is over those bytes."""
    done = connected.act(text="こんにちは https://例え.jp/")
    item = connected.arrived()[0]
    assert item["sender"] == {"id": done["psid"]}
    assert item["recipient"] == {"id": MINATO}
    assert item["timestamp"] == done["at"]
    assert item["message"] == {"mid": done["mid"], "text": "こんにちは https://例え.jp/"}
    assert connected.door.signed
    assert rb"\u3053\u3093" in connected.door.bodies[0]
    assert rb"https:\/\/" in connected.door.bodies[0]
    assert connected.door.bodies[0].isascii()


def test_everything_a_customer_can_do_has_its_webhook(connected: Sandbox) -> None:
    """Reactions, edits, unsends, replies, postbacks, referrals, opt-ins: in order, in Meta's shapes."""
    first = connected.act(text="mistkae")
    reply = connected.act(text="and this", reply_to=first["mid"])
    connected.act(kind="edit", mid=first["mid"], text="mistake")
    connected.act(kind="react", mid=first["mid"], emoji="❤")
    connected.act(kind="unreact", mid=first["mid"])
    connected.act(kind="unsend", mid=reply["mid"])
    connected.act(kind="get_started")
    connected.act(kind="referral", ref="summer")
    connected.act(kind="ad", ref="autumn", ad_title="Espresso at work", ad_id="42")
    connected.act(kind="optin", ref="box")
    connected.act(kind="unsupported")
    bare = [
        {k: v for k, v in i.items() if k not in ("sender", "recipient", "timestamp")}
        for i in connected.arrived()
    ]
    mids = [i["message"]["mid"] for i in bare if "message" in i]
    assert bare == [
        {"message": {"mid": first["mid"], "text": "mistkae"}},
        {"message": {"mid": reply["mid"], "text": "and this", "reply_to": {"mid": first["mid"]}}},
        {"message_edit": {"mid": first["mid"], "text": "mistake", "num_edit": 1}},
        {"reaction": {"mid": first["mid"], "action": "react", "reaction": "love", "emoji": "❤"}},
        {"reaction": {"mid": first["mid"], "action": "unreact"}},
        {"message": {"mid": reply["mid"], "is_deleted": True}},
        {"postback": {"mid": bare[6]["postback"]["mid"], "title": "Get Started", "payload": "GET_STARTED"}},
        {"referral": {"ref": "summer", "source": "SHORTLINK", "type": "OPEN_THREAD"}},
        {
            "referral": {
                "ref": "autumn", "source": "ADS", "type": "OPEN_THREAD", "ad_id": "42",
                "ads_context_data": {"ad_title": "Espresso at work"},
            }
        },
        {"optin": {"ref": "box"}},
        {"message": {"mid": mids[-1], "is_unsupported": True}},
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["image", "voice", "video", "file", "sticker"])
def test_media_come_as_addresses_that_expire(connected: Sandbox, kind: str) -> None:
    """The bytes are there under the address of the webhook; nothing is under a forged or old one."""
    connected.act(kind=kind)
    attachment = connected.arrived()[0]["message"]["attachments"][0]
    assert attachment["type"] == {"voice": "audio"}.get(kind, kind)
    url = attachment["payload"]["url"]
    assert url.startswith(connected.config.own_url)
    assert httpx.get(url).status_code == 200
    assert httpx.get(url, headers={"Range": "bytes=0-9"}).headers["content-range"].startswith("bytes 0-9/")
    assert httpx.get(url[:-4] + "0000").status_code == 403
    connected.patch("switches", media_ttl_s=-5)
    connected.act(kind=kind)
    late = connected.arrived()[-1]["message"]["attachments"][0]["payload"]["url"]
    assert httpx.get(late).text == "URL signature expired"


def test_an_album_and_an_uploaded_file_come_in_one_message(connected: Sandbox) -> None:
    """Two pictures at once; a file of the tester's own."""
    file = {"file": ("お願い.txt", b"hello", "text/plain")}
    own = connected.http.post("/sandbox/api/media", files=file).json()["id"]
    connected.act(kind="image", canned=["chairs", "desk"])
    connected.act(kind="file", media=own)
    items = connected.arrived()
    assert [a["type"] for a in items[0]["message"]["attachments"]] == ["image", "image"]
    assert httpx.get(items[1]["message"]["attachments"][0]["payload"]["url"]).content == b"hello"


def test_a_reply_in_facebooks_own_inbox_is_an_echo_of_another_app(connected: Sandbox) -> None:
    """FB-16: sender is the Page, and the app id is not ours."""
    connected.act(text="hi")
    connected.post("pages/minato/act", customer="yui", text="from the Page's inbox")
    connected.arrived()
    echo = connected.door.of("message")[-1]
    assert echo["sender"] == {"id": MINATO}
    assert echo["message"]["app_id"] == 26390203743090


def test_past_messages_carry_their_time(connected: Sandbox) -> None:
    """Written 30 hours ago, delivered now."""
    done = connected.act(text="old", minutes_ago=1800)
    assert connected.arrived()[0]["timestamp"] == done["at"]
    envelope = json.loads(connected.door.bodies[0])["entry"][0]
    assert envelope["time"] - done["at"] >= 1800 * 60_000


def test_order_is_kept_and_waiting_ones_travel_together(connected: Sandbox) -> None:
    """One transaction of 300 messages arrives complete, in order, in far fewer bodies."""
    steps = [{"page": "minato", "customer": "yui", "kind": "text", "text": str(n)} for n in range(300)]
    connected.post("script", events=steps)
    assert [i["message"]["text"] for i in connected.arrived()] == [str(n) for n in range(300)]
    assert len(connected.door.bodies) < 60
    log = connected.get("log", limit=2000)
    assert [one["text"] for one in log if one["action"] == "message"] == [str(n) for n in range(300)]


def test_a_shut_door_is_tried_again_in_order(connected: Sandbox) -> None:
    """Nothing is lost, nothing overtakes, while the door answers 500."""
    connected.door.status = 500
    connected.patch("switches", retry_max_ms=50)
    for text in "abc":
        connected.act(text=text)
    connected.door.wait_for_refusals(2)
    connected.door.status = 200
    assert [i["message"]["text"] for i in connected.arrived()] == ["a", "b", "c"]


def test_an_hour_of_failures_unsubscribes(connected: Sandbox) -> None:
    """By switch it takes no hour. What waited is gone, as with Meta."""
    connected.patch("switches", retry_max_ms=20, unsubscribe_after_s=0)
    connected.door.status = 500
    connected.act(text="lost")
    assert connected.get("idle")["dropped"] == 1
    assert connected.graph("GET", f"{MINATO}/subscribed_apps").json() == {"data": []}


def test_an_outage_holds_webhooks_back_and_after_an_hour_they_are_lost(connected: Sandbox) -> None:
    """The clock is pushed on; once nobody is subscribed, the end of the outage brings nothing."""
    connected.patch("switches", outage=True, retry_max_ms=20)
    connected.act(text="lost")
    assert connected.post("clock", forward_s=3000)["pending"] == 1
    connected.post("clock", forward_s=600)
    assert connected.get("idle")["dropped"] == 1
    assert connected.graph("GET", f"{MINATO}/subscribed_apps").json() == {"data": []}
    connected.patch("switches", outage=False)
    connected.act(text="lost too")
    assert connected.arrived() == []


def test_a_short_outage_loses_nothing(connected: Sandbox) -> None:
    """What waited comes when it is over."""
    connected.patch("switches", outage=True, retry_max_ms=20)
    connected.act(text="late")
    connected.patch("switches", outage=False)
    assert [item["message"]["text"] for item in connected.arrived()] == ["late"]


def test_the_queue_survives_a_restart(door: Door, tmp_path: Any) -> None:
    """Stopped with mail waiting, started again: it is carried, with addresses of the new origin."""
    config = config_for(tmp_path, Door(status=500))
    with serving(build(config), port_of(config.own_url)):
        first = Sandbox(config, door)
        first.connect()
        first.act(kind="image")
        assert first.get("webhooks")["pending"] == 1
    again = config_for(tmp_path, door)
    door.bodies.clear()
    door.status = 200
    with serving(build(again), port_of(again.own_url)):
        url = Sandbox(again, door).arrived()[0]["message"]["attachments"][0]["payload"]["url"]
        assert url.startswith(again.own_url)


def test_drop_double_delay_and_reorder(connected: Sandbox) -> None:
    """Each switch does what its name says; a seed makes it the same each time."""
    connected.patch("switches", drop=1.0)
    connected.act(text="dropped")
    connected.patch("switches", drop=0.0, double=1.0)
    connected.act(text="doubled")
    assert [i["message"]["text"] for i in connected.arrived()] == ["doubled", "doubled"]
    connected.patch("switches", double=0.0, reorder=True, reorder_ms=200, seed=7)
    for n in range(8):
        connected.act(text=str(n))
    shuffled = [i["message"]["text"] for i in connected.arrived()][2:]
    assert sorted(shuffled) == list("01234567")
    assert shuffled != sorted(shuffled)
    connected.patch("switches", reorder=False, delay_ms=250)
    done = connected.act(text="late")
    connected.arrived()
    envelope = json.loads(connected.door.bodies[-1])["entry"][0]
    assert envelope["time"] - done["at"] >= 250


def test_paused_mail_waits_for_the_switch(connected: Sandbox) -> None:
    """An outage of Facebook's: nothing comes, then everything."""
    connected.patch("switches", paused=True)
    connected.act(text="waits")
    assert connected.get("webhooks")["pending"] == 1
    connected.patch("switches", paused=False)
    assert len(connected.arrived()) == 1


def test_only_subscribed_fields_are_told(sandbox: Sandbox) -> None:
    """No subscription, no webhook; `messages` alone brings no echoes."""
    sandbox.act(text="nobody listens")
    sandbox.connect()
    sandbox.graph("POST", f"{MINATO}/subscribed_apps", params={"subscribed_fields": "messages"})
    psid = sandbox.act(text="heard")["psid"]
    sandbox.send(psid, "no echo")
    assert [i["message"]["text"] for i in sandbox.arrived()] == ["heard"]


def test_a_crowd_is_delivered_quickly(connected: Sandbox) -> None:
    """2,000 messages of 100 people, a fifth doubled, shuffled: all arrive, and the log knows each."""
    made = connected.post("generate", page="minato", events=2000, customers=100, doubled=0.2, shuffled=True)
    assert made["queued"] == 2400
    arrived = [i["message"]["mid"] for i in connected.arrived()]
    assert len(arrived) == 2400
    assert set(arrived) == {one["mid"] for one in connected.get("log", limit=5000)}


def port_of(url: str) -> int:
    """The port in an origin."""
    return int(url.rsplit(":", 1)[1])
