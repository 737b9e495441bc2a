"""All that is entered of one signing: its terms, parties, further amounts, and who stands on the stage."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
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


class BeginningRows(NamedTuple):
    """What the rows of an unbound form hold; None: nothing."""

    parties: list[dict[str, Any]] | None = None
    amounts: list[dict[str, Any]] | None = None
    signatories: list[dict[str, Any]] | None = None


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
        party_options = {}
        if terms:
            initial = initial_terms(terms, terms.deal)
            party_options["placed"] = regions_by_name(terms)
        # A bound row that equals its beginning counts as left empty, so beginnings are for unbound rows only.
        rows, dollar = BeginningRows(), ""
        if data is None:
            rows = beginning_rows(terms)
        else:
            dollar = data.get("dollar", "")
        amount_options = {"edition": edition, "dollar": dollar}
        self.terms = DealForm(data, edition=edition, initial=initial)
        parties = PartyFormSet(data, prefix="parties", initial=rows.parties, form_kwargs=party_options)
        amounts = AmountFormSet(data, prefix="amounts", initial=rows.amounts, form_kwargs=amount_options)
        signatories = SignatoryFormSet(data, prefix="signatories", initial=rows.signatories)
        self.parties = cast(BasePartyFormSet, parties)
        self.amounts, self.signatories = cast(FilledRows, amounts), cast(FilledRows, signatories)
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
        yield from self.signatory_mistakes()
        if self.amounts.drafts() and self.terms.cleaned_data["amount"] is None:
            yield Problem("id_amount", _("Of several amounts, write the headline here."))

    def signatory_mistakes(self) -> Iterator[Problem]:
        if self.signatories.absent:
            return
        filled = self.rows_of_parties()
        for row, form in enumerate(self.signatories.forms):
            party = form.cleaned_data.get("party")
            if form.cleaned_data.get("name") and party is not None and party not in filled:
                yield Problem(f"id_signatories-{row}-party", _("A signatory stands for a party of this deal."))

    def rows_of_parties(self) -> dict[int, int]:
        """From the number of a party's row, from 1, to its place among those that are filled, from 0."""
        places: dict[int, int] = {}
        for number, form in enumerate(self.parties.forms, 1):
            if form.cleaned_data.get("name"):
                places[number] = len(places)
        return places

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
        for line in self.parties.non_form_errors():
            yield Problem("id_parties-0-name", str(line))
        for number, row in enumerate(self.parties, 1):
            label = _("Party %(number)s") % {"number": number}
            for problem in row_problems(row):
                yield Problem(problem.field, label_sentence(label, problem.sentence))
        yield from self.term_problems()
        for row in chain(self.amounts, self.signatories):
            yield from row_problems(row)
        yield from self.mistaken

    def term_problems(self) -> Iterator[Problem]:
        for line in self.terms.non_field_errors():
            yield Problem("id_amount", str(line))
        for field in self.terms:
            for line in field.errors:
                yield Problem(first_field_id(field), label_sentence(field.label, line))


def beginning_rows(terms: Terms | None) -> BeginningRows:
    """Of terms that are to be amended; without any, of a new deal."""
    if terms is None:
        return BeginningRows(parties=TWO_SIDES)
    return BeginningRows(parties_of(terms), amounts_of(terms), signatories_of(terms))


def label_sentence(label: LazyText, sentence: Any) -> str:
    return _("%(label)s: %(sentence)s") % {"label": label, "sentence": sentence}


def first_field_id(field: Any) -> str:
    """The id of a field; of several choices, that of the first."""
    return field.id_for_label or f"{field.auto_id}_0"


def row_problems(row: Any) -> Iterator[Problem]:
    for field in row:
        for line in field.errors:
            yield Problem(field.auto_id, line)
