"""What each endpoint takes: the facts of Meta's published specification, and what only its guides document.

A test compares `spec` with the specification itself, parameter by parameter.
"""

from typing import NamedTuple


class Endpoint(NamedTuple):
    """`node`, `edge` and `method` name it in the specification; `documented` is in the guides alone."""

    node: str
    edge: str
    method: str
    spec: tuple[str, ...] = ()
    documented: tuple[str, ...] = ()


COMMON = (
    "access_token", "appsecret_proof", "fields", "pretty", "locale", "format", "debug", "summary", "method",
    "suppress_http_code",
)  # fmt: skip
PAGING = ("limit", "after", "before")

ENDPOINTS = {
    "messages": Endpoint(
        "Page", "messages", "POST",
        ("folder", "message", "messaging_type", "notification_type", "payload", "persona_id", "recipient", "reply_to",
         "sender_action", "suggestion_action", "tag", "thread_control"),
        ("filedata",),
    ),
    "message_attachments": Endpoint("Page", "message_attachments", "POST", ("message", "platform"), ("filedata",)),
    "take_thread_control": Endpoint("Page", "take_thread_control", "POST", ("metadata", "recipient")),
    "subscribe": Endpoint("Page", "subscribed_apps", "POST", ("subscribed_fields",)),
    "subscriptions": Endpoint("Page", "subscribed_apps", "GET"),
    "unsubscribe": Endpoint("Page", "subscribed_apps", "DELETE"),
    "messenger_profile": Endpoint("Page", "messenger_profile", "GET", ("platform",)),
    "change_messenger_profile": Endpoint(
        "Page", "messenger_profile", "POST",
        ("account_linking_url", "commands", "description", "get_started", "ice_breakers", "persistent_menu", "platform",
         "whitelisted_domains"),
        ("greeting",),
    ),
    "remove_messenger_profile": Endpoint("Page", "messenger_profile", "DELETE", ("fields", "platform")),
    "conversations": Endpoint(
        "Page", "conversations", "GET", ("folder", "platform", "tags", "user_id"), PAGING
    ),
    "thread_messages": Endpoint("UnifiedThread", "messages", "GET", ("source",), PAGING),
    "accounts": Endpoint("User", "accounts", "GET", ("ad_id", "is_place", "is_promotable"), PAGING),
    "businesses": Endpoint("User", "businesses", "GET", (), PAGING),
    "owned_pages": Endpoint("", "owned_pages", "GET", (), PAGING),
    "client_pages": Endpoint("", "client_pages", "GET", (), PAGING),
    "permissions": Endpoint("User", "permissions", "GET", ("permission", "status")),
    "revoke": Endpoint("User", "permissions", "DELETE", ("permission",)),
    "page": Endpoint("Page", "", "GET", ("account_linking_token",)),
    "user": Endpoint("User", "", "GET"),
    "profile": Endpoint("UserIDForPage", "", "GET"),
    "thread": Endpoint("UnifiedThread", "", "GET"),
    "message": Endpoint("", "", "GET"),
    "access_token": Endpoint(
        "", "oauth/access_token", "GET", (),
        ("client_id", "client_secret", "redirect_uri", "code", "grant_type", "fb_exchange_token"),
    ),
    "debug_token": Endpoint("", "debug_token", "GET", (), ("input_token",)),
    "list_app_subscriptions": Endpoint("", "subscriptions", "GET", (), PAGING),
    "app_subscriptions": Endpoint(
        "", "subscriptions", "POST", (), ("object", "callback_url", "verify_token", "fields", "include_values")
    ),
}  # fmt: skip

# fields a node can be asked for: in the specification, and (after the bar) in the guides alone
NODE_FIELDS = {
    "Page": (
        ("id", "name", "category", "category_list", "about", "username", "link", "access_token", "business",
         "is_published", "is_webhooks_subscribed", "has_added_app", "verification_status", "website", "emails", "phone",
         "fan_count", "followers_count", "messaging_feature_status", "app_id"),
        ("tasks", "picture"),
    ),
    "User": (("id", "name", "first_name", "last_name", "email", "locale", "link"), ("picture",)),
    "Profile": ((), ("id", "name", "first_name", "last_name", "profile_pic", "locale", "timezone", "gender")),
    "UnifiedThread": (
        ("id", "link", "message_count", "unread_count", "updated_time", "participants", "senders", "snippet",
         "can_reply", "is_subscribed", "is_owner", "name", "folder", "scoped_thread_key",
         "former_participants", "wallpaper"),
        ("messages",),
    ),
    "Message": (
        (),
        ("id", "created_time", "from", "to", "message", "attachments", "sticker", "shares", "reply_to", "tags",
         "reactions", "is_unsupported"),
    ),
}  # fmt: skip

SCOPES = (
    "public_profile", "email", "pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement",
    "business_management", "pages_utility_messaging", "pages_read_user_content", "pages_manage_posts",
    "pages_manage_engagement", "pages_user_gender", "pages_user_locale", "pages_user_timezone",
)  # fmt: skip

MESSAGING_TYPES = ("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY")
SENDER_ACTIONS = ("MARK_SEEN", "TYPING_ON", "TYPING_OFF", "REACT", "UNREACT")
NOTIFICATION_TYPES = ("REGULAR", "SILENT_PUSH", "NO_PUSH")
ATTACHMENT_TYPES = ("image", "audio", "video", "file", "template")
PROFILE_PROPERTIES = (
    "account_linking_url", "commands", "description", "get_started", "greeting", "ice_breakers", "persistent_menu",
    "whitelisted_domains",
)  # fmt: skip
OLD_TAGS = ("CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE")  # refused since 27 April 2026
RECIPIENT_KEYS = (
    "id",
    "user_ref",
    "comment_id",
    "post_id",
    "phone_number",
    "notification_messages_token",
    "thread_id",
)
MESSAGE_KEYS = ("text", "attachment", "attachments", "quick_replies", "metadata", "is_echo", "template")

SUBSCRIBABLE = (
    "messages", "message_echoes", "message_deliveries", "message_reads", "message_reactions", "message_edits",
    "messaging_postbacks", "messaging_referrals", "messaging_optins", "messaging_optouts",
    "messaging_handovers", "standby", "messaging_policy_enforcement", "messaging_account_linking",
    "messaging_feedback", "messaging_game_plays", "messaging_payments", "messaging_customer_information",
    "messaging_integrity", "message_context", "message_mention", "calls", "feed", "conversations",
    "inbox_labels", "name", "picture", "mention", "leadgen", "response_feedback", "send_cart",
)  # fmt: skip
