"""Certificates that stand no longer: their pages say no more than that, since when, and which one stands instead."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from agenda.models.contests import Award, Contest
from expo import bulk_reverse
from expo.i18n import dates
from expo.models import Edition
from expo.models.showcase.venue_clock import venue_moment
from expo.presence import require_value


@dataclass(frozen=True)
class WithdrawnTexts:
    """What its page says in one language."""

    lang: str
    title: str
    said: str
    instead: str


@dataclass(frozen=True)
class WithdrawnCertificate:
    """`instead`: the address of the certificate that stands in its place; empty where there is none."""

    award: Award
    instead: str
    texts: list[WithdrawnTexts]


def find_withdrawn(edition: Edition, number: str) -> WithdrawnCertificate | None:
    """None where no award of this number was ever public, or its contest is not. One query."""
    rows = Award.objects.filter(
        contest__edition=edition, certificate_number=number, contest__in=Contest.objects.public()
    )
    rows = rows.filter(published_at__lte=Now(), withdrawn_at__isnull=False, entry__contest=F("contest"))
    award = rows.annotate(instead=Subquery(replacements())).select_related("contest__edition").first()
    if award is None:
        return None
    stands = award.instead or ""
    url = bulk_reverse.reverse_in_edition("contests:certificate", edition.slug, stands) if stands else ""
    return WithdrawnCertificate(award, url, withdrawn_texts(award, edition, stands))


def replacements() -> QuerySet:
    """Numbers of public awards, the newest first, that the same entry was given later: by the same round or, where it
    follows from no ranking, under the same name.
    """
    same_round = Q(ranking__round=OuterRef("ranking__round"))
    same_name = Q(ranking=None, name_en=OuterRef("name_en"), name_zh=OuterRef("name_zh"))
    rows = Award.objects.public().filter(same_round | same_name, entry=OuterRef("entry"))
    rows = rows.filter(published_at__gte=OuterRef("withdrawn_at")).order_by("-published_at", "-pk")
    return rows.values("certificate_number")[:1]


def withdrawn_texts(award: Award, edition: Edition, instead: str) -> list[WithdrawnTexts]:
    """In Chinese and in English, as the certificate itself."""
    since, texts = venue_moment(require_value(award.withdrawn_at), edition), []
    for code, lang in (("zh-hans", "zh-Hans"), ("en", "en")):
        with translation.override(code):
            day = dates.format_day(since, dates.PLAIN)
            said = _("It was withdrawn on %(day)s and proves nothing any more.") % {"day": day}
            other = _("Certificate %(number)s stands in its place.") % {"number": instead} if instead else ""
            texts.append(WithdrawnTexts(lang, _("This certificate no longer stands"), said, other))
    return texts
