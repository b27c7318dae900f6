"""What each member wants to be told, the browsers they can be reached in, and what is on its way to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Self

from allauth.usersessions.models import UserSession
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from kaiwa.conversations.models import Conversation
from kaiwa.lib.encrypted import EncryptedTextField
from kaiwa.workspaces.models import Member


class Event(models.TextChoices):
    """INB-05..08: a new message in a conversation of mine, of a colleague's, of nobody's; and one given to me."""

    MINE = "mine"
    OTHERS = "others"
    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"


class Loss(models.TextChoices):
    """H-11: conversations of the member's were taken from them; a colleague's went back to Unassigned."""

    LOST = "lost"
    FREED = "freed"


# There are four events to choose from (INB-10); who wants to know of these, wants to know of those
CHOSEN_AS: Mapping[str, Event] = {Loss.LOST: Event.ASSIGNED, Loss.FREED: Event.UNASSIGNED}


class Medium(models.TextChoices):
    DESKTOP = "desktop"
    MAIL = "mail"


# Until a member chooses (docs/decisions: what is told by default)
DEFAULTS: dict[Medium, tuple[Event, ...]] = {
    Medium.DESKTOP: (Event.MINE, Event.UNASSIGNED, Event.ASSIGNED),
    Medium.MAIL: (Event.MINE, Event.ASSIGNED),
}


def default_desktop() -> list[str]:
    return list(DEFAULTS[Medium.DESKTOP])


def default_mail() -> list[str]:
    return list(DEFAULTS[Medium.MAIL])


class Preferences(models.Model):
    """The events a member is told of, by medium. Without a row it is the defaults."""

    member = models.OneToOneField(
        Member, models.CASCADE, primary_key=True, related_name="notification_preferences"
    )
    desktop = ArrayField(models.CharField(max_length=16, choices=Event.choices), default=default_desktop)
    mail = ArrayField(models.CharField(max_length=16, choices=Event.choices), default=default_mail)

    def __str__(self) -> str:
        return f"preferences of {self.member_id}"

    def wants(self, event: str, medium: Medium) -> bool:
        return CHOSEN_AS.get(event, event) in (self.desktop if medium == Medium.DESKTOP else self.mail)


def preferences(members: Collection[int]) -> Mapping[int, Preferences]:
    """What each of them chose, or what goes for those who chose nothing."""
    known = Preferences.objects.in_bulk(list(members))
    return {pk: known.get(pk) or Preferences(member_id=pk) for pk in members}


def event_of(conversation: Conversation, member: Member) -> Event:
    """What a new message in there is to the member."""
    if conversation.assignee_id is None:
        return Event.UNASSIGNED
    return Event.MINE if conversation.assignee_id == member.pk else Event.OTHERS


class BrowserQuerySet(models.QuerySet["Browser"]):
    def away(self) -> Self:
        """Those without an open page of ours: an open one tells by itself."""
        return self.filter(Q(open_until=None) | Q(open_until__lt=timezone.now()))


class Browser(models.Model):
    """A browser that takes web push, for the member who used it last. It ends with the session there."""

    session = models.OneToOneField(UserSession, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="browsers")
    # Where the browser's push service takes messages for it
    endpoint = models.TextField()
    public_key = models.CharField(max_length=100)
    secret = EncryptedTextField()
    # As the screen there is worded
    language = models.CharField(max_length=8, blank=True)
    # While a page of ours is open there, as the edge sees it
    open_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BrowserQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint"], name="browser_endpoint_once")]

    def __str__(self) -> str:
        return f"browser {self.pk} of {self.member_id}"

    @property
    def is_open(self) -> bool:
        return self.open_until is not None and self.open_until > timezone.now()


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self) -> Self:
        return self.filter(done_at=None, due_at__lte=timezone.now())

    def claim(self, medium: Medium, lease: timedelta) -> Notice | None:
        """The one that is due longest, for this caller alone until the lease ends. Nothing joins it from now on."""
        with transaction.atomic():
            due = self.due().filter(medium=medium).order_by("due_at").select_for_update(skip_locked=True)
            pk = due.values_list("pk", flat=True).first()
            if pk is None:
                return None
            now = timezone.now()
            self.filter(pk=pk).update(
                due_at=now + lease,
                attempts=models.F("attempts") + 1,
                claimed_at=Coalesce("claimed_at", models.Value(now)),
            )
        return self.select_related("member__user", "member__workspace", "by__user", "browser__session").get(
            pk=pk
        )


class Notice(models.Model):
    """What one member is to be told of one conversation. What comes before it leaves joins it (D-61)."""

    medium = models.CharField(max_length=8, choices=Medium.choices)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    # Of a push: where it goes
    browser = models.ForeignKey(Browser, models.CASCADE, null=True, blank=True, related_name="+")
    # Of a loss none: it is about as many as it takes
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    event = models.CharField(max_length=16, choices=[*Event.choices, *Loss.choices])
    # Who gave the conversation to the member; of a loss, whose they were, while that is one colleague
    by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # The first and the last of the messages it is about, by arrival, of a loss the timeline's lines; 0 when none
    first = models.BigIntegerField(db_default=0)
    last = models.BigIntegerField(db_default=0)
    count = models.IntegerField(db_default=0)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.SmallIntegerField(db_default=0)
    # Sent, or found to be needless; kept for a while, so that the next one keeps its distance
    done_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            # What waits is one: of a push by browser, of a mail by member
            models.UniqueConstraint(
                fields=["conversation", "member", "medium", "browser"],
                condition=Q(claimed_at=None, conversation__isnull=False),
                nulls_distinct=False,
                name="notice_waiting_once",
            ),
            models.UniqueConstraint(
                fields=["event", "member", "medium", "browser"],
                condition=Q(claimed_at=None, conversation=None),
                nulls_distinct=False,
                name="notice_of_a_loss_waiting_once",
            ),
            models.CheckConstraint(
                condition=Q(conversation=None, event__in=Loss.values)
                | Q(conversation__isnull=False, event__in=Event.values),
                name="notice_of_one_or_a_loss",
            ),
            models.CheckConstraint(
                condition=Q(medium="desktop", browser__isnull=False) | Q(medium="mail", browser=None),
                name="notice_browser_of_a_push",
            ),
        ]
        indexes = [
            models.Index(fields=["medium", "due_at"], condition=Q(done_at=None), name="notice_due"),
            models.Index(fields=["conversation", "member", "medium", "claimed_at"], name="notice_last"),
        ]

    def __str__(self) -> str:
        return f"{self.medium} notice {self.pk}"

    def finish(self) -> None:
        Notice.objects.filter(pk=self.pk).update(done_at=timezone.now())

    def try_again(self, after: timedelta) -> None:
        Notice.objects.filter(pk=self.pk).update(due_at=timezone.now() + after)


class Mark(models.Model):
    """Up to which message of a customer members were told; one row. Those are recorded one batch at a time."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    message = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="notification_mark_once")]

    def __str__(self) -> str:
        return f"told up to {self.message}"
