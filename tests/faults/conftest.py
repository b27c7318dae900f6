"""A running Kaiwa to do harm to, with a Page connected."""

from collections.abc import Iterator

import pytest

from tests.e2e.account import Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox


@pytest.fixture(scope="module")
def instance() -> Iterator[Instance]:
    instance = Instance(arguments=("--no-demo",))
    try:
        yield instance.start()
    finally:
        instance.remove()


@pytest.fixture(scope="module")
def sandbox(instance: Instance) -> Sandbox:
    return Sandbox(instance.url)


@pytest.fixture(scope="module")
def member(instance: Instance, sandbox: Sandbox) -> Account:
    """The admin of a workspace with the Page `minato`."""
    member = Account.sign_up(instance, "Dora Doi", workspace="Faults")
    member.connect(sandbox, "minato", leads=True)
    return member
