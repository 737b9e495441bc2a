"""From what a clerk types to the organisation meant."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from deals.duplicates.fingerprint import organisation_names
from deals.models import Deal, Party, Terms
from deals.models.terms import Visibility
from expo.db.columns import column_length
from expo.db.compiled_rows import CompiledRows
from expo.firm_names import names
from expo.i18n.hanzi import fold_hanzi
from expo.i18n.pinyin import initials_of, pinyin_of
from expo.models import Organisation, Person
from expo.search.ranking import rank_by_fit

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-z0-9]{3,}")
CALLED = ("name_zh", "name_en", "short_zh", "short_en", "initials", "pinyin")
# So many spellings are compared at most; a name that so many share is no name.
MOST_LIKELY = 200
# Of more names than these it is quicker to read what everybody is called.
FEW_NAMES = 20


def find_organisation(name: str) -> Organisation | None:
    """The one organisation that bears the name, in either language; None where none does.

    A full name comes before the same short name of others, and these before other spellings; one that is merged into
    another counts as that one. Raises ValidationError when several bear it.
    """
    name = name.strip()
    found = exact_matches(name) or spelling_matches(name)
    if len(found) > 1:
        raise ValidationError(
            _("More than one organisation is called “%(name)s”. Write its full name.") % {"name": name}
        )
    if not found:
        return None
    return found.pop()


def find_picked(name: str, chosen: int | None) -> Organisation | None:
    """The one of this key, as long as it is still called so; None where none is picked."""
    if not chosen:
        return None
    return Organisation.objects.named(name).filter(pk=chosen).first()


def exact_matches(name: str) -> set[Organisation]:
    """Those of exactly this name or short name, whatever the case and the script; of two scripts, in this one."""
    if full_names := full_name_matches(name):
        return full_names
    rows = list(Organisation.objects.named(name).select_related("merged_into"))
    for fold in (str.casefold, fold_name):
        full = [row for row in rows if fold(name) in (fold(row.name_en), fold(row.name_zh))]
        if full:
            return {row.kept for row in full}
    return {row.kept for row in rows}


def full_name_matches(name: str) -> set[Organisation]:
    """Those of exactly this full name, whatever the case, without reading what everybody is called.

    Of names whose case both databases understand: nothing is found by others, which may still have been given.
    """
    if not name or any(letter.lower() != letter.upper() for letter in name if not letter.isascii()):
        return set()
    return {row.kept for row in Organisation.objects.fully_named(name).select_related("merged_into")}


def fold_name(name: str) -> str:
    return fold_hanzi(name).casefold()


def spelling_matches(name: str) -> set[Organisation]:
    """Those with this name in another spelling, script, width or without its legal form, or among their other names."""
    plain = names.plain_text(name)
    if not plain:
        return set()
    core = names.read_name(name).core
    likely = Q(aliases__says=name) | Q(name_zh__says=core)
    if HAN.search(plain) and (sound := pinyin_of(core)):
        likely |= Q(pinyin__contains=sound)
    word = max(LATIN.findall(plain), key=len, default="")
    if word:
        likely |= Q(name_en__icontains=word) | Q(aliases__icontains=word)
    rows = Organisation.objects.filter(likely).select_related("merged_into")[:MOST_LIKELY]
    return {row.kept for row in rows if is_called(row, name)}


def is_called(organisation: Organisation, name: str) -> bool:
    """Whether one of its names is this one, in whatever spelling."""
    return any(names.is_same_name(name, known) for known in organisation_names(organisation))


def known_people(names: Iterable[str]) -> dict[str, int]:
    """By name the key of the one known person of it, in either language; nothing where there is none or several."""
    asked = list(dict.fromkeys(names))
    if not asked:
        return {}
    english: dict[str, set[int]] = defaultdict(set)
    chinese: dict[str, set[int]] = defaultdict(set)
    for pk, name_en, name_zh in people_called(asked).values_list("pk", "name_en", "name_zh"):
        english[name_en.casefold()].add(pk)
        chinese[fold_name(name_zh)].add(pk)
    certain: dict[str, int] = {}
    for name in asked:
        keys = english[name.casefold()] | chinese[fold_name(name)]
        if len(keys) == 1:
            certain[name] = min(keys)
    return certain


def people_called(names: list[str]) -> QuerySet[Person]:
    """All that may bear one of these names: of many names everybody."""
    if len(names) > FEW_NAMES:
        return Person.objects.all()
    called = Q()
    for name in names:
        called |= Q(name_en__iexact=name) | Q(name_zh__reads=name)
    return Person.objects.filter(called)


def find_or_create_organisation(name: str) -> Organisation:
    """The organisation of this name, or a new one: named in Chinese where it has Chinese characters, else in English.

    Of a new one data entry does not know yet.

    Call it behind the ledger's lock, or two desks make the same organisation twice.
    """
    name = name.strip()
    if found := find_organisation(name):
        return found
    organisation = Organisation(
        known=False,
        pinyin=clip_sort_key("pinyin", pinyin_of(name)),
        initials=clip_sort_key("initials", initials_of(name)),
    )
    if HAN.search(name):
        organisation.name_zh = name
    else:
        organisation.name_en = name
    organisation.save(force_insert=True)
    return organisation


def organisations_named(terms: QuerySet[Terms]) -> QuerySet:
    """The keys of the organisations that these terms name where parties are shown, as they count now."""
    shown = Party.objects.filter(terms__in=terms, shown=Visibility.PUBLIC).exclude(organisation=None).order_by()
    return shown.annotate(counts_as=Coalesce("organisation__merged_into", "organisation")).values("counts_as")


# The keys of those that the deal of a key names in public, and that data entry does not know yet.
unknown_organisations: CompiledRows[int] = CompiledRows(
    lambda deal: Organisation.objects.filter(
        known=False, pk__in=organisations_named(Terms.objects.public().filter(deal=deal))
    ).values_list("pk", flat=True),
    int,
)


def mark_parties_known(deal: Deal) -> None:
    """The same of one deal, whose parties data entry mostly knows already."""
    if unknown_organisations(deal.pk):
        mark_organisations_known([deal])


def mark_organisations_known(deals: Iterable[Deal]) -> None:
    """Whom deals name in public, data entry knows from then on, whatever becomes of them."""
    named = organisations_named(Terms.objects.public().filter(deal__in=[deal.pk for deal in deals]))
    taken = Organisation.objects.filter(known=True, uscc=OuterRef("uscc")).exclude(uscc="")
    Organisation.objects.filter(~Exists(taken), pk__in=named, known=False).update(known=True)


def clip_sort_key(field: str, key: str) -> str:
    """As much of a sort key as its column holds; a long Chinese name is five times as long in pinyin."""
    return key[: column_length(Organisation, field)]


def suggest_organisations(words: str, limit: int = 12) -> list[dict[str, Any]]:
    """Organisations that fit what is typed so far: names in both languages and where they come from."""
    # PostgreSQL refuses to look for a NUL.
    words = words.replace("\0", "").strip()
    if not words:
        return []
    found = (
        Organisation.objects.matching(words, hidden=True)
        .standing()
        .select_related("region")
        .order_by(rank_by_fit(CALLED, words), "sort_en", "pk")
    )
    suggestions = []
    for row in found[:limit]:
        suggestions.append({"id": row.pk, "en": row.name_en, "zh": row.name_zh, "region": str(row.region or "")})
    return suggestions
