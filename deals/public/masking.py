"""What the public may know of a deal: the one place where anything is masked.

Pages, feeds and totals' drill-downs show `PublicDeal`s and nothing else of a deal.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from deals.ledger import organisation_lookup
from deals.models import Party, Signatory, Terms
from deals.models.terms import Basis, Instrument, PartyRole, Place, TermsQuerySet, Visibility
from deals.money import Band, Money, size_band
from deals.totals.origins import parties_from_region
from expo import bulk_reverse
from expo.i18n.bilingual import Text, localised_text
from expo.models import Edition, Organisation, Participation, Person, Region, TechnologyArea

# Never as they were recorded: a list that came in sorted by amount would tell between which two a hidden one lies.
NEWEST_FIRST = ("-signed_on", "deal__reference")


class PublicParty(NamedTuple):
    """A party as shown: named, only placed (`region`), or neither where it asked not to be named."""

    side: str
    role_code: str
    organisation: Organisation | None
    region: Region | None

    @property
    def role(self) -> str:
        return str(PartyRole(self.role_code).label)


@dataclass(frozen=True)
class PublicDeal:
    """An announced deal, masked. Empty names: the name is not shown. No amount and no band: not disclosed.

    `areas` are empty in lists, which do not load them.
    """

    edition: Edition
    reference: str
    name_en: str
    name_zh: str
    note_en: str
    note_zh: str
    instrument_code: str
    signed_on: dt.date
    place: str
    ceremony_id: int | None
    primary_area: TechnologyArea | None
    areas: tuple[TechnologyArea, ...]
    destination: Region | None
    parties: tuple[PublicParty, ...]
    amount: Money | None
    reporting: Money | None
    basis_code: str
    band: Band | None
    corrected_at: dt.datetime | None

    def get_absolute_url(self) -> str:
        return bulk_reverse.reverse_in_edition("deals:deal", self.edition.slug, self.reference)

    @property
    def named(self) -> bool:
        return bool(self.name_en or self.name_zh)

    # In words only where somebody reads them: of the many rows of a file, nobody does.
    @property
    def instrument(self) -> str:
        return str(Instrument(self.instrument_code).label)

    @property
    def place_text(self) -> str:
        return str(Place(self.place).label)

    @property
    def basis(self) -> str:
        return str(Basis(self.basis_code).label) if self.basis_code else ""


@dataclass(frozen=True, slots=True)
class TermsParts:
    """What terms are joined to: rows of models, or others under the same names."""

    edition: Edition
    reference: str
    corrected_at: dt.datetime | None
    parties: Iterable[Any]
    amounts: Iterable[Any]
    areas: tuple[TechnologyArea, ...]
    primary_area: TechnologyArea | None
    destination: Region | None


def masked_deal(terms: Terms) -> PublicDeal:
    """Mask one row of `Terms.objects.public().for_rows()`."""
    deal = terms.deal
    parts = TermsParts(
        deal.edition,
        deal.reference,
        deal.corrected_at,
        terms.parties.all(),
        terms.amounts.all(),
        tuple(terms.areas.all()) if "areas" in prefetched_rows(terms) else (),
        terms.primary_area,
        terms.destination,
    )
    return mask_terms(terms, parts)


def mask_terms(terms: Any, parts: TermsParts) -> PublicDeal:
    """Mask announced terms: nothing else of them is ever shown in public."""
    name = terms.name_shown == Visibility.PUBLIC
    amount = next((amount for amount in parts.amounts if amount.headline), None)
    full = amount if amount and terms.amount_shown == Visibility.PUBLIC else None
    note = is_note_shown(terms, parts.parties)
    return PublicDeal(
        edition=parts.edition,
        reference=parts.reference,
        name_en=terms.name_en if name else "",
        name_zh=terms.name_zh if name else "",
        note_en=terms.note_en if note else "",
        note_zh=terms.note_zh if note else "",
        instrument_code=terms.instrument,
        signed_on=terms.signed_on,
        place=terms.place,
        ceremony_id=terms.ceremony_id,
        primary_area=parts.primary_area,
        areas=parts.areas,
        destination=parts.destination,
        parties=tuple(masked_party(party) for party in parts.parties),
        amount=Money(full.minor, full.currency) if full else None,
        reporting=reporting_money(full) if full else None,
        basis_code=full.basis if full else "",
        band=amount_band(amount) if amount and terms.amount_shown == Visibility.BAND else None,
        corrected_at=parts.corrected_at,
    )


def is_note_shown(terms: Any, parties: Iterable[Any]) -> bool:
    """Free text, as a district's list had it, may say whatever else is masked: it is shown where nothing is."""
    shown = [terms.name_shown, terms.amount_shown, *(party.shown for party in parties)]
    return all(each == Visibility.PUBLIC for each in shown)


def prefetched_rows(terms: Terms) -> dict[str, Any]:
    """What was prefetched with the row."""
    return getattr(terms, "_prefetched_objects_cache", {})


def successor(terms: Terms) -> PublicDeal | None:
    """The public deal that supersedes this one, if any."""
    found = Terms.objects.public().filter(deal__supersedes=terms.deal_id).for_rows().first()
    return masked_deal(found) if found else None


def public_title(terms: Terms) -> Text | str:
    """What the deal is called in public: its reference, where its name is not shown."""
    return localised_text(terms, "name") if terms.name_shown == Visibility.PUBLIC else terms.deal.reference.upper()


def masked_party(party: Any) -> PublicParty:
    if party.shown != Visibility.PUBLIC:
        return PublicParty(party.side, party.role, None, None)
    named = party.organisation.kept if party.organisation else None
    return PublicParty(party.side, party.role, named, party.region)


def reporting_money(amount: Any) -> Money | None:
    if amount.reporting_minor is None:
        return None
    return Money(amount.reporting_minor, amount.reporting_currency)


def amount_band(amount: Any) -> Band | None:
    return size_band(amount.reporting_minor, amount.reporting_currency) if amount.reporting_minor else None


def masked_deals(rows: Iterable[Terms]) -> list[PublicDeal]:
    return [masked_deal(terms) for terms in rows]


def announced_with_areas(edition: Edition) -> Any:
    """The announced deals of an edition, newest first, with their areas, ready for `masked_deals()`."""
    return announced_terms(edition).for_cards()


def announced_terms(edition: Edition | int, moment: dt.datetime | None = None) -> TermsQuerySet:
    """The same as rows of a list, ready for `file_rows.list_rows()`; by the database's clock, or as of the moment."""
    return Terms.objects.public(moment).of(edition).order_by(*NEWEST_FIRST)


def region_terms(edition: Edition, region: Region) -> TermsQuerySet:
    """The announced deals of shown parties from the region, and of projects that go there, as rows of a list."""
    within = Q(destination=region) | Q(destination__parent=region) | Q(destination__parent__parent=region)
    return announced_terms(edition).filter(within | Q(pk__in=parties_from_region(region).values("terms")))


def ceremony_terms(ceremony: int) -> TermsQuerySet:
    """The announced deals of the signing ceremony of a number, as rows of a list."""
    return Terms.objects.public().filter(ceremony=ceremony).order_by(*NEWEST_FIRST)


def organisation_terms(organisation: Organisation, edition: Edition) -> TermsQuerySet:
    """The announced deals that name the organisation as a party, as rows of a list; not those in which it is hidden."""
    either = Q(organisation=organisation) | Q(organisation__merged_into=organisation)
    named = Party.objects.filter(either, shown=Visibility.PUBLIC).values("terms")
    return announced_terms(edition).filter(pk__in=named)


def organisations_named() -> QuerySet:
    """The keys of the organisations that the public reads of as parties to deals."""
    return organisation_lookup.organisations_named(Terms.objects.public())


def deal_counts(organisations: Iterable[int], edition: Edition) -> dict[int, int]:
    """By the keys of organisations, how many announced deals name each as a party. One query."""
    shown = Party.objects.filter(shown=Visibility.PUBLIC, terms__in=Terms.objects.public().of(edition).values("pk"))
    kept = shown.annotate(kept=Coalesce("organisation__merged_into", "organisation")).filter(kept__in=organisations)
    return dict(kept.order_by().values_list("kept").annotate(number=Count("terms", distinct=True)))


def person_terms(person: Person, edition: Edition) -> TermsQuerySet:
    """The announced deals that the person signs or witnesses, as rows of a list.

    Those for a hidden party are not among them, nor those in which nobody knows for whom and a party is hidden.
    """
    hidden = Party.objects.filter(terms=OuterRef("terms")).exclude(shown=Visibility.PUBLIC)
    named = Q(party__shown=Visibility.PUBLIC) | Q(Q(party=None), ~Exists(hidden))
    return announced_terms(edition).filter(pk__in=Signatory.objects.filter(named, person=person).values("terms"))


def party_participations(deal: PublicDeal) -> dict[int, Participation]:
    """By the keys of its shown parties, how they exhibit at the edition, where they do. One query."""
    named = [party.organisation.pk for party in deal.parties if party.organisation]
    rows = Participation.objects.public().exhibiting().filter(edition=deal.edition, organisation__in=named)
    return {row.organisation_id: row for row in rows.select_related("edition").order_by("-kind")}
