"""Reference rows that every installation needs: regions, technology areas, and the groups staff belong to.

Loading adds what is missing and leaves names that staff have changed; only the groups' permissions follow the code.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.module_loading import import_string

from expo.data import read_data
from expo.models import Region, TechnologyArea
from expo.models.places import RegionKind


@transaction.atomic
def load_reference_rows() -> None:
    load_regions()
    load_areas()
    load_groups()


def load_regions() -> None:
    lists = read_data("regions")
    add_regions(lists["countries"], RegionKind.COUNTRY, parent=None)
    add_regions(lists["provinces"], RegionKind.PROVINCE, parent="CN")
    add_regions(lists["districts"], RegionKind.DISTRICT, parent="500000")


def add_regions(rows: list[list[str]], kind: RegionKind, *, parent: str | None) -> None:
    known = set(Region.objects.values_list("code", flat=True))
    lies_in = None
    if parent:
        lies_in = Region.objects.get(code=parent)
    regions = []
    for code, en, zh in rows:
        if code not in known:
            regions.append(Region(code=code, name_en=en, name_zh=zh, kind=kind, parent=lies_in))
    Region.objects.bulk_create(regions, ignore_conflicts=True)


def load_areas() -> None:
    known = set(TechnologyArea.objects.values_list("slug", flat=True))
    areas = []
    for order, row in enumerate(read_data("technology_areas"), start=1):
        if row["slug"] not in known:
            areas.append(TechnologyArea(**row, order=order))
    TechnologyArea.objects.bulk_create(areas, ignore_conflicts=True)


def load_groups() -> None:
    for name, codenames in permissions_by_group().items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(find_permissions(codenames))


def permissions_by_group() -> dict[str, list[str]]:
    """Group name → "app.codename" of each permission, from every app that settings.EXPO_ROLES names."""
    merged: dict[str, list[str]] = defaultdict(list)
    for dotted in settings.EXPO_ROLES:
        for name, codenames in import_string(dotted).items():
            merged[name] += codenames
    return dict(merged)


def find_permissions(codenames: list[str]) -> Sequence[Permission]:
    """The permissions of these names. Raises LookupError where one is not known: a group would lack it silently."""
    full = Concat("content_type__app_label", Value("."), "codename")
    found = list(Permission.objects.alias(full=full).filter(full__in=codenames))
    if len(found) != len(set(codenames)):
        raise LookupError(f"Not every permission is known, of {sorted(set(codenames))}.")
    return found
