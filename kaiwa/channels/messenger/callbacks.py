"""What Facebook calls when a person leaves: the app's deauthorize and data deletion callbacks."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kaiwa.channels import leaving
from kaiwa.channels.messenger.connect import PROVIDER
from kaiwa.channels.messenger.signed_request import Farewell, NotFacebook, farewell
from kaiwa.lib.api_errors import BAD_INPUT, ApiError

logger = logging.getLogger(__name__)

STATUS_PAGE = "/data-deletion"


@csrf_exempt
@require_POST
def deauthorize(request: HttpRequest) -> HttpResponse:
    """A person removed the app: all that their login opened is disconnected at once (FB-19)."""
    gone = _farewell(request)
    leaving.left(PROVIDER, gone.user_id, at=gone.at)
    return JsonResponse({"success": True})


@csrf_exempt
@require_POST
def delete_data(request: HttpRequest) -> HttpResponse:
    """A person wants what we hold of them deleted. It is done by the time they have the address of its state."""
    gone = _farewell(request)
    done = leaving.forget(PROVIDER, gone.user_id)
    url = f"{settings.PUBLIC_URL}{STATUS_PAGE}/{done.code}"
    return JsonResponse({"url": url, "confirmation_code": done.code})


def _farewell(request: HttpRequest) -> Farewell:
    signed = request.POST.get("signed_request", "")
    try:
        return farewell(signed, settings.META_APP_SECRET, now=timezone.now())
    except NotFacebook as error:
        logger.warning("a signed_request was refused: %s", error)
        raise ApiError(BAD_INPUT) from error
