"""Definitions in words, and the largest one that two editions have in common."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deals.models import Definition
from deals.models.terms import Instrument, Place
from deals.money import Money, compact
from deals.totals.parts import Scope
from expo.i18n.bilingual import language_suffix
from expo.i18n.dates import PLAIN, format_day, time_of_day
from expo.models import Edition


def definition_sentence(scope: Scope) -> str:
    """What a total of this scope counts, as it is printed under it."""
    definition = scope.definition or Definition()
    counted = _("Announced projects, each counted once; amounts fixed when verified.")
    if definition.whole:
        counted = _("Announced projects, every instrument, each counted once; amounts fixed when verified.")
    elif scope.reached:
        counted = _("Verified and announced projects, each counted once; amounts fixed when verified.")
    sentences = [counted, *limit_sentences(definition, scope.edition)]
    if language_suffix() == "zh":
        return "".join(sentences)
    return " ".join(sentences)


def limit_sentences(definition: Definition, edition: Edition) -> list[str]:
    """A sentence for each thing that the definition leaves out."""
    found = []
    if definition.place == Place.AT_EXPO:
        found.append(_("Only those signed at the expo."))
    if definition.place == Place.OUTSIDE:
        found.append(_("Only those signed outside the venue."))
    if definition.instruments:
        labels = [str(Instrument(value).label) for value in definition.instruments]
        words = pgettext("between words of a list", ", ").join(labels)
        found.append(_("Only these instruments: %(words)s.") % {"words": words})
    if definition.minimum_minor:
        least = compact(Money(definition.minimum_minor, edition.reporting_currency))
        found.append(_("Only disclosed amounts of %(least)s or more.") % {"least": least})
    if definition.currency:
        word = _("Only amounts written in %(currency)s, as they were written.")
        found.append(word % {"currency": definition.currency})
    if definition.as_of:
        found.append(_("Only those announced by %(moment)s.") % {"moment": format_moment(definition.as_of, edition)})
    if not definition.batches:
        found.append(_("Without what is not itemised yet."))
    return found


def format_moment(moment: dt.datetime, edition: Edition) -> str:
    """A moment by the clock of the edition: 18:00 on 29 August 2019."""
    with timezone.override(edition.tz):
        there = moment + edition.clock_shift
        return _("%(time)s on %(day)s") % {"time": time_of_day(there), "day": format_day(there, PLAIN)}


class Incomparable(Exception):
    """Two editions have no definition in common; says why in a sentence."""


def common_definition(first: Scope, second: Scope) -> Definition:
    """The largest definition that lies within both.

    Raises Incomparable where there is none.
    """
    if first.edition.reporting_currency != second.edition.reporting_currency:
        raise Incomparable(_("The editions report in different currencies, so they are not compared."))
    one, other = first.definition or Definition(), second.definition or Definition()
    if one.rate_rule != other.rate_rule:
        raise Incomparable(_("The editions convert at different rates, so they are not compared."))
    if one.place and other.place and one.place != other.place:
        raise Incomparable(_("One edition counts what was signed at the expo, the other what was signed outside it."))
    if one.currency and other.currency and one.currency != other.currency:
        raise Incomparable(_("The editions count amounts of different currencies, and none that both count."))
    return Definition(
        currency=one.currency or other.currency,
        place=one.place or other.place,
        instruments=common_instruments(one.instruments, other.instruments),
        minimum_minor=max(filter(None, (one.minimum_minor, other.minimum_minor)), default=None),
        as_of=min(filter(None, (one.as_of, other.as_of)), default=None),
        rate_rule=one.rate_rule,
        batches=one.batches and other.batches,
    )


def common_instruments(one: list[str], other: list[str]) -> list[str]:
    """The instruments of both; an empty list stands for all."""
    if not one or not other:
        return one or other
    both = [value for value in one if value in other]
    if not both:
        raise Incomparable(_("The editions count different instruments, and none that both count."))
    return both
