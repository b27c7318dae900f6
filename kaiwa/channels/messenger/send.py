"""The Send API: a text or a file, to one person."""

import json
from typing import Any

from kaiwa.channels.base import ChannelError, Credentials, OutcomeUnknown, Outgoing, Sent, Signal
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.messenger import graph, pace, values
from kaiwa.lib.files import OpenFile

_ACTIONS: dict[Signal, str] = {"writing": "typing_on", "not_writing": "typing_off", "seen": "mark_seen"}
# What Messenger shows as picture, player or film; all else goes as a file
_PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


def send(credentials: Credentials, outgoing: Outgoing) -> Sent:
    """One call. Raises ChannelError: NotYet before the call, OutcomeUnknown when the message may have gone out."""
    pace.turn(credentials.channel, "file" if outgoing.file else "text")
    try:
        answer = _send(credentials, outgoing)
    except ChannelError as error:
        # "Permission" without a subcode: of the answers that we may give here, the late one needs its own
        if outgoing.extended and error.code == "permission_missing" and _is_plain_10(error):
            raise _missing("human_agent_missing", error.params) from error
        raise
    message_id = values.text(answer.get("message_id"), 255)
    if not message_id:
        raise OutcomeUnknown("an answer without message_id")
    return Sent(message_id)


def signal(credentials: Credentials, contact: str, wanted: Signal) -> None:
    """A sender action. Raises ChannelError."""
    pace.turn(credentials.channel, "text")
    fields = {"recipient": json.dumps({"id": contact}), "sender_action": _ACTIONS[wanted]}
    graph.post(f"{graph.node(credentials.channel)}/messages", credentials.token, **fields)


def take_over(credentials: Credentials, contact: str) -> None:
    """Raises ChannelError."""
    path = f"{graph.node(credentials.channel)}/take_thread_control"
    graph.post(path, credentials.token, recipient=json.dumps({"id": contact}))


def _send(credentials: Credentials, outgoing: Outgoing) -> dict[str, Any]:
    path = f"{graph.node(credentials.channel)}/messages"
    if outgoing.file is None:
        return graph.send(path, credentials.token, json=_fields(outgoing, {"text": outgoing.text}))
    file = outgoing.file
    kind = attachment_type(file.mime)
    attachment = {"type": kind, "payload": {"is_reusable": False}}
    # A form's fields are text: those that are objects are JSON in text
    fields = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in _fields(outgoing, {"attachment": attachment}).items()
    }
    return _upload(path, credentials.token, fields, file)


def _upload(path: str, token: str, fields: dict[str, str], file: OpenFile) -> dict[str, Any]:
    try:
        with file.open() as content:
            upload = (file.name, content, file.mime)
            return graph.send(path, token, data=fields, files={"filedata": upload})
    except OSError as error:
        raise _missing("attachment_missing", {}) from error


def _fields(outgoing: Outgoing, message: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "recipient": {"id": outgoing.to},
        "messaging_type": "RESPONSE",
        # Comes back in the echo, and tells which of our messages it is
        "message": {**message, "metadata": outgoing.key},
    }
    if outgoing.extended:
        fields |= {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    if outgoing.reply_to:
        fields["reply_to"] = {"mid": outgoing.reply_to}
    return fields


def attachment_type(mime: str) -> str:
    """Meta's word for a file of this MIME type."""
    plain = mime.partition(";")[0].strip().lower()
    if plain in _PICTURES:
        return "image"
    family = plain.partition("/")[0]
    return family if family in {"audio", "video"} else "file"


def _is_plain_10(error: ChannelError) -> bool:
    return error.params.get("provider_code") == 10 and "provider_subcode" not in error.params


def _missing(code: str, params: dict[str, Any]) -> ChannelError:
    return ChannelError(FAILURES[code], code=code, permanent=True, params=params)
