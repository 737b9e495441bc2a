"""The urgent notice of an edition: published and ended by staff, and when the clock alone changes which one stands."""

from django.contrib.auth.models import User
from django.db.models import Min, Q
from django.utils import timezone

from expo.models import Edition, Notice


def publish_notice(notice: Notice, edition: Edition, by: User) -> Notice:
    """From now on, where it says nothing else."""
    notice.edition, notice.by = edition, by
    notice.save()
    return notice


def end_notice(edition: Edition, pk: int, by: User) -> bool:
    """False where it had ended already; one that has not begun never will."""
    now = timezone.now()
    rows = edition.notices.filter(pk=pk).exclude(ends_at__lte=now)
    if rows.filter(starts_at__lte=now).update(ends_at=now, ended_by=by):
        return True
    for notice in rows:
        notice.ends_at, notice.ended_by = notice.starts_at, by
        notice.save(update_fields=["ends_at", "ended_by"])
        return True
    return False


def seconds_until_change() -> float | None:
    """None where no notice begins or ends by itself."""
    now = timezone.now()
    begins = Min("starts_at", filter=Q(starts_at__gt=now))
    found = Notice.objects.aggregate(begins=begins, ends=Min("ends_at", filter=Q(ends_at__gt=now)))
    moments = list(filter(None, found.values()))
    if not moments:
        return None
    return min(moments).timestamp() - now.timestamp()
