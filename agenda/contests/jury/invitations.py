"""Invitations of judges: a link whose key is stored as its SHA-256 alone, good until its round closes."""

import hashlib
import secrets

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from agenda.models.contests import Juror, Round

# A group without a permission: what its members reach, their invitation opens.
GROUP = "Judges"


def digest_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def invite_judge(juror: Juror) -> str:
    """A new key, told this once; a link that the judge had before opens nothing any more."""
    key = secrets.token_urlsafe(32)
    juror.key_digest, juror.invited_at = digest_key(key), timezone.now()
    juror.save(update_fields=["key_digest", "invited_at"])
    return key


@transaction.atomic
def invite_all(round_: Round) -> list[tuple[Juror, str]]:
    """Every judge of the round who has no link, with the key of a new one."""
    rows = round_.jurors.select_for_update(of=("self",)).filter(key_digest="").select_related("person").in_order()
    return [(juror, invite_judge(juror)) for juror in rows]


def revoke_invitation(juror: Juror) -> None:
    """Whoever came by it is out with their next request."""
    juror.key_digest = ""
    juror.save(update_fields=["key_digest"])


def find_juror(digest: str) -> Juror | None:
    """Whose invitation has this digest, with round, contest and person; None for a revoked or unknown one."""
    if not digest:
        return None
    rows = Juror.objects.select_related("round__contest__edition", "person", "user")
    return rows.filter(key_digest=digest).first()


@transaction.atomic
def accept_invitation(juror: Juror) -> User:
    """The user that stands for the judge, without a password; made when they come for the first time."""
    locked = Juror.objects.select_for_update(of=("self",)).select_related("user").get(pk=juror.pk)
    if locked.user is None:
        locked.user = User.objects.create_user(f"judge-{secrets.token_hex(8)}")
        locked.user.groups.add(Group.objects.get_or_create(name=GROUP)[0])
        locked.joined_at = timezone.now()
        locked.save(update_fields=["user", "joined_at"])
    return locked.user
