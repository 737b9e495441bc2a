"""Where everybody on the staff sets up the second step of logging in, gets new recovery codes and turns it off."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from expo.accounts import second_factor
from expo.accounts.access import require_permission, staff_member
from expo.accounts.login_form import SecondFactorForm
from expo.accounts.resubmit import kept_pairs, sent_fields

# In the session: the secret that the page has shown and nobody has confirmed yet, and since when in seconds, so that
# looking again shows it again, but not for whoever comes by later.
SHOWN = "second_factor_shown"
SHOWN_FOR = 15 * 60


@dataclass(frozen=True)
class Onward:
    """Where somebody was going when a second factor was asked of them, and what they sent there, as in an address."""

    to: str = ""
    kept: str = ""
    files: bool = False


NOWHERE = Onward()


@require_permission()
@require_safe
def two_steps_page(request: HttpRequest) -> HttpResponse:
    return render_state(request, onward=Onward(to=own_address(request, request.GET.get("next", ""))))


@sensitive_post_parameters()
@require_permission()
@require_POST
def set_up_step(request: HttpRequest) -> HttpResponse:
    user, secret, now = staff_member(request), shown_secret(request), timezone.now()
    onward = sent_onward(request)
    if second_factor.factor_of(user):
        return redirect("two_steps:page")
    form = sent_form(request, lambda code: second_factor.is_code_of(secret, code, now))
    if not form.is_valid():
        return render_state(request, form, onward)
    codes = second_factor.set_up(user, secret, form.cleaned_data["code"], now)
    request.session.pop(SHOWN, None)
    if codes:
        second_factor.note_in_session(request, second_factor.factor_of(user))
    said = _("Two-step log-in is on: from the next time you are asked for a code.")
    return recovery_codes_page(request, codes, said, onward)


@sensitive_post_parameters()
@require_permission()
@require_POST
def renewal_step(request: HttpRequest) -> HttpResponse:
    return take_step(request, renew)


@sensitive_post_parameters()
@require_permission()
@require_POST
def turning_off_step(request: HttpRequest) -> HttpResponse:
    return take_step(request, turn_off)


def take_step(request: HttpRequest, step: Callable[[HttpRequest, User], HttpResponse]) -> HttpResponse:
    """What a step answers, once password and code are good."""
    user = staff_member(request)
    form = sent_form(request, partial(second_factor.is_good_code, user, now=timezone.now()))
    return step(request, user) if form.is_valid() else render_state(request, form)


def renew(request: HttpRequest, user: User) -> HttpResponse:
    return recovery_codes_page(request, second_factor.renew_recovery_codes(user), _("The codes of before are void."))


def turn_off(request: HttpRequest, user: User) -> HttpResponse:
    if second_factor.turn_off(user, by=user.get_username()):
        messages.success(request, _("Two-step log-in is off: your password alone lets you in."))
    return redirect("two_steps:page")


def sent_form(request: HttpRequest, accepts: Callable[[str], bool]) -> SecondFactorForm:
    return SecondFactorForm(request, staff_member(request), accepts, request.POST)


def shown_secret(request: HttpRequest) -> str:
    secret, since = request.session.get(SHOWN, ("", 0))
    now = timezone.now().timestamp()
    if not secret or now - since > SHOWN_FOR:
        secret = second_factor.new_secret()
        request.session[SHOWN] = [secret, now]
    return secret


def sent_onward(request: HttpRequest) -> Onward:
    """What the page held when its form was sent."""
    to = own_address(request, request.POST.get("next", ""))
    return Onward(to, request.POST.get("kept", ""), files=bool(request.POST.get("files")))


def own_address(request: HttpRequest, address: str) -> str:
    """Where that is one of this site; else none."""
    secure = request.is_secure()
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=secure) else ""


def render_state(
    request: HttpRequest, form: SecondFactorForm | None = None, onward: Onward = NOWHERE, status: int = 200
) -> HttpResponse:
    """How somebody logs in now, and the form of what they may change about it. `form`: one that was refused."""
    user = staff_member(request)
    factor = second_factor.factor_of(user)
    context: dict[str, Any] = {"form": form or SecondFactorForm(request, user, bool), "factor": factor}
    context["onward"] = onward
    if factor:
        request.session.pop(SHOWN, None)
        context["left"] = second_factor.unused_recovery_codes(user)
    else:
        context["secret"] = secret = shown_secret(request)
        context["address"] = second_factor.provisioning_address(secret, user, request.get_host())
    return render(request, "accounts/two_steps.html", context, status=status)


def asked_to_set_up(request: HttpRequest) -> HttpResponse:
    """In the place of a page of work, for whoever must have a second factor first; what they sent stands in it."""
    if request.method != "POST":
        return redirect(f"{reverse('two_steps:page')}?{urlencode({'next': request.get_full_path()})}")
    onward = Onward(request.get_full_path(), sent_fields(request).urlencode(), files=bool(request.FILES))
    return render_state(request, onward=onward, status=403)


def recovery_codes_page(request: HttpRequest, codes: list[str], message: str, onward: Onward = NOWHERE) -> HttpResponse:
    """The only time that they are shown; where another press came first, there are none to show."""
    if not codes:
        return redirect("two_steps:page")
    messages.success(request, message)
    context = {"codes": codes, "onward": onward, "pairs": kept_pairs(QueryDict(onward.kept))}
    return render(request, "accounts/recovery_codes.html", context)


TWO_STEPS = [
    path("", two_steps_page, name="page"),
    path("set-up/", set_up_step, name="set_up"),
    path("codes/", renewal_step, name="codes"),
    path("off/", turning_off_step, name="off"),
]
