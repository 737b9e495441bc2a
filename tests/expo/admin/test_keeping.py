"""What was deleted can be restored for a year; then the clean-up lets go of it and of its history."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from expo.models import Operation, Trace, Version
from expo.recovery import deletions
from tests.support.factories import make_booth, make_edition, make_hall, make_person
from tests.support.showcase_factories import make_launch
from tests.support.staff import a_superuser, filled, page

pytestmark = pytest.mark.django_db


def saved(row, **changes):
    """The row after a save in its form, a year and a half ago."""
    client, path = a_superuser(), page(row._meta.label_lower, "change", row.pk)
    client.post(path, filled(client.get(path), **changes))
    Version.objects.update(saved_at=days_ago(550))
    return row


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


@pytest.mark.parametrize(("days", "kept"), [(364, True), (366, False)])
def test_after_a_year_what_was_deleted_goes_with_its_history(days, kept, capsys):
    launch = saved(make_launch(), name_en="Chip")
    deletions.delete_rows([launch], None)
    Operation.objects.update(at=days_ago(days))

    call_command("clear_deleted")

    assert (Trace.objects.exists(), Version.objects.exists()) == (kept, kept)
    assert capsys.readouterr().out == (
        "Steps let go: 0. Versions of rows that are gone: 0.\n"
        if kept
        else "Steps let go: 1. Versions of rows that are gone: 2.\n"
    )


def test_the_history_of_what_is_there_is_never_let_go():
    saved(make_person(), name_en="Ada")

    call_command("clear_deleted")

    assert Version.objects.count() == 2


def test_the_history_of_what_went_with_another_row_is_kept_as_long_as_that_can_be_restored():
    hall = saved(make_hall(edition=make_edition(slug="2027", published=False)), name_en="Hall of chips")
    make_booth(hall=hall)
    deletions.delete_rows([hall.edition], None)

    call_command("clear_deleted")

    assert Version.objects.count() == 2
