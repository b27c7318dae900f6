"""What sign-up asks besides address and password. allauth builds its form on this one."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kaiwa.lib.api_errors import KINDS
from kaiwa.workspaces import joining
from kaiwa.workspaces.models import Invitation, User


class SignupForm(forms.Form):
    """Somebody opens a workspace, or comes with the secret of an invitation's link."""

    name = forms.CharField(max_length=120)
    workspace = forms.CharField(max_length=120, required=False)
    invitation = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("invitation"):
            self._check_invitation(data["invitation"], data.get("email", ""))
        elif not data.get("workspace") and "workspace" not in self.errors:
            self.add_error("workspace", forms.ValidationError(_("Name your workspace."), code="required"))
        return data

    def signup(self, request: HttpRequest, user: User) -> None:
        secret = self.cleaned_data.get("invitation")
        if not secret:
            joining.open_workspace(user, self.cleaned_data["workspace"])
            return
        joining.accept(secret, user)
        # Whoever holds the link reads the mail of that address: there is nothing left to verify
        get_adapter().stash_verified_email(request, user.email)

    def _check_invitation(self, secret: str, email: str) -> None:
        invitation = Invitation.objects.find(secret)
        if invitation is None:
            sentence = str(KINDS[joining.INVITATION_GONE].sentence)
            self.add_error("invitation", forms.ValidationError(sentence, code=joining.INVITATION_GONE))
        elif email and email.lower() != invitation.email:
            message = _("This invitation is for %(email)s. Sign up with that address.")
            error = forms.ValidationError(
                message, code=joining.INVITATION_FOR_OTHER, params={"email": invitation.email}
            )
            self.add_error("email", error)
