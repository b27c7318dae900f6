"""What every provider must do. A provider's tests subclass ProviderContract and give it a world to be tried in.

    class TestMessenger(ProviderContract):
        @pytest.fixture
        def subject(self, ...) -> Subject: ...

The methods are tests; nothing here knows a provider.
"""

from kaiwa.channels.contract.capabilities import CapabilitiesContract
from kaiwa.channels.contract.channel import ChannelContract
from kaiwa.channels.contract.messages import MessagesContract
from kaiwa.channels.contract.refusals import RefusalsContract
from kaiwa.channels.contract.subject import PNG, MemoryFile, Subject, Webhook
from kaiwa.channels.contract.thread import ThreadContract
from kaiwa.channels.contract.webhooks import WebhooksContract

__all__ = ["PNG", "MemoryFile", "ProviderContract", "Subject", "Webhook"]


class ProviderContract(
    WebhooksContract,
    MessagesContract,
    RefusalsContract,
    ThreadContract,
    ChannelContract,
    CapabilitiesContract,
):
    """Every method is a test."""
