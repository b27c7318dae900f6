"""How allauth makes and mails our users."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour; the screens are ours."""
