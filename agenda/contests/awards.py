"""Awards out of a final ranking, with their certificates."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Length, Now
from django.utils.translation import gettext as _

from agenda.contests.log import LOG, append_event
from agenda.models.contests import Award, ContestVerb, EntryStatus, FrozenRanking, ResultRow

NAMES = {1: ("First prize", "一等奖"), 2: ("Second prize", "二等奖"), 3: ("Third prize", "三等奖")}


@transaction.atomic
def draft_awards(ranking: FrozenRanking, places: int = 3, *, by_track: bool = False) -> list[Award]:
    """First to third prizes, in all or of each track, unpublished: prizes and citations are entered by hand. Those that
    stand are among them; beside one that was withdrawn comes another.

    Raises ValidationError while awards of the ranking before its correction stand.
    """
    LOG.lock()
    require_withdrawn(ranking)
    require_one_kind(ranking, by_track=by_track)
    drafted = []
    for planned in plan_awards(ranking, places, by_track=by_track):
        names = {name: getattr(planned, name) for name in ("name_en", "name_zh", "place", "order")}
        award, _created = Award.objects.get_or_create(
            contest=planned.contest, entry=planned.entry, ranking=ranking, track=planned.track, withdrawn_at=None,
            defaults=names,
        )  # fmt: skip
        drafted.append(award)
    return drafted


def plan_awards(ranking: FrozenRanking, places: int = 3, *, by_track: bool = False) -> list[Award]:
    """As they would be drafted, of entries that stand; nothing is stored. One query."""
    place, found = "track_place" if by_track else "place", []
    rows = ranking.rows.filter(**{f"{place}__lte": places}, entry__status=EntryStatus.ACCEPTED)
    for row in rows.select_related("entry__contest", "entry__track").order_by(place, "pk"):
        rank, track = getattr(row, place), row.entry.track if by_track else None
        english, chinese = place_names(rank)
        names = {"name_en": english, "name_zh": chinese, "place": rank, "order": rank}
        award = Award(contest=row.entry.contest, entry=row.entry, ranking=ranking, track=track, **names)
        found.append(award)
    return found


def place_names(place: int) -> tuple[str, str]:
    """What the award of a place in a ranking is called, in English and in Chinese: never as somebody types it."""
    return NAMES.get(place, (f"Place {place}", f"第{place}名"))


def require_withdrawn(ranking: FrozenRanking) -> None:
    """Raises ValidationError while a published award follows from an earlier version of the ranking."""
    earlier = Award.objects.filter(ranking__round=ranking.round_id, ranking__version__lt=ranking.version)
    standing = earlier.filter(published_at__isnull=False, withdrawn_at=None).order_by("certificate_number")
    if numbers := ", ".join(standing.values_list("certificate_number", flat=True)):
        said = _("Awards of the ranking before its correction still stand: %(numbers)s. Withdraw them first.")
        raise ValidationError(said % {"numbers": numbers})


def require_one_kind(ranking: FrozenRanking, *, by_track: bool) -> None:
    """Raises ValidationError while awards in all stand where those of each track are asked for, or the other way."""
    standing = ranking.awards.filter(published_at__isnull=False, withdrawn_at=None, track__isnull=by_track)
    if standing.exists():
        raise ValidationError(_("Awards in all and of each track exclude each other: withdraw the others first."))


@transaction.atomic
def publish_award(award: Award, by: User) -> Award:
    """Give it the next certificate of its edition; public from now on, by the database's clock, as its readers ask.

    Raises ValidationError before the ranking behind it is final, and where a correction stands above that.
    """
    LOG.lock()
    rows = Award.objects.select_related("contest__edition", "entry", "track", "ranking")
    award = locked = rows.annotate(moment=Now()).get(pk=award.pk)
    check_award(award)
    award.certificate_number, award.published_at = next_certificate(award), locked.moment
    award.save(update_fields=["certificate_number", "published_at"])
    told = {"entry": award.entry.code, "award": award.name_en or award.name_zh, "number": award.certificate_number}
    append_event(ContestVerb.AWARDED, award.contest, by, **told, place=award.place)
    return award


def check_award(award: Award) -> None:
    if award.published_at is not None:
        raise ValidationError(_("This award is published already."))
    if award.entry.status != EntryStatus.ACCEPTED:
        raise ValidationError(_("This entry stands no more."))
    if not is_of_one_contest(award):
        raise ValidationError(_("The entry or the track of this award belongs to another contest."))
    if award.ranking is None:
        return
    require_one_kind(award.ranking, by_track=award.track_id is not None)
    if award.ranking.final_at is None:
        raise ValidationError(_("The ranking behind this award is not final."))
    if FrozenRanking.objects.filter(corrects=award.ranking).exists():
        raise ValidationError(_("This ranking has been corrected; take the newer one."))
    require_place(award)


def require_place(award: Award) -> None:
    """Raises ValidationError unless name and place are those that the ranking gives the entry."""
    if not is_named_by_place(award):
        said = _("%(award)s is not what place %(place)s is called: delete this draft, then draft it again.")
        raise ValidationError(said % {"award": award, "place": award.place})
    if not follows_from_ranking(award):
        said = _("%(entry)s has another place in the ranking: delete its draft in data entry, then draft it again.")
        raise ValidationError(said % {"entry": award.entry.code})


def is_of_one_contest(award: Award) -> bool:
    """Whether its entry and its track are of its own contest."""
    contests = {award.contest_id, award.entry.contest_id}
    if award.track is not None:
        contests.add(award.track.contest_id)
    return len(contests) == 1


def is_named_by_place(award: Award) -> bool:
    return award.place is not None and (award.name_en, award.name_zh) == place_names(award.place)


def follows_from_ranking(award: Award) -> bool:
    """Whether the ranking behind it gives its entry its place: in all or, where it is of a track, in that one."""
    rows = ResultRow.objects.filter(ranking=award.ranking_id, ranking__round__contest=award.contest_id)
    rows = rows.filter(entry=award.entry_id)
    if award.track_id is None:
        return rows.filter(place=award.place).exists()
    return rows.filter(track_place=award.place, entry__track=award.track_id).exists()


def next_certificate(award: Award) -> str:
    """Like 2026-C0007, in the order in which the awards of an edition are published."""
    prefix = f"{award.contest.edition.identifier}-C"
    given = Award.objects.filter(certificate_number__startswith=prefix)
    # As text, C9999 would stand after C10000.
    last = given.order_by(Length("certificate_number"), "certificate_number").values_list("certificate_number").last()
    number = int(last[0].removeprefix(prefix)) if last else 0
    return f"{prefix}{number + 1:04d}"


@transaction.atomic
def withdraw_award(award: Award, by: User, *, reason: str) -> Award:
    """Of a published one; its certificate is never given again."""
    LOG.lock()
    award = locked = Award.objects.select_for_update().annotate(moment=Now()).get(pk=award.pk)
    if award.published_at is None or award.withdrawn_at is not None or not reason.strip():
        raise ValidationError(_("A published award is withdrawn once, and for a reason."))
    award.withdrawn_at, award.withdrawn_reason = locked.moment, reason
    award.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    append_event(ContestVerb.REVOKED, award.contest, by, number=award.certificate_number, reason=reason)
    return award
