"""The steps of a bulletin: written from a definition, edited, counted again, frozen with the next number."""

import secrets

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from deals import chain
from deals.bulletins import proving
from deals.bulletins.checking import faults
from deals.bulletins.counting import count
from deals.bulletins.sealing import SALT, TEXTS, digest
from deals.bulletins.writing import write
from deals.log import WHERE
from deals.models import Bulletin, ChainHead, Definition
from deals.models.bulletins import BulletinStatus
from deals.models.events import Verb
from deals.standing import ANNOUNCE, Refused, Stale, allowed
from deals.totals import Scope
from expo.models import Edition


@transaction.atomic
def draft(
    edition: Edition, *, definition: Definition | None = None, corrects: Bulletin | None = None, by: User
) -> Bulletin:
    """A draft of what the definition counts at this moment, in both languages."""
    allowed(by, ANNOUNCE)
    head, now = chain.lock(), timezone.now()
    if corrects is not None and not (corrects.is_frozen and corrects.edition_id == edition.pk):
        raise Refused(_("Only a frozen bulletin of the same edition is corrected."))
    if corrects is not None and Bulletin.objects.filter(corrects=corrects).exists():
        raise Refused(_("A correction of this bulletin is there already."))
    if definition is not None and not definition.public:
        raise Refused(_("A bulletin counts announced deals only."))
    figures = count(Scope(edition, definition), now)
    more = {"definition": definition, "corrects": corrects, "written_by": by, "written_at": now}
    bulletin = Bulletin.objects.create(edition=edition, as_of=now, figures=figures, **write(figures), **more)
    tell(head, Verb.WRITTEN, bulletin, by)
    return bulletin


@transaction.atomic
def edit(bulletin: Bulletin, texts: dict[str, str], *, version: int, by: User) -> Bulletin:
    """Other words; the figures in them stay what was counted."""
    head, bulletin = begin(bulletin, version, by)
    for name in TEXTS:
        setattr(bulletin, name, texts[name].strip())
    return end(head, bulletin, by)


@transaction.atomic
def count_again(bulletin: Bulletin, *, version: int, by: User, anew: bool = False) -> Bulletin:
    """The figures of this moment. A text that nobody edited, or with `anew` any text, is written afresh."""
    head, bulletin = begin(bulletin, version, by)
    untouched = {name: getattr(bulletin, name) for name in TEXTS} == write(bulletin.figures)
    bulletin.as_of = timezone.now()
    bulletin.figures = count(Scope(bulletin.edition, bulletin.definition), bulletin.as_of)
    if anew or untouched:
        for name, text in write(bulletin.figures).items():
            setattr(bulletin, name, text)
    return end(head, bulletin, by)


@transaction.atomic
def freeze(bulletin: Bulletin, *, version: int, by: User) -> Bulletin:
    """Number the bulletin and close it for good.

    Raises ValidationError with a sentence for each number that is not a counted figure, and for each deal that has
    been withdrawn, corrected or hidden since it was counted.
    """
    head, bulletin = begin(bulletin, version, by)
    if found := [*faults(bulletin), *proving.obstacles(bulletin)]:
        raise ValidationError(found)
    last = Bulletin.objects.of(bulletin.edition).aggregate(last=Max("number"))["last"] or 0
    bulletin.number, bulletin.status = last + 1, BulletinStatus.FROZEN
    bulletin.frozen_by, bulletin.frozen_at = by, timezone.now()
    # The seal stands in public, over running numbers, which do not: without this, guessing them would show which.
    bulletin.figures |= {SALT: secrets.token_hex(16)}
    bulletin.digest = digest(bulletin)
    bulletin.save()
    tell(head, Verb.ISSUED, bulletin, by)
    return bulletin


def begin(bulletin: Bulletin, version: int, by: User) -> tuple[ChainHead, Bulletin]:
    allowed(by, ANNOUNCE)
    head = chain.lock()
    fresh = Bulletin.objects.select_related("edition", "definition", "corrects").get(pk=bulletin.pk)
    if fresh.is_frozen:
        raise Refused(_("This bulletin is frozen: what is wrong in it, the next one corrects."), code="frozen")
    if fresh.version != version:
        raise Stale(_("Somebody saved a newer version of this bulletin. Look at it before you go on."), code="stale")
    return head, fresh


def end(head: ChainHead, bulletin: Bulletin, by: User) -> Bulletin:
    bulletin.version += 1
    bulletin.written_by, bulletin.written_at = by, timezone.now()
    bulletin.save()
    tell(head, Verb.WRITTEN, bulletin, by)
    return bulletin


def tell(head: ChainHead, verb: Verb, bulletin: Bulletin, by: User) -> None:
    """The log keeps the figures and the texts of each version."""
    said = {row["key"]: row["value"] for row in bulletin.figures["figures"]}
    texts = {name: getattr(bulletin, name) for name in TEXTS}
    told = texts | {"figures": said, "version": bulletin.version, "digest": bulletin.digest, "from": WHERE.get()}
    chain.append(head, verb, number=str(bulletin), actor=by.get_username(), told=told)
