"""Where everybody on the staff changes their own password."""

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _


class ChangePassword(PasswordChangeView):
    """Django's, for every user and not only for those of data entry; other devices are logged out by it."""

    http_method_names = ("get", "head", "options", "post")
    template_name = "accounts/password.html"
    success_url = reverse_lazy("password_change")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password is changed. On other devices you are logged out."))
        return answer
