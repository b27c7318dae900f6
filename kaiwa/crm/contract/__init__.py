"""What every CRM must do. A backend's tests subclass BackendContract and give it a world to be tried in.

    class TestMemory(BackendContract):
        @pytest.fixture
        def subject(self) -> Subject: ...

The methods are tests; nothing here knows a backend.
"""

from kaiwa.crm.contract.costs import CostsContract
from kaiwa.crm.contract.entries import EntriesContract
from kaiwa.crm.contract.files import FilesContract
from kaiwa.crm.contract.people import PeopleContract
from kaiwa.crm.contract.recovering import RecoveringContract
from kaiwa.crm.contract.refusals import RefusalsContract
from kaiwa.crm.contract.searching import SearchingContract
from kaiwa.crm.contract.subject import Counts, Subject

__all__ = ["BackendContract", "Counts", "Subject"]


class BackendContract(
    SearchingContract,
    PeopleContract,
    EntriesContract,
    FilesContract,
    RefusalsContract,
    RecoveringContract,
    CostsContract,
):
    """Every method is a test."""
