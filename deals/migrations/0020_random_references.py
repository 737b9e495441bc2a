"""References that followed from submission keys, which follow from what a row says, give way to random ones.

The former one leads on where the public has seen it, and where it held nothing that was ever to be hidden.
"""

import base64
import hashlib
import re
import secrets
import uuid
from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Where the first was given already, the next was taken.
ATTEMPTS = 8
TOGETHER = 500
EMBARGOES, ANNOUNCEMENTS = ("embargoed", "lifted"), ("announced", "corrected")


def derived(key: uuid.UUID) -> Iterator[str]:
    for attempt in range(ATTEMPTS):
        digest = hashlib.sha256(key.bytes + attempt.to_bytes(4)).digest()
        yield base64.b32encode(digest[:5]).decode().lower()


def replace_derived(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    deals, alias = apps.get_model("deals", "Deal"), schema_editor.connection.alias
    rows = deals.objects.using(alias).select_related("edition").order_by("pk")
    taken = set(rows.values_list("reference", flat=True))
    open_to_all = never_masked(apps, alias)
    found = []
    for deal in rows.iterator(TOGETHER):
        if deal.reference in derived(deal.submission_key):
            deal.former_reference = deal.reference if deal.pk in open_to_all else ""
            deal.reference = fresh(taken)
            found.append(deal)
    deals.objects.using(alias).bulk_update(found, ["reference", "former_reference"], batch_size=TOGETHER)


def fresh(taken: set[str]) -> str:
    """A random reference that no deal has or had."""
    while (found := base64.b32encode(secrets.token_bytes(5)).decode().lower()) in taken:
        pass
    taken.add(found)
    return found


def never_masked(apps: Apps, alias: str) -> set[int]:
    """The keys of deals that were announced, and of which the public was at no time not to know something."""
    terms, events = (apps.get_model("deals", name).objects.using(alias) for name in ("Terms", "Event"))
    shown = models.Q(name_shown="public", amount_shown="public", embargo_until=None)
    masked = set(terms.exclude(shown).values_list("deal", flat=True))
    hidden = apps.get_model("deals", "Party").objects.using(alias).exclude(shown="public")
    masked |= set(hidden.values_list("terms__deal", flat=True))
    # An embargo that was lifted is left in the log alone, under the number that the deal had then.
    told = events.filter(verb__in=EMBARGOES).values_list("deal_number", flat=True)
    embargoed = {running_number(number) for number in told}
    announced = set(events.filter(verb__in=ANNOUNCEMENTS).values_list("deal_number", flat=True))
    return {
        deal.pk
        for deal in apps.get_model("deals", "Deal").objects.using(alias).select_related("edition")
        if deal.pk not in masked
        and deal.sequence not in embargoed
        and (deal.announced_version or f"{deal.edition.identifier}-{deal.sequence:04d}" in announced)
    }


def running_number(number: str) -> int | None:
    found = re.search(r"-(\d+)$", number)
    return int(found[1]) if found else None


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0019_match_names_in_either_script"),
        ("expo", "0010_lasting_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="deal",
            name="former_reference",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=8, verbose_name="public reference before"
            ),
        ),
        migrations.AlterField(
            model_name="deal",
            name="reference",
            field=models.CharField(
                help_text="Running numbers would tell of deals not announced.",
                max_length=8,
                verbose_name="public reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.UniqueConstraint(fields=("reference",), name="deal_reference_is_given_once"),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("former_reference", ""), _negated=True),
                fields=("former_reference",),
                name="former_reference_is_of_one_deal",
            ),
        ),
        migrations.RunPython(replace_derived, migrations.RunPython.noop, elidable=False),
    ]
