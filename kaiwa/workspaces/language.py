"""In which language a request is answered: the browser's, then what the user chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from kaiwa.workspaces.models import User


class MemberLanguage:
    """Middleware, after Django's LocaleMiddleware, which took the browser's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User):
            speak_to(request.user)
        return self.get_response(request)


def speak_to(user: User) -> None:
    """The rest of this request is in the user's language, when they chose one."""
    if user.language:
        translation.activate(user.language)
