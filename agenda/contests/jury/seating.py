"""Judges of a round who sit in the next one too."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.models.contests import Juror, Round


@transaction.atomic
def seat_again(round_: Round) -> int:
    """Seat the judges of the round before whom this round lacks, in their tracks; how many are new. Each number stays
    where it is free, else the next one is given.

    Raises ValidationError once a ranking is frozen.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.rankings.exists():
        raise ValidationError(_("The ranking of this round is frozen; its jury stays as it is."))
    seated = set(round_.jurors.values_list("person", flat=True))
    taken = set(round_.jurors.values_list("number", flat=True))
    former = Juror.objects.filter(round__contest=round_.contest_id, round__number=round_.number - 1)
    missing = former.exclude(person__in=seated).prefetch_related("tracks").order_by("number", "pk")
    for juror in missing:
        number = juror.number if juror.number not in taken else max(taken) + 1
        taken.add(number)
        copy_seat(juror, round_, number)
    return len(missing)


def copy_seat(juror: Juror, round_: Round, number: int) -> None:
    told = {
        name: getattr(juror, name) for name in ("person_id", "organisation_id", "title_en", "title_zh", "published")
    }
    seat = Juror.objects.create(round=round_, number=number, **told)
    seat.tracks.set(juror.tracks.all())
