"""`kaiwa token`: API tokens from a shell."""

from kaiwa.workspaces.models import ApiToken, Member


class CannotIssue(Exception):
    """Nobody, or more than one, is meant."""


def create(email: str, name: str, *, workspace: int | None = None) -> str:
    """A new token with the rights of that member, in plain text: it is shown this once."""
    members = Member.objects.filter(user__email__iexact=email, deactivated_at=None).select_related(
        "workspace"
    )
    found = list(members.filter(workspace=workspace) if workspace else members)
    if not found:
        raise CannotIssue(f"No member has the address {email}.")
    if len(found) > 1:
        names = ", ".join(f"{m.workspace_id} ({m.workspace.name})" for m in found)
        raise CannotIssue(f"{email} is in several workspaces: choose one with --workspace: {names}")
    return ApiToken.objects.issue(found[0], name)[1]


def lines() -> list[str]:
    """The tokens that work, one a line: number, member, name, last use."""
    return [
        f"{token.pk}\t{token.member.user.email}\t{token.name}\t"
        + (f"last used {token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never used")
        for token in ApiToken.objects.valid().select_related("member__user").order_by("pk")
    ]


def revoke(number: int) -> bool:
    """Whether there was such a token that worked."""
    token = ApiToken.objects.valid().filter(pk=number).first()
    if token is not None:
        token.revoke()
    return token is not None
