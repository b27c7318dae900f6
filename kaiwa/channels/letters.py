"""What our mails say of a channel in trouble, in the language that is active when they are written."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 the name that catalogues are made by

from kaiwa.workspaces.letters import Letter

WHAT = {
    "reauthorize": N_(
        "Facebook no longer accepts the login of %(channel)s: a password was changed, or access ended."
    ),
    "app_removed": N_("On Facebook, Kaiwa was removed from %(channel)s, which is now disconnected."),
    "login_deleted": N_(
        "Whoever connected %(channel)s had their login deleted at Kaiwa, so it is now disconnected."
    ),
    "permission_missing": N_("The login of %(channel)s lacks a permission that Kaiwa needs."),
    "not_subscribed": N_("Facebook does not report the messages of %(channel)s to Kaiwa."),
    "policy_blocked": N_("Facebook blocked the messages of %(channel)s for breaking its policies."),
    "page_restricted": N_("Facebook restricts %(channel)s for now."),
    "page_terms": N_("The owner of %(channel)s has not accepted Facebook's terms for Page contacts yet."),
}
_SUPPORT = N_("Facebook gives the reason under Page support, where you can also ask for a review.")
_CONNECT = N_(
    "Connect it again in Kaiwa and allow everything that Facebook asks. All conversations are kept."
)
REMEDY = {
    "reauthorize": _CONNECT,
    "app_removed": _CONNECT,
    "login_deleted": _CONNECT,
    "permission_missing": _CONNECT,
    "not_subscribed": _CONNECT,
    "policy_blocked": _SUPPORT,
    "page_restricted": _SUPPORT,
    "page_terms": N_("An admin of the Page can accept them on Facebook."),
}


def handover(label: str, *, by: str, to: str, url: str) -> Letter:
    """To whoever keeps an installation private, when an admin wants somebody else to have it."""
    names = {"provider": label, "by": by, "to": to}
    return Letter(
        subject=_("%(by)s asks you to hand %(provider)s over to %(to)s") % names,
        before=(
            _(
                "You connected %(provider)s privately. %(by)s asks that %(to)s becomes its installer instead of you."
            )
            % names,
            _(
                "If you agree, %(to)s sees its conversations from then on, with all that was written so far, "
                "and you do not any more."
            )
            % names,
        ),
        button=_("Agree or decline"),
        url=url,
        after=(_("Until you answer, nothing changes."),),
    )


def trouble(channels: Sequence[str], code: str, url: str) -> Letter:
    """`channels` cannot send until somebody does what the letter says."""
    name = {"channel": _(", ").join(channels)}
    what = _(WHAT.get(code) or "The provider of %(channel)s refuses its messages.")
    return Letter(
        subject=_("%(channel)s needs you: Kaiwa cannot send messages") % name,
        before=(what % name, _(REMEDY.get(code) or "Kaiwa shows what is known about it.")),
        button=_("Open the channels"),
        url=url,
        after=(
            _("What customers write still arrives where Facebook reports it, and nothing is lost."),
            _("As soon as the channel works, replies are possible again."),
        ),
    )
