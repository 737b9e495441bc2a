"""Releasing the agenda: what would change for whom, and the button that makes it public."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agenda.checks import problems
from agenda.models import Release, Session
from agenda.releases import changelog, diff, publication
from agenda.releases.diff import SessionChange
from expo.accounts.access import require_permission, staff_member
from expo.i18n.languages import AsksAboutLanguages
from expo.models import Edition
from expo.web.desk_page import bring_edition, bring_row, posted_data

# Longer lists of changes and of people say how many more there are.
SHOWN = 200
EARLIER = 10


class ReleaseForm(AsksAboutLanguages, forms.ModelForm):
    """The words of a release; `seen` is the version that the preview was made against, `looked_at` what it showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, empty_value=None)

    class Meta:
        model = Release
        fields = ["note_en", "note_zh", "overridden"]
        labels = {
            "note_en": gettext_lazy("What changed, in English"),
            "note_zh": gettext_lazy("What changed, in Chinese"),
            "overridden": gettext_lazy("Why it must go out in spite of these problems"),
        }
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 3}))

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


@require_permission("agenda.add_release")
@require_http_methods(["GET", "POST"])
@bring_edition
def release_agenda(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All that the next release would change; sent, it is released."""
    with timezone.override(edition.tz):
        return preview_or_release(request, edition)


@require_permission("agenda.add_release")
@require_http_methods(["GET", "POST"])
@bring_row(lambda: Session.objects.working().select_related("edition"), "pk")
def release_hot_fix(request: HttpRequest, session: Session) -> HttpResponse:
    """What of one session is not public yet; sent, it is."""
    with timezone.override(session.edition.tz):
        return preview_or_release(request, session.edition, session)


def preview_or_release(request: HttpRequest, edition: Edition, only: Session | None = None) -> HttpResponse:
    found = diff.pending_changes(edition, only)
    last = publication.newest_release(edition)
    seen = ""
    if last:
        seen = last.number
    form = ReleaseForm(posted_data(request), initial={"seen": seen, **changelog.draft_notes(found)})
    if form.is_valid() and (done := attempt_release(form, edition, only, request)):
        messages.success(request, _("Version %(number)s of the agenda is public.") % {"number": done.number})
        return redirect("agenda_desk:release", edition.slug)
    return render(request, "agenda/desk/release.html", release_context(edition, only, found, last, form))


def attempt_release(form: ReleaseForm, edition: Edition, only: Session | None, request: HttpRequest) -> Release | None:
    """The new release; None where it was refused, and the form says why."""
    looked_at = form.cleaned_data["looked_at"]
    try:
        if only:
            return publication.publish_hot_fix(only, by=staff_member(request), looked_at=looked_at, **form.words())
        seen = form.cleaned_data["seen"]
        return publication.publish(edition, by=staff_member(request), seen=seen, looked_at=looked_at, **form.words())
    except ValidationError as error:
        field = None
        if error.code == "problems":
            field = "overridden"
        form.add_error(field, error)
        return None


def release_context(
    edition: Edition, only: Session | None, found: list[SessionChange], last: Release | None, form: ReleaseForm
) -> dict[str, Any]:
    affected = changelog.affected_parties(diff.affected_roles(found))
    return {
        "edition": edition,
        "only": only,
        "form": form,
        "last": last,
        "number": len(found),
        "looked_at": diff.digest(found),
        "told": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "affected": affected[:SHOWN],
        "more_affected": max(0, len(affected) - SHOWN),
        "fatal": problems.fatal_problems(edition, only),
        "earlier": edition.releases.newest_first()[:EARLIER],
    }
