"""What somebody sent while logged out stays in the page until they have logged in again, and is then sent anew."""

from typing import cast

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure

from expo.accounts import known_devices, second_factor
from expo.accounts.access import place_of_work, staff_member
from expo.accounts.login_form import LoginForm

ACCOUNTS = "/accounts/"
# Bound to the session that ended.
TOKEN = "csrfmiddlewaretoken"  # noqa: S105


def sent_fields(request: HttpRequest) -> QueryDict:
    """What was sent, but no secret: neither passwords nor the token against forged forms, nor a code to log in by."""
    kept = request.POST.copy()
    for name in list(kept):
        if name == TOKEN or "password" in name or (name == "code" and request.path.startswith(ACCOUNTS)):
            del kept[name]
    return kept


def resubmit_login_page(request: HttpRequest) -> HttpResponse:
    """The page to log in on, which holds what was sent."""
    context = {
        "form": LoginForm(request),
        "next": request.get_full_path(),
        "kept": sent_fields(request).urlencode(),
        "files": bool(request.FILES),
    }
    return render(request, "accounts/login.html", context, status=403)


class LogIn(LoginView):
    """Django's; what was sent while logged out is offered to be sent anew."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        second_factor.note_in_session(self.request, cast(LoginForm, form).factor)
        to, kept = self.get_redirect_url(), self.request.POST.get("kept")
        if to and kept:
            answer = resubmit_page(self.request, to, QueryDict(kept), files=bool(self.request.POST.get("files")))
        known_devices.remember_device(self.request, answer, form.get_user())
        return answer

    def get_success_url(self) -> str:
        """Wherever they came from: whoever has no place of work is told so."""
        if place_of_work(staff_member(self.request)):
            return super().get_success_url()
        return reverse("staff")

    def get_context_data(self, **more: object) -> dict[str, object]:
        kept = {name: self.request.POST.get(name, "") for name in ("kept", "files")}
        return super().get_context_data(**kept, **more)


def resubmit_page(request: HttpRequest, to: str, kept: QueryDict, *, files: bool, status: int = 200) -> HttpResponse:
    """Nothing is sent without a press: it may be another person who logged in."""
    context = {"to": to, "pairs": kept_pairs(kept), "files": files}
    return render(request, "accounts/send_again.html", context, status=status)


def kept_pairs(kept: QueryDict) -> list[tuple[str, str]]:
    """Each value with its name, as a form sends them."""
    pairs = []
    for name, values in kept.lists():
        for value in values:
            pairs.append((name, value))
    return pairs


def csrf_refusal_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was opened before its reader logged in anew: its token is old, and what was typed still good.

    Only where the browser vouches that the form is ours: what a foreign page sent is never offered.
    """
    if request.user.is_authenticated and is_own_form(request):
        to, kept = request.get_full_path(), sent_fields(request)
        return resubmit_page(request, to, kept, files=bool(request.FILES), status=403)
    return csrf_failure(request, reason)


def is_own_form(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
