"""Where everybody on the staff changes their own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from expo.accounts.login_form import OwnPasswordForm


class ChangePassword(PasswordChangeView):
    """Django's, for every user and not only for those of data entry; other devices are logged out by it."""

    http_method_names = ("get", "head", "options", "post")
    template_name = "accounts/password.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("password_change")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request, **super().get_form_kwargs()}

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password is changed. On other devices you are logged out."))
        return answer
