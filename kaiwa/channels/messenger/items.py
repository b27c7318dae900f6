"""What one item of `messaging` says, in our words: a function for every kind of Meta's that we read."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kaiwa.channels import events
from kaiwa.channels.messenger import values
from kaiwa.channels.messenger.attachments import attachments
from kaiwa.channels.messenger.values import UnreadableItem

# Names of reactions whose item brings no emoji
EMOJI = {
    "smile": "😆",
    "angry": "😠",
    "sad": "😢",
    "wow": "😮",
    "love": "❤",
    "like": "👍",
    "dislike": "👎",
}
SOURCES: dict[str, events.ReferralSource] = {
    "ADS": "ad",
    "SHORTLINK": "link",
    "SHORTLINKS": "link",
    "MESSENGER_CODE": "code",
    "CUSTOMER_CHAT_PLUGIN": "site",
}
POLICY = {"block": "policy_blocked", "unblock": "policy_unblocked"}
_POSTGRES_INTEGER_MAX = 2**31 - 1


@dataclass(slots=True)
class Item:
    """One element of `messaging` or `standby`, with what every kind needs of it."""

    raw: dict[str, Any]
    page: str
    entry_time: Any
    app_id: str
    ignored: list[str] = field(default_factory=list)

    def at(self, *also: Any) -> datetime:
        return values.when(self.raw.get("timestamp"), *also, self.entry_time)

    def by_page(self) -> bool:
        return self._party("sender") == self.page and self._party("recipient") not in ("", self.page)

    def contact(self, *, by_page: bool) -> str:
        """The PSID: whoever of the two is not the Page."""
        found = self._party("recipient" if by_page else "sender")
        if not found:
            raise UnreadableItem("no " + ("recipient" if by_page else "sender"))
        return found

    def anonymous(self) -> bool:
        """A visitor of a site plugin who has no PSID yet: there is nobody to answer to."""
        sender = self.raw.get("sender")
        return isinstance(sender, dict) and sender.get("id") is None and "user_ref" in sender

    def _party(self, side: str) -> str:
        of = self.raw.get(side)
        if of is None:
            return ""
        of = values.mapping(of, side)
        return values.identifier(of["id"], f"{side} id") if of.get("id") is not None else ""


def message(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    by_page = of.get("is_echo") is True or item.by_page()
    external_id = values.mid(of, "message")
    contact = item.contact(by_page=by_page)
    at = item.at()
    if of.get("is_deleted") is True:
        return events.Deleted(channel=item.page, contact=contact, at=at, external_id=external_id)
    text = values.text(of.get("text"))
    media = attachments(values.optional_list(of.get("attachments")))
    reply_to = _reply_to(item, of)
    if by_page:
        app_id = of.get("app_id")
        ours = app_id is not None and bool(item.app_id) and str(app_id) == item.app_id
        return events.Echo(
            channel=item.page,
            contact=contact,
            at=at,
            external_id=external_id,
            text=text,
            attachments=media,
            reply_to=reply_to,
            ours=ours,
            # Other apps write their own things there
            key=values.text(of.get("metadata"), 255) if ours else "",
        )
    return events.MessageReceived(
        channel=item.page,
        contact=contact,
        at=at,
        external_id=external_id,
        kind="text" if text or media else "unsupported",
        text=text,
        attachments=media,
        reply_to=reply_to,
        referral=_referral(of.get("referral")),
    )


def edited(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    revision = values.number(of.get("num_edit", 1))
    if revision is None or not 0 <= revision <= _POSTGRES_INTEGER_MAX:
        raise UnreadableItem("no usable num_edit")
    return events.Edited(
        channel=item.page,
        contact=item.contact(by_page=item.by_page()),
        at=item.at(),
        external_id=values.mid(of, "edit"),
        text=values.text(of.get("text")),
        revision=revision,
    )


def reacted(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    by_page = item.by_page()
    return events.Reacted(
        channel=item.page,
        contact=item.contact(by_page=by_page),
        at=item.at(),
        external_id=values.mid(of, "reaction"),
        by="channel" if by_page else "contact",
        emoji="" if of.get("action") == "unreact" else _emoji(of),
    )


def delivered(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    return _receipt(item, of, "delivered")


def read(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    return _receipt(item, of, "read")


def postback(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    contact, at = item.contact(by_page=False), item.at()
    title = values.text(of.get("title"))
    external_id = values.optional_mid(of.get("mid"))
    if not external_id:
        # The same press must get the same id each time it is delivered
        facts = [item.page, contact, str(at.timestamp()), values.text(of.get("payload")) or title]
        external_id = "postback:" + hashlib.sha256("\0".join(facts).encode()).hexdigest()[:40]
    return events.MessageReceived(
        channel=item.page,
        contact=contact,
        at=at,
        external_id=external_id,
        kind="postback",
        text=title,
        referral=_referral(of.get("referral")),
    )


def referred(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    referral = _referral(of)
    if referral is None:
        raise UnreadableItem("empty referral")
    return events.Referred(
        channel=item.page, contact=item.contact(by_page=False), at=item.at(), referral=referral
    )


def policy(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    reason = " ".join(values.text(of.get("reason"), 2000).split())
    return events.ChannelNotice(
        channel=item.page,
        at=item.at(),
        code=POLICY.get(values.text(of.get("action")), "policy_warning"),
        params={"reason": reason} if reason else {},
    )


# Anything else is ignored by its name: opt-ins, games, payments, what Meta adds tomorrow
READERS: dict[str, Callable[[Item, dict[str, Any]], events.AnyEvent]] = {
    "message": message,
    "message_edit": edited,
    "reaction": reacted,
    "delivery": delivered,
    "read": read,
    "postback": postback,
    "referral": referred,
    "policy-enforcement": policy,
    "policy_enforcement": policy,
}


def _receipt(item: Item, of: dict[str, Any], kind: events.ReceiptKind) -> events.AnyEvent:
    watermark = of.get("watermark")
    mids = [*values.optional_list(of.get("mids")), of.get("mid")]
    external_ids = tuple(found for mid in mids if (found := values.optional_mid(mid)))
    if watermark is None and not external_ids:
        raise UnreadableItem(f"{kind} without watermark and mids")
    return events.Receipt(
        channel=item.page,
        contact=item.contact(by_page=item.by_page()),
        at=item.at(watermark),
        kind=kind,
        # Named messages alone say nothing of those before them
        until=values.EPOCH if watermark is None else values.when(watermark),
        external_ids=external_ids,
    )


def _reply_to(item: Item, of: dict[str, Any]) -> str:
    reply = values.optional_mapping(of.get("reply_to"))
    if reply and "mid" not in reply:
        item.ignored.append("message.reply_to." + values.text(next(iter(reply)), 32))
    return values.optional_mid(reply.get("mid"))


def _referral(of: Any) -> events.Referral | None:
    if not isinstance(of, dict) or not of:
        return None
    ad = values.optional_mapping(of.get("ads_context_data"))
    source = values.text(of.get("source"))
    fallback: events.ReferralSource = "product" if "product" in of else "other"
    return events.Referral(
        source=SOURCES.get(source.upper(), fallback),
        ref=values.text(of.get("ref"), 500),
        ad_id=_ad_id(of.get("ad_id")),
        ad_title=values.text(ad.get("ad_title"), 500),
        url=values.url(of.get("referer_uri"))[:2000],
    )


def _ad_id(value: Any) -> str:
    """Never worth losing the message that came with it."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return values.text(str(value) if whole else value, 128)


def _emoji(of: dict[str, Any]) -> str:
    given = values.text(of.get("emoji"), 32)
    # A reaction this version has no picture for is still a reaction
    return given or EMOJI.get(values.text(of.get("reaction")), "❔")
