"""What our mails say of a CRM that needs somebody, in the language that is active when they are written."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 the name that catalogues are made by

from kaiwa.workspaces.letters import Letter

WHAT = {
    "deal_cap": N_("Its plan allows no more open deals, so new conversations get none."),
    "lead_cap": N_("Its plan allows no more leads, so new conversations get none."),
    "person_cap": N_("Its plan allows no more contacts, so new customers are not added."),
    "stage_gone": N_("The stage for deals of new conversations is gone, so they get none."),
    "pipeline_gone": N_("The pipeline for deals of new conversations is gone, so they get none."),
    "person_needed": N_("The person of a new conversation was deleted, so it got no lead or deal."),
    "crm_not_allowed": N_("Its login may not do what Kaiwa was asked for."),
    "crm_invalid": N_("It does not accept what Kaiwa wanted to make of a new conversation."),
    "crm_signed_out": N_("It no longer accepts the login, so nothing is written there."),
    "crm_flood": N_(
        "More than %(limit)s records were to be made within an hour. The rest waits and is made bit by bit."
    ),
}
_WAIT = N_("If these are no customers, switch the automation off in the channel's settings.")
REMEDY = {
    "pipeline_gone": N_("Choose another pipeline in the channel's settings, under Automation."),
    "stage_gone": N_("Choose another pipeline in the channel's settings, under Automation."),
    "crm_flood": _WAIT,
}


def trouble(label: str, code: str, params: Mapping[str, Any], url: str) -> Letter:
    """To an admin. `label`: the CRM's name."""
    name = {"crm": label}
    return Letter(
        subject=_("%(crm)s needs you") % name,
        before=(
            _(WHAT[code]) % params,
            _(REMEDY.get(code) or "As soon as there is room again, new conversations get theirs."),
        ),
        button=_("Open Kaiwa"),
        url=url,
        after=(_("Everything else goes on: messages, links and notes. Nothing is lost."),),
    )
