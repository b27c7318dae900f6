"""Whom the operator of this installation names for questions. The help shows it, to whoever is signed in or not."""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

router = Router(auth=None, tags=["help"])


class SupportOut(Schema):
    """Both empty when the operator names nobody."""

    url: str
    mail: str


@router.get("/support", response=SupportOut)
def support(request: HttpRequest) -> SupportOut:
    return SupportOut(url=settings.SUPPORT_URL, mail=settings.SUPPORT_MAIL)
