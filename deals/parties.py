"""From what a clerk types to the organisation meant."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Q, When
from django.utils.translation import gettext as _

from expo.models import Organisation, Person
from expo.pinyin import initials_of, pinyin_of

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def find(name: str) -> Organisation | None:
    """The one organisation that bears the name, in either language; None where none does.

    A full name comes before the same short name of others. Raises ValidationError when several bear it.
    """
    found = list(Organisation.objects.named(name.strip()))
    if len(found) > 1:
        wanted = name.strip().casefold()
        full = [row for row in found if wanted in (row.name_en.casefold(), row.name_zh.casefold())]
        found = full or found
    if len(found) > 1:
        raise ValidationError(
            _("More than one organisation is called “%(name)s”. Write its full name.") % {"name": name}
        )
    return found[0] if found else None


def person_called(name: str) -> Person | None:
    """The one known person of this name, in either language; None where there is none or more than one."""
    found = Person.objects.filter(Q(name_en__iexact=name) | Q(name_zh__iexact=name))[:2]
    return found[0] if len(found) == 1 else None


def find_or_create(name: str) -> Organisation:
    """The organisation of this name, or a new one: named in Chinese where it has Chinese characters, else in English.

    Call it behind the ledger's lock, or two desks make the same organisation twice.
    """
    name = name.strip()
    if found := find(name):
        return found
    if HAN.search(name):
        return Organisation.objects.create(
            name_zh=name, pinyin=fitting("pinyin", pinyin_of(name)), initials=fitting("initials", initials_of(name))
        )
    return Organisation.objects.create(name_en=name)


def fitting(field: str, key: str) -> str:
    """As much of a sort key as its column holds; a long Chinese name is five times as long in pinyin."""
    return key[: Organisation._meta.get_field(field).max_length]


def nearness(words: str) -> Case:
    """Whole names and initials first, then what begins so, then what merely holds the words."""
    names = ("name_zh", "name_en", "short_zh", "short_en", "initials")
    ranks = [Q(*[(f"{name}__{how}", words) for name in names], _connector=Q.OR) for how in ("iexact", "istartswith")]
    return Case(*[When(rank, then=n) for n, rank in enumerate(ranks)], default=2, output_field=IntegerField())


def suggest(words: str, limit: int = 12) -> list[dict[str, Any]]:
    """Organisations that fit what is typed so far: names in both languages and where they come from."""
    # PostgreSQL refuses to look for a NUL.
    words = words.replace("\0", "").strip()
    if not words:
        return []
    found = Organisation.objects.matching(words).select_related("region").order_by(nearness(words), "sort_en", "pk")
    return [
        {"id": row.pk, "en": row.name_en, "zh": row.name_zh, "region": str(row.region or "")} for row in found[:limit]
    ]
