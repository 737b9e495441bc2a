"""What the ledger's tables hold after deals went one of two ways, without clocks and keys of the database."""

import json
from collections.abc import Callable

from django.apps import apps
from django.db import models, transaction

from deals.models import Deal, Event
from expo.models import Organisation

CLOCK = (models.DateTimeField,)
RANDOM = ("reference",)


def left_by(way: Callable[[], object]) -> tuple[object, dict[str, list]]:
    """What a way returns and all rows of the app that it leaves; then all of it is taken back."""
    with transaction.atomic():
        returned = way()
        found = tables()
        transaction.set_rollback(True)
    return returned, found


def tables() -> dict[str, list]:
    found = {
        model._meta.label: [plain(row) for row in model.objects.order_by("pk")]
        for model in apps.get_app_config("deals").get_models(include_auto_created=True)
        if model not in (Event, apps.get_model("deals", "ChainHead"))
    }
    # Index keys are written in any order.
    found |= {"known": list(Organisation.objects.filter(known=True).values_list("name_en", "name_zh"))}
    return {label: sorted(rows, key=repr) for label, rows in found.items()} | {"events": events()}


def plain(row: models.Model) -> dict:
    return {field.attname: value(row, field) for field in row._meta.concrete_fields if not field.primary_key}


def value(row: models.Model, field: models.Field) -> object:
    """Of a time, or of what chance draws, whether there is one; of a row of the ledger, its place in its table."""
    found = getattr(row, field.attname)
    if isinstance(field, CLOCK) or field.name in RANDOM:
        return bool(found)
    if field.related_model and field.related_model._meta.app_label == "deals" and found is not None:
        return field.related_model.objects.filter(pk__lt=found).count()
    return found


def events() -> list[dict]:
    """What was told of each deal, deal by deal, each in its order; where in the log and when is left out."""
    told = [json.loads(event.body) for event in Event.objects.order_by("position")]
    rows = [{name: value for name, value in each.items() if name not in ("at", "position")} for each in told]
    return sorted(rows, key=lambda row: row["deal"])


def standings() -> list[tuple]:
    return list(Deal.objects.order_by("pk").values_list("status", "version", "announced_version"))
