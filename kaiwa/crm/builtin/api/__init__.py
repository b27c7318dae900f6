"""The pages of the built-in CRM over HTTP."""

from ninja import Router

from kaiwa.crm.builtin.api.activities import router as activities
from kaiwa.crm.builtin.api.board import router as board
from kaiwa.crm.builtin.api.calendar import router as calendar
from kaiwa.crm.builtin.api.deals import router as deals
from kaiwa.crm.builtin.api.deleted import router as deleted
from kaiwa.crm.builtin.api.feeds import router as feeds
from kaiwa.crm.builtin.api.files import router as files
from kaiwa.crm.builtin.api.leads import router as leads
from kaiwa.crm.builtin.api.notes import router as notes
from kaiwa.crm.builtin.api.organizations import router as organizations
from kaiwa.crm.builtin.api.persons import router as persons
from kaiwa.crm.builtin.api.pipelines import router as pipelines
from kaiwa.workspaces.auth import member_auth

router = Router(auth=member_auth)
records = (persons, organizations, leads, deals, deleted)
for each in (*records, pipelines, board, feeds, notes, activities, files, calendar):
    router.add_router("", each)
