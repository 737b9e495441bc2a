"""Organisations by the names that a file gives them: looked up together, and made where nobody bears one."""

from collections.abc import Iterable

from deals.imports.doubts import Doubt
from deals.parties import HAN, fitting
from expo.models import Organisation
from expo.pinyin import initials_of, pinyin_of

NAMES = ("name_en", "name_zh", "short_en", "short_zh")


class Register:
    """All names as they stand behind the ledger's lock; full names come before the short names of others."""

    def __init__(self) -> None:
        self.full: dict[str, set[int]] = {}
        self.short: dict[str, set[int]] = {}
        for pk, *names in Organisation.objects.values_list("pk", *NAMES):
            for at, name in enumerate(names):
                if name:
                    (self.full if at < 2 else self.short).setdefault(name.casefold(), set()).add(pk)

    def find(self, name: str) -> int | None:
        """As `parties.find` does. Raises Doubt where several bear the name."""
        name = name.strip().casefold()
        found = self.full.get(name, set()) | self.short.get(name, set())
        if len(found) > 1:
            found = self.full.get(name) or found
        if len(found) > 1:
            raise Doubt("several_called", found=name)
        return next(iter(found), None)


def called(names: Iterable[str]) -> dict[str, Organisation | Doubt]:
    """The organisation of each name, made where there is none yet; or why it is not certain. Behind the lock."""
    register, found, new = Register(), {}, {}
    for name in dict.fromkeys(names):
        try:
            pk = register.find(name)
        except Doubt as doubt:
            found[name] = doubt
            continue
        if pk is None:
            new.setdefault(name.casefold(), named(name))
        found[name] = pk
    made = dict(zip(new, Organisation.objects.bulk_create(new.values()), strict=True))
    known = Organisation.objects.in_bulk([pk for pk in found.values() if isinstance(pk, int)])
    return {
        name: known[pk] if isinstance(pk, int) else pk if isinstance(pk, Doubt) else made[name.casefold()]
        for name, pk in found.items()
    }


def named(name: str) -> Organisation:
    if HAN.search(name):
        pinyin, initials = fitting("pinyin", pinyin_of(name)), fitting("initials", initials_of(name))
        return Organisation(name_zh=name, pinyin=pinyin, initials=initials)
    return Organisation(name_en=name)
