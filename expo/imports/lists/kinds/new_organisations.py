"""Organisations that a list names beside its own rows and nobody has entered: asked about, and made by an answer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import LEAVE, NEW, new_kind, pick_of_kind
from expo.imports.lists.kinds.organisations import derive_sort_keys
from expo.imports.lists.lookups.organisation_kinds import likely_kind
from expo.imports.lists.lookups.organisation_register import OrganisationRegister
from expo.imports.lists.problems import CellProblem, Choice, check_length
from expo.models import Organisation
from expo.models.organisations import OrganisationKind


def make_organisation(register: OrganisationRegister, text: str, names: dict[str, str], picked: str) -> Organisation:
    """Unsaved, of the kind that somebody chose. `text`: what the cell says; `names`: by field. Raises CellProblem."""
    likely = likely_kind(*names.values())
    kind = new_kind(picked)
    if picked == NEW:
        kind = likely or OrganisationKind.COMPANY.value
    if not kind:
        raise CellProblem(_("“%(found)s” is no organisation known here."), ways_to_enter(likely), found=text)
    for field, part in names.items():
        check_length(Organisation, field, part)
    row = Organisation(**names, kind=kind)
    derive_sort_keys([row])
    register.add(row, row)
    return row


def ways_to_enter(likely: str) -> list[Choice]:
    """As each kind of organisation, what the name says first; or not at all."""
    choices = []
    for kind in sorted(OrganisationKind, key=lambda each: each.value != likely):
        label = format_lazy(_("enter it as new: {kind}"), kind=kind.label)
        choices.append(Choice(pick_of_kind(kind.value), label))
    return [*choices, Choice(LEAVE, _("leave it out"))]
