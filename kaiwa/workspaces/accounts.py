"""How allauth makes, mails and signs out our users; the screens are ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest

from kaiwa import live
from kaiwa.workspaces import letters, mail, security_notices
from kaiwa.workspaces.models import Member, User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> AbstractBaseUser:
        assert isinstance(user, User)
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter: dict[str, Callable[[], letters.Letter]] = {
            "account/email/email_confirmation_signup": lambda: letters.verify_email(context["activate_url"]),
            "account/email/email_confirmation": lambda: letters.verify_email(context["activate_url"]),
            "account/email/password_reset_key": lambda: letters.reset_password(context["password_reset_url"]),
            "account/email/unknown_account": lambda: letters.unknown_account(email, context["signup_url"]),
            "account/email/account_already_exists": lambda: letters.account_exists(
                email, context["password_reset_url"]
            ),
        }
        reader = context.get("user") or User.objects.filter(email=email.lower()).first()
        mail.send(email, letter[template_prefix], language=reader.language if reader else "")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """allauth tells of a change: of every one that matters the person hears, and their admins may read of it."""
        if template_prefix not in security_notices.CODES:
            return
        assert isinstance(user, User)
        known = {name: str(value) for name, value in (context or {}).items()}
        security_notices.note(
            user, template_prefix, ip=self.get_client_ip(self.request), address=email or user.email, **known
        )

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        recheck_streams(user)  # other browsers are signed out by this

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        key = request.session.session_key
        super().logout(request)
        # With it goes what hangs on the session: what would be pushed to this browser is for nobody any more
        UserSession.objects.filter(session_key=key).delete()
        recheck_streams(user)


def add_user(email: str, password: str, *, name: str, language: str = "") -> User:
    """A user whose address needs no verification: one made on the server."""
    with transaction.atomic():
        user = User.objects.create_user(email, password, name=name, language=language)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def send_verification_again(request: HttpRequest) -> None:
    """To whoever signed up or in with this session and has yet to verify. allauth limits how often."""
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    if stage is not None:
        send_verification_email_at_login(request, stage.login)


def recheck_streams(user: Any) -> None:
    """The edge asks again who is behind the open streams of the user's workspaces."""
    for member in Member.objects.active().filter(user=user.pk):
        live.publish(member.workspace_id, access=True)
