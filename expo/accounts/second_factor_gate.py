"""Where the house asks every account for a second factor, nobody works on the staff site before having one."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from expo.accounts import second_factor
from expo.accounts.access import staff_member
from expo.accounts.two_steps import asked_to_set_up

Handler = Callable[[HttpRequest], HttpResponse]
# Where staff work; judges, who come by a link and have no password, reach neither.
WORK = ("/desk/", "/admin/")


class RequireSecondFactor:
    """With `REQUIRE_SECOND_FACTOR`, whoever has none is led to where it is set up.

    Whoever has one and came in without it, before it was set up elsewhere, logs in again. What was sent is kept in the
    page for both.
    """

    def __init__(self, get_response: Handler) -> None:
        if not settings.REQUIRE_SECOND_FACTOR:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WORK) and request.user.is_authenticated:
            factor = second_factor.factor_of(staff_member(request))
            if factor is None:
                return asked_to_set_up(request)
            if not second_factor.came_in_by(request, factor):
                logout(request)
                return redirect_to_login(request.get_full_path())
        return self.get_response(request)
