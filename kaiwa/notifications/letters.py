"""What our mails say of new messages, in the language that is active when they are written."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaiwa.notifications.about import About, AboutLoss, shortened
from kaiwa.notifications.models import Event, Loss
from kaiwa.workspaces.letters import Letter

_BEGINNING = 300
# Of a burst the last ones are shown
_SHOWN = 3


def about_conversation(about: About, by: str) -> Letter:
    """`by` gave it to the reader; empty when a rule did, and for what a customer wrote."""
    names = {"name": about.name, "channel": about.conversation.channel.name, "by": " ".join(by.split())}
    subject, first = _assigned(names) if about.event == Event.ASSIGNED else _wrote(about.event, names)
    return Letter(
        subject=shortened(subject, 180),
        before=(first, *_said(about)),
        button=_("Open the conversation"),
        url=f"{settings.PUBLIC_URL}/conversations/{about.conversation.pk}",
        after=(_choice(),),
    )


def _choice() -> str:
    url = f"{settings.PUBLIC_URL}/settings/notifications"
    return _("What Kaiwa tells you is up to you: %(url)s") % {"url": url}


def about_loss(about: AboutLoss) -> Letter:
    """To who has lost conversations, and to who finds them in Unassigned."""
    title, line = words_of_loss(about)
    return Letter(
        subject=shortened(title, 180),
        before=(line,),
        button=_("Open the conversation") if about.only else _("Open Kaiwa"),
        url=f"{settings.PUBLIC_URL}/conversations/{about.only}" if about.only else settings.PUBLIC_URL,
        after=(_choice(),),
    )


def words_of_loss(about: AboutLoss) -> tuple[str, str]:
    """Title and sentence, for mails and pushes; web/src/notifications/notice.ts words the same."""
    names = {"count": about.count, "name": " ".join(about.name.split())}
    if about.event == Loss.LOST:
        title = ngettext(
            "%(count)s conversation is no longer assigned to you",
            "%(count)s conversations are no longer assigned to you",
            about.count,
        )
        return title % names, _("Access to the channel was changed, and you can no longer see it.")
    title = ngettext(
        "%(count)s conversation is unassigned again",
        "%(count)s conversations are unassigned again",
        about.count,
    )
    if not about.name:
        return title % names, _("The colleagues in charge can no longer answer.")
    return title % names, _("%(name)s, who was in charge, can no longer answer.") % names


def test_letter() -> Letter:
    return Letter(
        subject=_("Mail from Kaiwa reaches you"),
        before=(_("This is the test that you asked for. New messages will be told at this address."),),
        button=_("Open Kaiwa"),
        url=settings.PUBLIC_URL,
    )


def _wrote(event: Event, names: dict[str, str]) -> tuple[str, str]:
    first = {
        Event.MINE: _("%(name)s wrote to %(channel)s, in a conversation that is assigned to you."),
        Event.OTHERS: _("%(name)s wrote to %(channel)s, in a conversation that is assigned to a colleague."),
        Event.UNASSIGNED: _(
            "%(name)s wrote to %(channel)s, in a conversation that is not assigned to anybody."
        ),
    }[event]
    return _("%(name)s wrote to %(channel)s") % names, first % names


def _assigned(names: dict[str, str]) -> tuple[str, str]:
    if not names["by"]:
        line = _("The conversation with %(name)s on %(channel)s is assigned to you now.") % names
        return _("Assigned to you: %(name)s") % names, line
    line = _("%(by)s assigned the conversation with %(name)s on %(channel)s to you.") % names
    return _("%(by)s assigned you the conversation with %(name)s") % names, line


def _said(about: About) -> list[str]:
    shown = about.texts[-_SHOWN:]
    before = len(about.texts) - len(shown)
    more = ngettext(
        "%(count)s earlier message is in the conversation.",
        "%(count)s earlier messages are in the conversation.",
        before,
    ) % {"count": before}
    return [
        *([more] if before else []),
        *(_("“%(text)s”") % {"text": shortened(text, _BEGINNING)} for text in shown),
    ]
