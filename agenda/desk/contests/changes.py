"""What staff change of a judging by hand, each for a reason and told in the log: scores, judges, recusals, the rule."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agenda.contests.content import plain_text
from agenda.contests.draw import assign_judge
from agenda.contests.jury.own_entries import ScoreField, score_field
from agenda.contests.jury.saving import LONGEST_REASON, PREFIX, Sheet
from agenda.contests.recusals import recuse_judge, same_names
from agenda.contests.scoring import change_scores_late
from agenda.desk.contests.rule_corrections import correct_rule
from agenda.desk.contests.rule_form import RuleForm
from agenda.models.contests import Assignment, Recusal, Round, ScoreChange
from expo.accounts.access import require_permission, staff_member
from expo.i18n.numbers import is_key
from expo.models import Edition
from expo.web.desk_page import bring_edition

ALLOWED, CORRECT = "agenda.run_contests", "agenda.correct_scores"
Sent = Mapping[str, str]


@require_permission(ALLOWED)
@require_http_methods(["GET", "HEAD", "POST"])
@bring_edition
def changes_page(request: HttpRequest, edition: Edition, contest: str, number: int) -> HttpResponse:
    rounds = Round.objects.select_related("contest__edition")
    round_ = get_object_or_404(rounds, contest__edition=edition, contest__slug=contest, number=number)
    user = staff_member(request)
    form = RuleForm(request.POST if request.POST.get("step") == "rule" else None, round_=round_)
    if request.method == "POST" and take_change(request, round_, user, form):
        return redirect(request.get_full_path())
    # A bound form has put what was typed into its own row.
    round_ = rounds.get(pk=round_.pk)
    chosen = find_assignment(round_, request.GET)
    context = {
        "edition": edition,
        "round": round_,
        "form": form,
        "same_names": same_names(round_),
        "frozen": round_.rankings.exists(),
        "closed": round_.has_closed,
        "may_correct": user.has_perm(CORRECT),
        "assignments": assignments_of(round_),
        "assignment": chosen,
        "fields": score_fields(chosen, request.POST) if chosen else [],
        "sent": request.POST,
        **rows_of(round_),
    }
    return render(request, "agenda/desk/contest_changes.html", context)


def rows_of(round_: Round) -> dict[str, QuerySet]:
    """What the page lists and lets choose from."""
    score = "score__assignment"
    changes = ScoreChange.objects.filter(score__criterion__round=round_).select_related(
        f"{score}__juror", f"{score}__round_entry__entry", "score__criterion", "by"
    )
    recusals = Recusal.objects.filter(juror__round=round_).select_related("juror", "entry", "by")
    return {
        "changes": changes.order_by("pk"),
        "recusals": recusals.order_by("juror__number", "entry__number", "pk"),
        "jurors": round_.jurors.select_related("person").in_order(),
        "entries": round_.round_entries.competing().select_related("entry").in_order(),
    }


def assignments_of(round_: Round) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(round_entry__in=round_.round_entries.competing(), juror__round=round_)
    rows = rows.select_related("juror__person", "juror__round", "round_entry__entry__contest__edition")
    return rows.order_by("round_entry__entry__number", "juror__number", "pk")


def find_assignment(round_: Round, sent: Sent) -> Assignment | None:
    key = sent.get("assignment", "")
    return assignments_of(round_).filter(pk=key).first() if is_key(key) else None


def score_fields(assignment: Assignment, sent: Sent) -> list[ScoreField]:
    """A field for each criterion, with what was sent or else what stands."""
    given = {score.criterion_id: plain_text(score.units) for score in assignment.scores.all()}
    fields = []
    for criterion in assignment.juror.round.criteria.all():
        field = score_field(criterion)
        field.value = sent.get(f"{PREFIX}{field.code}", given.get(criterion.pk, ""))
        fields.append(field)
    return fields


def take_change(request: HttpRequest, round_: Round, user: User, form: RuleForm) -> bool:
    """Whether it was made; says so, or why it was not."""
    change = CHANGES.get(request.POST.get("step", ""))
    if change is None:
        return True
    try:
        said = change(round_, user, request.POST, form)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, said)
    return True


def reason_of(sent: Sent) -> str:
    """Raises ValidationError where none is given."""
    reason = sent.get("reason", "").strip()[:LONGEST_REASON]
    if not reason:
        raise ValidationError(_("Say why."))
    return reason


@transaction.atomic
def change_scores(round_: Round, user: User, sent: Sent, _form: RuleForm) -> Any:
    """As somebody saw them: not above what was changed since."""
    if not user.has_perm(CORRECT):
        raise PermissionDenied
    Round.objects.select_for_update().get(pk=round_.pk)
    assignment, sheet = find_assignment(round_, sent), Sheet.read(sent)
    if assignment is None or assignment.version != sheet.version:
        raise ValidationError(_("These scores have changed meanwhile: look again."))
    if not change_scores_late(assignment, sheet.values, reason=reason_of(sent), by=user):
        raise ValidationError(_("Nothing was changed."))
    return gettext_lazy("The scores are changed, and the log tells of it.")


def recuse(round_: Round, user: User, sent: Sent, _form: RuleForm) -> Any:
    juror, row = chosen_pair(round_, sent)
    recuse_judge(juror, row.entry, reason=reason_of(sent), by=user)
    return gettext_lazy("The judge is recused: what they gave this entry counts no more.")


def assign(round_: Round, user: User, sent: Sent, _form: RuleForm) -> Any:
    juror, row = chosen_pair(round_, sent)
    assign_judge(juror, row, user)
    return gettext_lazy("The judge has this entry now.")


def chosen_pair(round_: Round, sent: Sent) -> tuple[Any, Any]:
    """A judge and an entry of the round."""
    keys = sent.get("juror", ""), sent.get("entry", "")
    found: tuple[Any, Any] = (None, None)
    if all(map(is_key, keys)):
        rows = rows_of(round_)
        found = rows["jurors"].filter(pk=keys[0]).first(), rows["entries"].filter(pk=keys[1]).first()
    if None in found:
        raise ValidationError(_("Choose a judge and an entry of this round."))
    return found


def change_rule(round_: Round, user: User, sent: Sent, form: RuleForm) -> Any:
    if not form.is_valid():
        raise ValidationError(_("Please correct what is marked below."))
    correct_rule(round_, form.changes, user, seen=sent.get("seen", ""), reason=reason_of(sent))
    return gettext_lazy("The rule is corrected, and the log tells of it.")


CHANGES: dict[str, Callable[[Round, User, Sent, RuleForm], Any]] = {
    "score": change_scores,
    "recuse": recuse,
    "assign": assign,
    "rule": change_rule,
}
