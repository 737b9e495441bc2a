"""The desk's page of the judges' links: made anew, shown this once, revoked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from agenda.contests.jury.invitations import invite_judge, revoke_invitation
from agenda.models.contests import Juror
from expo.accounts.access import require_permission
from expo.models import Edition
from expo.web.desk_page import bring_edition


@require_permission("agenda.run_contests")
@require_http_methods(["GET", "HEAD", "POST"])
@bring_edition
def links_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A new link stands in the answer that made it, and nowhere else."""
    jurors = Juror.objects.filter(round__contest__edition=edition).select_related("person", "round__contest").in_order()
    context = {"edition": edition, "jurors": jurors}
    if request.method != "POST":
        return render(request, "agenda/desk/jury_links.html", context)
    asked = request.POST.get("juror", "")
    if not asked.isdecimal():
        return redirect(request.path)
    juror = get_object_or_404(jurors, pk=asked)
    if request.POST.get("step") != "invite":
        revoke_invitation(juror)
        return redirect(request.path)
    link = request.build_absolute_uri(f"{reverse('jury:invitation')}?key={invite_judge(juror)}")
    return render(request, "agenda/desk/jury_links.html", context | {"link": link, "invited": juror})


# Below `/desk/jury/`.
urlpatterns = [path("<slug:edition>/", links_page, name="links")]
