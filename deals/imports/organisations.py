"""Organisations by the names that a file gives them: looked up together, and made where nobody bears one."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models.functions import Coalesce

from deals.imports.errors import RowProblem
from deals.ledger.organisation_lookup import HAN, clip_sort_key, fold_name
from expo.i18n.pinyin import initials_of, pinyin_of
from expo.imports.lists.lookups.organisation_kinds import likely_kind
from expo.models import Organisation
from expo.models.organisations import OrganisationKind

NAMES = ("name_en", "name_zh", "short_en", "short_zh")
KEPT = Coalesce("merged_into", "pk")


class Register:
    """All names as they stood when they were last looked through; full names come before the short names of others.

    A name is known in either script; of two that differ by nothing else, it is the one in its own. One that is merged
    into another counts as that one.
    """

    def __init__(self) -> None:
        self.rows: dict[int, list] = {}
        self.bearers: dict[tuple[str, str], set[int]] = defaultdict(set)

    def look_through(self) -> None:
        """To be called behind the ledger's lock. What is new is added; where anything else changed, all is."""
        rows = {pk: told for pk, *told in Organisation.objects.order_by().values_list("pk", KEPT, *NAMES)}
        if any(rows.get(pk) != told for pk, told in self.rows.items()):
            self.rows = {}
            self.bearers.clear()
        for pk in rows.keys() - self.rows.keys():
            kept, *names = rows[pk]
            self.add(kept, "full", names[:2])
            self.add(kept, "short", names[2:])
        self.rows = rows

    def add(self, pk: int, length: str, names: list[str]) -> None:
        for name in filter(None, names):
            for form in name_keys(name, length):
                self.bearers[form].add(pk)

    def find(self, name: str) -> int | None:
        """As `organisation_lookup` does. Raises RowProblem where several bear the name."""
        name = name.strip()
        for form in (*name_keys(name, "full"), *name_keys(name, "short")):
            bearers = self.bearers.get(form, ())
            if len(bearers) > 1:
                raise RowProblem("several_called", found=name)
            if bearers:
                return next(iter(bearers))
        return None


def name_keys(name: str, length: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """By what a full or short name is known: as it is written, and in either script."""
    return (length, name.casefold()), (f"{length} in either script", fold_name(name))


def organisations_by_name(names: Iterable[str], register: Register) -> dict[str, Organisation | RowProblem]:
    """The organisation of each name, made where there is none yet; or why it is not certain. Behind the lock."""
    register.look_through()
    answers: dict[str, Organisation | RowProblem] = {}
    keys: dict[str, int] = {}
    new: dict[str, Organisation] = {}
    for name in dict.fromkeys(names):
        try:
            pk = register.find(name)
        except RowProblem as problem:
            answers[name] = problem
            continue
        if pk is None:
            answers[name] = new.setdefault(fold_name(name), build_organisation(name))
        else:
            keys[name] = pk
    Organisation.objects.bulk_create(new.values())
    known = Organisation.objects.in_bulk(keys.values())
    for name, pk in keys.items():
        answers[name] = known[pk]
    return answers


def build_organisation(name: str) -> Organisation:
    kind = likely_kind(name) or OrganisationKind.COMPANY
    if HAN.search(name):
        pinyin, initials = clip_sort_key("pinyin", pinyin_of(name)), clip_sort_key("initials", initials_of(name))
        return Organisation(name_zh=name, pinyin=pinyin, initials=initials, kind=kind, known=False)
    return Organisation(name_en=name, kind=kind, known=False)
