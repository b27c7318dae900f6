"""Messenger does what every provider must."""

import pytest

from kaiwa.channels.contract import ProviderContract
from kaiwa.channels.messenger.tests.practice import PracticeMessenger


class TestMessenger(ProviderContract):
    @pytest.fixture
    def subject(self, our_app, sandbox) -> PracticeMessenger:
        return PracticeMessenger(sandbox)
