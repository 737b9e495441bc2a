"""The certificate of an award: what it says, and what it proves."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agenda.contests.public.masking import ShownEntry, show_entry
from agenda.models.contests import Award, FrozenRanking, TeamMember
from expo.i18n import dates
from expo.i18n.bilingual import localised_text
from expo.models import Edition
from expo.models.showcase.venue_clock import venue_moment
from expo.presence import require_value


@dataclass(frozen=True)
class Certificate:
    """A public award; `ranking`: the one that it follows from, where that is published."""

    award: Award
    shown: ShownEntry
    ranking: FrozenRanking | None


def find_certificate(edition: Edition, number: str) -> Certificate | None:
    """None where the public sees no award of this number; one that was withdrawn proves nothing any more."""
    members = TeamMember.objects.select_related("person", "organisation").order_by("order", "pk")
    rows = Award.objects.public().filter(contest__edition=edition, certificate_number=number)
    rows = rows.with_versions().select_related("contest__edition", "track", "entry__contest", "entry__team")
    award = rows.prefetch_related(Prefetch("entry__team__members", members)).first()
    if award is None:
        return None
    rankings = FrozenRanking.objects.published().with_openness().filter(pk=award.ranking_id).select_related("round")
    ranking = rankings.defer("content", "result", "advancing", "differences").first()
    if ranking is not None:
        ranking.round.contest = award.contest
    return Certificate(award, show_entry(award.entry), ranking)


@dataclass(frozen=True)
class CertificateTexts:
    """What a certificate says in one language; empty where nothing is to be said."""

    lang: str
    title: str
    entry: str
    team: str
    members: str
    contest: str
    award: str
    place: str
    money: str
    prize: str
    expo: str
    day: str
    proof: str
    corrected: str


def certificate_texts(found: Certificate, edition: Edition) -> list[CertificateTexts]:
    """In Chinese and in English, on one sheet; a text that is missing is stood in for by the other language's."""
    texts = []
    for code, lang in (("zh-hans", "zh-Hans"), ("en", "en")):
        with translation.override(code):
            texts.append(texts_in_language(found, edition, lang))
    return texts


def texts_in_language(found: Certificate, edition: Edition, lang: str) -> CertificateTexts:
    award = found.award
    held = [award.contest, award.track] if award.track else [award.contest]
    published = venue_moment(require_value(award.published_at), edition)
    return CertificateTexts(
        lang=lang,
        title=_("Certificate of award"),
        entry=str(found.shown.entry),
        team=str(found.shown.team or ""),
        members=pgettext("between names", ", ").join(str(member) for member in found.shown.members),
        contest=" · ".join(str(row) for row in held),
        award=str(award),
        place=place_sentence(award),
        money=_("Prize money") if award.prize_minor else "",
        prize=localised_text(award, "prize").value,
        expo=str(edition),
        day=dates.format_day(published, dates.PLAIN),
        proof=proof_sentence(found.ranking),
        corrected=corrected_sentence(award),
    )


def place_sentence(award: Award) -> str:
    """Where its entry stands, in all or in its track; nothing of an award that follows from no ranking."""
    if award.ranking_id is None or award.place is None:
        return ""
    if award.track is not None:
        said = _("Place %(place)s in the track “%(track)s”")
        return said % {"place": award.place, "track": award.track}
    return _("Place %(place)s of all entries") % {"place": award.place}


def corrected_sentence(award: Award) -> str:
    """Empty while it follows from the results that are published."""
    if not award.corrected:
        return ""
    said = _("The results have been corrected since (version %(corrected)s); this award follows from version %(of)s.")
    return said % {"corrected": award.corrected, "of": award.version}


def proof_sentence(ranking: FrozenRanking | None) -> str:
    """What the address of a certificate proves, and by what."""
    if ranking is None:
        return _("This address proves the certificate: this page says so once the award is withdrawn.")
    return _(
        "This address proves the certificate. It follows from the ranking of “%(round)s”, version %(version)s, "
        "frozen with its rule and all its scores under the SHA-256 below."
    ) % {"round": ranking.round, "version": ranking.version}
