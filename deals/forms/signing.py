"""All that is entered of one signing: its terms, parties, further amounts, and who stands on the stage."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple, cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from deals.ledger.deal_data import TERM_FIELDS, AmountData, DealData, SignatoryData
from deals.models import Terms
from expo.i18n.lazy_text import LazyText
from expo.models import Edition

from .amendment import amounts_of, initial_terms, parties_of, regions_by_name, signatories_of
from .parties import BasePartyFormSet, PartyFormSet
from .rows import AmountFormSet, FilledRows, SignatoryFormSet
from .terms import DealForm

TWO_SIDES = [{"side": "A", "role": "host"}, {"side": "B", "role": "investor"}]


class Problem(NamedTuple):
    """A sentence about what was entered, and the id of the field it is about."""

    field: str
    sentence: str


class SigningForms:
    """`data`: what was sent; `terms`: those that are to be amended; `initial`: what a new deal begins with."""

    def __init__(
        self, data: QueryDict | None, edition: Edition, *, initial: dict | None = None, terms: Terms | None = None
    ) -> None:
        self.edition = edition
        self.terms = DealForm(data, edition=edition, initial=initial_terms(terms, terms.deal) if terms else initial)
        # A bound row that equals its beginning counts as left empty, so beginnings are for unbound rows only.
        begun = terms if data is None else None
        parties = parties_of(begun) if begun else TWO_SIDES
        made = PartyFormSet(
            data,
            prefix="parties",
            initial=parties if data is None else None,
            form_kwargs={"placed": regions_by_name(terms)} if terms else None,
        )
        self.parties = cast(BasePartyFormSet, made)
        dollar = {"edition": edition, "dollar": data.get("dollar", "") if data else ""}
        further, people = (amounts_of(begun), signatories_of(begun)) if begun else (None, None)
        self.amounts = cast(FilledRows, AmountFormSet(data, prefix="amounts", initial=further, form_kwargs=dollar))
        self.signatories = cast(FilledRows, SignatoryFormSet(data, prefix="signatories", initial=people))
        self.mistaken: list[Problem] = []

    @property
    def is_bound(self) -> bool:
        return self.terms.is_bound

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in (self.terms, self.parties, self.amounts, self.signatories)]
        if not all(valid):
            return False
        self.mistaken = list(self.mistakes())
        return not self.mistaken

    def mistakes(self) -> Iterator[Problem]:
        """What spans the parts."""
        filled = self.rows_of_parties()
        for row, form in enumerate(self.signatories.forms if not self.signatories.absent else []):
            party = form.cleaned_data.get("party")
            if form.cleaned_data.get("name") and party is not None and party not in filled:
                yield Problem(f"id_signatories-{row}-party", _("A signatory stands for a party of this deal."))
        if self.amounts.drafts() and self.terms.cleaned_data["amount"] is None:
            yield Problem("id_amount", _("Of several amounts, write the headline here."))

    def rows_of_parties(self) -> dict[int, int]:
        """From the number of a party's row, from 1, to its place among those that are filled, from 0."""
        numbers = [number for number, form in enumerate(self.parties.forms, 1) if form.cleaned_data.get("name")]
        return {number: place for place, number in enumerate(numbers)}

    def draft(self, **more: Any) -> DealData:
        """The contents as the ledger takes them. Call it on valid forms only."""
        data = self.terms.cleaned_data
        asked = {name: data[name] for name in (*TERM_FIELDS, "kind") if name in self.terms.fields}
        return DealData(
            edition=self.edition,
            parties=self.parties.drafts(),
            amounts=(*self.headline(), *self.amounts.drafts()),
            signatories=tuple(self.stage()),
            areas=tuple(data["areas"]),
            **asked,
            **more,
        )

    def headline(self) -> tuple[AmountData, ...]:
        data = self.terms.cleaned_data
        if data["amount"] is None:
            return ()
        return (AmountData(data["amount"], data["basis"], as_written=self.terms.data.get("amount", "").strip()),)

    def stage(self) -> Iterator[SignatoryData]:
        places = self.rows_of_parties()
        for person in self.signatories.drafts():
            yield replace(person, party=places.get(person.party))

    @property
    def listed(self) -> list[Problem]:
        return list(self.problems())

    def problems(self) -> Iterator[Problem]:
        """Every sentence about what was entered, in the order of the page."""
        yield from (Problem("id_parties-0-name", str(line)) for line in self.parties.non_form_errors())
        for number, row in enumerate(self.parties, 1):
            label = _("Party %(number)s") % {"number": number}
            yield from (Problem(at, label_sentence(label, line)) for at, line in row_errors(row))
        yield from (Problem("id_amount", str(line)) for line in self.terms.non_field_errors())
        for field in self.terms:
            yield from (Problem(first_field_id(field), label_sentence(field.label, line)) for line in field.errors)
        for rows in (self.amounts, self.signatories):
            yield from (Problem(at, line) for row in rows for at, line in row_errors(row))
        yield from self.mistaken


def label_sentence(label: LazyText, sentence: Any) -> str:
    return _("%(label)s: %(sentence)s") % {"label": label, "sentence": sentence}


def first_field_id(field: Any) -> str:
    """The id of a field; of several choices, that of the first."""
    return field.id_for_label or f"{field.auto_id}_0"


def row_errors(row: Any) -> Iterator[tuple[str, str]]:
    for field in row:
        yield from ((field.auto_id, line) for line in field.errors)
