"""Why something cannot be connected, as the API says it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kaiwa.channels.connect import Refused
from kaiwa.lib.api_errors import ApiError, declare

NOT_ADMIN = declare("not_admin", 403, _("Only an admin of this workspace can connect channels."))
_REFUSED = {
    "not_admin": NOT_ADMIN,
    "not_configured": declare(
        "not_configured", 409, _("The operator of this installation has not set up this integration yet.")
    ),
    "already_installed": declare(
        "already_installed", 409, _("%(installer)s has installed this integration for the whole workspace.")
    ),
    "installed_privately": declare(
        "installed_privately",
        409,
        _("%(installer)s has installed this integration privately. Ask them to share it, or to remove it."),
    ),
}
UNREACHABLE = declare("provider_unreachable", 503, _("Facebook did not answer. Try again in a moment."))


def api_error(refused: Refused) -> ApiError:
    return ApiError(_REFUSED[refused.refusal.code], params=refused.refusal.params)
