"""The steps of a bulletin: written from a definition, edited, counted again, frozen with the next number."""

import secrets

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from deals.bulletins import proof
from deals.bulletins.draft_text import write_texts
from deals.bulletins.figures import count_figures, figure_values
from deals.bulletins.seal import TEXTS, bulletin_digest, bulletin_texts, seal_figures
from deals.bulletins.text_check import text_problems
from deals.ledger import hash_chain
from deals.ledger.workflow import ANNOUNCE, StaleVersion, StepRefusal, require_permission
from deals.models import Bulletin, ChainHead, Definition
from deals.models.bulletins import BulletinStatus
from deals.models.events import Verb
from deals.totals import Scope
from expo.event_log.address import WHERE
from expo.models import Edition


@transaction.atomic
def write_draft(
    edition: Edition, *, definition: Definition | None = None, corrects: Bulletin | None = None, by: User
) -> Bulletin:
    """A draft of what the definition counts at this moment, in both languages."""
    require_permission(by, ANNOUNCE)
    head, now = hash_chain.lock(), timezone.now()
    if corrects is not None and not (corrects.is_frozen and corrects.edition_id == edition.pk):
        raise StepRefusal(_("Only a frozen bulletin of the same edition is corrected."))
    if corrects is not None and Bulletin.objects.filter(corrects=corrects).exists():
        raise StepRefusal(_("A correction of this bulletin is there already."))
    if definition is not None and not definition.public:
        raise StepRefusal(_("A bulletin counts announced deals only."))
    figures = count_figures(Scope(edition, definition), now)
    more = {"definition": definition, "corrects": corrects, "written_by": by, "written_at": now}
    bulletin = Bulletin.objects.create(edition=edition, as_of=now, figures=figures, **write_texts(figures), **more)
    log_version(head, Verb.WRITTEN, bulletin, by)
    return bulletin


@transaction.atomic
def edit(bulletin: Bulletin, texts: dict[str, str], *, version: int, by: User) -> Bulletin:
    """Other words; the figures in them stay what was counted."""
    head, bulletin = lock_draft(bulletin, version, by)
    for name in TEXTS:
        setattr(bulletin, name, texts[name].strip())
    return save_version(head, bulletin, by)


@transaction.atomic
def count_again(bulletin: Bulletin, *, version: int, by: User, anew: bool = False) -> Bulletin:
    """The figures of this moment. A text that nobody edited, or with `anew` any text, is written afresh."""
    head, bulletin = lock_draft(bulletin, version, by)
    untouched = bulletin_texts(bulletin) == write_texts(bulletin.figures)
    bulletin.as_of = timezone.now()
    bulletin.figures = count_figures(Scope(bulletin.edition, bulletin.definition), bulletin.as_of)
    if anew or untouched:
        for name, text in write_texts(bulletin.figures).items():
            setattr(bulletin, name, text)
    return save_version(head, bulletin, by)


@transaction.atomic
def freeze(bulletin: Bulletin, *, version: int, by: User) -> Bulletin:
    """Number the bulletin and close it for good.

    Raises ValidationError with a sentence for each number that is not a counted figure, and for each deal that has
    been withdrawn, corrected or hidden since it was counted.
    """
    head, bulletin = lock_draft(bulletin, version, by)
    if found := [*text_problems(bulletin), *proof.figure_problems(bulletin)]:
        raise ValidationError(found)
    last = Bulletin.objects.of(bulletin.edition).aggregate(last=Max("number"))["last"] or 0
    bulletin.number, bulletin.status = last + 1, BulletinStatus.FROZEN
    bulletin.frozen_by, bulletin.frozen_at = by, timezone.now()
    # The seal stands in public, over running numbers, which do not: without this, guessing them would show which.
    bulletin.figures = seal_figures(bulletin, salt=secrets.token_hex(16))
    bulletin.digest = bulletin_digest(bulletin)
    bulletin.save()
    log_version(head, Verb.ISSUED, bulletin, by)
    return bulletin


def lock_draft(bulletin: Bulletin, version: int, by: User) -> tuple[ChainHead, Bulletin]:
    require_permission(by, ANNOUNCE)
    head = hash_chain.lock()
    fresh = Bulletin.objects.select_related("edition", "definition", "corrects").get(pk=bulletin.pk)
    if fresh.is_frozen:
        raise StepRefusal(_("This bulletin is frozen: what is wrong in it, the next one corrects."), code="frozen")
    if fresh.version != version:
        raise StaleVersion(
            _("Somebody saved a newer version of this bulletin. Look at it before you go on."), code="stale"
        )
    return head, fresh


def save_version(head: ChainHead, bulletin: Bulletin, by: User) -> Bulletin:
    bulletin.version += 1
    bulletin.written_by, bulletin.written_at = by, timezone.now()
    bulletin.save()
    log_version(head, Verb.WRITTEN, bulletin, by)
    return bulletin


def log_version(head: ChainHead, verb: Verb, bulletin: Bulletin, by: User) -> None:
    """The log keeps the figures and the texts of each version."""
    told = bulletin_texts(bulletin) | {
        "figures": figure_values(bulletin.figures),
        "version": bulletin.version,
        "digest": bulletin.digest,
        "from": WHERE.get(),
    }
    hash_chain.append(head, verb, subject=str(bulletin), actor=by.get_username(), told=told)
