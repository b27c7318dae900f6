"""The workspace's choices for its CRM over HTTP: for members with access to the account settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from ninja import Router, Schema
from pydantic import Field

from kaiwa.crm import preferences, present, working
from kaiwa.crm.api.asking import account_of
from kaiwa.crm.models import CrmAccount
from kaiwa.crm.shapes import CrmInfoOut, ReasonOut
from kaiwa.lib import jobs, regions
from kaiwa.lib.api_types import Input
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)

Form = Literal["by_channel", "note", "activity", "both"]


def _one_of(codes: Iterable[str]) -> Any:
    """Text of which the OpenAPI tells every value, short enough to be read."""
    return Field(pattern=f"^({'|'.join(sorted(codes))})$")


Region = Annotated[str, _one_of(regions.codes())]
Currency = Annotated[str, _one_of(regions.currencies())]


class CrmUsageOut(Schema):
    """Requests since midnight. `tokens`: what they cost of `budget`, where the CRM has one."""

    reads: int
    lists: int
    searches: int
    writes: int
    tokens: int
    budget: int | None


class RefusedOut(Schema):
    kind: Literal["person", "lead", "deal", "note", "activity", "file"]
    reason: ReasonOut
    count: int


class CrmSettingsOut(Schema):
    """`language`: of what is written into the CRM. `region`: of numbers without a country code.

    `regions` and `currencies` are those that can be chosen.
    """

    info: CrmInfoOut
    form: Form
    language: Literal["ja", "en"]
    region: str
    currency: str
    regions: list[str]
    currencies: list[str]
    usage: CrmUsageOut
    refused: list[RefusedOut]


class CrmSettingsPatch(Input):
    form: Form | None = None
    language: Literal["ja", "en"] | None = None
    region: Region | None = None
    currency: Currency | None = None


@router.get("/crm/settings", response=CrmSettingsOut)
def get_crm_settings(request: MemberRequest) -> CrmSettingsOut:
    preferences.require(request.member)
    return _shown(account_of(request.member))


@router.patch("/crm/settings", response=CrmSettingsOut)
def change_crm_settings(request: MemberRequest, body: CrmSettingsPatch) -> CrmSettingsOut:
    """What is written from now on goes by it."""
    preferences.require(request.member)
    changes = {name: value for name, value in body.model_dump().items() if value is not None}
    return _shown(preferences.change(account_of(request.member), changes, by=request.member))


@router.post("/crm/retry-refused", response=CrmSettingsOut)
def retry_all_refused(request: MemberRequest) -> CrmSettingsOut:
    """Have everything tried again that the CRM refused."""
    preferences.require(request.member)
    account = account_of(request.member)
    preferences.retry(account)
    if preferences.refused_records(account).exists():
        jobs.wake(working.retry_refused, member=request.member.pk)
    working.wake()
    return _shown(account)


def _shown(account: CrmAccount) -> CrmSettingsOut:
    refused = [
        RefusedOut(
            kind=each.kind,  # type: ignore[arg-type]  # of these kinds they all are
            reason=ReasonOut(code=each.code, params=each.params),
            count=each.count,
        )
        for each in preferences.refused(account)
    ]
    return CrmSettingsOut(
        info=present.info(account),
        form=account.form,  # type: ignore[arg-type]  # the column has these choices
        language="ja" if account.language == "ja" else "en",
        region=account.region,
        currency=account.currency,
        regions=sorted(regions.codes()),
        currencies=sorted(regions.in_use()),
        usage=CrmUsageOut(**preferences.used_today(account), budget=preferences.budget(account)),
        refused=refused,
    )
