"""Short addresses (slugs) made from names in either language."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.text import slugify

from expo.i18n.pinyin import pinyin_of


def address_from_names(name_en: str, name_zh: str, *, length: int = 50) -> str:
    """An address from the English name, else from the pinyin of the Chinese one; empty where neither has letters."""
    return slugify(name_en)[:length].strip("-_") or slugify(pinyin_of(name_zh))[:length].strip("-_")


def free_address(address: str, among: QuerySet, former: QuerySet, *, length: int = 50) -> str:
    """The address, or the first of address-2, address-3 … that none of the rows bears in any case, nor had before.

    `former`: the addresses, as values, that lead to other rows; what nobody typed takes none of them away.
    """
    stem = address[: length - 4].rstrip("-_")
    borne = among.filter(slug__istartswith=stem).values_list("slug", flat=True)
    taken = {each.lower() for each in borne} | set(former.filter(address__startswith=stem.lower()))
    number = 1
    while address.lower() in taken:
        number += 1
        address = f"{stem}-{number}"
    return address


class Addresses:
    """Hands out addresses that nobody bears yet in any case, nor had before, without asking the database for each."""

    def __init__(self, taken: Iterable[str], length: int) -> None:
        self.taken = {address.lower() for address in taken}
        self.length = length
        self.last: Counter[str] = Counter()

    def free(self, name: dict[str, str], otherwise: str) -> str:
        """`otherwise` is for names without a letter that an address can hold."""
        stem = address_from_names(name["name_en"], name["name_zh"], length=self.length - 6).rstrip("-_") or otherwise
        address = stem
        while address in self.taken:
            self.last[stem] += 1
            address = f"{stem}-{self.last[stem] + 1}"
        self.taken.add(address)
        return address

    def take(self, wanted: str, name: dict[str, str], otherwise: str) -> str:
        """The address that is wanted, where nobody bears it; else one as of the names."""
        if not wanted or wanted.lower() in self.taken:
            return self.free(name, otherwise)
        self.taken.add(wanted.lower())
        return wanted
