"""The nouns of the built-in CRM."""

from kaiwa.crm.builtin.models.activity import Activity, ActivityType, Calendar
from kaiwa.crm.builtin.models.change import Change
from kaiwa.crm.builtin.models.deal import Deal
from kaiwa.crm.builtin.models.entry import Entry
from kaiwa.crm.builtin.models.field import Field
from kaiwa.crm.builtin.models.file import File
from kaiwa.crm.builtin.models.lead import Lead
from kaiwa.crm.builtin.models.note import Note
from kaiwa.crm.builtin.models.organization import Organization
from kaiwa.crm.builtin.models.person import Email, Person, Phone, PhoneTail
from kaiwa.crm.builtin.models.pipeline import Pipeline, Stage
from kaiwa.crm.builtin.models.visible import Visible

__all__ = [
    "Activity",
    "ActivityType",
    "Calendar",
    "Change",
    "Deal",
    "Email",
    "Entry",
    "Field",
    "File",
    "Lead",
    "Note",
    "Organization",
    "Person",
    "Phone",
    "PhoneTail",
    "Pipeline",
    "Stage",
    "Visible",
]
