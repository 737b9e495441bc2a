"""The desk's page of the judges' links: made anew, shown this once, revoked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agenda.contests.jury.invitations import invite_all, invite_judge, revoke_invitation
from agenda.contests.jury.seating import seat_again
from agenda.models.contests import Juror, Round
from expo.accounts.access import require_permission
from expo.i18n.numbers import is_key
from expo.models import Edition
from expo.web.desk_page import bring_edition


@require_permission("agenda.run_contests")
@require_http_methods(["GET", "HEAD", "POST"])
@bring_edition
def links_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A new link stands in the answer that made it, and nowhere else."""
    if request.method != "POST":
        return show_page(request, edition, [])
    step = request.POST.get("step", "")
    if step in OF_ROUNDS:
        rounds = Round.objects.filter(contest__edition=edition)
        round_ = get_object_or_404(rounds, pk=key_or_404(request.POST.get("round", "")))
        return OF_ROUNDS[step](request, edition, round_)
    if step in OF_JUDGES:
        juror = get_object_or_404(jurors_of(edition), pk=key_or_404(request.POST.get("juror", "")))
        return OF_JUDGES[step](request, edition, juror)
    return redirect(request.path)


def key_or_404(text: str) -> str:
    if not is_key(text):
        raise Http404
    return text


def jurors_of(edition: Edition) -> QuerySet[Juror]:
    rows = Juror.objects.filter(round__contest__edition=edition)
    return rows.select_related("person", "round__contest").in_order()


def invite_round(request: HttpRequest, edition: Edition, round_: Round) -> HttpResponse:
    invited = invite_all(round_)
    if not invited:
        messages.info(request, _("Every judge of this round has a link already."))
        return redirect_to_round(request, round_)
    return show_page(request, edition, invited)


def seat_round(request: HttpRequest, _edition: Edition, round_: Round) -> HttpResponse:
    try:
        count = seat_again(round_)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = ngettext("%(count)s judge is seated.", "%(count)s judges are seated.", count) % {"count": count}
        messages.success(request, said)
    return redirect_to_round(request, round_)


def redirect_to_round(request: HttpRequest, round_: Round) -> HttpResponse:
    """With the round chosen that somebody works on."""
    return redirect(f"{request.path}?round={round_.pk}")


def invite(request: HttpRequest, edition: Edition, juror: Juror) -> HttpResponse:
    return show_page(request, edition, [(juror, invite_judge(juror))])


def revoke(request: HttpRequest, _edition: Edition, juror: Juror) -> HttpResponse:
    revoke_invitation(juror)
    return redirect_to_round(request, juror.round)


OF_ROUNDS = {"invite_all": invite_round, "seat": seat_round}
OF_JUDGES = {"invite": invite, "revoke": revoke}


def show_page(request: HttpRequest, edition: Edition, invited: list[tuple[Juror, str]]) -> HttpResponse:
    """`invited`: judges with the keys of links that were made just now."""
    address = request.build_absolute_uri(reverse("jury:invitation"))
    rounds = Round.objects.filter(contest__edition=edition).select_related("contest").in_order()
    context = {
        "edition": edition,
        "jurors": jurors_of(edition),
        "rounds": rounds,
        "chosen_round": request.POST.get("round", request.GET.get("round", "")),
        "links": [(juror, f"{address}?key={key}") for juror, key in invited],
    }
    with timezone.override(edition.tz):
        return render(request, "agenda/desk/jury_links.html", context)


# Below `/desk/jury/`.
urlpatterns = [path("<slug:edition>/", links_page, name="links")]
