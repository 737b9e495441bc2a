"""Where everybody on the staff sets up the second step of logging in, gets new recovery codes and turns it off."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expo.accounts import second_factor
from expo.accounts.access import require_permission, staff_member
from expo.accounts.login_form import SecondFactorForm

# In the session: the secret that the page has shown and nobody has confirmed yet, so that looking again shows it again.
SHOWN = "second_factor_shown"


@require_permission()
@require_safe
def two_steps_page(request: HttpRequest) -> HttpResponse:
    return render_state(request)


@require_permission()
@require_POST
def set_up_step(request: HttpRequest) -> HttpResponse:
    user, secret, now = staff_member(request), shown_secret(request), timezone.now()
    if second_factor.factor_of(user):
        return redirect("two_steps:page")
    form = sent_form(request, lambda code: second_factor.is_code_of(secret, code, now))
    if not form.is_valid():
        return render_state(request, form)
    codes = second_factor.set_up(user, secret, form.cleaned_data["code"], now)
    request.session.pop(SHOWN, None)
    second_factor.note_in_session(request, user)
    return recovery_codes_page(request, codes, _("Two-step log-in is on: from the next time you are asked for a code."))


@require_permission()
@require_POST
def renewal_step(request: HttpRequest) -> HttpResponse:
    user = staff_member(request)
    form = sent_form(request, partial(second_factor.use_code, user, now=timezone.now()))
    if not form.is_valid():
        return render_state(request, form)
    return recovery_codes_page(request, second_factor.renew_recovery_codes(user), _("The codes of before are void."))


@require_permission()
@require_POST
def turning_off_step(request: HttpRequest) -> HttpResponse:
    user = staff_member(request)
    form = sent_form(request, partial(second_factor.use_code, user, now=timezone.now()))
    if not form.is_valid():
        return render_state(request, form)
    if second_factor.turn_off(user, by=user.get_username()):
        messages.success(request, _("Two-step log-in is off: your password alone lets you in."))
    return redirect("two_steps:page")


def sent_form(request: HttpRequest, accepts: Callable[[str], bool]) -> SecondFactorForm:
    return SecondFactorForm(request, staff_member(request), accepts, request.POST)


def shown_secret(request: HttpRequest) -> str:
    return request.session.setdefault(SHOWN, second_factor.new_secret())


def render_state(request: HttpRequest, form: SecondFactorForm | None = None) -> HttpResponse:
    """How somebody logs in now, and the form of what they may change about it. `form`: one that was refused."""
    user = staff_member(request)
    factor = second_factor.factor_of(user)
    context: dict[str, Any] = {"form": form or SecondFactorForm(request, user, bool), "factor": factor}
    if factor:
        context["left"] = second_factor.unused_recovery_codes(user)
    else:
        context["secret"] = secret = shown_secret(request)
        context["address"] = second_factor.provisioning_address(secret, user, request.get_host())
    return render(request, "accounts/two_steps.html", context)


def recovery_codes_page(request: HttpRequest, codes: list[str], message: str) -> HttpResponse:
    """The only time that they are shown; where another press came first, there are none to show."""
    if not codes:
        return redirect("two_steps:page")
    messages.success(request, message)
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


TWO_STEPS = [
    path("", two_steps_page, name="page"),
    path("set-up/", set_up_step, name="set_up"),
    path("codes/", renewal_step, name="codes"),
    path("off/", turning_off_step, name="off"),
]
