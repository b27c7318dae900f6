"""An event of our own making, to try the way that Meta's take."""

import json
import time

from kaiwa.channels.base import TrialEvent
from kaiwa.channels.messenger import signature

# No kind of Meta's: whoever reads it leaves it alone
KIND = "kaiwa_trial"


def event(page: str, marker: str, secret: str) -> TrialEvent:
    at = int(time.time() * 1000)
    item = {"sender": {"id": page}, "recipient": {"id": page}, "timestamp": at, KIND: {"marker": marker}}
    body = json.dumps({"object": "page", "entry": [{"id": page, "time": at, "messaging": [item]}]}).encode()
    headers = {
        "content-type": "application/json",
        signature.HEADER: "sha256=" + signature.sign(body, secret),
    }
    return TrialEvent(body, headers)
