"""The contest desk's page of late entries: who may still enter after the deadline, why, until when, by whom."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agenda.contests.entering import late
from agenda.contests.entering.keys import make_key
from agenda.models.contests import Contest, Entry, EntryStatus
from expo.accounts.access import require_permission, staff_member
from expo.db.text_fields import TypedField
from expo.i18n.instants import SkippedHour, entered_moment
from expo.i18n.numbers import is_key
from expo.models import Edition
from expo.web.desk_page import bring_edition


class LateForm(forms.Form):
    """For an entry that is there already, or for a team that has none."""

    entry = forms.ModelChoiceField(
        Entry.objects.none(), label=_("Entry that is opened again"), required=False, empty_label=_("none: a new team")
    )
    team = TypedField(label=_("or: name of the new team"), required=False, max_length=200)
    reason = TypedField(label=_("Reason"), max_length=300)
    until = forms.DateTimeField(
        label=_("Until, by the clock at the venue"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    # Pressed twice, it leads to one link.
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, contest: Contest, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"key": make_key()})
        self.contest = contest
        choices = self.fields["entry"]
        if isinstance(choices, forms.ModelChoiceField):
            choices.queryset = contest.entries.to_review().order_by("name_zh", "name_en", "pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"entry", "team"} and bool(data.get("entry")) == bool(data.get("team")):
            self.add_error("team", _("Choose an entry, or name a new team: one of both."))
        if data.get("until"):
            self.enter_moment(data)
        return data

    def enter_moment(self, data: dict[str, Any]) -> None:
        """By the clock at the venue."""
        try:
            data["until"] = entered_moment(data["until"].replace(tzinfo=None), self.contest.edition.tz)
        except SkippedHour as error:
            self.add_error("until", error)
            return
        if data["until"] <= self.contest.edition.now():
            self.add_error("until", _("This moment has passed."))


class LinkForm(forms.Form):
    """For a team that has lost its private link."""

    entry = forms.ModelChoiceField(Entry.objects.none(), label=_("Entry whose team lost its link"), empty_label=None)
    reason = TypedField(label=_("How you know that it is the team"), max_length=300)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    prefix = "link"

    def __init__(self, contest: Contest, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"key": make_key()})
        choices, standing = self.fields["entry"], (EntryStatus.APPLIED, EntryStatus.ACCEPTED)
        if isinstance(choices, forms.ModelChoiceField):
            rows = contest.entries.filter(status__in=standing)
            choices.queryset = rows.order_by("number", "name_zh", "name_en", "pk")


@require_permission("agenda.run_contests")
@require_http_methods(["GET", "HEAD", "POST"])
@bring_edition
def late_page(request: HttpRequest, edition: Edition, contest: str) -> HttpResponse:
    """A new link stands in the answer that made it, and nowhere else."""
    row = get_object_or_404(Contest.objects.select_related("edition"), edition=edition, slug=contest)
    with timezone.override(edition.tz):
        if request.method != "POST":
            return show_page(request, row, LateForm(row))
        if "revoke" in request.POST:
            return revoke(request, row, request.POST["revoke"])
        if "renew" in request.POST:
            return renew(request, row, LinkForm(row, request.POST))
        form = LateForm(row, request.POST)
        if not form.is_valid():
            return show_page(request, row, form, status=422)
        return permit(request, row, form)


def permit(request: HttpRequest, contest: Contest, form: LateForm) -> HttpResponse:
    data, by = form.cleaned_data, staff_member(request)
    part = "entry" if data["entry"] else "apply"
    try:
        if data["entry"]:
            key = late.permit_entry(data["entry"], data["reason"], data["until"], by, data["key"])
        else:
            key = late.permit_new_team(contest, data["team"], data["reason"], data["until"], by, data["key"])
    except ValidationError as refusal:
        form.add_error("entry", refusal)
        return show_page(request, contest, form, status=422)
    if not key:
        return redirect(f"{request.path}?opened=1")
    return show_page(request, contest, LateForm(contest), link=private_link(request, contest, part, key))


def private_link(request: HttpRequest, contest: Contest, part: str, key: str) -> str:
    link = reverse(f"contest_entry:{part}", args=[contest.edition.slug, contest.slug])
    return request.build_absolute_uri(f"{link}?key={key}")


def renew(request: HttpRequest, contest: Contest, form: LinkForm) -> HttpResponse:
    """The former link dies; the new one stands in this answer alone."""
    if not form.is_valid():
        return show_page(request, contest, LateForm(contest), status=422, renewing=form)
    data = form.cleaned_data
    try:
        key = late.renew_link(data["entry"], data["reason"], staff_member(request), data["key"])
    except ValidationError as refusal:
        form.add_error("entry", refusal)
        return show_page(request, contest, LateForm(contest), status=422, renewing=form)
    return show_page(request, contest, LateForm(contest), link=private_link(request, contest, "entry", key))


def revoke(request: HttpRequest, contest: Contest, key: str) -> HttpResponse:
    if is_key(key):
        permission = get_object_or_404(contest.late_permissions, pk=key)
        late.take_permission_back(permission, staff_member(request))
    return redirect(request.path)


def show_page(request: HttpRequest, contest: Contest, form: LateForm, status: int = 200, **more: Any) -> HttpResponse:
    permissions = contest.late_permissions.select_related("entry", "permitted_by").order_by("-permitted_at", "-pk")
    context = {
        "edition": contest.edition,
        "contest": contest,
        "form": form,
        "renewing": LinkForm(contest),
        "permissions": permissions,
        "now": contest.edition.now(),
        "opened": "opened" in request.GET,
    }
    return render(request, "agenda/desk/contest_late.html", context | more, status=status)
